// The loops over rows as a user would write them, with the plain dot and axpy in them.
#pragma once

#include "bench/baselines/plain_loops.hpp"
#include "bench/baselines/row_loops.hpp"

namespace adaline::bench {
namespace {

template <class T>
struct PlainKernels {
  static T dot(const T* x, const T* y, std::size_t n) { return bench::dot(x, y, n); }
  static void axpy(T a, const T* x, T* y, std::size_t n) { bench::axpy(a, x, y, n); }
};

template <class T>
constexpr Loops<T> plain_row_loops() {
  using Plain = PlainKernels<T>;
  Loops<T> loops = loops_of_rows<T, Plain>();
  loops.lms = [](RowByRow<T>& r) { lms_rows(r, Plain{}); };
  loops.nlms = [](RowByRow<T>& r) { nlms_rows(r, Plain{}); };
  return loops;
}

}  // namespace
}  // namespace adaline::bench
