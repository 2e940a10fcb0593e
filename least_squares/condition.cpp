#include "least_squares/condition.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "kernels/drivers/kernels.hpp"
#include "least_squares/block.hpp"
#include "least_squares/start_vector.hpp"

namespace adaline::least_squares {
namespace {

constexpr std::size_t most_steps = 12;

// A symmetric tridiagonal matrix.
class Tridiagonal {
 public:
  void add(double diagonal, double beside) {
    diagonal_[size_] = diagonal;
    beside_[size_++] = beside;
  }

  // By bisection, to a part in 10^4.
  double largest_eigenvalue() const {
    double low = 0, high = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const double before = i == 0 ? 0 : beside_[i - 1], after = i + 1 == size_ ? 0 : beside_[i];
      low = std::max(low, diagonal_[i]);
      high = std::max(high, diagonal_[i] + before + after);
    }
    while (high - low > 0x1p-14 * high) {
      const double middle = low + (high - low) / 2;
      (exceeds_all(middle) ? high : low) = middle;
    }
    return low;
  }

 private:
  // Whether the matrix less x is negative definite.
  bool exceeds_all(double x) const {
    double pivot = diagonal_[0] - x;
    for (std::size_t i = 1; i < size_ && pivot < 0; ++i) {
      pivot = diagonal_[i] - x - beside_[i - 1] * beside_[i - 1] / pivot;
    }
    return pivot < 0;
  }

  std::array<double, most_steps> diagonal_{}, beside_{};
  std::size_t size_ = 0;
};

// Arrays of as many elements as there are columns.
struct Vectors {
  std::vector<double> now, before, next, scratch;

  explicit Vectors(std::size_t n) : now(n), before(n), next(n), scratch(n) {}
};

// multiply(v, out): out = M v.
template <class Multiply>
double largest_eigenvalue(const Cholesky& l, Vectors& v, Multiply multiply) {
  const auto kernels = kernels::active_kernels<double>();
  const std::size_t n = l.columns();
  set_start_vector(v.now);
  for (std::size_t j = 0; j < n; ++j) {
    if (!l.is_used(j)) v.now[j] = 0;
  }
  std::fill(v.before.begin(), v.before.end(), 0.0);
  double norm = std::sqrt(kernels.dot(v.now.data(), v.now.data(), n));
  for (double& value : v.now) value *= 1 / norm;

  Tridiagonal matrix;
  double beside = 0;
  const std::size_t steps = std::min(most_steps, l.rank());
  for (std::size_t step = 0; step < steps; ++step) {
    multiply(v.now, v.next);
    kernels.axpy(-beside, v.before.data(), v.next.data(), n);
    const double diagonal = kernels.dot(v.now.data(), v.next.data(), n);
    kernels.axpy(-diagonal, v.now.data(), v.next.data(), n);
    beside = std::sqrt(kernels.dot(v.next.data(), v.next.data(), n));
    matrix.add(diagonal, beside);
    // What is left is rounding: the space is exhausted.
    if (!(beside > 0x1p-40 * diagonal)) break;
    std::swap(v.before, v.now);
    std::swap(v.now, v.next);
    for (double& value : v.now) value *= 1 / beside;
  }
  return matrix.largest_eigenvalue();
}

}  // namespace

Spectrum spectrum(const Cholesky& l, const TransposedInverse* inverse) {
  if (l.rank() == 0) return {};
  const std::size_t n = l.columns();
  const auto kernels = kernels::active_kernels<double>();
  std::vector<double> norms(n), inverse_norms(n);
  for (std::size_t j = 0; j < n; ++j) {
    norms[j] = l.is_used(j) ? std::sqrt(l.square(j)) : 0;
    inverse_norms[j] = l.is_used(j) ? 1 / norms[j] : 0;
  }
  const auto scale = [](std::span<double> v, std::span<const double> factors) {
    for (std::size_t j = 0; j < v.size(); ++j) v[j] *= factors[j];
  };
  Vectors v(n);

  Spectrum result;
  result.largest = largest_eigenvalue(l, v, [&](std::span<const double> x, std::span<double> out) {
    std::fill(v.scratch.begin(), v.scratch.end(), 0.0);
    for (std::size_t j = 0; j < n; ++j) {
      kernels.axpy(x[j] * inverse_norms[j], l.row(j).data(), v.scratch.data(), j + 1);
    }
    for (std::size_t first = 0; first < n; first += block_rows) {
      const std::size_t rows = std::min(block_rows, n - first);
      const MatrixView<double> all = l.view();
      kernels.predict({l.row(first).data(), rows, first + rows, all.row_stride}, v.scratch.data(), 0,
                      out.data() + first);
    }
    scale(out, inverse_norms);
  });
  result.least = 1 / largest_eigenvalue(l, v, [&](std::span<const double> x, std::span<double> out) {
                   std::copy(x.begin(), x.end(), out.begin());
                   scale(out, norms);
                   if (inverse != nullptr) {
                     inverse->multiply_transposed(out, v.scratch);
                     inverse->multiply(v.scratch, out);
                   } else {
                     l.solve(out);
                     l.solve_transposed(out);
                   }
                   scale(out, norms);
                 });
  return result;
}

}  // namespace adaline::least_squares
