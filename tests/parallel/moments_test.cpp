// Moments that several threads add to hold the bytes of those of one.
#include <gtest/gtest.h>
#include <adaline/adaline.hpp>

#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/least_squares/moments_bytes.hpp"
#include "tests/support/gathered.hpp"
#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

template <class T>
class ThreadedMoments : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(ThreadedMoments, Types);

template <class T>
Samples<T> rows_of(const RandomProblem<T>& p, std::size_t first, std::size_t count) {
  const MatrixView<T> x = p.view().features;
  return {{x.data + first * x.row_stride, count, x.cols, x.row_stride}, std::span(p.t).subspan(first, count)};
}

// In pieces: threads begin behind a chunk that is not whole, and at every place in the tree.
TYPED_TEST(ThreadedMoments, OfPiecesHaveTheBytesOfOneThread) {
  using T = TypeParam;
  for (const std::size_t cols : {2U, 60U}) {
    const std::size_t rows = cols == 2 ? 150000 : 30000;
    const RandomProblem<T> problem(rows, cols, cols);
    std::vector<T> weights(rows);
    for (std::size_t i = 0; i < rows; ++i) weights[i] = static_cast<T>(i % 3);
    Moments expected(cols), weighted(cols);
    expected.add(problem.view());
    weighted.add(problem.view(), weights);
    for (const std::size_t threads : {2U, 3U, 16U}) {
      Workers workers(threads);
      for (const std::size_t piece : {rows, rows / 2 + 1, rows / 4 - 7, 12 * std::size_t{1024}}) {
        Moments moments(cols), with_weights(cols);
        for (std::size_t first = 0; first < rows; first += piece) {
          const std::size_t count = std::min(piece, rows - first);
          moments.add(rows_of(problem, first, count), {}, &workers);
          with_weights.add(rows_of(problem, first, count), std::span<const T>(weights).subspan(first, count),
                           &workers);
        }
        EXPECT_TRUE(bytes_of(moments) == bytes_of(expected)) << threads << " threads, pieces of " << piece;
        EXPECT_TRUE(bytes_of(with_weights) == bytes_of(weighted)) << threads << " threads, pieces of " << piece;
      }
    }
  }
}

TYPED_TEST(ThreadedMoments, OfGatheredRowsHaveTheBytesOfRows) {
  using T = TypeParam;
  Workers workers(3);
  const ManyLayouts<T> layouts(20000, 30, 1);
  for (const auto& layout : layouts.all()) {
    Moments expected(30), moments(30);
    expected.add(layout.in_rows());
    moments.add(layout.samples, {}, &workers);
    EXPECT_TRUE(bytes_of(moments) == bytes_of(expected)) << layout.name;
  }
}

// The row is named, and all in front of it have been added.
TYPED_TEST(ThreadedMoments, EndAtTheFirstRowThatIsNotFinite) {
  using T = TypeParam;
  RandomProblem<T> problem(30000, 30, 1);
  for (const std::size_t row : {29000U, 17777U, 1024U, 3U}) {  // the later ones stay
    problem.x[row * problem.stride + 4] = std::numeric_limits<T>::quiet_NaN();
    const auto added = [&](Workers* workers) {
      Moments moments(30);
      std::string error = "none";
      try {
        moments.add(problem.view(), {}, workers);
      } catch (const std::invalid_argument& e) {
        error = e.what();
      }
      EXPECT_EQ(moments.samples(), static_cast<double>(row));
      return error + bytes_of(moments);
    };
    Workers workers(3);
    EXPECT_TRUE(added(&workers) == added(nullptr)) << row;
  }
}

}  // namespace
}  // namespace adaline::test
