// What each column of samples is by itself: its mean, and the squares about it.
#pragma once

#include <adaline/matrix.hpp>
#include <adaline/workers.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace adaline::io {

struct ColumnMoments {
  double samples = 0;
  std::vector<double> means;
  std::vector<double> squares;  // sum of (x - mean)^2 of each column
};

// What squares are taken about; about 0 the means are 0 as well.
enum class Center { mean, zero };

// Of each column, row by row, which is stable also where the mean is large beside the deviation (Welford, "Note
// on a method for calculating corrected sums of squares and products", Technometrics 4, 1962). O(rows * cols);
// workers share the columns, eight by eight, which changes no bit.
ColumnMoments column_moments(MatrixView<double> x, Center center, Workers* workers);

// Calls f(first, count) for ranges of columns, of whole cache lines, which workers share.
void for_columns(MatrixView<double> x, Workers* workers,
                 const std::function<void(std::size_t first, std::size_t count)>& f);

// The samples of `behind` come behind those of `first`: Chan, Golub and LeVeque, "Updating formulae and a
// pairwise algorithm for computing sample variances", COMPSTAT 1982. Both have as many columns.
void join(ColumnMoments& first, const ColumnMoments& behind);

}  // namespace adaline::io
