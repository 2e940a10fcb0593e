// Moments of a chunk of many features, divided among threads where there are fewer chunks than threads.
// Baseline C++.
#pragma once

#include <cstddef>
#include <vector>

#include <adaline/workers.hpp>

#include "kernels/dispatch/dispatch.hpp"
#include "kernels/drivers/moments.hpp"

namespace adaline::kernels {

// Whether moments of so many features are divided: each thread packs the samples for itself, which takes a
// smaller share the more features there are.
inline bool divides_moments(std::size_t features) { return features >= 64; }

// The memory is kept from call to call.
template <class T>
class DividedMoments {
 public:
  // As the micro-kernel, for the rows of a chunk or less. Each thread sets the means of some columns, and their
  // rows of the triangle.
  double set(Workers& workers, const Level& level, const MatrixView<T>& x, const T* t, const T* weights,
             double* means, double* products);

 private:
  std::vector<MomentsScratch> scratch_;  // of each worker
};

extern template class DividedMoments<float>;
extern template class DividedMoments<double>;

}  // namespace adaline::kernels
