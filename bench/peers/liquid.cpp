#include "bench/peers/liquid.hpp"

#include <liquid/liquid.h>

#include <vector>

namespace adaline::bench {
namespace {

// Its steps are w += mu e x / |x|^2, without an epsilon, and begin once it was given as many samples as it has
// weights.
void* open(const RowByRow<float>& r) {
  // Its own order is that of the impulse response.
  std::vector<float> newest_first(r.weights, r.weights + r.cols);
  for (std::size_t i = 0; i < r.cols; ++i) newest_first[i] = r.weights[r.cols - 1 - i];
  eqlms_rrrf filter = eqlms_rrrf_create(newest_first.data(), static_cast<unsigned>(r.cols));
  eqlms_rrrf_set_bw(filter, r.rate);
  for (std::size_t i = 0; i < r.cols; ++i) eqlms_rrrf_push(filter, (r.first - 1)[i]);
  return filter;
}

void close(void* filter) { eqlms_rrrf_destroy(static_cast<eqlms_rrrf>(filter)); }

void nlms(RowByRow<float>& r) {
  const auto filter = static_cast<eqlms_rrrf>(r.object);
  for (std::size_t i = 0; i < r.rows; ++i) {
    float output = 0;
    eqlms_rrrf_push(filter, r.first[i + r.cols - 1]);
    eqlms_rrrf_execute(filter, &output);
    eqlms_rrrf_step(filter, r.targets[i], output);
    r.out[i] = r.targets[i] - output;
  }
}

}  // namespace

constinit const Rival liquid{Isa::scalar, {}, {}, {.nlms = &nlms, .open = &open, .close = &close}, {}};

std::string describe_liquid() { return liquid_libversion(); }

}  // namespace adaline::bench
