#include "goldens/outcomes.hpp"
#include "kernels/definition/micro_kernels.hpp"

namespace adaline::goldens {
namespace {

template <class Arithmetic>
constexpr kernels::Level level_of(Isa isa) {
  using kernels::definition::micro_kernels;
  return {isa, sizeof(double), micro_kernels<Arithmetic, float>(), micro_kernels<Arithmetic, double>()};
}

constexpr kernels::Level fused = level_of<kernels::definition::Fused>(Isa::scalar);
constexpr kernels::Level separate = level_of<kernels::definition::Separate>(Isa::sse2);

}  // namespace

const kernels::Level& reference_level(bool is_fused) { return is_fused ? fused : separate; }

}  // namespace adaline::goldens
