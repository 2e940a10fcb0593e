// Parts that several processes read.
#pragma once

#include <cstddef>
#include <vector>

#include "cli/moments/parts.hpp"
#include "cli/ranks.hpp"

namespace adaline::cli {

// Which rank reads which part: each rank some in a row, so that it can fold them, and of them the same number,
// or one more; rank 0 the first one, and standard input.
std::vector<std::size_t> owners_of(const std::vector<PartInput>& inputs, std::size_t ranks);

// Each rank reads its parts and folds them, and what is left is folded from rank to rank, for `parts` on rank
// 0: the bits are those of one process that reads them all. `inputs` is that of rank 0 on all ranks; `parts` is
// null on others.
//
// Where parts cannot be read, or do not fit those before them, rank 0 throws the error of the first of them,
// and other ranks an Error without text; who reads a later part then stops.
//
// Returns the rows of the parts of this rank, where the options keep them.
std::vector<PartRows> read_on_ranks(Ranks& ranks, const std::vector<PartInput>& inputs,
                                    const PartsOptions& options, Parts* parts);

}  // namespace adaline::cli
