// For calls that take a few nanoseconds, the way to the kernel counts: what a user of the library pays, and
// what a user who writes the loop in place pays.
#pragma once

#include "bench/measure/rounds.hpp"
#include "bench/rival.hpp"
#include "goldens/cases/case.hpp"

namespace adaline::bench {

// The library's public functions, with their checks and the dispatch to the level in use.
extern const Rival public_functions;

// Plain loops that the compiler sees where they are called, as ordinary programs are compiled: -O2, any CPU.
extern const Rival inlined_loops;

// Calls of them, `times` in a row, as Case::repeat; with the loops inlined.
template <class T>
void repeat_inlined(const cases::Case<T>& kernel, cases::Operands<T>& operands, std::size_t times);

// Likewise one row after the other: what a filter by hand does.
template <class T>
void repeat_predict_inlined(cases::Operands<T>& operands, std::size_t times);
template <class T>
void repeat_learn_inlined(cases::Operands<T>& operands, std::size_t times);

}  // namespace adaline::bench
