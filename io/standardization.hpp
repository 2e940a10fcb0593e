// Features on a common scale: x' = (x - mean) / deviation.
#pragma once

#include <adaline/matrix.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace adaline::io {

// Means and deviations of the columns, as trained with. A column that is constant has the deviation 1.
struct Standardization {
  std::vector<double> means;
  std::vector<double> deviations;  // of the samples themselves (divided by n, not n - 1)
};

// One pass, stable also where the mean is large beside the deviation (Welford, "Note on a method for calculating
// corrected sums of squares and products", Technometrics 4, 1962). Values that overflow give what is not finite.
// O(rows * cols), in double.
template <class T>
Standardization measure(MatrixView<T> features);

// Each value in place, computed in double and rounded once to T.
template <class T>
void standardize(std::span<T> row, const Standardization& by);

// A linear neuron on standardised features, as one on the features themselves.
struct LinearFunction {
  std::vector<double> weights;
  double bias = 0;
};
LinearFunction in_data_units(const LinearFunction& standardized, const Standardization& by);

}  // namespace adaline::io
