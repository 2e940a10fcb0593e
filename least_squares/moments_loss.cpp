// What moments say of a neuron's loss: its value, its gradient, its curvature.
#include <cmath>
#include <limits>
#include <variant>
#include <vector>

#include "kernels/drivers/checks.hpp"
#include "least_squares/moments_state.hpp"
#include "least_squares/quadratic_form.hpp"
#include "least_squares/start_vector.hpp"

namespace adaline {
namespace {

using kernels::MomentsValue;
using kernels::triangle_row;

// Sum of s |x|^2, with a 1 behind x where a bias is learned.
double sum_of_squares_of_rows(const MomentsValue& moments, std::size_t d, bool learn_bias) {
  double sum = learn_bias ? moments.weight : 0;
  for (std::size_t j = 0; j < d; ++j) {
    sum += moments.products[triangle_row(j) + j] + moments.weight * moments.means[j] * moments.means[j];
  }
  return sum;
}

}  // namespace

double Moments::loss(std::span<const double> weights, double bias) const {
  std::vector<double> descent(weights.size());
  double bias_descent = 0;
  return gradient(weights, bias, descent, bias_descent);
}

// With the means m, and e the residual of the means: sum of s e x = P_xt - P_xx w + W e m.
double Moments::gradient(std::span<const double> weights, double bias, std::span<double> descent,
                         double& bias_descent) const {
  const std::size_t d = features();
  kernels::check_size("weights", weights.size(), d, "one for each feature");
  kernels::check_size("descent", descent.size(), d, "as many as weights");
  const kernels::Kernels<double> kernels(state().level);
  const MomentsValue& moments = state().total();
  const double* const of_target = moments.products.data() + triangle_row(d);
  const double error_of_means =
      moments.means[d] - (kernels.dot(moments.means.data(), weights.data(), d) + bias);
  least_squares::multiply(kernels, moments.products.data(), weights, descent);
  double twice_the_loss = of_target[d] + moments.weight * error_of_means * error_of_means;
  for (std::size_t j = 0; j < d; ++j) {
    const double centred = of_target[j] - descent[j];
    twice_the_loss -= weights[j] * (of_target[j] + centred);
    descent[j] = centred + moments.weight * error_of_means * moments.means[j];
  }
  bias_descent = moments.weight * error_of_means;
  return std::fmax(0.0, 0.5 * twice_the_loss);
}

double Moments::largest_eigenvalue(bool learn_bias) const {
  constexpr int most = 1000;
  constexpr double tolerance = 1e-9;
  const std::size_t d = features();
  const kernels::Kernels<double> kernels(state().level);
  const MomentsValue& moments = state().total();
  // The last element is that of the bias.
  std::vector<double> v(d + 1), product(d + 1);
  least_squares::set_start_vector(v);
  v[d] = learn_bias ? 1 : 0;
  double value = 0;
  for (int i = 0; i < most; ++i) {
    const double norm = std::sqrt(kernels.sum_of_squares(v.data(), v.size()));
    if (!(norm > 0) || !std::isfinite(norm)) return i == 0 ? 0 : norm;
    const double before = value;
    if (i > 0) value = norm;
    for (double& element : v) element /= norm;
    if (i > 1 && std::fabs(value - before) <= tolerance * value) break;
    const std::span<const double> of_features(v.data(), d);
    least_squares::multiply(kernels, moments.products.data(), of_features, std::span(product).first(d));
    const double mean = kernels.dot(moments.means.data(), v.data(), d) + v[d];
    kernels.axpy(moments.weight * mean, moments.means.data(), product.data(), d);
    product[d] = learn_bias ? moments.weight * mean : 0;
    std::swap(v, product);
  }
  return value;
}

double Moments::largest_stable_rate(const Method& method, bool learn_bias) const {
  if (std::holds_alternative<Exact>(method)) kernels::refuse("method", "Exact has no learning rate");
  const MomentsValue& moments = state().total();
  const double trace = sum_of_squares_of_rows(moments, features(), learn_bias) / moments.weight;
  if (!(moments.weight > 0) || trace == 0) return std::numeric_limits<double>::infinity();
  if (std::holds_alternative<Online>(method)) return 2 / trace;
  const double largest = largest_eigenvalue(learn_bias) / moments.weight;
  if (const auto* const mini_batch = std::get_if<MiniBatch>(&method)) {
    if (mini_batch->size == 0) kernels::refuse("MiniBatch::size", "0, must be at least 1");
    const auto size = static_cast<double>(mini_batch->size);
    return 2 * size / (trace + (size - 1) * largest);
  }
  return 2 / largest;
}

}  // namespace adaline
