#include "io/input_error.hpp"

#include <fmt/core.h>

#include "io/visible.hpp"

namespace adaline::io {
namespace {

constexpr std::size_t longest_quotation = 60;

std::string text_of(const Place& place) {
  if (place.line == 0) return place.file;
  if (place.column == 0) return fmt::format("{}:{}", place.file, place.line);
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

// Where to cut, without tearing a character of UTF-8.
std::size_t cut(std::string_view text) {
  std::size_t length = longest_quotation;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U) --length;
  return length;
}

}  // namespace

InputError::InputError(const Place& place, std::string_view message)
    : std::runtime_error(fmt::format("{}: {}", text_of(place), message)),
      details_(std::make_shared<const Details>(Details{place, std::string(message)})) {}

std::string in_quotes(std::string_view text) {
  const bool is_long = text.size() > longest_quotation;
  return "'" + visible(is_long ? text.substr(0, cut(text)) : text) + (is_long ? "'.." : "'");
}

}  // namespace adaline::io
