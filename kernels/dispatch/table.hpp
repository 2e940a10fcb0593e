// What a level offers: one plain function for each kernel. Nothing here checks or allocates.
#pragma once

#include <cstddef>
#include <type_traits>

#include <adaline/cpu.hpp>
#include <adaline/matrix.hpp>

#include "kernels/definition/filter_state.hpp"
#include "kernels/definition/loss_sum.hpp"
#include "kernels/isa/tuning.hpp"

namespace adaline::kernels {

struct NoPlan {};

// The type of a level's function: the kernel's parameters, and a plan behind them.
template <class Plan, class Kernel>
struct MicroKernel;
template <class Plan, class Result, class... Parameters>
struct MicroKernel<Plan, Result(Parameters...)> {
  using type = Result(Parameters..., Plan);
};
template <class Result, class... Parameters>
struct MicroKernel<NoPlan, Result(Parameters...)> {
  using type = Result(Parameters...);
};

// What is no line of kernels.inc: `predict` and `online_epoch` of one row, whose arguments go in registers (a
// prediction of 16 floats 3.1 instead of 6.9 ns, Zen 5); and an adaptive filter's samples, which go on from a
// state that holds its arrays.
template <class T>
using PredictRow = T(const T* x, std::size_t cols, const T* w, T bias);
template <class T>
using LearnRow = T(const T* x, std::size_t cols, T target, T* w, T* bias, T rate, bool learn_bias);
template <class T>
using Filter = void(FilterState<T>& state, const T* input, const T* desired, T* output, T* error,
                    std::size_t samples);
// What a gradient adds to its sums, by itself, for threads that divide the columns of a chunk: sums[j] +=
// sum over i of factors[i] x[i][j], each element a chain in the order of the rows.
template <class T>
using AddRows = void(const MatrixView<T>& x, const T* factors, T* sums);
// And what joins the sums of two chunks, and of more: `distance` is scratch for `columns` elements.
using JoinMoments = double(std::size_t columns, double weight, double* means, double* products,
                           double right_weight, const double* right_means, const double* right_products,
                           double* distance);

// The micro-kernels of a level. `squared_loss`, `residual_gradient` and `accumulate_moments` take the rows of
// one chunk (1 .. chunk_rows), and the first two return the sum of rho(e), which is twice the loss; the others
// take any number of rows. drivers/kernels.hpp makes whole kernels of them.
template <class T>
struct KernelTable {
#define ADALINE_KERNEL(name, Plan, Result, ...) typename MicroKernel<Plan, Result(__VA_ARGS__)>::type* name;
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
  PredictRow<T>* predict_row;
  LearnRow<T>* learn_row;
  Filter<T>* filter;
  AddRows<T>* add_rows;
  JoinMoments* join_moments;
};

// Whole kernels as plain functions: those of the definition, and of others that are compared with it.
template <class T>
struct Functions {
#define ADALINE_KERNEL(name, Plan, Result, ...) Result (*name)(__VA_ARGS__);
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
};

// Which strategies were compiled for a level.
struct Abilities {
  bool tiles = false;  // RowStrategy::tiles and in_order, and what of the gradient is in order
  std::size_t most_rows_of_gradient_sweep = 0;
  bool gram_ahead = false;
  std::size_t most_rows_of_online_sweep = 0;
};

// What one object file of a level exports (isa/level.cpp.in).
template <class T>
struct LevelPart {
  std::size_t register_bytes;  // of the registers that its code was compiled for
  Abilities abilities;
  TuningTables tunings;
  KernelTable<T> table;
};

struct Level {
  Isa isa;
  std::size_t register_bytes;
  KernelTable<float> of_float;
  KernelTable<double> of_double;
  Abilities abilities = {};
  Tuning tuning = {};  // of this CPU

  template <class T>
  const KernelTable<T>& table() const {
    if constexpr (std::is_same_v<T, float>) {
      return of_float;
    } else {
      static_assert(std::is_same_v<T, double>,
                    "kernels are defined for elements of type float and double alone");
      return of_double;
    }
  }
};

}  // namespace adaline::kernels
