// Trains a neuron on samples that are in memory, and predicts with it: the samples, a method and its options,
// and what train() returns. Ends with 1 where it has not learned.
#include <adaline/adaline.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

int main() {
  // A row for each sample, a column for each feature. Memory of your own does as well: {data, rows, columns}.
  constexpr std::size_t rows = 60;
  adaline::Matrix<double> features(rows, 2);
  std::vector<double> targets(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    const double size = static_cast<double>(r % 10) / 5 - 1;
    const double age = static_cast<double>(r % 7) / 3 - 1;
    const double noise = static_cast<double>(r % 3) / 100 - 0.01;
    features(r, 0) = size;
    features(r, 1) = age;
    targets[r] = 3 * size - 0.5 * age + 2 + noise;
  }

  // The learning rate is chosen from the samples. Within 1 % of the least-squares loss is near enough.
  adaline::Neuron<double> neuron(2);
  const adaline::TrainOptions options = {
      .epochs = 1000, .tolerance = 0.01, .shuffle = adaline::Shuffle::each_epoch, .seed = 7};
  const adaline::TrainResult result =
      adaline::train(neuron, {features, targets}, adaline::MiniBatch{8}, options);

  std::printf("%s after %zu epochs, loss %.3g\n", adaline::to_string(result.stop_reason).data(), result.epochs,
              result.loss);
  std::printf("target = %.2f size + %.2f age + %.2f\n", neuron.weights()[0], neuron.weights()[1],
              neuron.bias());
  const double predicted = neuron.predict(std::array{1.0, 1.0});
  std::printf("of size 1 and age 1: %.2f\n", predicted);
  const bool is_learned =
      result.stop_reason == adaline::StopReason::converged && std::abs(predicted - 4.5) < 0.02;
  return is_learned ? 0 : 1;
}
