#include "standardization.hpp"

#include <cmath>

namespace adaline::io {

template <class T>
Standardization measure(MatrixView<T> features) {
  Standardization result{std::vector<double>(features.cols), std::vector<double>(features.cols)};
  std::vector<double>& means = result.means;
  std::vector<double>& squares = result.deviations;  // sums of squared differences to the mean, until the end
  for (std::size_t r = 0; r < features.rows; ++r) {
    const T* const row = features.data + r * features.row_stride;
    const double share = 1 / static_cast<double>(r + 1);
    for (std::size_t c = 0; c < features.cols; ++c) {
      const double difference = static_cast<double>(row[c]) - means[c];
      means[c] += difference * share;
      squares[c] += difference * (static_cast<double>(row[c]) - means[c]);
    }
  }
  for (double& square : squares) {
    const double deviation = std::sqrt(square / static_cast<double>(features.rows));
    square = deviation == 0 ? 1 : deviation;
  }
  return result;
}

template <class T>
void standardize(std::span<T> row, const Standardization& by) {
  for (std::size_t c = 0; c < row.size(); ++c) {
    row[c] = static_cast<T>((static_cast<double>(row[c]) - by.means[c]) / by.deviations[c]);
  }
}

LinearFunction in_data_units(const LinearFunction& standardized, const Standardization& by) {
  LinearFunction result = standardized;
  for (std::size_t c = 0; c < result.weights.size(); ++c) {
    result.weights[c] /= by.deviations[c];
    result.bias -= result.weights[c] * by.means[c];
  }
  return result;
}

template Standardization measure(MatrixView<float>);
template Standardization measure(MatrixView<double>);
template void standardize(std::span<float>, const Standardization&);
template void standardize(std::span<double>, const Standardization&);

}  // namespace adaline::io
