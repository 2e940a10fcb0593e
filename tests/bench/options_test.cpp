#include "bench/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>

#include "bench/arguments.hpp"

namespace adaline::bench {
namespace {

using Arguments = std::vector<std::string>;

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

TEST(NameFilter, WithoutAnExpressionThatCanBeReadEverythingPasses) {
  for (const char* const filter : {"", "all", "dot("}) EXPECT_TRUE(name_filter(filter)("dot/avx2/float/n:12"));
}

TEST(GoogleFlag, IsTheLastOneOfTheCommandLine) {
  const Arguments arguments = {"bench", "--benchmark_filter=a", "--benchmark_filter=b",
                               "--benchmark_list_tests"};
  EXPECT_EQ(google_flag(arguments, "filter"), "b");
  EXPECT_EQ(google_flag(arguments, "list_tests"), "true");
  EXPECT_EQ(google_flag(arguments, "list"), "");
  EXPECT_EQ(google_flag(arguments, "out"), "");
}

TEST(GoogleFlag, IsElseThatOfTheEnvironment) {
  setenv("BENCHMARK_REPETITIONS", "4", 1);
  EXPECT_EQ(google_flag({"bench"}, "repetitions"), "4");
  EXPECT_EQ(google_flag({"bench", "--benchmark_repetitions=3"}, "repetitions"), "3");
  unsetenv("BENCHMARK_REPETITIONS");
}

TEST(Options, AreTakenOutOfTheArguments) {
  Arguments arguments = {"bench", "--full", "--memory=64", "--name=A CPU", "--benchmark_repetitions=3",
                         "--more"};
  const Options options = read_options(arguments);
  EXPECT_EQ(options.selection, Selection::full);
  EXPECT_EQ(options.memory_bytes, std::size_t{64} << 20U);
  EXPECT_EQ(options.cpu_name, "A CPU");
  EXPECT_EQ(arguments, (Arguments{"bench", "--benchmark_repetitions=3", "--more", "--benchmark_min_time=0"}));
}

TEST(Options, GoogleBenchmarkSeesOneRoundInEachRepetition) {
  Arguments arguments = {"bench", "--benchmark_min_time=0.25"};
  EXPECT_EQ(read_options(arguments).least_seconds, 0.25);
  EXPECT_EQ(google_flag(arguments, "min_time"), "0");
  EXPECT_EQ(google_flag(arguments, "repetitions"), "9");
}

TEST(Options, OnTheScreenThereAreMediansUnlessMoreIsAskedFor) {
  const auto only_medians = [](Arguments arguments) { return read_options(arguments).only_medians; };
  EXPECT_TRUE(only_medians({"bench"}));
  EXPECT_TRUE(only_medians({"bench", "--benchmark_format=console"}));
  EXPECT_FALSE(only_medians({"bench", "--benchmark_format=json"}));
  EXPECT_FALSE(only_medians({"bench", "--benchmark_display_aggregates_only=true"}));
}

TEST(Options, NumbersAreNamedThatAreNone) {
  for (const std::string option : {"--memory", "--benchmark_min_time"}) {
    for (const std::string value : {"0", "-1", "many", "1x", "nan", "inf", "1e300"}) {
      Arguments arguments = {"bench", option + "=" + value};
      try {
        read_options(arguments);
        ADD_FAILURE() << option << "=" << value;
      } catch (const std::invalid_argument& error) {
        EXPECT_EQ(error.what(), option + ": '" + value + "' is no positive number");
      }
    }
  }
}

}  // namespace
}  // namespace adaline::bench
