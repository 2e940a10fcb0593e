#include "bench/peers/scratch.hpp"

#include <adaline/matrix.hpp>

namespace adaline::bench {
namespace {

template <class T>
T* grown(std::size_t n) {
  static Matrix<T> array;
  if (array.cols() < n) {
    array = {};  // not both at once
    array = Matrix<T>(1, n);
  }
  return array.data();
}

}  // namespace

float* scratch(float, std::size_t n) { return grown<float>(n); }
double* scratch(double, std::size_t n) { return grown<double>(n); }

}  // namespace adaline::bench
