// Compiled once with the peers that were found, and once without any (CMakeLists.txt).
#include "bench/peers/peers.hpp"

#include "bench/baselines/native.hpp"
#include "bench/peers/blis.hpp"
#include "bench/peers/liquid.hpp"
#include "bench/peers/openblas.hpp"

namespace adaline::bench {
namespace {

constexpr const char* not_found = "not found when this program was built";

[[maybe_unused]] std::string with_verdict(const std::string& description, const Rival& rival) {
  if (!is_outclassed(rival)) return description;
  return description + ": below " + std::string(to_string(detected_isa())) + ", not timed";
}

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

#if defined(ADALINE_HIGHWAY_VERSION)
#define ADALINE_HIGHWAY(name) extern const Rival highway_##name;
#include "highway.inc"
#undef ADALINE_HIGHWAY

namespace {

const Rival* const highway_levels[] = {
#define ADALINE_HIGHWAY(name) &highway_##name,
#include "highway.inc"
#undef ADALINE_HIGHWAY
};

}  // namespace
#endif

bool is_outclassed(const Rival& rival) { return rival.isa < detected_isa(); }

const Peers& peers() {
  static const Peers found = [] {
    Peers p;
    for (std::string* text : {&p.openblas_description, &p.blis_description, &p.eigen_description,
                              &p.highway_description, &p.liquid_description}) {
      *text = not_found;
    }
#if defined(ADALINE_WITH_OPENBLAS)
    p.openblas = &openblas();
    p.openblas_description = with_verdict(describe_openblas(), *p.openblas);
    p.use_threads_of_openblas = &use_threads_of_openblas;
#endif
#if defined(ADALINE_WITH_BLIS)
    p.blis = &blis();
    p.blis_description = with_verdict(describe_blis(), *p.blis);
#endif
#if defined(ADALINE_EIGEN_VERSION)
    p.eigen = eigen_levels;
    p.eigen_description = ADALINE_EIGEN_VERSION;
#endif
#if defined(ADALINE_HIGHWAY_VERSION)
    p.highway = highway_levels;
    p.highway_description = ADALINE_HIGHWAY_VERSION;
#endif
#if defined(ADALINE_WITH_LIQUID)
    p.liquid = &liquid;
    p.liquid_description = describe_liquid();
#endif
#if defined(ADALINE_WITH_NATIVE)
    p.native = &native;
#endif
#if defined(ADALINE_WITH_NATIVE_CLANG)
    p.native_clang = &native_clang;
#endif
    return p;
  }();
  return found;
}

}  // namespace adaline::bench
