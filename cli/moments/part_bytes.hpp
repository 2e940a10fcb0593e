// What is known of inputs, as bytes for another process.
#pragma once

#include <string>
#include <vector>

#include "cli/moments/read_part.hpp"

namespace adaline::cli {

std::string to_bytes(const PartHead& part);
PartHead head_of(const std::string& bytes);

std::string to_bytes(const std::vector<PartInput>& inputs);
std::vector<PartInput> inputs_of(const std::string& bytes);

}  // namespace adaline::cli
