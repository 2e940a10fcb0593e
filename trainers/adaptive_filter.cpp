#include <adaline/adaptive_filter.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include "kernels/dispatch/dispatch.hpp"
#include "kernels/drivers/checks.hpp"

namespace adaline {
namespace {

[[noreturn]] void refuse(const char* name, double value, const char* why) {
  kernels::refuse(name, std::to_string(value) + ", " + why);
}

template <class T>
void check_rate(T rate, const FilterOptions<T>& options) {
  if (!std::isfinite(rate) || rate <= 0) refuse("rate", double(rate), "must be finite and more than 0");
  if (options.normalised && !options.sign_error && rate >= 2) {
    refuse("rate", double(rate), "a normalised filter diverges from 2 on");
  }
}

template <class T>
const FilterOptions<T>& checked(const FilterOptions<T>& options) {
  check_rate(options.rate, options);
  if (options.normalised && (!std::isfinite(options.epsilon) || options.epsilon <= 0)) {
    refuse("epsilon", double(options.epsilon), "must be finite and more than 0");
  }
  if (!(options.leakage >= 0 && options.leakage < 1)) {
    refuse("leakage", double(options.leakage), "must be at least 0 and less than 1");
  }
  return options;
}

}  // namespace

// The arrays of a filter, and the kernel that it runs on.
template <class T>
class AdaptiveFilter<T>::State {
 public:
  State(std::size_t taps, const FilterOptions<T>& the_options)
      : options(checked(the_options)),
        run_(kernels::active_level().table<T>().filter),
        arrays_(1, array_elements(taps, options)) {
    filter.taps = taps;
    filter.period = kernels::filter_period<T>(taps);
    filter.sign_error = options.sign_error;
    filter.sign_data = options.sign_data;
    filter.normalised = options.normalised;
    filter.epsilon = options.epsilon;
    filter.keep = 1 - options.leakage;
    T power = 1;
    for (T& p : filter.powers) {
      p = power;
      power = power * filter.keep;
    }
    place_arrays();
    set_rate(options.rate);
  }

  State(const State& other)
      : filter(other.filter), options(other.options), run_(other.run_), arrays_(1, other.arrays_.cols()) {
    std::ranges::copy(other.arrays_.row(0), arrays_.data());
    const bool is_swapped = other.filter.start != other.first_weights();
    place_arrays();
    if (is_swapped) std::swap(filter.start, filter.after);
  }

  void set_rate(T rate) {
    options.rate = rate;
    filter.rate = rate;
  }

  void process(const T* input, const T* desired, T* output, T* error, std::size_t n) {
    run_(filter, input, desired, output, error, n);
  }

  void reset() {
    std::ranges::fill(arrays_.row(0), T(0));
    filter.newest = 0;
    filter.row = filter.begin = 0;
    filter.frozen = false;
    filter.lags = {};
    place_arrays();
    filter.inputs_replaced = filter.samples_not_learned = filter.restarts = 0;
  }

  kernels::FilterState<T> filter;
  FilterOptions<T> options;

 private:
  static std::size_t line_elements(std::size_t taps) {
    return 2 * kernels::filter_period<T>(taps) + kernels::filter_padding;
  }
  static std::size_t weights_elements(std::size_t taps) { return (taps + 15) / 16 * 16; }
  static std::size_t lines(const FilterOptions<T>& options) { return options.sign_data ? 2 : 1; }
  static std::size_t array_elements(std::size_t taps, const FilterOptions<T>& options) {
    if (taps == 0) kernels::refuse("taps", "0, a filter has at least one");
    // So that no sum below overflows.
    if (taps > PTRDIFF_MAX / (16 * sizeof(T))) {
      kernels::refuse("taps", std::to_string(taps) + ", more than memory can hold");
    }
    const std::size_t sums = kernels::filter_segment(taps) + 1 + kernels::filter_whole_segments(taps);
    return 2 * weights_elements(taps) + lines(options) * line_elements(taps) +
           sums * kernels::filter_block_rows<T>;
  }

  const T* first_weights() const { return arrays_.data(); }

