// Compiled once with the peers that were found, and once without any (CMakeLists.txt).
#include "bench/peers/peers.hpp"

#include "bench/peers/openblas.hpp"

namespace adaline::bench {
namespace {

constexpr const char* not_found = "not found when this program was built";

}  // namespace

#if defined(ADALINE_EIGEN_VERSION)
#define ADALINE_EIGEN(name) extern const Rival eigen_##name;
#include "eigen.inc"
#undef ADALINE_EIGEN

namespace {

const Rival* const eigen_levels[] = {
#define ADALINE_EIGEN(name) &eigen_##name,
#include "eigen.inc"
#undef ADALINE_EIGEN
};

}  // namespace
#endif

const Peers& peers() {
  static const Peers found = [] {
    Peers p{nullptr, not_found, {}, not_found};
#if defined(ADALINE_WITH_OPENBLAS)
    p.openblas = &openblas_kernels;
    p.openblas_description = describe_openblas();
#endif
#if defined(ADALINE_EIGEN_VERSION)
    p.eigen = eigen_levels;
    p.eigen_description = ADALINE_EIGEN_VERSION;
#endif
    return p;
  }();
  return found;
}

}  // namespace adaline::bench
