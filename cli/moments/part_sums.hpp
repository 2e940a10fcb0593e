// What the samples of parts sum up to, as it is folded by one process and by several.
#pragma once

#include <adaline/moments.hpp>
#include <adaline/workers.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "io/column_moments.hpp"
#include "io/sample_table.hpp"
#include "least_squares/tree_fold.hpp"

namespace adaline::cli {

// Moments; or where there are too many features for their squares, those of the columns alone. The last column
// is the target.
using PartSums = std::variant<Moments, io::ColumnMoments>;

io::ColumnMoments columns_of(const io::SampleTable<double>& rows, Workers* workers);
io::ColumnMoments columns_of(const Moments& moments);
io::ColumnMoments columns_of(const PartSums& sums);

// What TreeFold and TreeOfRanks (mpi/tree_of_ranks.hpp) need. All parts have sums of one kind.
struct FoldOfParts {
  static void join(PartSums& first, const PartSums& behind);
  // Moments go folded: one level of sums, with the bits that fold to the same.
  static std::string to_bytes(const PartSums& sums);
  static PartSums value_of(const std::string& bytes);
};

using SumsOfSomeParts = least_squares::TreeFold<PartSums, FoldOfParts>;

// A column whose sums have overflowed; the target's is the number of features.
std::optional<std::size_t> too_large_column(const PartSums& sums);

}  // namespace adaline::cli
