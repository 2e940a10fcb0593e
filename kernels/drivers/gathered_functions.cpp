// The public functions of rows that must be gathered: they are checked, then packed, piece by piece, and the
// level's kernel runs on each piece.
#include <adaline/gathered_kernels.hpp>

#include "kernels/drivers/checks.hpp"
#include "kernels/drivers/half.hpp"
#include "kernels/drivers/kernels.hpp"
#include "kernels/drivers/row_source.hpp"

namespace adaline {
namespace {

using kernels::active_kernels;
using kernels::check_size;
using kernels::RowSource;

// Samples whose sizes and order were checked.
template <class T>
class CheckedSamples {
 public:
  CheckedSamples(const GatheredSamples<T>& s, std::size_t weights) : features_(s.features()) {
    kernels::check_rows("features", s.features());
    check_size("w", weights, s.features().cols(), "one for each column of the features");
    targets_ = kernels::checked_targets(s, memory_);
  }

  const RowSource<T>& features() const { return features_; }
  const T* targets() const { return targets_.data(); }

 private:
  RowSource<T> features_;
  std::vector<T> memory_;
  std::span<const T> targets_;
};

template <class T>
void checked_predict(const GatheredRows<T>& X, std::span<const T> w, T bias, std::span<T> z, Workers* workers) {
  kernels::check_rows("X", X);
  check_size("w", w.size(), X.cols(), "one for each column of X");
  check_size("z", z.size(), X.rows(), "one for each row of X");
  active_kernels<T>(workers).predict(RowSource<T>(X), w.data(), bias, z.data());
}

template <class T>
double checked_squared_loss(const GatheredSamples<T>& s, std::span<const T> w, T bias, Workers* workers) {
  const CheckedSamples<T> samples(s, w.size());
  return active_kernels<T>(workers).squared_loss(samples.features(), samples.targets(), w.data(), bias);
}

template <class T>
double checked_residual_gradient(const GatheredSamples<T>& s, std::span<const T> w, T bias,
                                 std::span<T> descent, T& bias_descent, Workers* workers) {
  const CheckedSamples<T> samples(s, w.size());
  check_size("descent", descent.size(), w.size(), "as many as w");
  auto kernels = active_kernels<T>(workers);
  return kernels.residual_gradient(samples.features(), samples.targets(), w.data(), bias, descent.data(),
                                   &bias_descent, kernels.residence(samples.features()));
}

template <class T>
OnlineEpoch<T> checked_online_epoch(const GatheredSamples<T>& s, std::span<T> w, T& bias, T rate,
                                    bool learn_bias, std::span<T> errors) {
  const CheckedSamples<T> samples(s, w.size());
  if (!errors.empty()) check_size("errors", errors.size(), s.features().rows(), "one for each row, or none");
  const auto kernels = active_kernels<T>();
  kernels::LossSum<T> loss;
  T last_error = 0;
  const std::size_t piece = kernels::rows_to_pack<T>(w.size(), kernels::online_unit<T>(w.size()));
  std::vector<T> scratch;
  const auto learn = [&](std::size_t first, const MatrixView<T>& rows) {
    T* const errors_of_piece = errors.empty() ? nullptr : errors.data() + first;
    last_error = kernels.online_epoch(rows, samples.targets() + first, w.data(), &bias, rate, learn_bias, &loss,
                                      errors_of_piece);
  };
  kernels::for_each_piece(samples.features(), piece, scratch, learn);
  return {last_error, kernels::half(loss)};
}

}  // namespace

void predict(const GatheredRows<float>& X, std::span<const float> w, float bias, std::span<float> z,
             Workers* workers) {
  checked_predict(X, w, bias, z, workers);
}
void predict(const GatheredRows<double>& X, std::span<const double> w, double bias, std::span<double> z,
             Workers* workers) {
  checked_predict(X, w, bias, z, workers);
}

double squared_loss(const GatheredSamples<float>& s, std::span<const float> w, float bias, Workers* workers) {
  return checked_squared_loss(s, w, bias, workers);
}
double squared_loss(const GatheredSamples<double>& s, std::span<const double> w, double bias,
                    Workers* workers) {
  return checked_squared_loss(s, w, bias, workers);
}

double residual_gradient(const GatheredSamples<float>& s, std::span<const float> w, float bias,
                         std::span<float> descent, float& bias_descent, Workers* workers) {
  return checked_residual_gradient(s, w, bias, descent, bias_descent, workers);
}
double residual_gradient(const GatheredSamples<double>& s, std::span<const double> w, double bias,
                         std::span<double> descent, double& bias_descent, Workers* workers) {
  return checked_residual_gradient(s, w, bias, descent, bias_descent, workers);
}

OnlineEpoch<float> online_epoch(const GatheredSamples<float>& s, std::span<float> w, float& bias, float rate,
                                bool learn_bias, std::span<float> errors) {
  return checked_online_epoch(s, w, bias, rate, learn_bias, errors);
}
OnlineEpoch<double> online_epoch(const GatheredSamples<double>& s, std::span<double> w, double& bias,
                                 double rate, bool learn_bias, std::span<double> errors) {
  return checked_online_epoch(s, w, bias, rate, learn_bias, errors);
}

}  // namespace adaline
