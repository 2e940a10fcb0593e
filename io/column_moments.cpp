#include "io/column_moments.hpp"

#include <algorithm>

#include "parallel/ranges.hpp"

namespace adaline::io {

void for_columns(MatrixView<double> x, Workers* workers,
                 const std::function<void(std::size_t first, std::size_t count)>& f) {
  constexpr std::size_t columns_of_line = 8;
  // The sums of a column go on from row to row, and so are those of one thread. About 1 ns for a number.
  const double microseconds = static_cast<double>(x.rows) * static_cast<double>(x.cols) / 1000;
  const parallel::Ranges ranges(workers, (x.cols + columns_of_line - 1) / columns_of_line, microseconds);
  ranges.for_each([&](std::size_t range) {
    const std::size_t first = columns_of_line * ranges.begin(range);
    f(first, std::min(columns_of_line * ranges.end(range), x.cols) - first);
  });
}

ColumnMoments column_moments(MatrixView<double> x, Center center, Workers* workers) {
  ColumnMoments result{.samples = static_cast<double>(x.rows),
                       .means = std::vector<double>(x.cols),
                       .squares = std::vector<double>(x.cols)};
  std::vector<double>&means = result.means, &squares = result.squares;
  for_columns(x, workers, [&](std::size_t first, std::size_t count) {
    for (std::size_t r = 0; r < x.rows; ++r) {
      const double* const row = x.data + r * x.row_stride;
      const double share = center == Center::mean ? 1 / static_cast<double>(r + 1) : 0;
      for (std::size_t c = first; c < first + count; ++c) {
        const double difference = row[c] - means[c];
        means[c] += difference * share;
        squares[c] += difference * (row[c] - means[c]);
      }
    }
  });
  return result;
}

void join(ColumnMoments& first, const ColumnMoments& behind) {
  if (behind.samples == 0) return;
  if (first.samples == 0) {
    first = behind;
    return;
  }
  const double all = first.samples + behind.samples;
  const double share = behind.samples / all;
  for (std::size_t c = 0; c < first.means.size(); ++c) {
    const double distance = behind.means[c] - first.means[c];
    first.means[c] += distance * share;
    first.squares[c] += behind.squares[c] + distance * distance * (first.samples * share);
  }
  first.samples = all;
}

}  // namespace adaline::io
