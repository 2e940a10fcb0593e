#include "io/missing_column.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "io/csv_cell.hpp"
#include "io/input_error.hpp"
#include "io/number.hpp"
#include "io/suggestion.hpp"
#include "io/utf8.hpp"

namespace adaline::io {
namespace {

using Names = std::vector<std::string>;

std::string list_of(const Names& names) {
  constexpr std::size_t most = 10;
  if (names.size() == 1) return "there is " + in_quotes(names[0]) + " alone";
  std::string list = "there are ";
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i)
    list += (i == 0 ? "" : ", ") + in_quotes(names[i]);
  if (names.size() > most) list += fmt::format(" and {} more", names.size() - most);
  return list;
}

// Both mark comments, which other programs skip.
std::string hint_at_comment(const CsvReader& reader) {
  const std::string_view line = without_blanks(reader.first_record());
  if (!line.starts_with('#') && !line.starts_with('%')) return "";
  return fmt::format("; the first line begins with '{}': if it is a comment, remove it", line[0]);
}

bool is_number(const std::string& name) {
  double value = 0;
  return parse_cell(name, value);
}

std::string hint_at_header(const CsvReader& reader) {
  if (!reader.has_header() || !std::ranges::all_of(reader.columns(), is_number)) return "";
  return "; the first line holds numbers: is the header missing? use --no-header";
}

// The cells of a line in the simplest way: quotes are not looked at.
std::size_t count_cells(std::string_view line, char separator) {
  std::size_t separators = 0, starts = 0;
  char before = ' ';
  for (const char c : without_blanks(line)) {
    if (c == separator) ++separators;
    if (is_blank(before) && !is_blank(c)) ++starts;
    before = c;
  }
  return separator == ' ' ? starts : separators + 1;
}

std::string name_of(char separator) {
  if (separator == ' ') return "blanks";
  if (separator == '\t') return "tabs";
  return fmt::format("'{}'", separator);
}

std::string one_cell_by(const CsvReader& reader) {
  return fmt::format("the first line is one cell by {}", name_of(reader.delimiter()));
}

std::string hint_at_separator(const CsvReader& reader) {
  if (reader.columns().size() > 1) return "";
  for (const char separator : {',', ';', '\t', '|', ':', '^', ' '}) {
    const std::size_t cells = count_cells(reader.first_record(), separator);
    if (separator == reader.delimiter() || cells < 2) continue;
    if (separator == ' ') {
      return fmt::format("; {}, and {} by blanks, which do not split the next line alike", one_cell_by(reader),
                         cells);
    }
    const std::string line = separator == '\t' ? "'sep=' and a tab" : fmt::format("'sep={}'", separator);
    return fmt::format("; {}, and {} by {}: a line {} before it makes that the separator", one_cell_by(reader),
                       cells, name_of(separator), line);
  }
  return "";
}

std::string hint_at_encoding(const CsvReader& reader) {
  if (std::ranges::all_of(reader.columns(), [](const std::string& name) { return is_utf8(name); })) return "";
  return "; these are not UTF-8: " + std::string(latin1_advice);
}

}  // namespace

std::string missing_column(const CsvReader& reader, const std::string& name) {
  std::string message = "no column " + in_quotes(name) + suggestion(name, reader.columns()) + "; ";
  message += list_of(reader.columns());
  for (const auto& hint : {hint_at_encoding, hint_at_comment, hint_at_header, hint_at_separator}) {
    const std::string text = hint(reader);
    if (!text.empty()) return message + text;
  }
  return message;
}

}  // namespace adaline::io
