// The problems that least squares are measured on: those of NIST, and random ones, whose features are nearly
// dependent and may have a large mean. The same as in least_squares_problems.py, bit by bit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/accuracy/exact.hpp"

namespace adaline::bench {

struct LeastSquaresProblem {
  std::vector<double> x, y;  // row by row, powers included, without a column of ones
  std::size_t cols = 0;
  bool learn_bias = true;
  bool is_float = false;  // all numbers are floats
};

// The bias comes first, where there is one.
struct Reference {
  std::vector<Exact> coefficients, standard_errors;
};

// A set in tests/data/nist, and what NIST certifies.
struct NistSet {
  LeastSquaresProblem problem;
  Reference certified;
};

NistSet nist_set(const std::string& name);

// Named by type, condition and offset: `double 1e2 1e3`. Throws std::invalid_argument.
LeastSquaresProblem random_problem(const std::string& name);

// Of all numbers, as in least_squares_problems.py.
std::string checksum(const LeastSquaresProblem& problem);

}  // namespace adaline::bench
