#include <adaline/flush_to_zero.hpp>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace adaline {
namespace {

#if defined(__x86_64__)
constexpr std::uint64_t flags = 0x8040;  // of MXCSR: FTZ for results, DAZ for operands
std::uint64_t control() { return _mm_getcsr(); }
void set_control(std::uint64_t value) { _mm_setcsr(static_cast<unsigned>(value)); }
#elif defined(__aarch64__)
constexpr std::uint64_t flags = std::uint64_t(1) << 24;  // FZ of FPCR: operands and results
std::uint64_t control() {
  std::uint64_t value;
  asm volatile("mrs %0, fpcr" : "=r"(value));
  return value;
}
void set_control(std::uint64_t value) { asm volatile("msr fpcr, %0" : : "r"(value) : "memory"); }
#else
constexpr std::uint64_t flags = 0;
std::uint64_t control() { return 0; }
void set_control(std::uint64_t) {}
#endif

}  // namespace

ScopedFlushToZero::ScopedFlushToZero() noexcept : before_(control() & flags) { set_control(control() | flags); }

// Only what it has set: the rounding mode and the exceptions seen may have changed meanwhile.
ScopedFlushToZero::~ScopedFlushToZero() { set_control((control() & ~flags) | before_); }

}  // namespace adaline
