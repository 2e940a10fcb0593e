// Which columns depend on which, in words.
#pragma once

#include <adaline/moments.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace adaline::cli {

// A column that is left out, as LeastSquares::dependency() says it, without what is rounding.
struct Dependency {
  std::size_t column = 0;
  double constant = 0;
  std::vector<std::pair<std::size_t, double>> terms;  // column and coefficient; none of a constant column
};

// Of the columns that the solution leaves out, at most so many.
std::vector<Dependency> dependencies(const Moments& moments, const LeastSquares& solution, std::size_t most);

// "total = 1 a + 1 b - 3".
std::string equation(const Dependency& dependency, const std::vector<std::string>& features);

}  // namespace adaline::cli
