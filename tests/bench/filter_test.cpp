#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "bench/options.hpp"

namespace adaline::bench {
namespace {

TEST(NameFilter, LetsPassWhereTheExpressionIsFoundSomewhere) {
  const auto wanted = name_filter("dot/avx");
  EXPECT_TRUE(wanted("dot/avx2/float/n:12"));
  EXPECT_TRUE(wanted("x/dot/avx512/float/n:12"));
  EXPECT_FALSE(wanted("dot/plain/float/n:12"));
  EXPECT_TRUE(name_filter("^dot/.*/float/n:12$")("dot/avx2/float/n:12"));
  EXPECT_FALSE(name_filter("^dot/.*/float/n:1$")("dot/avx2/float/n:12"));
}

TEST(NameFilter, AMinusTurnsItAround) {
  const auto wanted = name_filter("-/(plain|compiler)");
  EXPECT_TRUE(wanted("dot/avx2/float/n:12"));
  EXPECT_FALSE(wanted("dot/compiler-avx2/float/n:12"));
}

TEST(NameFilter, WithoutAnExpressionEverythingPasses) {
  EXPECT_TRUE(name_filter("")("dot/avx2/float/n:12"));
  EXPECT_TRUE(name_filter("all")("dot/avx2/float/n:12"));
}

TEST(NameFilter, NamesWhatCannotBeRead) {
  try {
    name_filter("dot(");
    ADD_FAILURE() << "no exception";
  } catch (const std::invalid_argument& error) {
    EXPECT_THAT(error.what(), testing::StartsWith("--benchmark_filter: 'dot(' is no regular expression: "));
  }
}

}  // namespace
}  // namespace adaline::bench
