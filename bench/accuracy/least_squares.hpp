// How many digits of a least-squares solution are right, beside what others reach (least_squares_peers.csv).
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "bench/accuracy/exact.hpp"
#include "bench/accuracy/least_squares_solver.hpp"

namespace adaline::bench {

// A problem, and what the solutions are compared with.
struct LeastSquaresRow {
  std::string problem, condition, centred_condition;
  bool is_certified = false;       // by NIST; else the exact solution of the doubles
  std::vector<std::string> cells;  // the solvers', and then the peers'
};

struct LeastSquaresDigits {
  std::vector<std::string> solvers, versions;
  std::vector<LeastSquaresRow> rows;
};

// The decimal digits of the worst of the numbers: -log10 |b - c| / |c|, or of |b| where c is 0; from 0 to 15.
double digits(const std::vector<double>& found, const std::vector<Exact>& expected);

// Throws std::runtime_error where the peers were measured on other data.
LeastSquaresDigits measure_least_squares(const std::vector<LeastSquaresSolver>& solvers);

void print_least_squares(std::ostream& out, const LeastSquaresDigits& all);

}  // namespace adaline::bench
