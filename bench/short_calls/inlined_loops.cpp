// Compiled with -O2 (CMakeLists.txt), whatever the rest of the build has.
#include <utility>

#include "bench/baselines/plain_row_loops.hpp"
#include "bench/short_calls/short_calls.hpp"
#include "goldens/cases/list.hpp"

namespace adaline::bench {
namespace {

// The functions and the case are constants here: nothing is left to call.
template <class T, std::size_t I>
void repeat_constant(cases::Operands<T>& operands, std::size_t times) {
  kernels::Functions<T> loops = plain_loops<T>();
  cases::list<T>[I].repeat_functions(loops, operands, times);
}

template <class T, std::size_t... I>
void repeat_case(std::size_t index, cases::Operands<T>& operands, std::size_t times,
                 std::index_sequence<I...>) {
  ((index == I ? repeat_constant<T, I>(operands, times) : void()), ...);
}

}  // namespace

constinit const Rival inlined_loops{Isa::scalar, plain_loops<float>(), plain_loops<double>(),
                                    plain_row_loops<float>(), plain_row_loops<double>()};

template <class T>
void repeat_inlined(const cases::Case<T>& kernel, cases::Operands<T>& operands, std::size_t times) {
  const auto& all = cases::list<T>;
  repeat_case(static_cast<std::size_t>(&kernel - all.data()), operands, times,
              std::make_index_sequence<std::size(cases::list<T>)>{});
}

template void repeat_inlined(const cases::Case<float>&, cases::Operands<float>&, std::size_t);
template void repeat_inlined(const cases::Case<double>&, cases::Operands<double>&, std::size_t);

}  // namespace adaline::bench
