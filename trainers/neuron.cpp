#include <adaline/gathered_kernels.hpp>
#include <adaline/neuron.hpp>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "kernels/drivers/checks.hpp"
#include "kernels/drivers/kernels.hpp"

namespace adaline {
namespace {

// `name` is what the caller gave.
std::size_t checked_features(const char* name, std::size_t features, std::size_t element_size) {
  if (features == 0) throw std::invalid_argument(std::string(name) + ": 0, a neuron has at least one");
  if (features > PTRDIFF_MAX / element_size) {
    std::string number = std::to_string(features);
    const auto as_signed = static_cast<std::ptrdiff_t>(features);
    if (as_signed < 0) number += " (" + std::to_string(as_signed) + " as a std::size_t)";
    throw std::invalid_argument(std::string(name) + ": " + number + ", more than memory can hold");
  }
  return features;
}

void check_row(std::size_t size, std::size_t weights) {
  if (size == weights && weights != 0) [[likely]]
    return;
  kernels::check_has_weights(weights);
  kernels::throw_size("x", size, weights, "one for each weight");
}

}  // namespace

template <class T>
Neuron<T>::Neuron(std::size_t features) : weights_(1, checked_features("features", features, sizeof(T))) {}

template <class T>
Neuron<T>::Neuron(std::span<const T> weights, T bias)
    : weights_(1, checked_features("weights", weights.size(), sizeof(T))), bias_(bias) {
  std::ranges::copy(weights, weights_.data());
}

template <class T>
Neuron<T>::Neuron(const Neuron& other)
    : weights_(other.weights_.rows(), other.weights_.cols()), bias_(other.bias_) {
  std::ranges::copy(other.weights(), weights_.data());
}

template <class T>
Neuron<T>& Neuron<T>::operator=(const Neuron& other) {
  if (weights_.cols() != other.weights_.cols()) return *this = Neuron(other);
  std::ranges::copy(other.weights(), weights_.data());
  bias_ = other.bias_;
  return *this;
}

template <class T>
bool Neuron<T>::operator==(const Neuron& other) const {
  return bias_ == other.bias_ && std::ranges::equal(weights(), other.weights());
}

template <class T>
T Neuron<T>::predict(std::span<const T> x) const {
  check_row(x.size(), weights_.cols());
  return kernels::active_level().table<T>().predict_row(x.data(), x.size(), weights_.data(), bias_);
}

template <class T>
void Neuron<T>::predict(const MatrixView<T>& X, std::span<T> z, Workers* workers) const {
  kernels::check_has_weights(weights_.cols());
  kernels::check_view("X", X);
  kernels::check_size("X.cols", X.cols, weights_.cols(), "one for each weight");
  kernels::check_size("z", z.size(), X.rows, "one for each row of X");
  kernels::active_kernels<T>(workers).predict(X, weights_.data(), bias_, z.data());
}

template <class T>
void Neuron<T>::predict(const GatheredRows<T>& X, std::span<T> z, Workers* workers) const {
  kernels::check_has_weights(weights_.cols());
  kernels::check_size("X.cols", X.cols(), weights_.cols(), "one for each weight");
  adaline::predict(X, weights(), bias_, z, workers);
}

template <class T>
T Neuron<T>::learn(std::span<const T> x, T target, T rate, bool learn_bias) {
  check_row(x.size(), weights_.cols());
  return kernels::active_level().table<T>().learn_row(x.data(), x.size(), target, weights_.data(), &bias_, rate,
                                                      learn_bias);
}

template <class T>
OnlineEpoch<T> Neuron<T>::learn(const Samples<T>& samples, T rate, bool learn_bias, std::span<T> errors) {
  kernels::check_has_weights(weights_.cols());
  return online_epoch(samples, weights(), bias_, rate, learn_bias, errors);
}

template class Neuron<float>;
template class Neuron<double>;

}  // namespace adaline
