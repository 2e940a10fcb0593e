#include "tests/fuzz/plain_table.hpp"

#include <algorithm>
#include <cstddef>

namespace adaline::test {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view mark = "\xef\xbb\xbf";
constexpr std::string_view space = " \t\r\n";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

std::string_view without_space(std::string_view text) {
  while (!text.empty() && space.find(text[0]) != std::string_view::npos) text.remove_prefix(1);
  return text;
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return lower;
}

bool is_json(std::string_view text) {
  if (text.empty()) return false;
  const std::string_view next = without_space(text.substr(1));
  if (next.empty()) return false;
  return (text[0] == '{' && "\"}"sv.find(next[0]) != std::string_view::npos) ||
         (text[0] == '[' && "\"{["sv.find(next[0]) != std::string_view::npos);
}

bool is_other_format(std::string_view text) {
  for (const std::string_view start :
       {"\xff\xfe"sv, "\xfe\xff"sv, "\x1f\x8b"sv, "\xfd\x37zXZ\0"sv, "\x28\xb5\x2f\xfd"sv, "PK\x03\x04"sv,
        "\xd0\xcf\x11\xe0"sv, "PAR1\x15"sv}) {
    if (text.starts_with(start)) return true;
  }
  const bool is_bzip2 = text.size() >= 10 && text.starts_with("BZh") && text[3] >= '1' && text[3] <= '9' &&
                        text.substr(4, 6) == "\x31\x41\x59\x26\x53\x59"sv;
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  text = without_space(text);
  const std::string lower = lower_case(text.substr(0, 20));
  return is_bzip2 || lower.starts_with("<!doctype html") || lower.starts_with("<html") ||
         text.starts_with("<?xml") || is_json(text);
}

struct Dialect {
  char delimiter = ',';
  char line_end = '\n';
};

// The bytes of the first line that are not in quotes, which open at the start and behind separators and quotes.
std::string take_unquoted(std::string_view text, std::size_t& end) {
  std::string unquoted;
  char before = ',';
  bool is_quoted = false;
  for (end = 0; end < text.size(); ++end) {
    const char c = text[end];
    if (c == '"' && (is_quoted || ",;\t|\""sv.find(before) != std::string_view::npos)) is_quoted = !is_quoted;
    if (!is_quoted && (c == '\n' || c == '\r')) break;
    if (!is_quoted) unquoted += c;
    if (c != ' ') before = c;
  }
  return unquoted;
}

char line_end_at(std::string_view text, std::size_t end) {
  if (end == text.size() || text[end] == '\n') return '\n';
  const std::size_t other = text.find_first_not_of('\r', end);
  return other != std::string_view::npos && text[other] == '\n' ? '\n' : '\r';
}

// Takes the first record off the text. In a cell that begins with a quote, each quote ends or begins what is
// quoted: two of them in a row change nothing.
PlainTable::Record take_record(std::string_view& text, const Dialect& dialect) {
  PlainTable::Record record;
  bool is_quoted = false, has_quotes = false, is_in_cell = false;
  std::size_t end = 0;
  std::vector<std::size_t> separators;
  const auto separates = [&](char c) {
    return dialect.delimiter == ' ' ? is_blank(c) : c == dialect.delimiter;
  };
  for (; end < text.size() && (is_quoted || text[end] != dialect.line_end); ++end) {
    const char c = text[end];
    if (!is_quoted && separates(c)) {
      separators.push_back(end);
      is_in_cell = false;
      continue;
    }
    if (!is_in_cell && !is_blank(c)) {
      is_in_cell = true;
      has_quotes = c == '"';
    }
    if (c == '"' && has_quotes) is_quoted = !is_quoted;
  }
  record.text = text.substr(0, end);
  if (record.text.ends_with('\r')) record.text.remove_suffix(1);
  std::size_t cell = 0;
  separators.push_back(record.text.size());
  for (const std::size_t separator : separators) {
    const bool is_between_blanks = dialect.delimiter == ' ' && separator == cell;
    if (!is_between_blanks) record.cells.push_back(record.text.substr(cell, separator - cell));
    cell = separator + 1;
  }
  if (dialect.delimiter == ' ' && record.cells.empty()) record.text = {};  // nothing but blanks
  text.remove_prefix(std::min(text.size(), end + 1));
  return record;
}

bool separates_alike(std::string_view text, const Dialect& dialect) {
  const std::size_t cells = take_record(text, dialect).cells.size();
  const PlainTable::Record below = take_record(text, dialect);
  return cells > 1 && (below.text.empty() || below.cells.size() == cells);
}

// "sep=;" of the first line, or '\0'.
char separator_of(std::string_view line) {
  if (line.size() == 7 && line.front() == '"' && line.back() == '"') line = line.substr(1, 5);
  if (line.size() != 5 || !lower_case(line).starts_with("sep=")) return '\0';
  return ",;\t| :!#$%&'()*/<=>?@[\\]^_`{}~"sv.find(line[4]) == std::string_view::npos ? '\0' : line[4];
}

// Takes off the text what lies before the header.
Dialect take_dialect(std::string_view& text) {
  std::size_t end = 0;
  const std::string unquoted = take_unquoted(text, end);
  Dialect dialect;
  dialect.line_end = line_end_at(text, end);
  if (const char separator = separator_of(text.substr(0, end)); separator != '\0') {
    dialect.delimiter = separator;
    const std::size_t line_end = text.find(dialect.line_end, end);
    text.remove_prefix(line_end == std::string_view::npos ? text.size() : line_end + 1);
    return dialect;
  }
  const std::size_t first = unquoted.find_first_of(",;\t");
  if (first != std::string::npos) {
    dialect.delimiter = unquoted[first];
    return dialect;
  }
  for (const char delimiter : {'|', ' '}) {
    const Dialect other{delimiter, dialect.line_end};
    if (separates_alike(text, other)) return other;
  }
  return dialect;
}

bool is_right(std::string_view cell) {
  cell = without_blanks(cell);
  if (!cell.starts_with('"')) return true;
  if (cell.size() < 2 || !cell.ends_with('"')) return false;
  const std::string_view inside = cell.substr(1, cell.size() - 2);
  for (std::size_t i = 0; i < inside.size(); ++i) {
    if (inside[i] == '"' && (++i == inside.size() || inside[i] != '"')) return false;
  }
  return true;
}

bool is_right(const PlainTable::Record& record) {
  return std::ranges::all_of(record.cells, [](std::string_view cell) { return is_right(cell); });
}

bool take(std::string_view& text, std::string_view any_of) {
  const bool is_there = !text.empty() && any_of.find(text[0]) != std::string_view::npos;
  if (is_there) text.remove_prefix(1);
  return is_there;
}

bool take_digits(std::string_view& text) {
  const std::size_t before = text.size();
  while (take(text, "0123456789")) continue;
  return text.size() < before;
}

bool is_number(std::string_view text) {
  take(text, "+-");
  const bool has_whole = take_digits(text);
  const bool has_part = take(text, ".") && take_digits(text);
  if (!has_whole && !has_part) return false;
  if (!take(text, "eE")) return text.empty();
  take(text, "+-");
  return take_digits(text) && text.empty();
}

}  // namespace

