// A least-squares solution for people, and as JSON.
#pragma once

#include <adaline/moments.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

#include "cli/regression/regression.hpp"

namespace adaline::cli {

// What a reader of the table must know, a sentence each: why numbers are not there, which columns are left out
// and what they depend on, and how far rounding can be trusted. Empty where all is well.
std::vector<std::string> notes_of(const Moments& moments, const LeastSquares& solution,
                                  const std::vector<std::string>& features);

// The coefficients by name, the fit as a whole, and the notes.
std::string regression_text(const Regression& regression, const std::vector<std::string>& features,
                            const std::vector<std::string>& notes);

// The same with all digits; what is not defined or not finite is null.
nlohmann::ordered_json regression_json(const Moments& moments, const LeastSquares& solution,
                                       const std::vector<std::string>& features);

// What `solution` says of itself: rank, condition, quality, relative_error, dependent_columns.
nlohmann::ordered_json solution_json(const Moments& moments, const LeastSquares& solution,
                                     const std::vector<std::string>& features);

// "full_rank", "rank_deficient" or "ill_conditioned".
const char* name_of(SolutionQuality quality);

}  // namespace adaline::cli
