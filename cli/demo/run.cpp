#include "cli/demo/run.hpp"

#include <adaline/kernels.hpp>

#include "cli/output.hpp"

namespace adaline::cli {
namespace {

// The notebook's own formats, with its tab at the end. Online shows the weight before the step.
void print_step(const Step<double>& step, double weight_before) {
  if (step.error) {
    print("weight = {:>7.3f}\terror = {:>7.3f}\tdelta = {:>7.3f}\tloss = {:>7.3f}\t\n", weight_before,
          *step.error, step.weight_deltas[0], step.loss.value());
  } else {
    print("delta = {:>7.3f}\tweight = {:>7.3f}\tloss = {:>7.3f}\t\n", step.weight_deltas[0], step.weights[0],
          step.loss.value());
  }
}

}  // namespace

Run run_training(const notebook::Training& training, bool print_steps) {
  Run run{.training = training, .result = {}, .weights = {notebook::initial_weight}, .losses = {}};
  const auto on_step = [&](const Step<double>& step) {
    if (print_steps) print_step(step, run.weights.back());
    run.weights.push_back(step.weights[0]);
    run.losses.push_back(step.loss.value());
    return true;
  };
  Neuron<double> neuron(1);
  neuron.weights()[0] = notebook::initial_weight;
  run.result = train(neuron, notebook::samples(), training.method, training.options,
                     {.on_step = on_step, .step_loss = true});
  return run;
}

LeastSquares least_squares() {
  const double weight = dot(notebook::inputs, notebook::targets) / sum_of_squares(std::span(notebook::inputs));
  return {weight, squared_loss(notebook::samples(), std::span(&weight, 1), 0)};
}

}  // namespace adaline::cli
