#include "cli/json_text.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace adaline::cli {

std::string json_text(const nlohmann::ordered_json& value) { return value.dump(2, ' ', true); }

nlohmann::ordered_json or_null(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

}  // namespace adaline::cli
