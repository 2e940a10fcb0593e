// The moments of parts, as they are folded by one process and by several.
#pragma once

#include <adaline/moments.hpp>

#include <cstddef>
#include <optional>
#include <string>

#include "least_squares/tree_fold.hpp"

namespace adaline::cli {

// What TreeFold and TreeOfRanks (mpi/tree_of_ranks.hpp) need.
struct FoldOfMoments {
  static void join(Moments& first, const Moments& behind) { first.merge(behind); }
  // Folded: one level of sums, with the bits that fold to the same.
  static std::string to_bytes(const Moments& moments);
  static Moments value_of(const std::string& bytes);
};

using MomentsOfSomeParts = least_squares::TreeFold<Moments, FoldOfMoments>;

// A column whose sums have overflowed; the target's is the number of features.
std::optional<std::size_t> too_large_column(const Moments& moments);

}  // namespace adaline::cli
