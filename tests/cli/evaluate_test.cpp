// `adaline evaluate`: its numbers against the formulas.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

Outcome run_in(const TemporaryFolder& folder, const std::vector<std::string>& arguments,
               const std::string& input = "") {
  return run_adaline({.arguments = arguments, .folder = folder.path(), .input = input});
}

struct Fit {
  double rmse = 0, mae = 0, r2 = 0;
};

// By the formulas, in as many passes as they need.
Fit fit_of(const std::vector<double>& targets, const std::vector<double>& predictions) {
  const auto n = static_cast<double>(targets.size());
  const double mean = std::accumulate(targets.begin(), targets.end(), 0.0) / n;
  double squares = 0, absolute = 0, spread = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const double error = targets[i] - predictions[i];
    squares += error * error;
    absolute += std::fabs(error);
    spread += (targets[i] - mean) * (targets[i] - mean);
  }
  return {std::sqrt(squares / n), absolute / n, 1 - squares / spread};
}

TEST(Evaluate, RmseMaeAndR2) {
  const TemporaryFolder folder;
  const TextTable table = made_table(60);
  write_file(folder / "data.csv", table.text());
  for (const std::string type : {"double", "float"}) {
    ASSERT_EQ(run_in(folder, {"train", "data.csv", "--target", "y", "--no-standardize", "--type", type,
                              "--model", "model.json"})
                  .exit_code,
              0);
    std::vector<double> predictions;
    for (const std::string& line : lines_of(run_in(folder, {"predict", "model.json", "data.csv"}).output)) {
      predictions.push_back(std::stod(line));
    }
    const Matrix<double> y = table.columns<double>({"y"});
    const Fit fit = fit_of({y.data(), y.data() + y.rows()}, predictions);

    const Outcome outcome = run_in(folder, {"evaluate", "model.json", "data.csv", "--json"});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.errors, "");
    const auto object = nlohmann::json::parse(outcome.output);
    // Floats as text have the digits of a float.
    const double tolerance = type == "float" ? 1e-6 : 1e-13;
    EXPECT_EQ(object.size(), 5U);
    EXPECT_EQ(object.at("target"), "y");
    EXPECT_EQ(object.at("samples"), 60);
    EXPECT_NEAR(object.at("rmse").get<double>(), fit.rmse, tolerance * fit.rmse);
    EXPECT_NEAR(object.at("mae").get<double>(), fit.mae, tolerance * fit.mae);
    EXPECT_NEAR(object.at("r2").get<double>(), fit.r2, tolerance);

    // The same as training said of the same samples.
    const auto model = nlohmann::json::parse(read_file(folder / "model.json"));
    EXPECT_EQ(object.at("rmse"), model.at("training").at("rmse"));
    EXPECT_EQ(object.at("r2"), model.at("training").at("r2"));
  }
}

TEST(Evaluate, Text) {
  const TemporaryFolder folder;
  ASSERT_EQ(run_in(folder, Arguments{"train", ADALINE_TEST_DATA "/notebook.csv", "--target", "t", "--model",
                                     "model.json", "--learning-rate", "0.01", "--epochs", "100",
                                     "--initial-bias", "0"} +
                               by_hand)
                .exit_code,
            0);
  const Outcome outcome = run_in(folder, {"evaluate", "model.json", ADALINE_TEST_DATA "/notebook.csv"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
  EXPECT_EQ(outcome.output,
            "samples   12\n"
            "RMSE      8.04046\n"
            "MAE       7.06714\n"
            "R2        0.829579\n");
}

TEST(Evaluate, NoR2WhereAllTargetsAreEqual) {
  const TemporaryFolder folder;
  ASSERT_EQ(
      run_in(folder, {"train", ADALINE_TEST_DATA "/notebook.csv", "--target", "t", "--model", "model.json"})
          .exit_code,
      0);
  const std::string equal = "t,more,x\n3,,1\n3,,2\n";
  const Outcome text = run_in(folder, {"evaluate", "model.json", "-"}, equal);
  EXPECT_EQ(text.exit_code, 0);
  EXPECT_TRUE(contains(text.output, "R2        none: all targets are equal\n")) << text.output;
  const Outcome json = run_in(folder, {"evaluate", "model.json", "-", "--json"}, equal);
  EXPECT_TRUE(nlohmann::json::parse(json.output).at("r2").is_null()) << json.output;
}

}  // namespace
}  // namespace adaline::test
