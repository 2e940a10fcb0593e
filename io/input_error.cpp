#include "input_error.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "utf8.hpp"

namespace adaline::io {
namespace {

constexpr std::size_t longest_quotation = 60;

std::string text_of(const Place& place) {
  if (place.line == 0) return place.file;
  if (place.column == 0) return fmt::format("{}:{}", place.file, place.line);
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

// Those of one byte, and those of two that a terminal takes for ESC and another.
bool is_control(std::string_view character) {
  const auto first = static_cast<unsigned char>(character[0]);
  return first < ' ' || first == 0x7f || (first == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0);
}

// Where to cut, without tearing a character of UTF-8.
std::size_t cut(std::string_view text) {
  std::size_t length = longest_quotation;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U) --length;
  return length;
}

}  // namespace

InputError::InputError(const Place& place, std::string_view message)
    : std::runtime_error(fmt::format("{}: {}", text_of(place), message)) {}

std::string in_quotes(std::string_view text) {
  const bool is_long = text.size() > longest_quotation;
  std::string_view rest = is_long ? text.substr(0, cut(text)) : text;
  std::string result = "'";
  while (!rest.empty()) {
    const std::size_t length = character_length(rest);
    const std::string_view character = rest.substr(0, std::max<std::size_t>(length, 1));
    if (length == 0 || is_control(character)) {
      for (const char c : character) result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      result += character;
    }
    rest.remove_prefix(character.size());
  }
  return result + (is_long ? "'.." : "'");
}

}  // namespace adaline::io
