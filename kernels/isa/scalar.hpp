// The definition itself, compiled: an oracle where there is something faster, the fallback elsewhere.
#include "../reference.hpp"

#ifdef __FAST_MATH__
#error "the kernels' bits are defined for exact IEEE arithmetic: build without -ffast-math"
#endif

namespace adaline::kernels {

extern const Level kernels_scalar;
constinit const Level kernels_scalar{Isa::scalar, sizeof(double), Reference<Fused>::table<float>(),
                                     Reference<Fused>::table<double>()};

}  // namespace adaline::kernels
