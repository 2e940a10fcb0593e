// Gradients of parts whose rows are in memory, of one process or of several.
#pragma once

#include <adaline/workers.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/moments/read_part.hpp"
#include "cli/ranks.hpp"
#include "io/sample_table.hpp"
#include "io/standardization.hpp"

namespace adaline::cli {

// The rows of the parts of one process, as the neuron sees them. T is float or double.
template <class T>
class PartGradients {
 public:
  PartGradients(std::vector<PartRows> rows, const std::optional<io::Standardization>& by, Workers* workers);

  std::span<const std::size_t> numbers() const { return numbers_; }  // of the parts, which rise

  // The loss of part i of them, its gradient and that of the bias, in double, as bytes.
  std::string of(std::size_t i, std::span<const T> weights, T bias) const;

 private:
  std::vector<std::size_t> numbers_;
  std::vector<io::SampleTable<T>> tables_;
  Workers* workers_;
};

// The gradient of all parts, on rank 0: the gradients of the parts are added in double, in the order of the
// parts, and rounded to T at the end. So it does not matter which rank has a part.
template <class T>
class GradientOfAllParts {
 public:
  // Null: this process has all parts. Other ranks are in serve_gradients().
  GradientOfAllParts(std::vector<PartRows> rows, const std::optional<io::Standardization>& by, Workers* workers,
                     Ranks* ranks);

  double operator()(std::span<const T> weights, T bias, std::span<T> descent, T& bias_descent);

 private:
  Ranks* ranks_;
  PartGradients<T> mine_;
  std::vector<double> sums_;
};

// On other ranks than 0: does what GradientOfAllParts of that type asks for, until rank 0 ends it.
void serve_gradients(Ranks& ranks, std::vector<PartRows> rows, const std::string& type, Workers* workers);

// On rank 0: ends that on the others when it goes, whatever was asked for, or nothing.
class EndOfServing {
 public:
  explicit EndOfServing(Ranks& ranks) : ranks_(ranks) {}
  EndOfServing(const EndOfServing&) = delete;
  EndOfServing& operator=(const EndOfServing&) = delete;
  ~EndOfServing();

 private:
  Ranks& ranks_;
};

}  // namespace adaline::cli
