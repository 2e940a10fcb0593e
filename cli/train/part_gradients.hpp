// Gradients of parts whose rows are in memory, of one process or of several, and products with their matrix.
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
#include "least_squares/tree_fold.hpp"

namespace adaline::cli {

// The rows of all parts: those of this process, and who has the others.
struct RowsOfParts {
  std::vector<PartRows> mine;
  Ranks* ranks = nullptr;                // null: this process has all parts
  std::vector<std::size_t> owners = {};  // owners[i]: the rank that has part i
};

// Vectors that are added.
struct FoldOfVectors {
  static void join(std::vector<double>& first, const std::vector<double>& behind);
  static std::string to_bytes(const std::vector<double>& sum);
  static std::vector<double> value_of(const std::string& bytes);
};
using VectorsOfSomeParts = least_squares::TreeFold<std::vector<double>, FoldOfVectors>;

// The rows of the parts of one process, as the neuron sees them. T is float or double.
template <class T>
class PartGradients {
 public:
  PartGradients(std::vector<PartRows> rows, const std::optional<io::Standardization>& by, Workers* workers);

  // Of these parts, in double: the loss, the gradient of the bias, and that of the weights.
  VectorsOfSomeParts at(std::span<const T> weights, T bias) const;
  // X'X v, with a column of ones behind the features in X, and v rounded to T.
  VectorsOfSomeParts product(std::span<const double> v) const;

 private:
  template <class OfPart>
  VectorsOfSomeParts of_each(const OfPart& of_part) const;

  std::vector<std::size_t> numbers_;  // of the parts, which rise
  std::vector<io::SampleTable<T>> tables_;
  Workers* workers_;
};

// On rank 0 the gradient of all parts, and products with their normal matrix: those of the parts are added in
// double, in the tree of the parts, and a gradient is rounded to T at the end. So it does not matter which rank
// has a part.
template <class T>
class GradientOfAllParts {
 public:
  // Other ranks are in serve_gradients().
  GradientOfAllParts(RowsOfParts rows, const std::optional<io::Standardization>& by, Workers* workers);

  double operator()(std::span<const T> weights, T bias, std::span<T> descent, T& bias_descent);
  void multiply(std::span<const double> v, std::span<double> product);

 private:
  std::vector<double> total(VectorsOfSomeParts mine);

  Ranks* ranks_;
  std::vector<std::size_t> owners_;
  PartGradients<T> mine_;
};

// On other ranks than 0: does what GradientOfAllParts of that type asks for, until rank 0 ends it.
void serve_gradients(RowsOfParts rows, const std::string& type, Workers* workers);

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
