// Trains on features that are stored by columns, as data frames hold them, and on folds of them: a
// cross-validation that copies no sample. Ends with 1 where a fold has not learned.
#include <adaline/adaline.hpp>

#include <array>
#include <cstddef>
#include <cstdio>
#include <vector>

int main() {
  // A column for each feature, each of them in memory of its own.
  constexpr std::size_t rows = 90, folds = 3;
  std::vector<double> size(rows), age(rows), price(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    size[r] = static_cast<double>(r % 10) / 5 - 1;
    age[r] = static_cast<double>(r % 7) / 3 - 1;
    const double noise = static_cast<double>(r % 11) / 100 - 0.05;
    price[r] = 3 * size[r] - 0.5 * age[r] + 2 + noise;
  }
  // One array that is stored by columns does as well: adaline::ColumnsView<double>::column_major(data, rows,
  // columns), and adaline::view_of(matrix) for a matrix of Eigen.
  const std::array<const double*, 2> list = {size.data(), age.data()};
  const auto columns = adaline::ColumnsView<double>::list(list, rows);

  double held_out_loss = 0;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<std::size_t> trained, held_out;
    for (std::size_t r = 0; r < rows; ++r) (r % folds == fold ? held_out : trained).push_back(r);

    adaline::Neuron<double> neuron(2);
    const adaline::TrainResult result =
        adaline::train(neuron, {columns, price, trained}, adaline::Batch{}, {.epochs = 500, .tolerance = 1e-3});
    const double loss = adaline::squared_loss({columns, price, held_out}, neuron.weights(), neuron.bias());
    std::printf("fold %zu: %s, loss %.4f on %zu samples, held out %.4f on %zu\n", fold,
                adaline::to_string(result.stop_reason).data(), result.loss, trained.size(), loss,
                held_out.size());
    if (result.stop_reason != adaline::StopReason::converged) return 1;
    held_out_loss += loss;
  }
  // The noise alone has a mean square of 0.001, and half of its sum is a loss.
  std::printf("held out, together: %.4f\n", held_out_loss);
  return held_out_loss < 0.06 ? 0 : 1;
}
