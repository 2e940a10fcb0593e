// The errors of one way to compute a result, as they come in.
#pragma once

#include <algorithm>
#include <vector>

#include "bench/accuracy/exact.hpp"
#include "bench/accuracy/measure.hpp"
#include "bench/measure/statistics.hpp"

namespace adaline::bench {

class Collector {
 public:
  void add(double got, const Truth& truth, double ulp) {
    const double error = distance(got, truth.value);
    in_ulp_.push_back(error / ulp);
    of_bound_ = std::max(of_bound_, error / truth.bound);
  }

  bool is_empty() const { return in_ulp_.empty(); }

  // There must be some.
  Errors errors() const {
    return {median(in_ulp_), *std::max_element(in_ulp_.begin(), in_ulp_.end()), of_bound_};
  }

 private:
  std::vector<double> in_ulp_;
  double of_bound_ = 0;
};

}  // namespace adaline::bench
