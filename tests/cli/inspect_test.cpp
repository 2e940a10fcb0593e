// `adaline inspect`: what `adaline train` said, from the model alone.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

Outcome run_in(const TemporaryFolder& folder, const Arguments& arguments) {
  return run_adaline({.arguments = arguments, .folder = folder.path()});
}

const std::vector<Arguments> trainings = {
    {"--standardize"},
    {"--no-standardize", "--learning-rate", "0.0005", "--no-bias", "--type", "float"},
    {"--standardize", "--method", "minibatch", "--batch-size", "7", "--keep-last-batch"},
    {"--standardize", "--method", "online", "--stop-delta", "0.5", "--type", "float"}};

TEST(Inspect, TextIsThatOfTheTrainingWithoutItsTime) {
  const TemporaryFolder folder;
  write_file(folder / "data.csv", made_table(40).text());
  for (const Arguments& more : trainings) {
    Arguments arguments = {"train", "data.csv", "--target", "y", "--model", "model.json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::string expected;
    for (const std::string& line : lines_of(run_in(folder, arguments).output)) {
      if (!line.starts_with("time ")) expected += line + '\n';
    }
    const Outcome outcome = run_in(folder, {"inspect", "model.json"});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.errors, "");
    EXPECT_EQ(outcome.output, expected);
  }
}

TEST(Inspect, JsonIsThatOfTheTrainingWithoutItsTime) {
  const TemporaryFolder folder;
  write_file(folder / "data.csv", made_table(40).text());
  for (const Arguments& more : trainings) {
    Arguments arguments = {"train", "data.csv", "--target", "y", "--model", "model.json", "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    auto expected = nlohmann::json::parse(run_in(folder, arguments).output);
    expected.erase("seconds");
    expected.erase("samples_per_second");
    const Outcome outcome = run_in(folder, {"inspect", "model.json", "--json"});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.errors, "");
    EXPECT_EQ(nlohmann::json::parse(outcome.output), expected);
    EXPECT_EQ(expected.contains("weights_in_data_units"), more.front() == "--standardize");
  }
}

// The two columns of weights say the same function.
TEST(Inspect, WeightsInTheDatasUnitsPredictTheSame) {
  const TemporaryFolder folder;
  const TextTable table = made_table(40);
  write_file(folder / "data.csv", table.text());
  run_in(folder, {"train", "data.csv", "--target", "y", "--model", "model.json", "--standardize"});
  const auto object = nlohmann::json::parse(run_in(folder, {"inspect", "model.json", "--json"}).output);
  const auto weights = object.at("weights_in_data_units").get<std::vector<double>>();
  const Matrix<double> x = table.columns<double>({"a", "b", "c"});
  const std::vector<std::string> predicted =
      lines_of(run_in(folder, {"predict", "model.json", "data.csv"}).output);
  ASSERT_EQ(predicted.size(), x.rows());
  for (std::size_t r = 0; r < x.rows(); ++r) {
    double z = object.at("bias_in_data_units");
    for (std::size_t c = 0; c < 3; ++c) z += weights.at(c) * x(r, c);
    EXPECT_NEAR(z, std::stod(predicted[r]), 1e-13);
  }
}

// Written by hand from docs/files.md.
TEST(Inspect, AModelFromElsewhere) {
  const TemporaryFolder folder;
  write_file(folder / "model.json",
             R"({"format": "adaline model", "version": 1, "type": "double", "target": "y",
                 "features": ["x"], "weights": [2], "bias": 1})");
  const Outcome outcome = run_in(folder, {"inspect", "model.json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(outcome.output,
            "target    y from 1 feature, double\n\nfeature  weight\nx             2\n(bias)        1\n");
  write_file(folder / "data.csv", "x,y\n1,3\n2,6\n");
  EXPECT_EQ(run_in(folder, {"predict", "model.json", "data.csv"}).output, "3\n5\n");
  EXPECT_EQ(run_in(folder, {"evaluate", "model.json", "data.csv"}).exit_code, 0);
  EXPECT_EQ(nlohmann::json::parse(run_in(folder, {"inspect", "model.json", "--json"}).output).count("training"),
            0U);
}

}  // namespace
}  // namespace adaline::test
