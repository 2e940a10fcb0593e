// Values of parts, folded as they come in the tree that first_part() makes of the parts.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace adaline::least_squares {

// Join::join(first, behind) puts the value of the parts behind those of `first`.
//
// A node of the tree has 2^k parts, the first of which has a number that is a multiple of 2^k; or what there is
// of them at the end. So two nodes side by side can be joined as soon as both are whole, whoever has the parts
// around them. Two are joined when the next part comes, and not before, so that a join that throws leaves the
// parts as they were. n parts in a row take the memory of log2(n) + 2 values.
template <class Value, class Join>
class TreeFold {
 public:
  struct Node {
    std::size_t begin = 0;  // the parts that it is of
    std::size_t end = 0;
    Value value;
  };

  // Numbers of parts rise; there may be gaps, whose parts are elsewhere.
  void add(std::size_t part, Value value) {
    while (ends_with_two_halves()) join_last();
    nodes_.push_back({part, part + 1, std::move(value)});
  }

  std::span<const Node> nodes() const { return nodes_; }

  // The node of just these parts; null where there is none.
  Node* find(std::size_t begin, std::size_t end) {
    for (Node& node : nodes_) {
      if (node.begin == begin && node.end == end) return &node;
    }
    return nullptr;
  }

  // Of all parts, which are 0 .. n - 1 for an n of at least 1.
  Value total() const {
    Value sum = nodes_.back().value;
    for (std::size_t i = nodes_.size() - 1; i-- > 0;) {
      Value first = nodes_[i].value;
      Join::join(first, sum);
      sum = std::move(first);
    }
    return sum;
  }

  // The same without a copy: nothing is left.
  Value take_total() {
    while (nodes_.size() > 1) join_last();
    Value sum = std::move(nodes_.back().value);
    nodes_.clear();
    return sum;
  }

 private:
  bool ends_with_two_halves() const {
    if (nodes_.size() < 2) return false;
    const Node &first = nodes_[nodes_.size() - 2], &second = nodes_.back();
    const std::size_t half = first.end - first.begin;
    return first.end == second.begin && second.end - second.begin == half && first.begin % (2 * half) == 0;
  }

  void join_last() {
    Node& first = nodes_[nodes_.size() - 2];
    Join::join(first.value, nodes_.back().value);
    first.end = nodes_.back().end;
    nodes_.pop_back();
  }

  std::vector<Node> nodes_;
};

}  // namespace adaline::least_squares
