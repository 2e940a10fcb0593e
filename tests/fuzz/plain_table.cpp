#include "plain_table.hpp"

#include <algorithm>
#include <cstddef>

namespace adaline::test {
namespace {

bool is_encoded(std::string_view text) {
  return text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff") || text.starts_with("\x1f\x8b");
}

// Quotes count where the text begins with one.
char delimiter_of(std::string_view text) {
  bool is_quoted = false;
  for (const char c : text) {
    if (c == '"' && text[0] == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '\n') break;
    if (c == ',' || c == ';' || c == '\t') return c;
  }
  return ',';
}

// Takes the first record off the text. In a cell that begins with a quote, each quote ends or begins what is quoted: two
// of them in a row change nothing.
PlainTable::Record take_record(std::string_view& text, char delimiter) {
  PlainTable::Record record;
  std::size_t cell = 0;
  bool is_quoted = false;
  std::size_t end = 0;
  for (; end < text.size() && (is_quoted || text[end] != '\n'); ++end) {
    if (text[end] == '"' && text[cell] == '"') is_quoted = !is_quoted;
    if (is_quoted || text[end] != delimiter) continue;
    record.cells.push_back(text.substr(cell, end - cell));
    cell = end + 1;
  }
  record.text = text.substr(0, end);
  if (record.text.ends_with('\r')) record.text.remove_suffix(1);
  record.cells.push_back(record.text.substr(cell));
  text.remove_prefix(std::min(text.size(), end + 1));
  return record;
}

bool is_right(std::string_view cell) {
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

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
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
  if (is_encoded(text)) return table;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  table.delimiter = delimiter_of(text);
  while (!text.empty()) {
    PlainTable::Record record = take_record(text, table.delimiter);
    if (record.text.empty() && !table.records.empty()) {
      while (!text.empty() && record.text.empty()) record = take_record(text, table.delimiter);
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
  if (!cell.starts_with('"')) return std::string(without_blanks(cell));
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
