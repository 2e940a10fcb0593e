// How batch training computes its epochs: chosen, asked for, and recorded.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

std::string table(int rows) {
  std::string text = "x,y\n";
  for (int i = 0; i < rows; ++i) {
    text += std::to_string(i % 17) + "," + std::to_string(3 * (i % 17) + i % 5) + "\n";
  }
  return text;
}

using Arguments = std::vector<std::string>;

class Strategy : public testing::Test {
 protected:
  Strategy() {
    write_file(few_, table(100));
    write_file(many_, table(5000));
  }

  static Outcome train(const std::filesystem::path& file, const Arguments& options) {
    return run_adaline({.arguments = Arguments{"train", file.string(), "--target", "y"} + options});
  }

  static nlohmann::json report(const std::filesystem::path& file, const Arguments& options) {
    const Outcome outcome = train(file, options + Arguments{"--json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return nlohmann::json::parse(outcome.output);
  }

  const TemporaryFolder folder_;
  const std::filesystem::path few_ = folder_ / "few.csv", many_ = folder_ / "many.csv";
};

TEST_F(Strategy, IsChosenAndRecorded) {
  EXPECT_EQ(report(few_, {})["training"]["strategy"], "gradient_descent");
  EXPECT_EQ(report(many_, {})["training"]["strategy"], "normal_equation");
  EXPECT_EQ(report(many_, {"--strategy", "gradient_descent"})["training"]["strategy"], "gradient_descent");
  EXPECT_EQ(report(few_, {"--strategy", "normal_equation"})["training"]["strategy"], "normal_equation");
  EXPECT_FALSE(report(many_, {"--method", "online", "--epochs", "2"})["training"].contains("strategy"));
}

TEST_F(Strategy, ChangesNoResult) {
  const Arguments options{"--learning-rate", "0.1", "--epochs", "30", "--tolerance", "0", "--strategy"};
  const double by_gradient = report(many_, options + Arguments{"gradient_descent"})["weights"][0];
  const double by_moments = report(many_, options + Arguments{"normal_equation"})["weights"][0];
  EXPECT_NEAR(by_moments, by_gradient, 1e-10 * std::fabs(by_gradient));
}

TEST_F(Strategy, IsForBatchAlone) {
  const Outcome online = train(few_, {"--method", "online", "--strategy", "automatic"});
  EXPECT_EQ(online.exit_code, 2);
  EXPECT_TRUE(contains(online.errors, "--strategy is for --method batch alone")) << online.errors;
  const Outcome wrong = train(few_, {"--strategy", "fast"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_TRUE(contains(wrong.errors, "automatic, gradient_descent or normal_equation")) << wrong.errors;
}

}  // namespace
}  // namespace adaline::test
