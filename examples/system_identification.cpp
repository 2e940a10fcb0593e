// Finds the impulse response of an unknown system from its input and its noisy output: quickly at a high rate,
// then closely at a low one. Ends with 1 where the misalignment is not what theory says.
#include <adaline/adaline.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <vector>

namespace {

// 20 log10(|w - h| / |h|): how far the weights are from the system.
double misalignment(std::span<const float> w, const std::vector<float>& h) {
  double wrong = 0, all = 0;
  for (std::size_t i = 0; i < h.size(); ++i) {
    const double difference = static_cast<double>(w[i]) - static_cast<double>(h[i]);
    wrong += difference * difference;
    all += static_cast<double>(h[i]) * static_cast<double>(h[i]);
  }
  return 10 * std::log10(wrong / all);
}

}  // namespace

int main() {
  unsigned state = 1;
  const auto random = [&state] {  // between -1 and 1
    state = state * 1664525 + 1013904223;
    return static_cast<float>(state >> 8) / 8388608 - 1;
  };
  // The system, and a sensor whose noise is 40 dB below the input.
  constexpr std::size_t taps = 64, samples = 20000;
  std::vector<float> system(taps), input(samples), measured(samples);
  double energy = 0;
  for (std::size_t i = 0; i < taps; ++i) {
    system[i] = random() * std::exp(-static_cast<float>(i) / 16);
    energy += static_cast<double>(system[i]) * static_cast<double>(system[i]);
  }
  for (std::size_t n = 0; n < samples; ++n) {
    input[n] = random();
    measured[n] = 0.01F * random();
    for (std::size_t i = 0; i < taps && i <= n; ++i) measured[n] += system[i] * input[n - i];
  }

  adaline::AdaptiveFilter<float> filter(taps, {.rate = 1});
  bool is_right = true;
  std::size_t begin = 0;
  for (const std::size_t end : {200U, 500U, 1000U, 2000U, 20000U}) {
    if (end == samples) filter.set_rate(0.05F);
    filter.process(std::span(input).subspan(begin, end - begin),
                   std::span(measured).subspan(begin, end - begin), {}, {});
    begin = end;
    // Where it settles at white input: |w - h|^2 = rate/(2 - rate) * power of the noise / power of the input.
    const double rate = static_cast<double>(filter.options().rate);
    const double reached = misalignment(filter.weights(), system);
    const double floor = 10 * std::log10(rate / (2 - rate) * 1e-4 / energy);
    std::printf("%5zu samples, rate %.2f: misalignment %6.1f dB, settles at %.1f dB\n", end, rate, reached,
                floor);
    if (end >= 2000) is_right = is_right && std::abs(reached - floor) < 2;
  }
  std::printf("impulse response    weights\n");
  for (std::size_t i = 0; i < 3; ++i) {
    std::printf("%16.3f %10.3f\n", static_cast<double>(system[i]), static_cast<double>(filter.weights()[i]));
  }
  return is_right ? 0 : 1;
}
