// What somebody may have meant.
#include "io/suggestion.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace adaline::test {
namespace {

using io::suggestion;
using Names = std::vector<std::string>;

std::string meant(const std::string& name) { return " (did you mean '" + name + "'?)"; }

TEST(Suggestion, OneLetterOff) {
  const Names names = {"income", "age", "target"};
  EXPECT_EQ(suggestion("icome", names), meant("income"));
  EXPECT_EQ(suggestion("inccome", names), meant("income"));
  EXPECT_EQ(suggestion("inkome", names), meant("income"));
  EXPECT_EQ(suggestion("incmoe", names), meant("income"));
  EXPECT_EQ(suggestion("aeg", names), meant("age"));
  EXPECT_EQ(suggestion("tragets", names), meant("target"));
}

TEST(Suggestion, CaseIsTheSame) {
  EXPECT_EQ(suggestion("AGE", {"income", "age"}), meant("age"));
  EXPECT_EQ(suggestion("age", {"Agf", "AGE"}), meant("AGE"));
  EXPECT_EQ(suggestion("x", {"y", "X"}), meant("X"));
  EXPECT_EQ(suggestion("IcNome", {"income"}), meant("income"));
  EXPECT_EQ(suggestion("@", {"`"}), "");  // next to the letters
  EXPECT_EQ(suggestion("[", {"{"}), "");
}

TEST(Suggestion, TheStartOfAName) {
  EXPECT_EQ(suggestion("flip", {"income", "flipper_length_mm"}), meant("flipper_length_mm"));
  EXPECT_EQ(suggestion("fli", {"flipper_length_mm"}), "");
}

TEST(Suggestion, NothingIsClose) {
  EXPECT_EQ(suggestion("weight", {"income", "age"}), "");
  EXPECT_EQ(suggestion("age", {}), "");
  EXPECT_EQ(suggestion("", {"a"}), "");
  EXPECT_EQ(suggestion("a", {"", "b", "c"}), "");
}

// Of the longer one.
TEST(Suggestion, AThirdOfTheLettersAtMost) {
  EXPECT_EQ(suggestion("abc", {"abX"}), meant("abX"));
  EXPECT_EQ(suggestion("abc", {"aXX"}), "");
  EXPECT_EQ(suggestion("ab", {"aX"}), "");
  EXPECT_EQ(suggestion("ab", {"abX"}), meant("abX"));
  EXPECT_EQ(suggestion("abcdef", {"abcdXX"}), meant("abcdXX"));
  EXPECT_EQ(suggestion("abcdef", {"abcXXX"}), "");
  EXPECT_EQ(suggestion("abcdef", {"badcef"}), meant("badcef"));
  EXPECT_EQ(suggestion("abcdef", {"badcfe"}), "");
}

TEST(Suggestion, TheClosestAndOfEqualsTheFirst) {
  EXPECT_EQ(suggestion("feature", {"featXXe", "featurX", "featuer"}), meant("featurX"));
  EXPECT_EQ(suggestion("x10", {"x1", "x11", "x100"}), meant("x1"));
}

// Comparing takes the product of the lengths.
TEST(Suggestion, LongNamesAreNotCompared) {
  const std::string longest(100, 'a'), longer(101, 'a');
  EXPECT_EQ(suggestion(longest, {longest.substr(1) + "b"}),
            " (did you mean '" + std::string(60, 'a') + "'..?)");
  EXPECT_EQ(suggestion(longer, {longest}), "");
  EXPECT_EQ(suggestion(longest, {longer}), "");
  EXPECT_EQ(suggestion(std::string(8'000'000, 'a'), {std::string(8'000'000, 'a'), "b"}), "");
}

TEST(Suggestion, IsOneLine) { EXPECT_EQ(suggestion("ab\nd", {"ab\ncd"}), meant("ab\\x0acd")); }

}  // namespace
}  // namespace adaline::test
