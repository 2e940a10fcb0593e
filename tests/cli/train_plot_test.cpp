// `adaline train --plot`.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

#define SKIP_WITHOUT_GNUPLOT() \
  if (!gnuplot_is_here()) GTEST_SKIP() << "gnuplot is not installed"

// Trains on made_table(40) and gives back the picture.
std::string plot(const std::string& file, const Arguments& more) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", made_table(40).text());
  Arguments arguments = {"train", "d.csv", "--target", "y", "--standardize", "--plot", file};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Outcome outcome = run_adaline({.arguments = arguments, .folder = folder.path()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(outcome.errors, "");
  EXPECT_TRUE(contains(outcome.output, "stopped ")) << outcome.output;
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"d.csv", file}));
  return read_file(folder / file);
}

void expect_texts(const std::string& picture, const std::vector<const char*>& texts) {
  for (const char* text : texts) EXPECT_TRUE(contains(picture, text)) << text << "\n" << picture;
}

TEST(TrainPlot, OneFeatureShowsSamplesAndLine) {
  SKIP_WITHOUT_GNUPLOT();
  for (const std::string file : {"p.svg", "p.txt"}) {
    const std::string picture = plot(file, {"--features", "b"});
    expect_texts(picture,
                 {"y from b", "40 samples", "model", "loss by epoch", "epoch", "sum of squared errors"});
    EXPECT_FALSE(contains(picture, "predicted")) << picture;
  }
}

TEST(TrainPlot, MoreFeaturesShowPredictedAgainstTrue) {
  SKIP_WITHOUT_GNUPLOT();
  for (const std::string file : {"p.svg", "p.txt"}) {
    expect_texts(plot(file, {}), {"y from 3 features", "40 samples", "y, predicted", "y, true",
                                  "predicted = true", "loss by epoch"});
  }
}

TEST(TrainPlot, Png) {
  SKIP_WITHOUT_GNUPLOT();
  EXPECT_TRUE(plot("p.png", {}).starts_with("\x89PNG\r\n\x1a\n"));
}

TEST(TrainPlot, OneEpoch) {
  SKIP_WITHOUT_GNUPLOT();
  expect_texts(plot("p.svg", {"--epochs", "1"}), {"loss by epoch"});
}

TEST(TrainPlot, ShowsAPartOfManySamples) {
  SKIP_WITHOUT_GNUPLOT();
  const TemporaryFolder folder;
  write_file(folder / "d.csv", made_table(5000).text());
  const Outcome outcome = run_adaline(
      {.arguments = {"train", "d.csv", "--target", "y", "--standardize", "--quiet", "--plot", "p.svg"},
       .folder = folder.path()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  expect_texts(read_file(folder / "p.svg"), {"1667 of 5000 samples"});
}

// A training of that many epochs would not end.
TEST(TrainPlot, WithoutGnuplotNothingBegins) {
  const TemporaryFolder folder, empty_path;
  write_file(folder / "d.csv", made_table(40).text());
  write_file(folder / "old.svg", "old");
  for (const std::string file : {"new.svg", "old.svg"}) {
    const Outcome outcome =
        run_adaline({.arguments = {"train", "d.csv", "--target", "y", "--standardize", "--epochs",
                                   "1000000000000", "--plot", file, "--model", "m.json", "--trace", "t.csv"},
                     .environment = {{"PATH", empty_path.path()}},
                     .folder = folder.path()});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(lines_of(outcome.errors).size(), 1U) << outcome.errors;
    EXPECT_TRUE(contains(outcome.errors, "apt install gnuplot-nox")) << outcome.errors;
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"d.csv", "old.svg"}));
    EXPECT_EQ(read_file(folder / "old.svg"), "old");
  }
}

}  // namespace
}  // namespace adaline::test
