// The tree above the chunks of a sum: the same as that of pairwise summation, and its subtrees stand by
// themselves.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <adaline/kernels.hpp>

#include "kernels/definition/order.hpp"
#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

using kernels::first_part;

// The expression of chunks first .. first + n - 1.
std::string tree(std::size_t first, std::size_t n) {
  if (n == 1) return std::to_string(first);
  const std::size_t half = first_part(n, 1);
  return "(" + tree(first, half) + "+" + tree(first + half, n - half) + ")";
}

// The sum of n elements at a distance of `stride`, by the same tree.
double sum_of_tree(const std::vector<double>& x, std::size_t first, std::size_t stride, std::size_t n) {
  if (n == 1) return x[first];
  const std::size_t half = first_part(n, 1);
  return sum_of_tree(x, first, stride, half) + sum_of_tree(x, first + half * stride, stride, n - half);
}

// Neighbours are added, round by round; an odd last one is carried on. (WG21 P4016R0, 4.2.3.)
std::string neighbours(std::size_t n) {
  std::vector<std::string> sums;
  for (std::size_t i = 0; i < n; ++i) sums.push_back(std::to_string(i));
  while (sums.size() > 1) {
    std::vector<std::string> next;
    for (std::size_t i = 0; i + 1 < sums.size(); i += 2)
      next.push_back("(" + sums[i] + "+" + sums[i + 1] + ")");
    if (sums.size() % 2 == 1) next.push_back(sums.back());
    sums = next;
  }
  return sums.front();
}

TEST(WrittenOrder, TreeAddsNeighbours) {
  EXPECT_EQ(tree(0, 5), "(((0+1)+(2+3))+4)");
  for (std::size_t n = 1; n <= 300; ++n) ASSERT_EQ(tree(0, n), neighbours(n)) << n;
}

// The golden values of WG21 P4016R0, appendix K: a million numbers in 16 and in 128 lanes, each lane and then
// the lanes added by such a tree.
TEST(WrittenOrder, TreeIsThatOfP4016) {
  std::vector<double> x(1'000'000);
  std::uint64_t state = 0x243F6A8885A308D3;
  for (double& value : x) {
    state = state * 6364136223846793005 + 1442695040888963407;
    value = std::ldexp(static_cast<double>(state >> 11U), -52) - 1;
  }
  const auto reduce = [&](std::size_t lanes) {
    std::vector<double> of_lane(lanes);
    for (std::size_t l = 0; l < lanes; ++l)
      of_lane[l] = sum_of_tree(x, l, lanes, (x.size() - l - 1) / lanes + 1);
    return sum_of_tree(of_lane, 0, 1, lanes);
  };
  EXPECT_EQ(std::bit_cast<std::uint64_t>(reduce(16)), 0x40618f71f6379380U);
  EXPECT_EQ(std::bit_cast<std::uint64_t>(reduce(128)), 0x40618f71f6379397U);
}

TEST(WrittenOrder, ASumIsSplitBetweenChunks) {
  for (const std::size_t chunk : {1U, 3U, 1024U}) {
    for (std::size_t n = chunk + 1; n < 40 * chunk; ++n) {
      const std::size_t first = first_part(n, chunk);
      ASSERT_EQ(first % chunk, 0U);
      ASSERT_TRUE(std::has_single_bit(first / chunk) && first < n && 2 * first >= n) << n << " " << chunk;
    }
  }
}

template <class T>
class PartsOfASum : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(PartsOfASum, Types);

TYPED_TEST(PartsOfASum, MakeTheWholeOne) {
  using T = TypeParam;
  constexpr std::size_t rows = 5 * kernels::chunk_rows + 7;
  constexpr std::size_t first = first_part(rows, kernels::chunk_rows);
  static_assert(first == 4 * kernels::chunk_rows);
  for (const std::size_t d : {1U, 5U, 20U, 100U}) {
    const RandomProblem<T> p(rows, d, d);
    const Samples<T> all = p.view();
    const std::vector<T> w(d, T(0.3));
    const auto part = [&](std::size_t from, std::size_t count) {
      const MatrixView<T> x{all.features.data + from * all.features.row_stride, count, d,
                            all.features.row_stride};
      return Samples<T>{x, all.targets.subspan(from, count)};
    };
    std::vector<T> whole(d), one(d), other(d);
    T bias_whole = 0, bias_one = 0, bias_other = 0;
    const double loss = residual_gradient(all, w, T(0.1), whole, bias_whole);
    const double loss_of_one = residual_gradient(part(0, first), w, T(0.1), one, bias_one);
    const double loss_of_other = residual_gradient(part(first, rows - first), w, T(0.1), other, bias_other);
    EXPECT_EQ(loss, loss_of_one + loss_of_other);
    EXPECT_EQ(bias_whole, bias_one + bias_other);
    for (std::size_t c = 0; c < d; ++c) EXPECT_EQ(whole[c], one[c] + other[c]) << d << " " << c;
  }
}

TYPED_TEST(PartsOfASum, OfElementsMakeTheWholeOne) {
  using T = TypeParam;
  constexpr std::size_t n = 7 * kernels::chunk_elements<T> + 3;
  constexpr std::size_t first = first_part(n, kernels::chunk_elements<T>);
  const RandomProblem<T> p(1, 2 * n, 1);
  const std::span<const T> x(p.view().features.data, n);
  const std::span<const T> y(p.view().features.data + n, n);
  EXPECT_EQ(dot(x, y), dot(x.first(first), y.first(first)) + dot(x.subspan(first), y.subspan(first)));
  EXPECT_EQ(sum_of_squares(x), sum_of_squares(x.first(first)) + sum_of_squares(x.subspan(first)));
}

}  // namespace
}  // namespace adaline::test
