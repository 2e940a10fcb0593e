#include "kernels/reference.hpp"

#include "outcomes.hpp"

namespace adaline::goldens {
namespace {

template <class Arithmetic>
constexpr kernels::Level level_of(Isa isa) {
  using Definition = kernels::Reference<Arithmetic>;
  return {isa, sizeof(double), Definition::template table<float>(), Definition::template table<double>()};
}

constexpr kernels::Level fused = level_of<kernels::Fused>(Isa::scalar);
constexpr kernels::Level separate = level_of<kernels::Separate>(Isa::sse2);

}  // namespace

const kernels::Level& reference_level(bool is_fused) { return is_fused ? fused : separate; }

}  // namespace adaline::goldens
