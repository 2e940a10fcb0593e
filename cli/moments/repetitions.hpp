// Parts that were named twice, by mistake or not.
#pragma once

#include <span>

#include "io/part_record.hpp"

namespace adaline::cli {

// Says on standard error which parts hold the bytes of an earlier one, as the hashes tell: their samples count
// again. Only the first few are named.
void name_repetitions(std::span<const io::PartRecord> parts);

}  // namespace adaline::cli
