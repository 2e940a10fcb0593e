#include "io/csv_dialect.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "io/csv_cell.hpp"
#include "io/foreign_format.hpp"
#include "io/input_error.hpp"

namespace adaline::io {
namespace {

bool is_one_of(char c, std::string_view characters) { return characters.find(c) != std::string_view::npos; }

bool is_named_as_tabbed(std::string_view file) {
  std::string name(file);
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return name.ends_with(".tsv") || name.ends_with(".tab");
}

struct FirstLine {
  char separator = '\0';  // the first comma, semicolon or tab; '\0': none
  std::size_t end = 0;
};

// A quote opens at the start, behind what may be a separator, and behind a quote that closed; blanks may stand
// between.
FirstLine look_at_first_line(Preview& text, std::size_t begin) {
  FirstLine line;
  bool is_quoted = false;
  char before = ',';
  std::size_t i = begin;
  for (; text.has(i); ++i) {
    const char c = text[i];
    if (c == '\0') refuse_zero_byte(text, i);
    if (c == '"' && (is_quoted || is_one_of(before, ",;\t|\""))) is_quoted = !is_quoted;
    if (!is_quoted && is_one_of(c, "\n\r")) break;
    if (!is_quoted && line.separator == '\0' && is_one_of(c, ",;\t")) line.separator = c;
    if (c != ' ') before = c;
  }
  line.end = i;
  return line;
}

// A line ends in CR alone where no LF follows.
char find_line_end(Preview& text, std::size_t end_of_line) {
  if (!text.has(end_of_line) || text[end_of_line] == '\n') return '\n';
  std::size_t i = end_of_line;
  while (text.has(i) && text[i] == '\r') ++i;
  return text.has(i) && text[i] == '\n' ? '\n' : '\r';
}

// What "sep=X" names, or '\0' where the line says something else. X may be nothing that numbers, names or
// quotes are written with. Some write the line in quotes.
char separator_of_sep_line(Preview& text, std::size_t begin, std::size_t end) {
  constexpr std::size_t longest = sizeof "\"sep=X\"" - 1;
  std::string line;
  for (std::size_t i = begin; i < end && line.size() <= longest; ++i) line += text[i];
  if (line.size() == longest && line.front() == '"' && line.back() == '"') line = line.substr(1, longest - 2);
  if (line.size() != 5 || !is_one_of(line[0], "sS") || !is_one_of(line[1], "eE") || !is_one_of(line[2], "pP") ||
      line[3] != '=') {
    return '\0';
  }
  return is_one_of(line[4], ",;\t| :!#$%&'()*/<=>?@[\\]^_`{}~") ? line[4] : '\0';
}

// The cells of the line at `at`, which is moved to the next one. An empty line has none. With blanks for
// separator, runs of them count once.
std::size_t count_cells(Preview& text, std::size_t& at, const CsvDialect& dialect) {
  std::size_t separators = 0, starts = 0;
  bool is_empty = true, is_in_cell = false, has_quotes = false, is_quoted = false;
  const bool is_by_blanks = dialect.separator == ' ';
  for (; text.has(at); ++at) {
    const char c = text[at];
    if (!is_quoted && c == dialect.line_end) break;
    if (!is_quoted && c == '\r' && (!text.has(at + 1) || text[at + 1] == '\n')) continue;
    is_empty = false;
    if (!is_quoted && (is_by_blanks ? is_blank(c) : c == dialect.separator)) {
      is_in_cell = false;
      ++separators;
      continue;
    }
    if (!is_in_cell && !is_blank(c)) {
      is_in_cell = true;
      has_quotes = c == '"';
      ++starts;
    }
    if (c == '"' && has_quotes) is_quoted = !is_quoted;
  }
  ++at;
  if (is_by_blanks) return starts;
  return is_empty ? 0 : separators + 1;
}

// A quoted name has nothing behind it but a separator, which is none of the others here.
void refuse_row_names(const Preview& text, const CsvDialect& dialect, std::size_t cells,
                      std::size_t cells_below) {
  if (dialect.separator != ' ' || text[dialect.begin] != '"' || cells_below != cells + 1) return;
  throw InputError({text.name(), 2}, std::to_string(cells_below) + " cells by blanks, but the header has " +
                                         std::to_string(cells) + "; " + row_names_advice);
}

// A name of a single column may hold a '|' or a blank: then the line below it does not split alike.
bool separates_alike(Preview& text, const CsvDialect& dialect) {
  std::size_t at = dialect.begin;
  const std::size_t cells = count_cells(text, at, dialect);
  if (cells < 2) return false;
  const std::size_t cells_below = count_cells(text, at, dialect);
  refuse_row_names(text, dialect, cells, cells_below);
  return cells_below == 0 || cells_below == cells;
}

}  // namespace

CsvDialect find_dialect(Preview& text) {
  refuse_foreign_format(text);
  CsvDialect dialect;
  if (text.has(0, "\xef\xbb\xbf")) dialect.begin = 3;
  const FirstLine line = look_at_first_line(text, dialect.begin);
  dialect.line_end = find_line_end(text, line.end);
  if (const char separator = separator_of_sep_line(text, dialect.begin, line.end); separator != '\0') {
    dialect.separator = separator;
    dialect.has_sep_line = true;
    dialect.begin = line.end;
    while (text.has(dialect.begin) && text[dialect.begin] != dialect.line_end)
      ++dialect.begin;  // CRs before the LF
    if (text.has(dialect.begin)) ++dialect.begin;
    return dialect;
  }
  dialect.separator = is_named_as_tabbed(text.name()) ? '\t' : line.separator;
  for (const char separator : {'|', ' '}) {
    if (dialect.separator != '\0') break;
    dialect.separator = separator;
    if (!separates_alike(text, dialect)) dialect.separator = '\0';
  }
  if (dialect.separator == '\0') dialect.separator = ',';
  return dialect;
}

}  // namespace adaline::io
