#include "io/csv_cell.hpp"

#include <cstddef>

namespace adaline::io {

std::string_view without_blanks(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

const char* find_closing_quote(const char* quote, const char* end) {
  for (const char* p = find(quote + 1, end, '"'); p != nullptr; p = find(p + 2, end, '"')) {
    if (p + 1 == end || p[1] != '"') return p;
    if (p + 2 == end) break;
  }
  return nullptr;
}

std::string text_of_cell(std::string_view cell) {
  cell = without_blanks(cell);
  if (!cell.starts_with('"')) return std::string(cell);
  std::string text;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    text += cell[i];
    if (cell[i] == '"') ++i;
  }
  return text;
}

}  // namespace adaline::io
