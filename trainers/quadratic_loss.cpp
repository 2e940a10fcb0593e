#include "trainers/quadratic_loss.hpp"

#include <algorithm>
#include <cmath>

namespace adaline::trainers {
namespace {

// A value of which less than this share is left has lost four digits of the twelve or more that the sums have.
constexpr double least_share = 1e-4;

}  // namespace

template <class T>
QuadraticLoss<T>::QuadraticLoss(const kernels::SampleSource<T>& samples)
    : samples_(samples),
      size_(samples.features.cols + 1),
      matrix_(size_ * size_),
      point_(size_),
      descent_(size_),
      offset_(size_) {
  std::vector<double>& row = offset_;
  for_each_piece(samples.features, [&](std::size_t, const MatrixView<T>& x) {
    for (std::size_t i = 0; i < x.rows; ++i) {
      std::copy_n(x.data + i * x.row_stride, x.cols, row.begin());
      row.back() = 1;
      for (std::size_t j = 0; j < size_; ++j) {
        double* const line = matrix_.data() + j * size_;
        for (std::size_t k = 0; k <= j; ++k) line[k] += row[j] * row[k];
      }
    }
  });
  for (std::size_t j = 0; j < size_; ++j) {
    for (std::size_t k = 0; k < j; ++k) matrix_[k * size_ + j] = matrix_[j * size_ + k];
  }
}

template <class T>
void QuadraticLoss<T>::move_to(std::span<const T> w, T bias) {
  std::ranges::copy(w, point_.begin());
  point_.back() = static_cast<double>(bias);
  std::ranges::fill(descent_, 0.0);
  double squares = 0;
  for_each_piece(samples_.features, [&](std::size_t first, const MatrixView<T>& x) {
    for (std::size_t i = 0; i < x.rows; ++i) {
      const T* const row = x.data + i * x.row_stride;
      double error = static_cast<double>(samples_.targets[first + i]) - point_.back();
      for (std::size_t j = 0; j < x.cols; ++j) error -= static_cast<double>(row[j]) * point_[j];
      for (std::size_t j = 0; j < x.cols; ++j) descent_[j] += error * static_cast<double>(row[j]);
      descent_.back() += error;
      squares += error * error;
    }
  });
  loss_ = 0.5 * squares;
}

template <class T>
double QuadraticLoss<T>::at(std::span<const T> w, T bias) {
  for (std::size_t j = 0; j < w.size(); ++j) offset_[j] = static_cast<double>(w[j]) - point_[j];
  offset_.back() = static_cast<double>(bias) - point_.back();
  double value = loss_;
  double magnitude = loss_;
  for (std::size_t j = 0; j < size_; ++j) {
    const double* const line = matrix_.data() + j * size_;
    double curvature = 0;
    for (std::size_t k = 0; k < size_; ++k) curvature += line[k] * offset_[k];
    const double linear = offset_[j] * descent_[j];
    const double quadratic = 0.5 * offset_[j] * curvature;
    value += quadratic - linear;
    magnitude += std::fabs(quadratic) + std::fabs(linear);
  }
  if (value >= least_share * magnitude) return value;
  move_to(w, bias);
  return loss_;
}

template class QuadraticLoss<float>;
template class QuadraticLoss<double>;

}  // namespace adaline::trainers
