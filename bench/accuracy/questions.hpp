// What is asked of each kernel: which of its results, at which sizes, and beside which bound.
#pragma once

#include <string_view>
#include <vector>

#include "bench/accuracy/exact.hpp"
#include "bench/accuracy/problem.hpp"
#include "goldens/cases/case.hpp"

namespace adaline::bench {

template <class T>
struct Question {
  std::string_view kernel;
  std::string_view results;  // what is compared
  std::string_view bound;    // its formula
  std::string_view remark;
  std::vector<cases::Shape> shapes;
  std::vector<Signs> signs;
  bool is_double;  // the results are doubles for both types
  // Of operands before the kernel ran.
  std::vector<Truth> (*truth)(const cases::Operands<T>& before);
  // Of operands after that, in the same order.
  std::vector<double> (*answers)(const cases::Operands<T>& after);
};

// Of a kernel in the list of cases. Throws std::logic_error for a kernel that is not known here.
template <class T>
const Question<T>& question(std::string_view kernel);

}  // namespace adaline::bench
