// Parts that several processes read.
#pragma once

#include <vector>

#include "cli/moments/parts.hpp"
#include "cli/ranks.hpp"

namespace adaline::cli {

// Part i is read by rank i modulo their number, or by rank 0 where it is standard input, and folded on rank 0,
// into `parts`, in the order of the inputs: the bits are those of one process that reads them all. `inputs` is
// that of rank 0 on all ranks; `parts` is null on others.
//
// Where parts cannot be read, or do not fit those before them, rank 0 throws the error of the first of them,
// and other ranks an Error without text; who reads a later part then stops.
//
// Returns the rows of the parts of this rank, where the options keep them.
std::vector<PartRows> read_on_ranks(Ranks& ranks, const std::vector<PartInput>& inputs,
                                    const PartsOptions& options, Parts* parts);

}  // namespace adaline::cli
