#include "cli/text_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>

#include "io/visible.hpp"

namespace adaline::cli {

std::string text_table(std::vector<std::vector<std::string>> rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      row[c] = io::visible(row[c]);
      widths[c] = std::max(widths[c], io::columns_of(row[c]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string blanks(widths[c] - io::columns_of(row[c]), ' ');
      text += c == 0 ? row[c] + blanks : "  " + blanks + row[c];
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

std::string count_of(std::size_t n, std::string_view noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

std::string six_digits(double value) { return fmt::format("{:.6g}", value); }

}  // namespace adaline::cli
