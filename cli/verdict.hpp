// What a training came to, in a line for people.
#pragma once

#include <string>

#include "io/model.hpp"

namespace adaline::cli {

// A tolerance for runs that were given none.
inline constexpr double usual_tolerance = 0.01;

// TrainingRecord::stop_reason of a training that --stop-delta ended elsewhere than at the optimum.
inline constexpr const char* small_steps = "small steps";

// "converged: ..", or "not converged: .." with how far from the least-squares optimum it is, whether it still
// comes nearer, and what would help. Empty for a model whose training says nothing of it. A checked one says
// how far it is in any case, where the optimum is known.
std::string verdict(const io::Model& model, bool is_checked = false);

// Why rounding may have changed the weights of a least-squares solution, and by how much. Neither need be
// finite.
std::string doubt(double condition, double relative_error);

}  // namespace adaline::cli
