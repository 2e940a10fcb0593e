// Errors of many trials, and what is said of them.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "bench/accuracy/families.hpp"
#include "bench/accuracy/problem.hpp"
#include "goldens/cases/case.hpp"

namespace adaline::bench {

struct Errors {
  double typical = 0;   // the median, in units in the last place
  double worst = 0;     // the largest, likewise
  double of_bound = 0;  // the largest share of the a-priori bound
};

struct AccuracyRow {
  std::string_view type;
  cases::Shape shape;
  Signs signs;
  std::size_t results;  // how many were compared
  std::array<std::optional<Errors>, 3>
      errors;  // of each family; none where it cannot run, or has no such function
};

struct KernelAccuracy {
  std::string_view kernel;
  std::vector<AccuracyRow> rows;  // float, then double
};

// All kernels of the list of cases. At most so many trials of each size; fewer where exact arithmetic takes
// long.
std::vector<KernelAccuracy> measure_accuracy(const std::array<Family, 3>& families, std::size_t most_trials);

}  // namespace adaline::bench
