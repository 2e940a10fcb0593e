// Samples as text, in a file and as the library takes them.
#pragma once

#include <adaline/matrix.hpp>
#include <adaline/neuron.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace adaline::test {

struct TextTable {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> rows;

  std::string text(char delimiter = ',', const std::string& line_end = "\n") const;

  // The columns of these names; each number rounded once, to T.
  template <class T>
  Matrix<T> columns(const std::vector<std::string>& wanted) const;
};

// Columns a, b, c of different scales and y, close to 0.5 a - 0.02 b + 3 c + 1; always the same.
TextTable made_table(std::size_t rows);

// The neuron that a model file holds. T is the type that the file names, else this throws.
template <class T>
Neuron<T> neuron_in(const std::filesystem::path& model);

}  // namespace adaline::test
