#include "kernels/drivers/divided_moments.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace adaline::kernels {
namespace {

// The first columns of `count` ranges with as much work each, and an end behind them. Column j has j products.
std::vector<std::size_t> ranges_of_columns(std::size_t features, std::size_t count) {
  std::vector<std::size_t> begins{0};
  for (std::size_t range = 1; range < count; ++range) {
    const double share = std::sqrt(static_cast<double>(range) / static_cast<double>(count));
    const double panels = share * static_cast<double>(features) / most_columns_of_panel;
    const std::size_t begin = static_cast<std::size_t>(std::llround(panels)) * most_columns_of_panel;
    if (begin > begins.back() && begin < features) begins.push_back(begin);
  }
  begins.push_back(SIZE_MAX);
  return begins;
}

}  // namespace

template <class T>
double DividedMoments<T>::set(Workers& workers, const Level& level, const MatrixView<T>& x, const T* t,
                              const T* weights, double* means, double* products) {
  if (scratch_.size() < workers.threads()) scratch_.resize(workers.threads());
  const std::vector<std::size_t> begins = ranges_of_columns(x.cols, workers.threads());
  double weight = 0;
  workers.for_each(begins.size() - 1, [&](std::size_t range, std::size_t worker) {
    MomentsPlan plan = scratch_[worker].plan(level.tuning.moments, x.cols, x.rows);
    plan.first_column = begins[range];
    plan.end_column = begins[range + 1];
    const double sum = level.table<T>().accumulate_moments(x, t, weights, means, products, plan);
    if (range == 0) weight = sum;  // the same for all
  });
  return weight;
}

template class DividedMoments<float>;
template class DividedMoments<double>;

}  // namespace adaline::kernels
