// What was read of an input, as bytes for another process.
#pragma once

#include <string>
#include <vector>

#include "cli/moments/read_part.hpp"

namespace adaline::cli {

// The moments go folded: one level of sums, with the bits that fold to the same.
std::string to_bytes(const ReadPart& part);
ReadPart part_of(const std::string& bytes);

std::string to_bytes(const std::vector<PartInput>& inputs);
std::vector<PartInput> inputs_of(const std::string& bytes);

}  // namespace adaline::cli
