// Takes the noise of a fan out of what a microphone hears, as an audio program does: a reference beside the
// fan, 512 taps, 48 kHz, blocks of 64 samples. While somebody speaks (double talk) the filter is frozen. Ends
// with 1 where it cancels more or less than the textbook's NLMS in double, or where freezing does not help.
//
//   ./example_noise_canceller [--time]     the time that it takes of the time that the audio takes, too
#include <adaline/adaline.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string_view>
#include <vector>

namespace {

constexpr std::size_t taps = 512, rate = 48000, block = 64, seconds = 3, samples = seconds * rate;
constexpr adaline::FilterOptions<float> options = {.rate = 0.5F, .epsilon = 1e-4F};

class Random {
 public:
  float operator()() {  // between -1 and 1
    state_ = state_ * 1664525 + 1013904223;
    return static_cast<float>(state_ >> 8) / 8388608 - 1;
  }

 private:
  unsigned state_ = 1;
};

// `fan` is the reference, `heard` what the room makes of it on its way to the microphone.
struct Scene {
  std::vector<float> fan, heard, speech, microphone;
};

Scene make_scene() {
  Random random;
  Scene scene{std::vector<float>(samples), std::vector<float>(samples), std::vector<float>(samples), {}};
  for (std::size_t n = 0; n < samples; ++n) {
    scene.fan[n] = 0.1F * random() + (n > 0 ? 0.5F * scene.fan[n - 1] : 0);
  }
  // A room decays exponentially, and for longer than the filter is.
  std::vector<float> room(2 * taps);
  for (std::size_t i = 0; i < room.size(); ++i) {
    room[i] = 0.05F * random() * std::exp(-static_cast<float>(i) / 100);
  }
  for (std::size_t n = 0; n < samples; ++n) {
    for (std::size_t i = 0; i < std::min(room.size(), n + 1); ++i) scene.heard[n] += room[i] * scene.fan[n - i];
  }
  // In the second second four syllables, each of voiced sound (harmonics of 140 Hz) and a hiss.
  for (std::size_t n = rate; n < 2 * rate; ++n) {
    const double time = static_cast<double>(n) / static_cast<double>(rate);
    const double syllable = std::clamp(8 * std::sin(8 * 3.14159265 * time), 0.0, 1.0);
    double voice = 0.1 * static_cast<double>(random());
    for (int k = 1; k <= 8; ++k) voice += 0.45 / k * std::sin(2 * 3.14159265 * 140 * k * time);
    scene.speech[n] = static_cast<float>(syllable * voice);
  }
  for (std::size_t n = 0; n < samples; ++n) scene.microphone.push_back(scene.heard[n] + scene.speech[n]);
  return scene;
}

// Geigel's detector: somebody speaks while the microphone is louder than the fan alone can make it, and for
// 50 ms after that.
class DoubleTalk {
 public:
  bool operator()(const Scene& scene, std::size_t begin) {
    const std::size_t before = std::min(begin, taps);
    const float microphone = loudest(std::span(scene.microphone).subspan(begin, block));
    const float fan = loudest(std::span(scene.fan).subspan(begin - before, before + block));
    if (microphone > 0.5F * fan) {
      blocks_left_ = rate / 20 / block;
    } else if (blocks_left_ > 0) {
      --blocks_left_;
    }
    return blocks_left_ > 0;
  }

 private:
  static float loudest(std::span<const float> values) {
    float largest = 0;
    for (const float value : values) largest = std::max(largest, std::abs(value));
    return largest;
  }

  std::size_t blocks_left_ = 0;
};

// The audio thread: each turn of the loop is what a callback does.
std::vector<float> cancel(const Scene& scene, bool freezes) {
  const adaline::ScopedFlushToZero guard;
  adaline::AdaptiveFilter<float> filter(taps, options);
  DoubleTalk is_double_talk;
  std::vector<float> cleaned(samples);
  for (std::size_t n = 0; n < samples; n += block) {
    filter.freeze(freezes && is_double_talk(scene, n));
    filter.process(std::span(scene.fan).subspan(n, block), std::span(scene.microphone).subspan(n, block), {},
                   std::span(cleaned).subspan(n, block));
  }
  return cleaned;
}

// NLMS as the textbooks have it, in double.
std::vector<float> cancel_by_the_textbook(const Scene& scene) {
  std::vector<float> cleaned(samples);
  std::vector<double> w(taps), x(taps);
  DoubleTalk is_double_talk;
  bool is_frozen = false;
  for (std::size_t n = 0; n < samples; ++n) {
    if (n % block == 0) is_frozen = is_double_talk(scene, n);
    std::copy_backward(x.begin(), x.end() - 1, x.end());
    x[0] = static_cast<double>(scene.fan[n]);
    double z = 0, power = static_cast<double>(options.epsilon);
    for (std::size_t j = 0; j < taps; ++j) {
      z += w[j] * x[j];
      power += x[j] * x[j];
    }
    const double e = static_cast<double>(scene.microphone[n]) - z;
    cleaned[n] = static_cast<float>(e);
    if (is_frozen) continue;
    for (std::size_t j = 0; j < taps; ++j) w[j] += static_cast<double>(options.rate) / power * e * x[j];
  }
  return cleaned;
}

// The echo return loss enhancement of a second: 10 log10 of the power of the noise that is heard, over that of
// what is left of it, as in Breining et al., "Acoustic echo control", IEEE Signal Processing Magazine 16:4
// (1999). Only a simulation knows the speech, and can so measure it during double talk.
double erle(const Scene& scene, const std::vector<float>& cleaned, std::size_t second) {
  double before = 0, after = 0;
  for (std::size_t n = second * rate; n < (second + 1) * rate; ++n) {
    const double heard = static_cast<double>(scene.heard[n]);
    const double left = static_cast<double>(cleaned[n]) - static_cast<double>(scene.speech[n]);
    before += heard * heard;
    after += left * left;
  }
  return 10 * std::log10(before / after);
}

}  // namespace

int main(int argc, char** argv) {
  const Scene scene = make_scene();
  const auto begin = std::chrono::steady_clock::now();
  const std::vector<float> cleaned = cancel(scene, true);
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begin;
  const std::vector<float> expected = cancel_by_the_textbook(scene), unfrozen = cancel(scene, false);

  bool is_right = true;
  std::printf("ERLE in dB               float   textbook, double   float, never frozen\n");
  for (std::size_t second = 0; second < seconds; ++second) {
    const double reached = erle(scene, cleaned, second), textbook = erle(scene, expected, second);
    const double without = erle(scene, unfrozen, second);
    std::printf("second %zu, %s   %5.1f   %16.1f   %19.1f\n", second + 1,
                second == 1 ? "double talk" : "noise alone", reached, textbook, without);
    is_right = is_right && std::abs(reached - textbook) < 0.001;
    if (second == 1) is_right = is_right && reached > 30 && reached > without + 10;
  }
  if (argc > 1 && std::string_view(argv[1]) == "--time") {
    std::printf("it takes %.2f %% of the time of the audio\n",
                100 * time.count() / static_cast<double>(seconds));
  }
  return is_right ? 0 : 1;
}
