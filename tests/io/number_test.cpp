// A cell is read as the nearest number, or refused with a reason.
#include "io/number.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>

#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

using io::parse_cell;
using io::what_is_wrong;

template <class T>
void expect_number(std::string_view cell, T want) {
  T got = 77;
  EXPECT_TRUE(parse_cell(cell, got)) << cell;
  EXPECT_TRUE(same_bits(got, want)) << cell << ": got " << got << ", expected " << want;
}

template <class T>
void expect_wrong(std::string_view cell, const std::string& message) {
  T value = 0;
  EXPECT_FALSE(parse_cell(cell, value)) << cell;
  EXPECT_EQ(what_is_wrong<T>(cell), message);
}

template <class T>
class Number : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Number, Types);

TYPED_TEST(Number, Forms) {
  using T = TypeParam;
  expect_number<T>("0", 0);
  expect_number<T>("-0", -T(0));
  expect_number<T>("42", 42);
  expect_number<T>("-1.5", T(-1.5));
  expect_number<T>("007", 7);
  expect_number<T>(".5", T(0.5));
  expect_number<T>("5.", 5);
  expect_number<T>("1e3", 1000);
  expect_number<T>("1E+3", 1000);
  expect_number<T>("25e-2", T(0.25));
  expect_number<T>(std::string(1000, '0') + "1", 1);
  expect_number<T>("1" + std::string(1000, '0') + "e-1000", 1);
}

TYPED_TEST(Number, SignBlanksAndQuotes) {
  using T = TypeParam;
  expect_number<T>("+1.5", T(1.5));
  expect_number<T>("+.5e1", 5);
  expect_number<T>("+0", 0);
  expect_number<T>(" \t 2 \t", 2);
  expect_number<T>("\"2\"", 2);
  expect_number<T>(" \" -2 \" ", -2);
  expect_number<T>("\"+2\"", 2);
}

TYPED_TEST(Number, TooSmallIsZero) {
  using T = TypeParam;
  expect_number<T>("1e-400", 0);
  expect_number<T>("-1e-400", -T(0));
  expect_number<T>("+1e-400", 0);
  expect_number<T>("\" 1e-99999999999999999999 \"", 0);
}

TYPED_TEST(Number, Extremes) {
  using T = TypeParam;
  using Limits = std::numeric_limits<T>;
  const bool is_float = sizeof(T) == sizeof(float);
  expect_number<T>(is_float ? "3.4028235e38" : "1.7976931348623157e308", Limits::max());
  expect_number<T>(is_float ? "-3.4028235e38" : "-1.7976931348623157e308", Limits::lowest());
  expect_number<T>(is_float ? "1.17549435e-38" : "2.2250738585072014e-308", Limits::min());
  expect_number<T>(is_float ? "1e-45" : "4.9e-324", Limits::denorm_min());
}

TYPED_TEST(Number, NoNumber) {
  using T = TypeParam;
  for (const std::string empty : {"", " ", "\t", "\"\"", "\"  \"", " \" \" "}) {
    expect_wrong<T>(empty, "an empty cell where a number is expected");
  }
  for (const std::string text :
       {"abc", "1e", "1e+", "1 2", "1,5,", "0x10",  "1.2.3", "1-",  "--1", "+-1", "-+1", "++1",    "+", "-",
        ".",   "e5", "+ 1", "- 1", "1f",   "1_000", "\"",    "1\"", "\"1", "na",  "N/A", "1e400x", "in"}) {
    expect_wrong<T>(text, "'" + text + "' is not a number");
  }
  expect_wrong<T>(" \"a b \" ", "'a b' is not a number");
  expect_wrong<T>("\"\"1\"\"", "'\"1\"' is not a number");
  expect_wrong<T>(std::string_view("1\0", 2), "'1\\x00' is not a number");
  expect_wrong<T>("1\r", "'1\\x0d' is not a number");
  expect_wrong<T>("1\n", "'1\\x0a' is not a number");
}

TYPED_TEST(Number, HasADecimalPoint) {
  using T = TypeParam;
  for (const std::string text : {"1,5", "-1,5e3", ",5", "1,"}) {
    expect_wrong<T>(text, "'" + text + "' is not a number; a decimal point is '.', not ','");
  }
  expect_wrong<T>("\"1,5\"", "'1,5' is not a number; a decimal point is '.', not ','");
  for (const std::string text : {"1,000,000", "1.000,5", ",", "a,5", "1,5 m"}) {
    expect_wrong<T>(text, "'" + text + "' is not a number");
  }
}

