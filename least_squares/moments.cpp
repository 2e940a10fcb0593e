#include <adaline/moments.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "kernels/drivers/checks.hpp"
#include "kernels/drivers/row_source.hpp"
#include "least_squares/access.hpp"
#include "least_squares/moments_state.hpp"
#include "least_squares/solve.hpp"

namespace adaline {
namespace {

using kernels::check_size;
using kernels::MomentsValue;
using kernels::triangle_row;

template <class T>
void check_weights(std::span<const T> weights, std::size_t rows) {
  if (weights.empty()) return;
  check_size("weights", weights.size(), rows, "one for each row of the features, or none");
  for (std::size_t i = 0; i < rows; ++i) {
    if (!std::isfinite(weights[i]) || weights[i] < 0) {
      kernels::refuse("weights", "weight " + std::to_string(i) + " (counted from 0) is " +
                                     std::to_string(weights[i]) + ", must be finite and not negative");
    }
  }
}

void check_column(const char* what, std::size_t column, std::size_t features) {
  if (column <= features) return;
  kernels::refuse(what, "there is no column " + std::to_string(column) + ", the target is column " +
                            std::to_string(features));
}

double element(const MomentsValue& moments, std::size_t j, std::size_t k) {
  return j < k ? moments.products[triangle_row(k) + j] : moments.products[triangle_row(j) + k];
}

}  // namespace

Moments::Moments(std::size_t features) {
  // The triangle must be addressable: below 2^30 columns no product here overflows.
  constexpr std::size_t most = std::size_t{1} << 30U;
  if (features >= most) {
    kernels::refuse("features", std::to_string(features) + ", more than moments can hold");
  }
  state_ = std::make_unique<State>(features, kernels::active_level());
}

Moments::Moments(std::unique_ptr<State> state) : state_(std::move(state)) {}
Moments::Moments(const Moments& other)
    : state_(other.state_ == nullptr ? nullptr : std::make_unique<State>(*other.state_)) {}
Moments& Moments::operator=(const Moments& other) {
  if (this != &other) *this = Moments(other);
  return *this;
}
Moments::Moments(Moments&& other) noexcept = default;
Moments& Moments::operator=(Moments&& other) noexcept = default;
Moments::~Moments() = default;

Moments::State& Moments::state() const {
  if (state_ == nullptr) kernels::refuse("moments", "they were moved from");
  return *state_;
}

namespace {

// `State` is Moments::State, which is private to the class.
template <class State, class T>
void add_rows(State& state, const kernels::RowSource<T>& x, std::span<const T> targets,
              std::span<const T> weights, Workers* workers) {
  check_size("features.cols", x.cols, state.features, "one for each feature of the moments");
  check_size("targets", targets.size(), x.rows, "one for each row of the features");
  check_weights(weights, x.rows);
  state.add(x, targets.data(), weights.empty() ? nullptr : weights.data(), workers);
}

template <class State, class T>
void add_samples(State& state, const Samples<T>& samples, std::span<const T> weights, Workers* workers) {
  kernels::check_view("features", samples.features);
  add_rows<State, T>(state, samples.features, samples.targets, weights, workers);
}

template <class State, class T>
void add_gathered(State& state, const GatheredSamples<T>& samples, std::span<const T> weights,
                  Workers* workers) {
  kernels::check_rows("features", samples.features());
  std::vector<T> chosen_targets;
  const std::span<const T> targets = kernels::checked_targets(samples, chosen_targets);
  add_rows<State, T>(state, samples.features(), targets, weights, workers);
}

}  // namespace

void Moments::add(const Samples<float>& s, std::span<const float> weights, Workers* workers) {
  add_samples(state(), s, weights, workers);
}
void Moments::add(const Samples<double>& s, std::span<const double> weights, Workers* workers) {
  add_samples(state(), s, weights, workers);
}
void Moments::add(const GatheredSamples<float>& s, std::span<const float> weights, Workers* workers) {
  add_gathered(state(), s, weights, workers);
}
void Moments::add(const GatheredSamples<double>& s, std::span<const double> weights, Workers* workers) {
  add_gathered(state(), s, weights, workers);
}

void least_squares::MomentsAccess::check_columns(const Moments& first, const Moments& behind) {
  const Moments::State &mine = first.state(), &theirs = behind.state();
  check_size("behind.features", theirs.features, mine.features, "as many as these moments have");
  for (std::size_t j = 0; j < mine.names.size() && j < theirs.names.size(); ++j) {
    if (mine.names[j] != theirs.names[j]) {
      kernels::refuse("behind", "column " + std::to_string(j) + " (counted from 0) is \"" + theirs.names[j] +
                                    "\", and \"" + mine.names[j] + "\" in these moments");
    }
  }
}

void Moments::merge(const Moments& behind) {
  least_squares::MomentsAccess::check_columns(*this, behind);
  state().merge(behind.state());
}

std::size_t Moments::features() const { return state().features; }
double Moments::samples() const { return static_cast<double>(state().samples); }
double Moments::total_weight() const { return state().total().weight; }
std::span<const double> Moments::feature_means() const {
  return std::span(state().total().means).first(state().features);
}
double Moments::target_mean() const { return state().total().means[features()]; }

double Moments::covariance(std::size_t j, std::size_t k) const {
  check_column("covariance", std::max(j, k), features());
  const MomentsValue& moments = state().total();
  return moments.weight > 1 ? element(moments, j, k) / (moments.weight - 1)
                            : std::numeric_limits<double>::quiet_NaN();
}

LeastSquares Moments::solve(double ridge, bool learn_bias) const {
  return least_squares::solve(*this, ridge, learn_bias, 0);
}

Moments least_squares::MomentsAccess::of_part(const MomentsValue& value, const Moments& like) {
  Moments result(like.features());
  result.state().before = value;
  result.state().samples = like.state().samples;
  result.state().names = like.state().names;
  result.state().changed();
  return result;
}

Moments least_squares::rescaled(const Moments& moments, std::span<const double> origins,
                                std::span<const double> units) {
  MomentsValue value = MomentsAccess::total(moments);
  const std::size_t columns = moments.features() + 1;
  for (std::size_t j = 0; j < columns; ++j) {
    // What rounding took from a mean is small beside what is left of the mean.
    double& remainder = value.means[columns + j];
    value.means[j] = ((value.means[j] - origins[j]) + remainder) / units[j];
    remainder = 0;
    for (std::size_t k = 0; k <= j; ++k) value.products[kernels::triangle_row(j) + k] /= units[j] * units[k];
  }
  return MomentsAccess::of_part(value, moments);
}

LeastSquares least_squares::solve(const Moments& moments, double ridge, bool learn_bias, double bias) {
  const MomentsValue& total = MomentsAccess::total(moments);
  std::vector<double> means = total.means;
  if (!learn_bias) means[moments.features()] -= bias;
  return solve({.features = moments.features(),
                .samples = moments.samples(),
                .weight = total.weight,
                .means = means.data(),
                .products = total.products.data()},
               ridge, learn_bias);
}

void Moments::set_names(std::span<const std::string_view> features, std::string_view target) {
  check_size("names", features.size(), state().features, "one for each feature");
  std::vector<std::string> names(features.begin(), features.end());
  names.emplace_back(target);
  state().names = std::move(names);
}

bool Moments::has_names() const { return !state().names.empty(); }

std::string_view Moments::name(std::size_t column) const {
  check_column("name", column, features());
  return has_names() ? std::string_view(state().names[column]) : std::string_view();
}

double cross_validation_error(std::span<const Moments> folds, double ridge, bool learn_bias) {
  if (folds.size() < 2) {
    kernels::refuse("folds", std::to_string(folds.size()) + ", a cross-validation needs at least 2");
  }
  double squares = 0;
  double weight = 0;
  for (std::size_t fold = 0; fold < folds.size(); ++fold) {
    Moments others(folds[fold].features());
    for (std::size_t other = 0; other < folds.size(); ++other) {
      if (other != fold) others.merge(folds[other]);
    }
    const LeastSquares solution = others.solve(ridge, learn_bias);
    squares += 2 * folds[fold].loss(solution.weights(), solution.bias());
    weight += folds[fold].total_weight();
  }
  return squares / weight;
}

}  // namespace adaline
