// Features on a common scale: x' = (x - mean) / deviation.
#pragma once

#include <adaline/matrix.hpp>
#include <adaline/workers.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "io/column_moments.hpp"

namespace adaline::io {

// Means and deviations of the columns, as trained with. A column that is constant has the deviation 1.
struct Standardization {
  std::vector<double> means;
  std::vector<double> deviations;  // of the samples themselves (divided by n, not n - 1)
  double target_mean = 0;          // what the neuron's values are added to
  std::vector<std::size_t> constant =
      {};  // the columns of which measure() found nothing but rounding; in no file
};

// Means and deviations: sqrt(1/n sum of (x - mean)^2), or with Center::zero 0 and sqrt(1/n sum of x^2): a
// neuron without a bias takes features that are scaled and not moved, so that a line through the origin stays
// one.
//
// A column counts as constant where its largest and smallest value are within four units in the last place of
// each other: a deviation of that is the noise of rounding, and to divide by it would make a tenth digit
// of a new value decide. With Center::zero only a column of zeros does.
//
// The squares are those of column_moments(). Columns whose squares overflow or underflow a double are measured
// once more, in units of their largest difference. A range that overflows gives what is not finite. O(rows *
// cols); workers share the columns, which changes no bit. The target's mean is left to the caller.
Standardization measure(MatrixView<double> features, Center center = Center::mean, Workers* workers = nullptr);

// The mean, which stays in range where the values do. T is float or double.
template <class T>
double mean(std::span<const T> values);

// Each value of a row, computed in double and rounded once to T: so a float need only hold what is left when
// the mean is taken away. `result` has as many elements, and may be the row itself.
template <class T>
void standardize(std::span<const double> row, const Standardization& by, std::span<T> result);

// A linear neuron on standardised features, as one on the features themselves.
struct LinearFunction {
  std::vector<double> weights;
  double bias = 0;
};
LinearFunction in_data_units(const LinearFunction& standardized, const Standardization& by);

}  // namespace adaline::io
