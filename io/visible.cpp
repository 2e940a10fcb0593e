#include "io/visible.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <span>

#include "io/utf8.hpp"

namespace adaline::io {
namespace {

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

constexpr std::array hidden = {Range{0x00, 0x1f},     Range{0x7f, 0x9f},     Range{0xad, 0xad},
                               Range{0x61c, 0x61c},   Range{0x180e, 0x180e}, Range{0x200b, 0x200b},
                               Range{0x200e, 0x200f}, Range{0x2028, 0x202e}, Range{0x2060, 0x206f},
                               Range{0xfeff, 0xfeff}, Range{0xfff9, 0xfffb}, Range{0xe0000, 0xe007f}};

// Those in wide use.
constexpr std::array joined = {Range{0x300, 0x36f}, Range{0x200c, 0x200d}, Range{0x20d0, 0x20ff},
                               Range{0xfe00, 0xfe0f}, Range{0xfe20, 0xfe2f}};

// Unicode's East Asian Width, W and F, without what is rare.
constexpr std::array wide = {Range{0x1100, 0x115f},   Range{0x2e80, 0x303e},  Range{0x3041, 0xa4cf},
                             Range{0xac00, 0xd7a3},   Range{0xf900, 0xfaff},  Range{0xfe30, 0xfe6f},
                             Range{0xff00, 0xff60},   Range{0xffe0, 0xffe6},  Range{0x1f300, 0x1f64f},
                             Range{0x1f900, 0x1f9ff}, Range{0x20000, 0x3fffd}};

bool is_in(std::span<const Range> ranges, std::uint32_t code) {
  return std::ranges::any_of(ranges, [&](const Range& r) { return r.first <= code && code <= r.last; });
}

std::string_view first_character(std::string_view text) {
  return text.substr(0, std::max<std::size_t>(character_length(text), 1));
}

std::size_t columns_of_character(std::string_view character) {
  const std::uint32_t code = code_of(character);
  return is_in(joined, code) ? 0 : is_in(wide, code) ? 2 : 1;
}

}  // namespace

bool is_hidden(std::uint32_t code) { return is_in(hidden, code); }

std::string visible(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    if (character_length(text) == 0 || is_hidden(code_of(character))) {
      for (const char c : character) result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      result += character;
    }
    text.remove_prefix(character.size());
  }
  return result;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    columns += columns_of_character(character);
    text.remove_prefix(character.size());
  }
  return columns;
}

std::string_view cut_to_columns(std::string_view text, std::size_t columns) {
  std::size_t length = 0, taken = 0;
  while (length < text.size()) {
    const std::string_view character = first_character(text.substr(length));
    taken += columns_of_character(character);
    if (taken > columns) break;
    length += character.size();
  }
  return text.substr(0, length);
}

}  // namespace adaline::io
