#include "bench/measure/statistics.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace adaline::bench {
namespace {

// Between the neighbours of the place `share` (0 .. 1) of the sorted values.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

std::vector<double> sorted(std::span<const double> values) {
  std::vector<double> copy(values.begin(), values.end());
  std::ranges::sort(copy);
  return copy;
}

}  // namespace

double median(std::span<const double> values) { return quantile(sorted(values), 0.5); }

double spread(std::span<const double> values) {
  const std::vector<double> in_order = sorted(values);
  return (quantile(in_order, 0.75) - quantile(in_order, 0.25)) / quantile(in_order, 0.5);
}

}  // namespace adaline::bench
