// Names of columns in one argument.
#include "io/name_list.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace adaline::test {
namespace {

using Names = std::vector<std::string>;

std::string error(const std::string& list) {
  try {
    io::split_names(list);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "no error";
}

TEST(NameList, CommasSeparate) {
  EXPECT_EQ(io::split_names("a"), (Names{"a"}));
  EXPECT_EQ(io::split_names("a,b;c,d e"), (Names{"a", "b;c", "d e"}));
  EXPECT_EQ(io::split_names(" a ,\tb\t, c d "), (Names{"a", "b", "c d"}));
}

TEST(NameList, QuotesHideCommas) {
  EXPECT_EQ(io::split_names("a,\"b, c\""), (Names{"a", "b, c"}));
  EXPECT_EQ(io::split_names(" \"b, c\" , \" d \",\"\"\"\""), (Names{"b, c", " d ", "\""}));
  EXPECT_EQ(io::split_names("5\" disk,b\""), (Names{"5\" disk", "b\""})) << "text, as in a file";
  EXPECT_EQ(io::split_names("\"a\nb\""), (Names{"a\nb"}));
}

TEST(NameList, TheEmptyName) {
  EXPECT_EQ(io::split_names(""), (Names{""}));
  EXPECT_EQ(io::split_names("  "), (Names{""}));
  EXPECT_EQ(io::split_names("\"\""), (Names{""}));
  EXPECT_EQ(io::split_names("a,\"\",b"), (Names{"a", "", "b"}));
  for (const std::string list : {"a,,b", "a,", ",a", ",", "a, ,b"}) {
    EXPECT_EQ(error(list), "an empty name (write \"\" for a column without one) in '" + list + "'");
  }
}

TEST(NameList, QuotesThatDoNotFit) {
  EXPECT_EQ(error("a,\"b, c"), "a quote that is not closed in 'a,\"b, c'");
  EXPECT_EQ(error("\""), "a quote that is not closed in '\"'");
  EXPECT_EQ(error("\"a\"b,c"), "text behind a closing quote in '\"a\"b,c'");
}

}  // namespace
}  // namespace adaline::test
