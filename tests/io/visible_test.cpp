// What a terminal is shown of text that others wrote.
#include "io/visible.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "io/input_error.hpp"
#include "io/utf8.hpp"

namespace adaline::test {
namespace {

using namespace std::string_view_literals;

TEST(Visible, EscapesWhatATerminalMightObey) {
  EXPECT_EQ(io::visible("a\tb\n\r\x1b[31m\x7f\0"sv), R"(a\x09b\x0a\x0d\x1b[31m\x7f\x00)");
  // C1, as UTF-8 and as the bytes that a terminal of eight bits takes for it.
  EXPECT_EQ(io::visible("\xc2\x80 \xc2\x9b \xc2\x9f"), R"(\xc2\x80 \xc2\x9b \xc2\x9f)");
  EXPECT_EQ(io::visible("\x80 \x9b \x9f \xe9"), R"(\x80 \x9b \x9f \xe9)");
}

TEST(Visible, EscapesEveryControl) {
  for (int c = 0; c < 256; ++c) {
    const std::string shown = io::visible(std::string(1, static_cast<char>(c)));
    EXPECT_EQ(shown.size(), c >= 0x20 && c < 0x7f ? 1U : 4U) << c;
  }
}

TEST(Visible, EscapesWhatHidesOrTurnsText) {
  for (const std::string_view text :
       {"\xd8\x9c", "\xe2\x80\x8b", "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xa8", "\xe2\x80\xa9",
        "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa6",
        "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9", "\xef\xbb\xbf", "\xf3\xa0\x80\x81"}) {
    const std::string shown = io::visible(text);
    EXPECT_TRUE(shown.starts_with("\\x")) << shown;
    EXPECT_EQ(shown.size(), 4 * text.size()) << shown;
  }
}

TEST(Visible, LeavesTextAsItIs) {
  // Letters, a no-break space, a joiner as Persian needs it, an emoji; and what was escaped before.
  for (const std::string_view text : {"", "price 'a' \\x1b",
                                      "gr\xc3\xb6\xc3\x9f"
                                      "e",
                                      "\xc2\xa0", "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb1", "\xf0\x9f\x98\x80",
                                      "\xe2\x80\xa7", "\xe2\x80\xaf"}) {
    EXPECT_EQ(io::visible(text), text);
  }
  EXPECT_EQ(io::visible(io::visible("\x1b\xff")), io::visible("\x1b\xff"));
}

TEST(Visible, CountsColumnsOfATerminal) {
  EXPECT_EQ(io::columns_of(""), 0U);
  EXPECT_EQ(io::columns_of("abc"), 3U);
  EXPECT_EQ(io::columns_of("gr\xc3\xb6\xc3\x9f"), 4U);
  EXPECT_EQ(io::columns_of("e\xcc\x81"), 1U);
  EXPECT_EQ(io::columns_of("\xe4\xbe\xa1\xe6\xa0\xbc"), 4U);
  EXPECT_EQ(io::columns_of("\xf0\x9f\x98\x80"), 2U);
}

TEST(Visible, IsCutBetweenCharacters) {
  EXPECT_EQ(io::cut_to_columns("abc", 5), "abc");
  EXPECT_EQ(io::cut_to_columns("abc", 2), "ab");
  EXPECT_EQ(io::cut_to_columns("a\xc3\xb6", 1), "a");
  EXPECT_EQ(io::cut_to_columns("a\xe4\xbe\xa1", 2), "a");
  EXPECT_EQ(io::cut_to_columns("e\xcc\x81x", 1), "e\xcc\x81");
}

TEST(Utf8, CodeOfACharacter) {
  EXPECT_EQ(io::code_of("a"), 0x61U);
  EXPECT_EQ(io::code_of("\xc2\x80"), 0x80U);
  EXPECT_EQ(io::code_of("\xe2\x80\xae"), 0x202eU);
  EXPECT_EQ(io::code_of("\xf4\x8f\xbf\xbf"), 0x10ffffU);
}

}  // namespace
}  // namespace adaline::test
