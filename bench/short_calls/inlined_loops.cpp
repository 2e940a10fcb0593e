// Compiled with -O2 (CMakeLists.txt), whatever the rest of the build has.
#include <utility>

#include "bench/baselines/plain_loops.hpp"
#include "kernels/cases/list.hpp"
#include "short_calls.hpp"

namespace adaline::bench {
namespace {

template <class T>
constexpr kernels::KernelTable<T> loops = plain_loops<T>();

// The table and the case are constants here: nothing is left to call.
template <class T, std::size_t... I>
void repeat_case(std::size_t index, kernels::cases::Operands<T>& operands, std::size_t times,
                 std::index_sequence<I...>) {
  ((index == I ? kernels::cases::list<T>[I].repeat(loops<T>, operands, times) : void()), ...);
}

}  // namespace

constinit const kernels::Level inlined_loops{Isa::scalar, 0, plain_loops<float>(), plain_loops<double>()};

template <class T>
void repeat_inlined(const kernels::cases::Case<T>& kernel, kernels::cases::Operands<T>& operands,
                    std::size_t times) {
  const auto& all = kernels::cases::list<T>;
  repeat_case(static_cast<std::size_t>(&kernel - all.data()), operands, times,
              std::make_index_sequence<std::size(kernels::cases::list<T>)>{});
}

template void repeat_inlined(const kernels::cases::Case<float>&, kernels::cases::Operands<float>&, std::size_t);
template void repeat_inlined(const kernels::cases::Case<double>&, kernels::cases::Operands<double>&,
                             std::size_t);

}  // namespace adaline::bench
