// The Gram matrix of a block: the products of its rows with each other.
#pragma once

#include "kernels/rows/results.hpp"
#include "kernels/rows/row_pointers.hpp"
#include "kernels/rows/step.hpp"

namespace adaline::kernels {
namespace {

// The strict lower triangle, row by row: the pairs (k, i), i < k, are (1, 0), (2, 0), (2, 1) ..
constexpr std::size_t pair_count(std::size_t rows) { return rows * (rows - 1) / 2; }
constexpr std::size_t pair_index(std::size_t k, std::size_t i) { return pair_count(k) + i; }

template <std::size_t B>
struct Pairs {
  std::size_t later[pair_count(B)] = {};
  std::size_t earlier[pair_count(B)] = {};

  constexpr Pairs() {
    for (std::size_t k = 1; k < B; ++k) {
      for (std::size_t i = 0; i < k; ++i) {
        later[pair_index(k, i)] = k;
        earlier[pair_index(k, i)] = i;
      }
    }
  }
};
template <std::size_t B>
inline constexpr Pairs<B> pairs{};

template <std::size_t B, std::size_t First, std::size_t Count, class Target, class T, class Step>
ADALINE_INLINE void pairs_step(const RowPointers<B, T>& row, Step step, RowLanes<Target, T>* sum) {
  ADALINE_UNROLL for (std::size_t i = 0; i < Step::registers; ++i) {
    if (step.reaches(i)) {
      ADALINE_UNROLL for (std::size_t q = 0; q < Count; ++q) {
        sum[q].vector[i] =
            multiply_add<Target, T>(step.load(row[pairs<B>.later[First + q]], i),
                                    step.load(row[pairs<B>.earlier[First + q]], i), sum[q].vector[i]);
      }
    }
  }
}

template <class Target, std::size_t B, class T>
struct PairSums {
  RowPointers<B, T> rows;
  std::size_t d;

  // Of the pairs First .. First + Count - 1.
  template <std::size_t First, std::size_t Count>
  ADALINE_INLINE void lanes(RowLanes<Target, T>* sum) const {
    constexpr std::size_t L = row_lanes<T>;
    RowPointers<B, T> row = rows;
    ADALINE_UNROLL for (std::size_t q = 0; q < Count; ++q) sum[q] = RowLanes<Target, T>::all(0);
    std::size_t j = 0;
    for (; j + L <= d; j += L) {
      pairs_step<B, First, Count, Target>(row, WholeStep<Target, T>{}, sum);
      row.advance(L);
    }
    if (j < d) pairs_step<B, First, Count, Target>(row, LastStep<Target, T>{d - j}, sum);
  }
};

template <class Target, std::size_t B, class T>
using GramResults = Results<Target, pair_count(B), T>;

// x[k] x[i] of each pair of B rows.
template <class Target, std::size_t B, class T>
ADALINE_INLINE GramResults<Target, B, T> gram(const T* x, std::size_t stride, std::size_t d) {
  return results_of<T, Target, Target::gram_in_flight, pair_count(B)>(
      PairSums<Target, B, T>{RowPointers<B, T>(x, stride), d});
}

// How a block's errors enter each other: effect(k, i) = rate * (x[k] x[i] + bias_product), at pair_index(k, i).
// Writes whole registers.
template <class Target, std::size_t B, class T>
ADALINE_INLINE void set_effects(const GramResults<Target, B, T>& gram, T rate, T bias_product, T* effects) {
  using Effects = GramResults<Target, B, T>;
  (Effects::all(rate) * (gram + Effects::all(bias_product))).store(effects);
}

}  // namespace
}  // namespace adaline::kernels
