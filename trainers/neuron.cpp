#include <adaline/neuron.hpp>

#include <stdexcept>

#include "../kernels/checks.hpp"
#include "../kernels/dispatch.hpp"

namespace adaline {
namespace {

// One sample as a matrix of one row.
template <class T>
MatrixView<T> row(std::span<const T> x) {
  return {x.data(), 1, x.size(), x.size()};
}

}  // namespace

template <class T>
Neuron<T>::Neuron(std::size_t features) {
  if (features == 0) throw std::invalid_argument("features: 0, a neuron has at least one");
  weights_.resize(features);
}

template <class T>
T Neuron<T>::predict(std::span<const T> x) const {
  kernels::check_size("x", x.size(), weights_.size(), "one for each weight");
  T z = 0;
  kernels::active_level().template table<T>().predict(row(x), weights_.data(), bias_, &z);
  return z;
}

template <class T>
void Neuron<T>::predict(const MatrixView<T>& X, std::span<T> z) const {
  kernels::check_view("X", X);
  kernels::check_size("X.cols", X.cols, weights_.size(), "one for each weight");
  kernels::check_size("z", z.size(), X.rows, "one for each row of X");
  kernels::active_level().template table<T>().predict(X, weights_.data(), bias_, z.data());
}

template <class T>
T Neuron<T>::learn(std::span<const T> x, T target, T rate, bool learn_bias) {
  kernels::check_size("x", x.size(), weights_.size(), "one for each weight");
  kernels::LossSum<T> unused;
  return kernels::active_level().template table<T>().online_epoch(row(x), &target, weights_.data(), &bias_,
                                                                  rate, learn_bias, &unused, nullptr);
}

template class Neuron<float>;
template class Neuron<double>;

}  // namespace adaline