TYPED_TEST(Number, NotFinite) {
  using T = TypeParam;
  for (const std::string text : {"nan", "NaN", "-nan", "+nan", "inf", "-Inf", "+inf", "INFINITY"}) {
    expect_wrong<T>(text, "'" + text + "' is not finite");
  }
  expect_wrong<T>("\" inf\"", "'inf' is not finite");
}

TYPED_TEST(Number, TooLarge) {
  using T = TypeParam;
  const std::string bits = sizeof(T) == sizeof(float) ? "32" : "64";
  for (const std::string text : {"1e400", "-1e400", "1e99999999999999999999"}) {
    expect_wrong<T>(text, "'" + text + "' is out of the range of a " + bits + "-bit float");
  }
  expect_wrong<T>("\" +1e400\"", "'+1e400' is out of the range of a " + bits + "-bit float");
}

TYPED_TEST(Number, CutsALongCell) {
  using T = TypeParam;
  expect_wrong<T>(std::string(60, 'x'), "'" + std::string(60, 'x') + "' is not a number");
  expect_wrong<T>(std::string(61, 'x'), "'" + std::string(60, 'x') + "'.. is not a number");
  // Not within a character.
  expect_wrong<T>(std::string(59, 'x') + "\xc3\xa4", "'" + std::string(59, 'x') + "'.. is not a number");
  expect_wrong<T>(std::string(58, 'x') + "\xc3\xa4", "'" + std::string(58, 'x') + "\xc3\xa4' is not a number");
}

// Between 1 and the next float, 1 + 2^-23, lies 1 + 2^-24 = 1.000000059604644775390625: a tie goes to even, and
// a single digit far behind decides. Rounding to double first, and then to float, would miss it.
TEST(NumberRounding, FloatsAroundAMidpoint) {
  constexpr float next = 1 + std::numeric_limits<float>::epsilon();
  expect_number<float>("1.00000005960464477539", 1);
  expect_number<float>("1.000000059604644775390625", 1);
  expect_number<float>("1.00000005960464477539062500000000000000000000000000000001", next);
  expect_number<float>("1.00000005960464477540", next);
  expect_number<float>("1.00000017881393432617187499999999999999999999999999999999", next);
  expect_number<float>("1.000000178813934326171875", next + std::numeric_limits<float>::epsilon());
  expect_number<float>("16777217", 16777216);
  expect_number<float>("16777217.0000000000000000000000000001", 16777218.0F);
}

// The largest float and half a step beyond: from there on it is out of range.
TEST(NumberRounding, LargestFloat) {
  expect_number<float>("3.40282356779733661637539395458142568447e38", std::numeric_limits<float>::max());
  expect_wrong<float>("3.40282356779733661637539395458142568448e38",
                      "'3.40282356779733661637539395458142568448e38' is out of the range of a 32-bit float");
  expect_wrong<float>("1e39", "'1e39' is out of the range of a 32-bit float");
  expect_number<double>("1e39", 1e39);
}

// Half of the smallest denormal rounds to 0, more than half up.
TEST(NumberRounding, SmallestFloat) {
  expect_number<float>(
      "7.00649232162408535461864791644958065640130970938257885878534141944895541342930300743319094"
      "181060791015625e-46",
      0);
  expect_number<float>(
      "7.00649232162408535461864791644958065640130970938257885878534141944895541342930300743319094"
      "181060791015626e-46",
      std::numeric_limits<float>::denorm_min());
  expect_number<float>("-7e-46", -0.0F);
}

TEST(NumberRounding, Doubles) {
  expect_number<double>("9007199254740992", 9007199254740992);
  expect_number<double>("9007199254740993", 9007199254740992);
  expect_number<double>("9007199254740993.0000000000000000000000000001", 9007199254740994.0);
  expect_number<double>("9007199254740995", 9007199254740996.0);
  expect_number<double>("0.1", 0x1.999999999999ap-4);
  expect_number<double>("0.500000000000000166533453693773481063544750213623046875", 0x1.0000000000002p-1);
  expect_number<double>("2.2250738585072011e-308", 0x0.fffffffffffffp-1022);
  expect_number<double>("2.4703282292062327e-324", 0);
  expect_number<double>("2.4703282292062328e-324", std::numeric_limits<double>::denorm_min());
  expect_wrong<double>("1.7976931348623159e308",
                       "'1.7976931348623159e308' is out of the range of a 64-bit float");
}

}  // namespace
}  // namespace adaline::test
