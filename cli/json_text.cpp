#include "cli/json_text.hpp"

#include <nlohmann/json.hpp>

namespace adaline::cli {

std::string json_text(const nlohmann::ordered_json& value) { return value.dump(2, ' ', true); }

}  // namespace adaline::cli
