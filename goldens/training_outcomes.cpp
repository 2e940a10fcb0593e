#include "goldens/training_outcomes.hpp"

#include <adaline/train.hpp>

#include <cstdio>
#include <string>

#include "goldens/cases/random_problem.hpp"
#include "goldens/cases/type_name.hpp"

namespace adaline::goldens {
namespace {

using cases::RandomProblem;
using cases::type_name;

// More than a chunk, and whole numbers of neither blocks nor batches.
constexpr std::size_t samples = 1100;
constexpr std::size_t batch_size = 48;

std::string as_text(double value) {
  char digits[40];
  std::snprintf(digits, sizeof digits, "%a", value);
  return digits;
}

template <class T>
void add_training(const RandomProblem<T>& problem, const std::string& method_name, const Method& method,
                  const TrainOptions& options, std::vector<Outcome>& outcomes) {
  Neuron<T> neuron(problem.cols);
  const TrainResult result = train(neuron, problem.view(), method, options);
  const std::string name = "train " + method_name + " " + std::string(type_name<T>) + " " +
                           std::to_string(problem.cols) + " features: ";
  for (std::size_t j = 0; j < problem.cols; ++j) {
    outcomes.push_back({name + "weight " + std::to_string(j), as_text(double(neuron.weights()[j]))});
  }
  outcomes.push_back({name + "bias", as_text(double(neuron.bias()))});
  outcomes.push_back({name + "loss", as_text(result.loss)});
}

}  // namespace

template <class T>
void add_training_outcomes(std::vector<Outcome>& outcomes) {
  // Ended early: what has converged forgets how it got there.
  for (const std::size_t features : {1U, 5U, 12U}) {
    const RandomProblem<T> problem(samples, features, features);
    add_training(problem, "batch", Batch{}, {.learning_rate = 0.1, .epochs = 4}, outcomes);
    add_training(problem, "online", Online{}, {.learning_rate = 0.001, .epochs = 2}, outcomes);
    add_training(problem, "minibatch", MiniBatch{batch_size},
                 {.learning_rate = 0.01, .epochs = 2, .keep_last_batch = true}, outcomes);
    add_training(problem, "batch by moments", Batch{BatchStrategy::normal_equation},
                 {.learning_rate = 0.1, .epochs = 4}, outcomes);
    add_training(problem, "exact", Exact{}, {}, outcomes);
  }
}

template void add_training_outcomes<float>(std::vector<Outcome>&);
template void add_training_outcomes<double>(std::vector<Outcome>&);

}  // namespace adaline::goldens
