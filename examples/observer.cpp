// Watches a training and ends it early: after each epoch the loss on samples that are not trained on is asked
// for, and once it has not fallen for five epochs the training stops. Ends with 1 where it did not.
#include <adaline/adaline.hpp>

#include <cstddef>
#include <cstdio>
#include <limits>
#include <vector>

int main() {
  // Twelve features and twenty samples to train on, of which only the first feature matters: the neuron learns
  // noise.
  constexpr std::size_t rows = 60, trained = 20, columns = 12;
  adaline::Matrix<float> features(rows, columns);
  std::vector<float> targets(rows);
  unsigned random = 1;
  const auto draw = [&random] {  // between -1 and 1
    random = random * 1664525 + 1013904223;
    return static_cast<float>(random >> 16) / 32768 - 1;
  };
  for (std::size_t r = 0; r < rows; ++r) {
    for (float& value : features.row(r)) value = draw();
    targets[r] = features(r, 0) + draw();
  }
  const adaline::Samples<float> training = {{features.data(), trained, columns}, {targets.data(), trained}};
  const adaline::Samples<float> held_out = {{features.data() + trained * columns, rows - trained, columns},
                                            {targets.data() + trained, rows - trained}};

  double best = std::numeric_limits<double>::infinity();
  std::size_t best_epoch = 0;
  adaline::Observer<float> observer;
  observer.on_epoch = [&](const adaline::Epoch<float>& epoch) {
    const double loss = adaline::squared_loss(held_out, epoch.weights, epoch.bias);
    std::printf("epoch %2zu: loss %.3f, held out %.3f\n", epoch.epoch, epoch.loss, loss);
    if (loss < best) {
      best = loss;
      best_epoch = epoch.epoch;
    }
    return epoch.epoch < best_epoch + 5;  // false ends the training
  };
  adaline::Neuron<float> neuron(columns);
  const adaline::TrainResult result =
      adaline::train(neuron, training, adaline::Batch{}, {.epochs = 1000}, observer);
  std::printf("best after epoch %zu; %s\n", best_epoch, adaline::to_string(result.stop_reason).data());
  return result.stop_reason == adaline::StopReason::observer ? 0 : 1;
}
