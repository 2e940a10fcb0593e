// The one list of all kernels. Property tests, golden hashes and benchmarks walk it.
#pragma once

#include <array>
#include <cstddef>

#include "case.hpp"

namespace adaline::kernels::cases {

// One entry for each member of KernelTable<T>, in its order; a test checks that none is missing. Which
// arrays a kernel writes is found by comparing all of Operands.
template <class T>
inline constexpr auto list = std::to_array<Case<T>>({
    {
        .name = "dot",
        .table_offset = offsetof(KernelTable<T>, dot),
        .work =
            [](Shape s) {
              return Work{2 * s.cols * sizeof(T), 0, s.cols};
            },
        .repeat = repeated<T>([](const KernelTable<T>& k, Operands<T>& o) {
          o.scalar_out = k.dot(o.features, o.weights, o.shape.cols);
        }),
    },
    {
        .name = "sum_of_squares",
        .table_offset = offsetof(KernelTable<T>, sum_of_squares),
        .work =
            [](Shape s) {
              return Work{s.cols * sizeof(T), 0, s.cols};
            },
        .repeat = repeated<T>([](const KernelTable<T>& k, Operands<T>& o) {
          o.scalar_out = k.sum_of_squares(o.features, o.shape.cols);
        }),
    },
    {
        .name = "axpy",
        .table_offset = offsetof(KernelTable<T>, axpy),
        .work =
            [](Shape s) {
              return Work{2 * s.cols * sizeof(T), s.cols * sizeof(T), s.cols};
            },
        .repeat = repeated<T>([](const KernelTable<T>& k, Operands<T>& o) {
          k.axpy(o.rate, o.features, o.weights, o.shape.cols);
        }),
    },
    {
        .name = "predict",
        .over_samples = true,
        .table_offset = offsetof(KernelTable<T>, predict),
        .work =
            [](Shape s) {
              return Work{s.rows * s.cols * sizeof(T), s.rows * sizeof(T), s.rows * s.cols};
            },
        .repeat = repeated<T>([](const KernelTable<T>& k, Operands<T>& o) {
          k.predict(o.view(), o.weights, o.bias, o.rows_out);
        }),
    },
    {
        .name = "squared_loss",
        .over_samples = true,
        .table_offset = offsetof(KernelTable<T>, squared_loss),
        .work =
            [](Shape s) {
              return Work{s.rows * (s.cols + 1) * sizeof(T), 0, s.rows * (s.cols + 1)};
            },
        .repeat = repeated<T>([](const KernelTable<T>& k, Operands<T>& o) {
          o.loss_out = k.squared_loss(o.view(), o.targets, o.weights, o.bias);
        }),
    },
    {
        .name = "residual_gradient",
        .over_samples = true,
        .table_offset = offsetof(KernelTable<T>, residual_gradient),
        .work =
            [](Shape s) {
              return Work{s.rows * (s.cols + 1) * sizeof(T), 0, 2 * s.rows * (s.cols + 1)};
            },
        .repeat = repeated<T>([](const KernelTable<T>& k, Operands<T>& o) {
          o.loss_out = k.residual_gradient(o.view(), o.targets, o.weights, o.bias, o.cols_out, &o.scalar_out,
                                           o.scratch, o.ask_ahead);
        }),
    },
    {
        .name = "online_epoch",
        .over_samples = true,
        .table_offset = offsetof(KernelTable<T>, online_epoch),
        .work =
            [](Shape s) {
              return Work{s.rows * (s.cols + 1) * sizeof(T), 0, 2 * s.rows * (s.cols + 1)};
            },
        .repeat = repeated<T>([](const KernelTable<T>& k, Operands<T>& o) {
          o.scalar_out = k.online_epoch(o.view(), o.targets, o.weights, &o.bias, o.rate, o.learn_bias,
                                        &o.loss_sum, o.errors_out);
        }),
    },
});

}  // namespace adaline::kernels::cases
