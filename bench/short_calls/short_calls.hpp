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

// No kernels, but the public dot and axpy as they are called by a user who writes Neuron's functions by hand.
extern const Rival by_hand;

// Calls of them, `times` in a row, as Case::repeat; with the loops inlined.
template <class T>
void repeat_inlined(const cases::Case<T>& kernel, cases::Operands<T>& operands, std::size_t times);

}  // namespace adaline::bench
