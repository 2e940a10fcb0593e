#include "io/name_list.hpp"

#include <stdexcept>

#include "io/csv_cell.hpp"
#include "io/input_error.hpp"

namespace adaline::io {
namespace {

[[noreturn]] void refuse(const std::string& what, std::string_view list) {
  throw std::invalid_argument(what + " in " + in_quotes(list));
}

// Where the name at `cell` ends.
const char* end_of_name(const char* cell, std::string_view list) {
  const char* const end = list.data() + list.size();
  while (cell != end && is_blank(*cell)) ++cell;
  if (cell != end && *cell == '"') {
    cell = find_closing_quote(cell, end);
    if (cell == nullptr) refuse("a quote that is not closed", list);
    ++cell;
    while (cell != end && is_blank(*cell)) ++cell;
    if (cell != end && *cell != ',') refuse("text behind a closing quote", list);
  }
  cell = find(cell, end, ',');
  return cell == nullptr ? end : cell;
}

}  // namespace

std::vector<std::string> split_names(std::string_view list) {
  if (without_blanks(list).empty()) return {""};
  std::vector<std::string> names;
  const char* const end = list.data() + list.size();
  for (const char* cell = list.data();; ++cell) {
    const char* const end_of_cell = end_of_name(cell, list);
    const std::string_view text = without_blanks({cell, end_of_cell});
    if (text.empty()) refuse("an empty name (write \"\" for a column without one)", list);
    names.push_back(text_of_cell(text));
    if (end_of_cell == end) return names;
    cell = end_of_cell;
  }
}

}  // namespace adaline::io