PlainTable read_plainly(std::string_view text) {
  PlainTable table;
  if (is_other_format(text)) return table;
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  std::size_t end = 0;
  take_unquoted(text, end);
  if (text.substr(0, end).find('\0') != std::string_view::npos) return table;
  const Dialect dialect = take_dialect(text);
  table.delimiter = dialect.delimiter;
  while (!text.empty()) {
    PlainTable::Record record = take_record(text, dialect);
    if (record.text.empty() && !table.records.empty()) {
      while (!text.empty() && record.text.empty()) record = take_record(text, dialect);
      table.is_right = record.text.empty();
      return table;
    }
    const bool fits = table.records.empty() || record.cells.size() == table.records[0].cells.size();
    if (record.text.empty() || !fits || !is_right(record)) return table;
    table.records.push_back(std::move(record));
  }
  table.is_right = !table.records.empty();
  return table;
}

std::string name_in(std::string_view cell) {
  cell = without_blanks(cell);
  if (!cell.starts_with('"')) return std::string(cell);
  std::string name;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    name += cell[i];
    if (cell[i] == '"') ++i;
  }
  return name;
}

std::string number_in(std::string_view cell) {
  cell = without_blanks(cell);
  if (cell.size() >= 2 && cell.starts_with('"') && cell.ends_with('"')) {
    cell = without_blanks(cell.substr(1, cell.size() - 2));
  }
  return is_number(cell) ? std::string(cell) : "";
}

}  // namespace adaline::test
