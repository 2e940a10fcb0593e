#include "io/number.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <type_traits>

#include "io/csv_cell.hpp"
#include "io/input_error.hpp"

namespace adaline::io {
namespace {

enum class Verdict { number, empty, text, not_finite, out_of_range };

std::string_view content(std::string_view cell) {
  cell = without_blanks(cell);
  const bool is_quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  return is_quoted ? without_blanks(cell.substr(1, cell.size() - 2)) : cell;
}

// from_chars reports too large and too small alike; too small is just a rounding, to 0.
template <class T>
Verdict parse_out_of_range(std::string_view text, T& value) {
  const std::string terminated(text);
  if constexpr (std::is_same_v<T, float>) {
    value = std::strtof(terminated.c_str(), nullptr);
  } else {
    value = std::strtod(terminated.c_str(), nullptr);
  }
  return std::isfinite(value) ? Verdict::number : Verdict::out_of_range;
}

template <class T>
Verdict parse(std::string_view cell, T& value) {
  std::string_view text = content(cell);
  if (text.empty()) return Verdict::empty;
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);  // from_chars knows no plus
  T parsed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), parsed);
  if (end != text.data() + text.size()) return Verdict::text;
  if (error == std::errc::result_out_of_range) return parse_out_of_range(text, value);
  if (error != std::errc()) return Verdict::text;
  if (!std::isfinite(parsed)) return Verdict::not_finite;
  value = parsed;
  return Verdict::number;
}

// "1,5", as half of Europe writes it.
template <class T>
bool has_decimal_comma(std::string_view cell) {
  std::string text(content(cell));
  const std::size_t comma = text.find(',');
  if (comma == std::string::npos) return false;
  text[comma] = '.';
  T value = 0;
  return parse(text, value) == Verdict::number;
}

}  // namespace

template <class T>
bool parse_cell(std::string_view cell, T& value) {
  return parse(cell, value) == Verdict::number;
}

template <class T>
std::string what_is_wrong(std::string_view cell) {
  T value = 0;
  switch (parse(cell, value)) {
    case Verdict::empty:
      return "an empty cell where a number is expected";
    case Verdict::not_finite:
      return in_quotes(content(cell)) + " is not finite";
    case Verdict::out_of_range:
      return in_quotes(content(cell)) + " is out of the range of a " + std::to_string(8 * sizeof(T)) +
             "-bit float";
    case Verdict::text:
    case Verdict::number:
      break;
  }
  return in_quotes(content(cell)) + " is not a number" +
         (has_decimal_comma<T>(cell) ? "; a decimal point is '.', not ','" : "");
}

template bool parse_cell(std::string_view, float&);
template bool parse_cell(std::string_view, double&);
template std::string what_is_wrong<float>(std::string_view);
template std::string what_is_wrong<double>(std::string_view);

}  // namespace adaline::io
