// The public functions: sizes are checked, then the level's kernel runs.
#include <adaline/kernels.hpp>

#include "kernels/drivers/checks.hpp"
#include "kernels/drivers/half.hpp"
#include "kernels/drivers/kernels.hpp"

namespace adaline {
namespace {

using kernels::active_kernels;
using kernels::check_size;

template <class T>
void check_samples(const Samples<T>& s, std::size_t weights) {
  kernels::check_view("features", s.features);
  check_size("targets", s.targets.size(), s.features.rows, "one for each row of the features");
  check_size("w", weights, s.features.cols, "one for each column of the features");
}

template <class T>
T checked_dot(std::span<const T> x, std::span<const T> y) {
  check_size("y", y.size(), x.size(), "as many as x");
  return active_kernels<T>().dot(x.data(), y.data(), x.size());
}

template <class T>
void checked_axpy(T a, std::span<const T> x, std::span<T> y) {
  check_size("y", y.size(), x.size(), "as many as x");
  active_kernels<T>().axpy(a, x.data(), y.data(), x.size());
}

template <class T>
void checked_predict(const MatrixView<T>& X, std::span<const T> w, T bias, std::span<T> z, Workers* workers) {
  kernels::check_view("X", X);
  check_size("w", w.size(), X.cols, "one for each column of X");
  check_size("z", z.size(), X.rows, "one for each row of X");
  active_kernels<T>(workers).predict(X, w.data(), bias, z.data());
}

template <class T>
double checked_squared_loss(const Samples<T>& s, std::span<const T> w, T bias, Workers* workers) {
  check_samples(s, w.size());
  return active_kernels<T>(workers).squared_loss(s.features, s.targets.data(), w.data(), bias);
}

template <class T>
double checked_residual_gradient(const Samples<T>& s, std::span<const T> w, T bias, std::span<T> descent,
                                 T& bias_descent, Workers* workers) {
  check_samples(s, w.size());
  check_size("descent", descent.size(), w.size(), "as many as w");
  return active_kernels<T>(workers).residual_gradient(s.features, s.targets.data(), w.data(), bias,
                                                      descent.data(), &bias_descent);
}

template <class T>
OnlineEpoch<T> checked_online_epoch(const Samples<T>& s, std::span<T> w, T& bias, T rate, bool learn_bias,
                                    std::span<T> errors) {
  check_samples(s, w.size());
  if (!errors.empty()) check_size("errors", errors.size(), s.features.rows, "one for each row, or none");
  kernels::LossSum<T> loss;
  const T last_error = active_kernels<T>().online_epoch(s.features, s.targets.data(), w.data(), &bias, rate,
                                                        learn_bias, &loss, errors.data());
  return {last_error, kernels::half(loss)};
}

template <class T>
double checked_accumulate_moments(const Samples<T>& s, std::span<const T> weights, std::span<double> means,
                                  std::span<double> products, Workers* workers) {
  kernels::check_view("features", s.features);
  check_size("targets", s.targets.size(), s.features.rows, "one for each row of the features");
  if (!weights.empty()) check_size("weights", weights.size(), s.features.rows, "one for each row, or none");
  const std::size_t columns = s.features.cols + 1;
  check_size("means", means.size(), 2 * columns, "two for each column of the features, and for the target");
  check_size("products", products.size(), kernels::triangle_row(columns),
             "the triangle of a matrix of the columns and the target");
  return active_kernels<T>(workers).accumulate_moments(
      s.features, s.targets.data(), weights.empty() ? nullptr : weights.data(), means.data(), products.data());
}

}  // namespace

float dot(std::span<const float> x, std::span<const float> y) { return checked_dot(x, y); }
double dot(std::span<const double> x, std::span<const double> y) { return checked_dot(x, y); }

void axpy(float a, std::span<const float> x, std::span<float> y) { checked_axpy(a, x, y); }
void axpy(double a, std::span<const double> x, std::span<double> y) { checked_axpy(a, x, y); }

float sum_of_squares(std::span<const float> x) {
  return active_kernels<float>().sum_of_squares(x.data(), x.size());
}
double sum_of_squares(std::span<const double> x) {
  return active_kernels<double>().sum_of_squares(x.data(), x.size());
}

void predict(const MatrixView<float>& X, std::span<const float> w, float bias, std::span<float> z,
             Workers* workers) {
  checked_predict(X, w, bias, z, workers);
}
void predict(const MatrixView<double>& X, std::span<const double> w, double bias, std::span<double> z,
             Workers* workers) {
  checked_predict(X, w, bias, z, workers);
}

double squared_loss(const Samples<float>& s, std::span<const float> w, float bias, Workers* workers) {
  return checked_squared_loss(s, w, bias, workers);
}
double squared_loss(const Samples<double>& s, std::span<const double> w, double bias, Workers* workers) {
  return checked_squared_loss(s, w, bias, workers);
}

double residual_gradient(const Samples<float>& s, std::span<const float> w, float bias,
                         std::span<float> descent, float& bias_descent, Workers* workers) {
  return checked_residual_gradient(s, w, bias, descent, bias_descent, workers);
}
double residual_gradient(const Samples<double>& s, std::span<const double> w, double bias,
                         std::span<double> descent, double& bias_descent, Workers* workers) {
  return checked_residual_gradient(s, w, bias, descent, bias_descent, workers);
}

OnlineEpoch<float> online_epoch(const Samples<float>& s, std::span<float> w, float& bias, float rate,
                                bool learn_bias, std::span<float> errors) {
  return checked_online_epoch(s, w, bias, rate, learn_bias, errors);
}
OnlineEpoch<double> online_epoch(const Samples<double>& s, std::span<double> w, double& bias, double rate,
                                 bool learn_bias, std::span<double> errors) {
  return checked_online_epoch(s, w, bias, rate, learn_bias, errors);
}

double accumulate_moments(const Samples<float>& s, std::span<const float> weights, std::span<double> means,
                          std::span<double> products, Workers* workers) {
  return checked_accumulate_moments(s, weights, means, products, workers);
}
double accumulate_moments(const Samples<double>& s, std::span<const double> weights, std::span<double> means,
                          std::span<double> products, Workers* workers) {
  return checked_accumulate_moments(s, weights, means, products, workers);
}

}  // namespace adaline
