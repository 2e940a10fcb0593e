// Cells in columns, for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace adaline::cli {

// Columns as wide as their widest cell is on a terminal; the first one to the left, others to the right. Cells
// are made visible (io/visible.hpp). All rows have as many cells.
std::string text_table(std::vector<std::vector<std::string>> rows);

// "1 feature", "2 features".
std::string count_of(std::size_t n, std::string_view noun);

// A number in six digits at most.
std::string six_digits(double value);

}  // namespace adaline::cli
