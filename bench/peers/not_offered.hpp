// What the table of a peer gets for a kernel that the peer has no function for: a null pointer of the kernel's
// name. Behind `using namespace not_offered`, the peer's own functions hide these.
#pragma once

#include "kernels/dispatch/table.hpp"

namespace adaline::bench::not_offered {

using kernels::LossSum;

#define ADALINE_KERNEL(name, Plan, Result, ...) \
  template <class T>                            \
  inline constexpr Result (*name)(__VA_ARGS__) = nullptr;
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL

}  // namespace adaline::bench::not_offered
