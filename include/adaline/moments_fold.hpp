/// @file
/// The moments of many parts as those of one, folded in a tree that the number of the parts decides.
#pragma once

#include <cstddef>
#include <memory>

#include <adaline/moments.hpp>

namespace adaline {

/// Folds the moments of parts, which are added one after another: as files, shares of a file, and the parts
/// that ranks of MPI hold are folded by the program and by mpi::fold().
///
/// - Order: n parts of more than one are folded to two Moments, those of the first parts, as many as the
///   largest power of two below n, and those of the rest, and then the first `merge()` the second. Five parts
///   are `((p0 p1) (p2 p3)) p4`. It is the tree of chunks (docs/written_order.md), so up to three parts have
///   the bits of a merge of one after another, and more have others. Parts without samples count.
/// - Groups: 2^k parts after one another, where all groups but the last have so many, may be folded first,
///   anywhere, and added as one part each: the bits are the same.
/// - Rounding: it grows with log2(n), and by merging one after another with n.
/// - Bits: those of the parts, and their order. Nothing else is added by way of the fold.
/// - Errors: std::invalid_argument, which names the argument and the numbers; std::bad_alloc where there is no
///   memory. Either leaves the parts as they were.
/// - Threads: several threads may call const functions of one object at once, and all others only while no
///   other thread uses it.
/// - Memory: at most log2(n) + 2 states of 4 d^2 bytes, and two parts as they were added.
class MomentsFold {
 public:
  /// Of no parts yet.
  MomentsFold();
  /// Takes the parts of the other object, which can then be assigned to and destroyed. O(1).
  MomentsFold(MomentsFold&& other) noexcept;
  /// Takes the parts of the other object, which can then be assigned to and destroyed. O(1).
  MomentsFold& operator=(MomentsFold&& other) noexcept;
  /// Frees the memory.
  ~MomentsFold();

  /// Puts a part behind those that are there.
  ///
  /// - Errors: std::invalid_argument where the parts before have another number of features, or other names of
  ///   a column, as Moments::merge() has it.
  /// - Cost: O(d^2), on average; of one call O(d^2 log(n)).
  void add(Moments part);

  /// Returns n, the number of parts. O(1).
  std::size_t parts() const;

  /// Returns the moments of all parts; of one, it as it was added. More parts can be added behind.
  ///
  /// - Errors: std::invalid_argument where there is no part.
  /// - Memory: two states beside the result.
  /// - Cost: O(d^2 log(n)).
  Moments total() const;

 private:
  class State;
  std::unique_ptr<State> state_;
  State& state() const;
};

}  // namespace adaline
