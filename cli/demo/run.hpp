// One training of the notebook and what came of it.
#pragma once

#include <vector>

#include "cli/demo/notebook.hpp"

namespace adaline::cli {

struct Run {
  notebook::Training training;
  TrainResult result;
  std::vector<double> weights;  // at the start and after each step
  std::vector<double> losses;   // of each step, as the notebook takes them
};

// Prints each step as the notebook does, if asked.
Run run_training(const notebook::Training& training, bool print_steps);

// The line w x with the smallest loss, in closed form.
struct LeastSquares {
  double weight;
  double loss;
};
LeastSquares least_squares();

}  // namespace adaline::cli
