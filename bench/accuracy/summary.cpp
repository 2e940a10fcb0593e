#include "bench/accuracy/summary.hpp"

#include <algorithm>
#include <cstdio>
#include <ostream>

#include "bench/measure/statistics.hpp"

namespace adaline::bench {
namespace {

constexpr const char* heading = R"(## In short

The typical error of OpenBLAS, divided by that of the fused family: above 1, adaline is closer to the exact result. The
smallest, the median and the largest of all sizes and signs. And the largest share of the a-priori bound that an error
takes.

| kernel | type | smallest | median | largest | of bound, fused | of bound, separate | of bound, OpenBLAS |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
)";

// The rows of one type.
struct Summary {
  std::vector<double> ratios;
  std::array<double, 3> of_bound{};
  std::array<bool, 3> is_known{};

  void add(const AccuracyRow& row) {
    for (std::size_t f = 0; f < row.errors.size(); ++f) {
      if (!row.errors[f]) continue;
      is_known[f] = true;
      of_bound[f] = std::max(of_bound[f], row.errors[f]->of_bound);
    }
    const auto& fused = row.errors.front();
    const auto& rival = row.errors.back();
    if (fused && rival && fused->typical > 0) ratios.push_back(rival->typical / fused->typical);
  }

  void print(std::ostream& out) const {
    if (ratios.empty()) {
      out << " | - | - | -";
    } else {
      const auto [least, most] = std::minmax_element(ratios.begin(), ratios.end());
      for (const double ratio : {*least, median(ratios), *most}) {
        out << " | " << significant(ratio);
      }
    }
    for (std::size_t f = 0; f < of_bound.size(); ++f) {
      out << " | " << (is_known[f] ? significant(of_bound[f]) : "-");
    }
    out << " |\n";
  }
};

}  // namespace

std::string significant(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, value < 1000 ? "%.3g" : value < 1e6 ? "%.0f" : "%.2e", value);
  return digits;
}

void print_summary(std::ostream& out, const std::vector<KernelAccuracy>& kernels) {
  out << heading;
  for (const KernelAccuracy& kernel : kernels) {
    for (const char* const type : {"float", "double"}) {
      Summary summary;
      for (const AccuracyRow& row : kernel.rows) {
        if (row.type == type) summary.add(row);
      }
      out << "| " << kernel.kernel << " | " << type;
      summary.print(out);
    }
  }
  out << "\n";
}

}  // namespace adaline::bench
