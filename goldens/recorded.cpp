#include "goldens/recorded.hpp"

namespace adaline::goldens {
namespace {

#include "goldens/recorded.inc"

}  // namespace

std::span<const Recorded> recorded() { return all; }
int recorded_numerics_version() { return numerics_version; }

}  // namespace adaline::goldens
