// `--type float`: what a float holds is what varies, and not where it lies.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

// A line over ten minutes of seconds since 1970, whose values are near a billion as well.
class FloatType : public testing::Test {
 protected:
  FloatType() {
    std::string text = "time,y\n";
    for (int i = 0; i < 600; ++i) {
      text += fmt::format("{},{}\n", 1600000000 + i, 1e9 + 0.25 * i + 0.01 * ((i * 7919) % 11 - 5));
    }
    write_file(folder_ / "d.csv", text);
  }

  Outcome run(const Arguments& arguments) const {
    return run_adaline({.arguments = arguments, .folder = folder_.path()});
  }

  const TemporaryFolder folder_;
};

TEST_F(FloatType, LosesNothingToAnOffset) {
  const Outcome outcome =
      run({"train", "d.csv", "--target", "y", "--type", "float", "--json", "--model", "m.json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(outcome.errors, "");
  const auto object = nlohmann::json::parse(outcome.output);
  EXPECT_NEAR(object.at("weights_in_data_units").at(0).get<double>(), 0.25, 1e-4);
  EXPECT_LT(object.at("training").at("rmse").get<double>(), 0.04);
  // Its predictions are doubles: 128 is the step of a float there.
  const std::vector<std::string> predictions = lines_of(run({"predict", "m.json", "d.csv"}).output);
  ASSERT_EQ(predictions.size(), 600U);
  EXPECT_NEAR(std::stod(predictions[0]), 1e9, 0.1);
  EXPECT_NEAR(std::stod(predictions[599]), 1e9 + 0.25 * 599, 0.1);
  const auto score = nlohmann::json::parse(run({"evaluate", "m.json", "d.csv", "--json"}).output);
  EXPECT_NEAR(score.at("rmse").get<double>(), object.at("training").at("rmse").get<double>(), 1e-4);
}

TEST_F(FloatType, SaysWhatItCannotHold) {
  const Arguments raw = {"train",    "d.csv", "--target", "y", "--type", "float", "--no-standardize",
                         "--epochs", "5"};
  EXPECT_EQ(run(raw).errors,
            "adaline: a float holds fewer than 1000 steps between the values of 'time', 'y': leave out "
            "--no-standardize, or use --type double\n");
  EXPECT_FALSE(contains(run(raw + Arguments{"--quiet"}).errors, "1000 steps"));
  Arguments in_double = raw;
  in_double[5] = "double";
  EXPECT_EQ(run(in_double).errors, "");
}

}  // namespace
}  // namespace adaline::test