  // Where the delay lines and the weights lie, in their order from a reset.
  void place_arrays() {
    const std::size_t weights = weights_elements(filter.taps);
    const std::size_t line = line_elements(filter.taps);
    filter.start = arrays_.data();
    filter.after = filter.start + weights;
    filter.samples = filter.after + weights;
    filter.directions = filter.sign_data ? filter.samples + line : filter.samples;
    using Lags = typename kernels::LagProducts<T>::Lags;
    filter.lags.staying = reinterpret_cast<Lags*>(filter.samples + lines(options) * line);
    filter.lags.of_segments = filter.lags.staying + kernels::filter_segment(filter.taps) + 1;
  }

  kernels::Filter<T>* run_;
  Matrix<T> arrays_;  // weights twice, the delay lines, and the sums of lag products
};

template <class T>
typename AdaptiveFilter<T>::State& AdaptiveFilter<T>::state() const {
  if (state_ == nullptr) [[unlikely]]
    kernels::refuse("filter", "it was moved from");
  return *state_;
}

template <class T>
AdaptiveFilter<T>::AdaptiveFilter(std::size_t taps, const FilterOptions<T>& options)
    : state_(std::make_unique<State>(taps, options)) {}

template <class T>
AdaptiveFilter<T>::AdaptiveFilter(const AdaptiveFilter& other)
    : state_(other.state_ == nullptr ? nullptr : std::make_unique<State>(*other.state_)) {}

template <class T>
AdaptiveFilter<T>& AdaptiveFilter<T>::operator=(const AdaptiveFilter& other) {
  if (this != &other) *this = AdaptiveFilter(other);
  return *this;
}

template <class T>
AdaptiveFilter<T>::AdaptiveFilter(AdaptiveFilter&& other) noexcept = default;
template <class T>
AdaptiveFilter<T>& AdaptiveFilter<T>::operator=(AdaptiveFilter&& other) noexcept = default;
template <class T>
AdaptiveFilter<T>::~AdaptiveFilter() = default;

template <class T>
void AdaptiveFilter<T>::process(std::span<const T> input, std::span<const T> desired, std::span<T> output,
                                std::span<T> error) {
  State& s = state();
  const std::size_t n = input.size();
  if (!desired.empty() || !s.filter.frozen)
    kernels::check_size("desired", desired.size(), n, "as many as input");
  if (!output.empty()) kernels::check_size("output", output.size(), n, "as many as input, or none");
  if (!error.empty()) {
    kernels::check_size("error", error.size(), n, "as many as input, or none");
    kernels::check_size("desired", desired.size(), n, "as many as error");
  }
  const auto array = [](auto values) { return values.empty() ? nullptr : values.data(); };
  s.process(input.data(), array(desired), array(output), array(error), n);
}

template <class T>
typename AdaptiveFilter<T>::Sample AdaptiveFilter<T>::process(T input, T desired) {
  Sample sample;
  state().process(&input, &desired, &sample.output, &sample.error, 1);
  return sample;
}

template <class T>
std::span<const T> AdaptiveFilter<T>::weights() const {
  const auto& filter = state().filter;
  return {filter.weights(), filter.taps};
}

template <class T>
void AdaptiveFilter<T>::set_weights(std::span<const T> weights) {
  auto& filter = state().filter;
  kernels::check_size("weights", weights.size(), filter.taps, "one for each tap");
  for (std::size_t j = 0; j < weights.size(); ++j) {
    if (!std::isfinite(weights[j])) {
      kernels::refuse("weights", "element " + std::to_string(j) + " is " + std::to_string(double(weights[j])) +
                                     ", must be finite");
    }
  }
  filter.finish_pending();
  std::ranges::copy(weights, filter.start);
}

template <class T>
const FilterOptions<T>& AdaptiveFilter<T>::options() const {
  return state().options;
}

template <class T>
void AdaptiveFilter<T>::set_rate(T rate) {
  check_rate(rate, state().options);
  state().set_rate(rate);
}

template <class T>
void AdaptiveFilter<T>::freeze(bool frozen) {
  state().filter.finish_pending();
  state().filter.frozen = frozen;
}

template <class T>
bool AdaptiveFilter<T>::is_frozen() const {
  return state().filter.frozen;
}

template <class T>
void AdaptiveFilter<T>::reset() {
  state().reset();
}

template <class T>
FilterFaults AdaptiveFilter<T>::faults() const {
  const auto& filter = state().filter;
  return {filter.inputs_replaced, filter.samples_not_learned, filter.restarts};
}

template class AdaptiveFilter<float>;
template class AdaptiveFilter<double>;

}  // namespace adaline
