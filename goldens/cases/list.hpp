// The one list of all kernels. Property tests, golden hashes and benchmarks walk it.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "goldens/cases/case.hpp"

namespace adaline::cases {

// One entry for each line of kernels/kernels.inc; a test checks that none is missing. Which arrays a kernel
// writes is found by comparing all of Operands.
template <class T>
inline constexpr auto list = std::to_array<Case<T>>({
    make_case<T>(
        "dot", false,
        [](Shape s) {
          return Work{2 * s.cols * sizeof(T), 0, s.cols};
        },
        [](auto& k, Operands<T>& o) { o.scalar_out = k.dot(o.features, o.weights, o.shape.cols); }),
    make_case<T>(
        "sum_of_squares", false,
        [](Shape s) {
          return Work{s.cols * sizeof(T), 0, s.cols};
        },
        [](auto& k, Operands<T>& o) { o.scalar_out = k.sum_of_squares(o.features, o.shape.cols); }),
    make_case<T>(
        "axpy", false,
        [](Shape s) {
          return Work{2 * s.cols * sizeof(T), s.cols * sizeof(T), s.cols};
        },
        [](auto& k, Operands<T>& o) { k.axpy(o.rate, o.features, o.weights, o.shape.cols); }),
    make_case<T>(
        "predict", true,
        [](Shape s) {
          return Work{s.rows * s.cols * sizeof(T), s.rows * sizeof(T), s.rows * s.cols};
        },
        [](auto& k, Operands<T>& o) { k.predict(o.view(), o.weights, o.bias, o.rows_out); }),
    make_case<T>(
        "squared_loss", true,
        [](Shape s) {
          return Work{s.rows * (s.cols + 1) * sizeof(T), 0, s.rows * (s.cols + 1)};
        },
        [](auto& k, Operands<T>& o) { o.loss_out = k.squared_loss(o.view(), o.targets, o.weights, o.bias); }),
    make_case<T>(
        "residual_gradient", true,
        [](Shape s) {
          return Work{s.rows * (s.cols + 1) * sizeof(T), 0, 2 * s.rows * (s.cols + 1)};
        },
        [](auto& k, Operands<T>& o) {
          o.loss_out = k.residual_gradient(o.view(), o.targets, o.weights, o.bias, o.cols_out, &o.scalar_out);
        }),
    make_case<T>(
        "online_epoch", true,
        [](Shape s) {
          return Work{s.rows * (s.cols + 1) * sizeof(T), 0, 2 * s.rows * (s.cols + 1)};
        },
        [](auto& k, Operands<T>& o) {
          o.scalar_out = k.online_epoch(o.view(), o.targets, o.weights, &o.bias, o.rate, o.learn_bias,
                                        o.wants_loss ? &o.loss_sum : nullptr, o.errors_out);
        }),
    with_moments(make_case<T>(
        "accumulate_moments", true,
        [](Shape s) {
          // Each product of two columns, and the sum of each column.
          return Work{s.rows * (s.cols + 1) * sizeof(T), moments_size(s.cols) * sizeof(double),
                      s.rows * (kernels::triangle_row(s.cols + 1) + s.cols + 1)};
        },
        [](auto& k, Operands<T>& o) {
          double* const products = o.moments_out + 2 * (o.shape.cols + 1);
          o.loss_out = k.accumulate_moments(o.view(), o.targets, o.sample_weights, o.moments_out, products);
        })),
});

// There must be one of that name.
template <class T>
const Case<T>& case_named(std::string_view name) {
  return *std::ranges::find(list<T>, name, &Case<T>::name);
}

}  // namespace adaline::cases
