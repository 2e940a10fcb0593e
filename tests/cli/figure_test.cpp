// Any text and any number can be in a figure.
#include "cli/plot/figure.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "cli/errors.hpp"
#include "cli/plot/gnuplot_script.hpp"
#include "cli/plot/plot.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using cli::Figure;
using cli::Mark;

Figure figure_with(const std::string& text, std::vector<double> x, std::vector<double> y) {
  return {.title = text,
          .panels = {{.title = text,
                      .x_label = text,
                      .y_label = text,
                      .series = {{text, Mark::points, 0x123456, x, y}, {text, Mark::line, 0, x, y}}}}};
}

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

TEST(Figure, TextIsNeverACommand) {
  const std::string script =
      cli::gnuplot_script(figure_with("it's\nset output 'x'\t{/Bold a_b}", {1}, {2}), {});
  // By their numbers, all but letters and blanks.
  const std::string title =
      R"(set title "it\047s\134x\060aset output \047x\047\134x\060\071\173\057Bold a\137b\175")";
  EXPECT_TRUE(contains(script, title + "\n")) << script;
  EXPECT_FALSE(contains(script, "\nset output")) << script;
}

TEST(Figure, NumbersAreWrittenInFullAndOthersLeftOut) {
  const std::string script = cli::gnuplot_script(
      figure_with("", {0.1, 1e-300, 3, nan}, {0.30000000000000004, -1e300, infinity, 4}), {});
  EXPECT_TRUE(contains(script, "0.1 0.30000000000000004\n1e-300 -1e+300\nNaN NaN\nNaN NaN\nEND\n")) << script;
}

TEST(Figure, EveryKindIsDrawnWithOddTextAndNumbers) {
  if (!gnuplot_is_here()) GTEST_SKIP() << "gnuplot is not installed";
  const TemporaryFolder folder;
  const Figure figure =
      figure_with("it's \"odd\" `x` $(y) \\n @{z}_^ \x01 <&> %s %d", {1, 2, nan, 4}, {1, infinity, 3, -4e200});
  for (const char* name : {"odd.svg", "odd.png", "odd.txt"}) {
    EXPECT_NO_THROW(cli::draw_to_file(figure, folder / name)) << name;
    EXPECT_GT(read_file(folder / name).size(), 1000U) << name;
  }
  const std::string text = read_file(folder / "odd.txt");
  EXPECT_TRUE(contains(text, "it's \"odd\" `x` $(y) \\n @{z}_^ \\x01 <&> %s %d")) << text;
}

TEST(Figure, UnknownEnding) {
  try {
    cli::draw_to_file({}, "figure.gif");
    ADD_FAILURE() << "no exception";
  } catch (const cli::Error& error) {
    EXPECT_EQ(error.code(), cli::ExitCode::usage);
    EXPECT_STREQ(error.what(), "'figure.gif' does not end in .svg, .png or .txt");
  }
}

}  // namespace
}  // namespace adaline::test
