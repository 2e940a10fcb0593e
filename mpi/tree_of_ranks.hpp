// Values of parts that several ranks have, folded in the tree that first_part() makes of the parts. It knows no
// MPI.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kernels/definition/order.hpp"

namespace adaline::mpi {

// `Ranks` sends bytes to a rank and receives those of one. A node of the tree comes to be on the rank that has
// its first part: who has its second half sends it, and who has the first joins both. So ranks that have parts
// in a row need about log2(ranks) rounds, in which half of those that are left send a value each; any other
// spread of the parts gives the same bits by more messages. No rank holds more than log2(parts) values at once.
template <class Ranks>
class TreeOfRanks {
 public:
  // owners[i]: the rank that has part i.
  TreeOfRanks(Ranks& ranks, std::vector<std::size_t> owners) : ranks_(ranks), owners_(std::move(owners)) {
    for (std::size_t part = 0; part < owners_.size(); ++part) {
      if (owners_[part] == ranks_.number()) mine_.push_back(part);
    }
  }

  // Which parts this rank has. They rise.
  const std::vector<std::size_t>& mine() const { return mine_; }
  // Which rank gets the value of all parts.
  std::size_t root() const { return owners_.front(); }

  // The value of all parts, on root(). All ranks call it.
  //
  // take(begin, end) returns an optional value of the parts from begin to end where this rank has it by itself,
  // as it has that of each single part; each is asked for once. Fold has join(first, behind), to_bytes(value)
  // and value_of(bytes).
  template <class Value, class Fold, class Take>
  std::optional<Value> fold(const Take& take) {
    return fold<Value, Fold>(take, 0, owners_.size());
  }

 private:
  // None where this rank does not have the first of these parts: then what it has of the others was sent.
  template <class Value, class Fold, class Take>
  std::optional<Value> fold(const Take& take, std::size_t begin, std::size_t end) {
    const auto next = std::ranges::lower_bound(mine_, begin);
    if (next == mine_.end() || *next >= end) return std::nullopt;
    if (owners_[begin] == ranks_.number()) {
      if (std::optional<Value> whole = take(begin, end)) return whole;
    }
    const std::size_t middle = begin + kernels::first_part(end - begin, 1);
    std::optional<Value> first = fold<Value, Fold>(take, begin, middle);
    std::optional<Value> second = fold<Value, Fold>(take, middle, end);
    const std::size_t to = owners_[begin], from = owners_[middle];
    if (second && to != from) {
      ranks_.send(Fold::to_bytes(*second), to);
    } else if (first && to != from) {
      Fold::join(*first, Fold::value_of(ranks_.receive(from)));
    } else if (first) {
      Fold::join(*first, *second);
    }
    return first;
  }

  Ranks& ranks_;
  std::vector<std::size_t> owners_;
  std::vector<std::size_t> mine_;
};

}  // namespace adaline::mpi
