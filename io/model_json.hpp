// The text of a model's file as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace adaline::io {

// Leaves out keys that no model has. Throws InputError for `path`: what is no JSON, by line and column; a key
// that is there twice in an object; and what is no model by its size.
nlohmann::ordered_json parse_model(const std::string& path, const std::string& text);

}  // namespace adaline::io
