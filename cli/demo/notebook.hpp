// The notebook: its samples and its three trainings, all from one weight of -0.5 and without a bias.
#pragma once

#include <adaline/train.hpp>

#include <array>

namespace adaline::cli::notebook {

// Recovered from what the notebook printed.
inline constexpr std::array<double, 12> inputs = {-12, -10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10};
inline constexpr std::array<double, 12> targets = {-28.52472, -29.33600, -31.17537, -28.36636,
                                                   -15.47525, -15.57813, 8.28872,   6.92210,
                                                   -4.69897,  22.27869,  20.65906,  11.66835};
inline constexpr double initial_weight = -0.5;

inline Samples<double> samples() { return {{inputs.data(), inputs.size(), 1}, targets}; }

struct Training {
  const char* name;
  Method method;
  TrainOptions options;
};

inline std::array<Training, 3> trainings() {
  const auto options = [](double rate, std::size_t epochs) {
    return TrainOptions{.learning_rate = rate, .epochs = epochs, .stop_delta = 0.01, .learn_bias = false};
  };
  return {{{"batch", Batch{}, options(0.001, 200)},
           {"online", Online{}, options(0.001, 10)},
           {"mini-batch", MiniBatch{4}, options(0.0005, 30)}}};
}

}  // namespace adaline::cli::notebook
