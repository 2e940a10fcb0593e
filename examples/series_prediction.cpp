// Predicts a series one step ahead from its last values, by two ways to the same weights: an AdaptiveFilter,
// for values that arrive one after the other, and a Neuron on a tapped delay line, for a series that is there.
// Ends with 1 where they differ, or are not near the best linear prediction.
#include <adaline/adaline.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <vector>

int main() {
  // An autoregressive process, s_n = 1.6 s_n-1 - 0.9 s_n-2 + noise: a swinging that noise keeps alive.
  constexpr std::size_t taps = 4, samples = 50000;
  unsigned state = 1;
  std::vector<double> series(samples), noise(samples);
  for (std::size_t n = 2; n < samples; ++n) {
    state = state * 1664525 + 1013904223;
    noise[n] = static_cast<double>(state >> 8) / 8388608 - 1;
    series[n] = 1.6 * series[n - 1] - 0.9 * series[n - 2] + noise[n];
  }
  const auto known = std::span<const double>(series);
  const auto wanted = known.subspan(taps);  // what is predicted: the value behind `taps` known ones

  // The input is the series, and the desired value is the one that comes next. While the filter is frozen, its
  // delay line is filled.
  constexpr double rate = 1e-3;  // well below 2 / (taps * mean of s^2), which is 0.08 here
  adaline::AdaptiveFilter<double> filter(taps, {.rate = rate, .normalised = false});
  filter.freeze();
  filter.process(known.first(taps - 1), {}, {}, {});
  filter.freeze(false);
  std::vector<double> errors(wanted.size());
  filter.process(known.subspan(taps - 1, wanted.size()), wanted, {}, errors);

  // Rows that overlap, each beginning one value later. The newest value is the last of a row.
  adaline::Neuron<double> neuron(taps);
  std::vector<double> of_neuron(wanted.size());
  neuron.learn({{series.data(), wanted.size(), taps, 1}, wanted}, rate, false, of_neuron);

  double difference = 0;
  for (std::size_t n = 0; n < wanted.size(); ++n) {
    difference = std::max(difference, std::abs(errors[n] - of_neuron[n]));
  }
  for (std::size_t j = 0; j < taps; ++j) {
    std::printf("weight of the value %zu steps ago: %5.2f\n", j + 1, filter.weights()[j]);
    difference = std::max(difference, std::abs(filter.weights()[j] - neuron.weights()[taps - 1 - j]));
  }

  // The gain over the naive forecast, that the next value is the last one, when the start is over.
  double naive = 0, predicted = 0, best = 0;
  for (std::size_t n = wanted.size() / 2; n < wanted.size(); ++n) {
    naive += std::pow(wanted[n] - series[n + taps - 1], 2);
    predicted += errors[n] * errors[n];
    best += noise[n + taps] * noise[n + taps];
  }
  const double gain = 10 * std::log10(naive / predicted), bound = 10 * std::log10(naive / best);
  std::printf("prediction gain %.1f dB; who knows the process gains %.1f dB\n", gain, bound);
  std::printf("filter and neuron agree: %s\n", difference < 1e-12 ? "yes" : "no");
  return difference < 1e-12 && gain > bound - 0.2 ? 0 : 1;
}
