// What moments say, for people and as JSON.
#pragma once

#include <adaline/moments.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace adaline::cli {

// The columns with mean, standard deviation and correlation with the target; rank and condition of their least
// squares, with a bias; columns that depend on others; and the largest stable rate of batch learning.
std::string moments_text(const Moments& moments);
nlohmann::ordered_json moments_json(const Moments& moments);

}  // namespace adaline::cli
