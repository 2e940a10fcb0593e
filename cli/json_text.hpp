// JSON on standard output.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace adaline::cli {

// Indented by two, and in ASCII alone: other characters of names are \u and digits, so that a terminal is not
// made to obey them, and programs read the same.
std::string json_text(const nlohmann::ordered_json& value);

// The number, or null where it is not finite, for which JSON has no number.
nlohmann::ordered_json or_null(double value);

}  // namespace adaline::cli
