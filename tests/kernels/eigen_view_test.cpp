// A matrix of Eigen is taken for what it is. The test brings a look-alike: the library knows Eigen by its names
// alone, and Eigen itself is tried where the build has it.
#include <gtest/gtest.h>

#include <cstddef>
#include <type_traits>
#include <vector>

#include <adaline/train.hpp>

#include "tests/support/expect_message.hpp"

#ifdef ADALINE_HAS_EIGEN
#include <Eigen/Core>
#endif

namespace adaline::test {
namespace {

// As Eigen::Matrix, which owns its elements, and as Eigen::Map, which does not.
template <class T, bool row_major, bool owns>
struct LookAlike {
  using Scalar = T;
  using PlainObject = LookAlike<T, row_major, true>;
  enum { IsRowMajor = row_major };

  std::vector<T> elements;
  std::ptrdiff_t inner = 1;

  const T* data() const { return elements.data(); }
  std::ptrdiff_t rows() const { return 2; }
  std::ptrdiff_t cols() const { return 3; }
  std::ptrdiff_t outerStride() const { return 4; }
  std::ptrdiff_t innerStride() const { return inner; }
};

template <class M>
concept Viewed = requires(M&& m) {
  view_of(std::forward<M>(m));
};

using ByColumns = LookAlike<double, false, true>;
using ByRows = LookAlike<float, true, true>;
static_assert(std::is_same_v<decltype(view_of(std::declval<ByColumns&>())), ColumnsView<double>>);
static_assert(std::is_same_v<decltype(view_of(std::declval<const ByRows&>())), MatrixView<float>>);
static_assert(Viewed<ByColumns&> && Viewed<const ByColumns&> && !Viewed<ByColumns>);
static_assert(Viewed<LookAlike<double, false, false>>, "a temporary that owns nothing");
static_assert(!Viewed<LookAlike<int, false, true>&> && !Viewed<std::vector<double>&>);

TEST(ViewOf, AMatrixByColumns) {
  const ByColumns m{{1, 2, 0, 0, 3, 4, 0, 0, 5, 6}};
  const ColumnsView<double> view = view_of(m);
  EXPECT_EQ(view.rows(), 2U);
  EXPECT_EQ(view.cols(), 3U);
  EXPECT_EQ(view.column_stride(), 4U);
  EXPECT_EQ(view.column(2)[1], 6.0);
}

TEST(ViewOf, AMatrixByRows) {
  const ByRows m{{1, 2, 3, 0, 4, 5, 6}};
  const MatrixView<float> view = view_of(m);
  EXPECT_EQ(view.rows, 2U);
  EXPECT_EQ(view.cols, 3U);
  EXPECT_EQ(view.row_stride, 4U);
  EXPECT_EQ(view.data, m.data());
}

// Both orders go to the same functions, and have the same bits.
TEST(ViewOf, GoesWhereViewsGo) {
  const LookAlike<double, false, true> by_columns{{1, 2, 0, 0, 3, 4, 0, 0, 5, 6}};
  const LookAlike<double, true, true> by_rows{{1, 3, 5, 0, 2, 4, 6}};
  const std::vector<double> t = {7, 8};
  Neuron<double> a(3), b(3);
  (void)train(a, {view_of(by_columns), {t.data(), 2}}, Online{}, {.learning_rate = 0.01});
  (void)train(b, {view_of(by_rows), {t.data(), 2}}, Online{}, {.learning_rate = 0.01});
  EXPECT_EQ(a, b);
  double z[2], want[2];
  a.predict(view_of(by_columns), z);
  b.predict(view_of(by_rows), want);
  EXPECT_EQ(z[0], want[0]);
  EXPECT_EQ(z[1], want[1]);
  EXPECT_NE(z[0], 0);
}

TEST(ViewOf, ElementsThatAreNoNeighbours) {
  const ByColumns m{{1, 2}, 2};
  expect_invalid([&] { (void)view_of(m); }, "matrix: innerStride 2, its elements must be neighbours (1)");
}

#ifdef ADALINE_HAS_EIGEN
using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
static_assert(!Viewed<Eigen::MatrixXd> && Viewed<Eigen::MatrixXd&> && !Viewed<Eigen::MatrixXi&>);
static_assert(std::is_same_v<decltype(view_of(std::declval<RowMajor&>())), MatrixView<float>>);

TEST(ViewOf, EigenItself) {
  Eigen::MatrixXd m(4, 3);
  m << 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
  EXPECT_EQ(view_of(m).column(1)[2], 8.0);
  const ColumnsView<double> block = view_of(m.block(1, 1, 2, 2));
  EXPECT_EQ(block.rows(), 2U);
  EXPECT_EQ(block.column(1)[1], 9.0);
  const MatrixView<double> transposed = view_of(m.transpose());
  EXPECT_EQ(transposed.rows, 3U);
  EXPECT_EQ(transposed.data[1 * transposed.row_stride + 2], 8.0);
  const Eigen::Map<const Eigen::ArrayXXd> map(m.data(), 2, 6);
  EXPECT_EQ(view_of(map).cols(), 6U);
  const Eigen::VectorXd v = m.col(0);
  EXPECT_EQ(view_of(v).rows(), 4U);
  EXPECT_EQ(view_of(v).cols(), 1U);
}
#endif

}  // namespace
}  // namespace adaline::test
