// What ranks have folded of their parts, folded to one value.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "cli/ranks.hpp"
#include "least_squares/tree_fold.hpp"
#include "mpi/tree_of_ranks.hpp"

namespace adaline::cli {

// owners[i] is the rank that has part i; `mine` are the parts of this rank, and is used up. All ranks call it;
// the value is returned on the rank that has part 0.
template <class Value, class Fold>
std::optional<Value> fold_on_ranks(Ranks& ranks, const std::vector<std::size_t>& owners,
                                   least_squares::TreeFold<Value, Fold>& mine) {
  mpi::TreeOfRanks<Ranks> tree(ranks, owners);
  return tree.fold<Value, Fold>([&](std::size_t begin, std::size_t end) -> std::optional<Value> {
    auto* const node = mine.find(begin, end);
    if (node == nullptr) return std::nullopt;
    return std::move(node->value);
  });
}

}  // namespace adaline::cli
