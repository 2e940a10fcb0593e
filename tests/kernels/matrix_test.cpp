#include <adaline/matrix.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <utility>

namespace adaline::test {
namespace {

TEST(Matrix, IsZeroAlignedAndPacked) {
  Matrix<float> m(3, 5);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(m.data()) % 64, 0U);
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t c = 0; c < 5; ++c) EXPECT_EQ(m(r, c), 0.0F);
  }
  m(2, 1) = 7;
  EXPECT_EQ(m.data()[11], 7.0F);
  EXPECT_EQ(m.row(2)[1], 7.0F);
  const MatrixView<float> view = m;
  EXPECT_EQ(view.rows, 3U);
  EXPECT_EQ(view.cols, 5U);
  EXPECT_EQ(view.row_stride, 5U);
  EXPECT_EQ(view.data, m.data());
}

TEST(Matrix, Moves) {
  Matrix<double> m(2, 2);
  m(1, 1) = 3;
  const double* const data = m.data();
  const Matrix<double> other = std::move(m);
  EXPECT_EQ(other.data(), data);
  EXPECT_EQ(other(1, 1), 3.0);
}

TEST(Matrix, MayBeEmpty) {
  EXPECT_EQ(Matrix<float>().rows(), 0U);
  EXPECT_EQ(Matrix<float>(0, 7).view().cols, 7U);
}

TEST(Matrix, RefusesSizesThatOverflow) {
  constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
  EXPECT_THROW(Matrix<float>(huge, 2), std::length_error);
  EXPECT_THROW(Matrix<double>(huge / 8, 2), std::length_error);
  try {
    Matrix<double>(huge, 3);
    FAIL();
  } catch (const std::length_error& e) {
    EXPECT_NE(std::string(e.what()).find("18446744073709551615 rows by 3 columns"), std::string::npos);
  }
}

TEST(MatrixView, StrideIsTheWidthUnlessGiven) {
  const float data[6] = {};
  const MatrixView<float> packed{data, 2, 3};
  EXPECT_EQ(packed.row_stride, 3U);
}

}  // namespace
}  // namespace adaline::test
