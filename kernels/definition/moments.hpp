// The definition of the second moments of samples: of features and targets together, about their means, in
// double whatever T is.
//
// Columns are the features and, behind them, the target. `products` is the lower triangle of the matrix of
// sum of s (y - mean)(y - mean)', y = (x, t), with the weight s of a sample. `means` has two elements for each
// column: the means, and behind all of them what rounding took from each.
#pragma once

#include <algorithm>
#include <vector>

#include "kernels/definition/mean.hpp"
#include "kernels/definition/origin.hpp"
#include "kernels/definition/rows.hpp"
#include "kernels/definition/triangle.hpp"

namespace adaline::kernels::definition {
namespace {

// The samples of one chunk with their columns moved to about 0, and a column of ones behind the target.
// `origins` gets an element for each column and the target.
template <class T>
class MovedSamples {
 public:
  MovedSamples(const MatrixView<T>& x, const T* t, const T* weights, double* origins)
      : x_(x), t_(t), weights_(weights == nullptr ? ones() : Column{weights, 1, 0}), origins_(origins) {
    for (std::size_t j = 0; j <= x.cols; ++j) {
      const Column elements = column(j, 0);
      origins[j] = origin(
          x.rows, [&](std::size_t i) { return elements[i]; }, [&](std::size_t i) { return weights_[i]; });
    }
  }

  // The sum of s y_j y_k, in lanes for narrow samples, else as one chain.
  template <class Arithmetic>
  double sum_of_products(std::size_t j, std::size_t k) const {
    const bool is_narrow = x_.cols <= narrow_features;
    const Column left = moved(j), right = moved(k);
    double lane[moment_lanes] = {};
    for (std::size_t i = 0; i < x_.rows; ++i) {
      double& sum = lane[is_narrow ? i % moment_lanes : 0];
      sum = Arithmetic::multiply_add(weights_[i] * left[i], right[i], sum);
    }
    return is_narrow ? reduce(lane) : lane[0];
  }

 private:
  struct Column {
    const T* elements;
    std::size_t step;
    double origin;
    double operator[](std::size_t i) const { return double(elements[i * step]) - origin; }
  };

  // `- 0` changes no value.
  static Column ones() {
    static constexpr T one = 1;
    return {&one, 0, 0};
  }
  Column column(std::size_t j, double origin) const {
    return j < x_.cols ? Column{x_.data + j, x_.row_stride, origin} : Column{t_, 1, origin};
  }
  Column moved(std::size_t j) const { return j > x_.cols ? ones() : column(j, origins_[j]); }

  MatrixView<T> x_;
  const T* t_;
  Column weights_;
  const double* origins_;
};

// Of one chunk: the means of the columns from `first` to `end`, and their rows of the triangle. Returns the sum
// of the weights; where that is 0, means and products are. `scratch` is for three elements of each column and
// the target.
template <class Arithmetic, class T>
double moments_of_chunk(const MatrixView<T>& x, const T* t, const T* weights, double* means, double* products,
                        double* scratch, std::size_t first, std::size_t end) {
  const std::size_t columns = x.cols + 1;
  double* const origins = scratch;
  double* const sums = origins + columns;
  double* const shifts = sums + columns;
  std::fill(means + first, means + end, 0.0);
  std::fill(means + columns + first, means + columns + end, 0.0);
  std::fill(products + triangle_row(first), products + triangle_row(end), 0.0);
  if (x.rows == 0) return 0;
  const MovedSamples<T> samples(x, t, weights, origins);
  const double weight = samples.template sum_of_products<Arithmetic>(columns, columns);
  if (weight == 0) return 0;
  for (std::size_t j = 0; j < end; ++j) {
    sums[j] = samples.template sum_of_products<Arithmetic>(columns, j);
    shifts[j] = sums[j] / weight;
  }
  for (std::size_t j = first; j < end; ++j) {
    set_mean(origins[j], shifts[j], means, columns, j);
    for (std::size_t k = 0; k <= j; ++k) {
      const double product = samples.template sum_of_products<Arithmetic>(j, k);
      products[triangle_row(j) + k] = Arithmetic::multiply_add(-sums[j], shifts[k], product);
    }
  }
  return weight;
}

// The moments of samples become those of these samples and `right` ones (Chan, Golub and LeVeque, "Updating
// formulae and a pairwise algorithm for computing sample variances", COMPSTAT 1982). Returns the sum of both
// weights. `distance` is scratch for an element of each column.
template <class Arithmetic>
double join_moments(std::size_t columns, double weight, double* means, double* products, double right_weight,
                    const double* right_means, const double* right_products, double* distance) {
  if (right_weight == 0) return weight;
  if (weight == 0) {
    std::copy_n(right_means, 2 * columns, means);
    std::copy_n(right_products, triangle_row(columns), products);
    return right_weight;
  }
  const double both = weight + right_weight;
  const double share = right_weight / both;
  for (std::size_t j = 0; j < columns; ++j) {
    distance[j] = (right_means[j] - means[j]) + (right_means[columns + j] - means[columns + j]);
    set_mean(means[j], Arithmetic::multiply_add(share, distance[j], means[columns + j]), means, columns, j);
  }
  for (std::size_t j = 0; j < columns; ++j) {
    const double factor = (weight * share) * distance[j];
    for (std::size_t k = 0; k <= j; ++k) {
      double& product = products[triangle_row(j) + k];
      product = Arithmetic::multiply_add(factor, distance[k], product + right_products[triangle_row(j) + k]);
    }
  }
  return both;
}

template <class Arithmetic, class T>
double accumulate_moments(const MatrixView<T>& x, const T* t, const T* weights, double* means,
                          double* products) {
  const std::size_t columns = x.cols + 1;
  std::vector<double> scratch(3 * columns);
  if (x.rows <= chunk_rows) {
    return moments_of_chunk<Arithmetic>(x, t, weights, means, products, scratch.data(), 0, columns);
  }
  const std::size_t first = first_part(x.rows, chunk_rows);
  std::vector<double> rest_means(2 * columns), rest_products(triangle_row(columns));
  const double weight = accumulate_moments<Arithmetic>(rows_of(x, 0, first), t, weights, means, products);
  const double rest = accumulate_moments<Arithmetic>(rows_of(x, first, x.rows - first), t + first,
                                                     weights == nullptr ? nullptr : weights + first,
                                                     rest_means.data(), rest_products.data());
  return join_moments<Arithmetic>(columns, weight, means, products, rest, rest_means.data(),
                                  rest_products.data(), scratch.data());
}

}  // namespace
}  // namespace adaline::kernels::definition
