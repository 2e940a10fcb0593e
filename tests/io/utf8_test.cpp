// What is UTF-8, and what of a text a message shows.
#include "io/utf8.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "io/input_error.hpp"

namespace adaline::test {
namespace {

using namespace std::string_view_literals;

TEST(Utf8, Characters) {
  for (const std::string_view text :
       {""sv, "a"sv, "\0"sv, "\x7f"sv, "\xc2\x80"sv, "\xdf\xbf"sv, "\xe0\xa0\x80"sv, "\xed\x9f\xbf"sv,
        "\xee\x80\x80"sv, "\xef\xbf\xbf"sv, "\xf0\x90\x80\x80"sv, "\xf4\x8f\xbf\xbf"sv}) {
    EXPECT_TRUE(io::is_utf8(text));
    EXPECT_EQ(io::character_length(text), text.size());
    EXPECT_TRUE(io::is_utf8(std::string(text) + "x" + std::string(text)));
  }
}

TEST(Utf8, WhatIsNone) {
  for (const std::string_view text :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2x", "\xe0\x9f\xbf", "\xe0\xa0", "\xed\xa0\x80",
        "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xe9t\xe9"}) {
    EXPECT_FALSE(io::is_utf8(text));
    EXPECT_EQ(io::character_length(text), 0U);
    EXPECT_FALSE(io::is_utf8("x" + std::string(text)));
  }
}

TEST(Quotation, EscapesWhatATerminalMightObey) {
  EXPECT_EQ(io::in_quotes("a\tb\n\x1b[31m\x7f"), "'a\\x09b\\x0a\\x1b[31m\\x7f'");
  EXPECT_EQ(io::in_quotes("\xc2\x9b\x31m \xc2\xa0"), "'\\xc2\\x9b1m \xc2\xa0'");
  EXPECT_EQ(io::in_quotes("caf\xe9"), "'caf\\xe9'");
  EXPECT_EQ(io::in_quotes("caf\xc3\xa9"), "'caf\xc3\xa9'");
  EXPECT_EQ(io::in_quotes(std::string(100, 'x')), "'" + std::string(60, 'x') + "'..");
}

}  // namespace
}  // namespace adaline::test
