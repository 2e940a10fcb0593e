// Batch training on parts of more features than moments carry: it needs no memory of their square, and finds
// what a training on all samples finds.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"
#include "tests/support/sanitized.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;
using Json = nlohmann::json;

constexpr std::size_t wide = 5000, row_count = 40;

// Of a feature that is 0 in all rows there are so many that the optimum is not at a loss of 0.
TextTable wide_table(std::size_t features_with_values) {
  TextTable table;
  for (std::size_t j = 0; j < wide; ++j) table.names.push_back("x" + std::to_string(j));
  table.names.emplace_back("y");
  Random random(features_with_values);
  for (std::size_t r = 0; r < row_count; ++r) {
    std::vector<std::string> row(wide, "0");
    double target = 7;
    for (std::size_t j = 0; j < features_with_values; ++j) {
      const double value = static_cast<double>(random.below(2000)) / 1000 + static_cast<double>(j % 3);
      row[j] = std::to_string(value);
      if (j < 5) target += value * static_cast<double>(j + 1);
    }
    row.push_back(std::to_string(target + static_cast<double>(random.below(1000)) / 1000));
    table.rows.push_back(row);
  }
  return table;
}

class WideParts : public testing::Test {
 protected:
  WideParts() {
    write("few", wide_table(5));
    write("all", wide_table(wide));
  }

  // few.csv, and its rows as few1.csv .. few5.csv
  void write(const std::string& name, const TextTable& table) const {
    write_file(folder_ / (name + ".csv"), table.text());
    const std::size_t ends[] = {0, 11, 12, 20, 33, row_count};
    for (std::size_t i = 0; i < 5; ++i) {
      const auto begin = table.rows.begin();
      const TextTable part{table.names, {begin + std::ptrdiff_t(ends[i]), begin + std::ptrdiff_t(ends[i + 1])}};
      write_file(folder_ / (name + std::to_string(i + 1) + ".csv"), part.text());
    }
  }

  static Arguments parts_of(const std::string& name) {
    Arguments files;
    for (std::size_t i = 1; i <= 5; ++i) files.push_back(name + std::to_string(i) + ".csv");
    return files;
  }

  Outcome run(const Arguments& arguments, std::size_t most_memory = 0) const {
    return run_adaline({.arguments = arguments, .folder = folder_.path(), .most_memory = most_memory});
  }
  std::string model(const Arguments& arguments, std::size_t most_memory = 0) const {
    const Outcome outcome =
        run(Arguments{"train"} + arguments + Arguments{"--target", "y", "--model", "m.json", "--quiet"},
            most_memory);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return read_file(folder_ / "m.json");
  }

  void expect_close(const Json& parts, const Json& one, double share) const {
    for (std::size_t j = 0; j < wide; ++j) {
      ASSERT_NEAR(parts.at("weights")[j], one.at("weights")[j], share) << j;
    }
    EXPECT_NEAR(parts.at("bias"), one.at("bias"), 10 * share);
    const Json &record = parts.at("training"), &expected = one.at("training");
    for (const char* const name : {"method", "strategy", "automatic_rate", "epoch_limit", "samples",
                                   "stop_reason", "converged", "learn_bias"}) {
      EXPECT_EQ(record.at(name), expected.at(name)) << name;
    }
    EXPECT_EQ(record.at("strategy"), "gradient_descent");
    for (const char* const name : {"learning_rate", "loss", "rmse", "r2", "optimum", "initial_bias"}) {
      ASSERT_EQ(record.at(name).is_null(), expected.at(name).is_null()) << name;
      if (record.at(name).is_null()) continue;
      const double value = expected.at(name);
      EXPECT_NEAR(record.at(name), value, share * (1 + std::fabs(value))) << name;
    }
    EXPECT_EQ(record.at("parts").size(), 5U);
  }

  const TemporaryFolder folder_;
};

TEST_F(WideParts, AreTrainedOnAsOneFile) {
  const auto expect_alike = [&](const std::string& name, const Arguments& more, double share) {
    const Arguments all = more + Arguments{"--check"};
    expect_close(Json::parse(model(parts_of(name) + all)), Json::parse(model(Arguments{name + ".csv"} + all)),
                 share);
  };
  const Arguments tables = is_sanitized ? Arguments{"few"} : Arguments{"few", "all"};  // half of its 28 s
  for (const std::string& name : tables) {
    for (const Arguments& more : {Arguments{}, {"--no-standardize", "--no-bias"}}) {
      expect_alike(name, more, 1e-6);
      expect_alike(name, more + Arguments{"--type", "float"}, 2e-3);
    }
  }
  for (const Arguments& more : {Arguments{"--no-bias"},
                                {"--no-standardize", "--epochs", "30"},
                                {"--strategy", "gradient_descent", "--epochs", "30"},
                                {"--stop-delta", "1e-4", "--learning-rate", "1e-5"}}) {
    expect_alike("few", more, 1e-6);
  }
}

TEST_F(WideParts, AreShares) {
  const Json one = Json::parse(model({"few.csv"}));
  expect_close(Json::parse(model({"few.csv", "--shares", "5"})), one, 1e-6);
  // More than there are rows.
  EXPECT_EQ(Json::parse(model({"few5.csv", "--shares", "20"})).at("training").at("samples"), 7);
}

TEST_F(WideParts, OfAnyThreads) {
  for (const std::string type : {"float", "double"}) {
    const Arguments arguments = parts_of("all") + Arguments{"--type", type, "--threads"};
    EXPECT_EQ(model(arguments + Arguments{"3"}), model(arguments + Arguments{"1"}));
  }
}

// Moments are 100 MB.
TEST_F(WideParts, TakeNoMemoryOfTheSquare) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer needs more addresses than any limit leaves";
  constexpr std::size_t limit = std::size_t{80} << 20U;
  const Arguments arguments = parts_of("all") + Arguments{"--threads", "1"};
  EXPECT_EQ(model(arguments, limit), model(arguments));
  const Outcome moments = run({"moments", "all1.csv", "--target", "y", "-o", "m", "--threads", "1"}, limit);
  EXPECT_EQ(moments.errors, "adaline: out of memory\n");
}

// What one file is told, parts are, too.
TEST_F(WideParts, AreJudgedAsOneFile) {
  const auto verdict = [&](const Arguments& data, const Arguments& more) {
    const Outcome outcome = run(Arguments{"train"} + data + Arguments{"--target", "y"} + more);
    return outcome.exit_code == 0 ? lines_of(outcome.output).back() : outcome.errors;
  };
  for (const Arguments& more : {Arguments{"--learning-rate", "9"},
                                {"--learning-rate", "9", "--no-standardize"},
                                {"--epochs", "3"},
                                {"--epochs", "3", "--check"}}) {
    EXPECT_EQ(verdict(parts_of("few"), more), verdict({"few.csv"}, more));
  }
}

TEST_F(WideParts, HaveMomentsWhereTheyAreAskedFor) {
  if (is_sanitized) GTEST_SKIP() << "of 5000 features they take seconds";
  const Outcome outcome =
      run(Arguments{"train"} + parts_of("few") + Arguments{"--target", "y", "--method", "exact"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(contains(outcome.output, "exact: the least-squares optimum")) << outcome.output.substr(0, 3000);
}

TEST_F(WideParts, WithoutAnOptimumThatIsCertainSaySo) {
  // Floats that do not tell these columns apart.
  TextTable table = wide_table(0);
  for (std::size_t r = 0; r < row_count; ++r) {
    for (std::size_t j = 0; j < 8; ++j) {
      table.rows[r][j] = std::to_string(1000 + std::pow(static_cast<double>(r) / 40, double(j + 1)));
    }
  }
  write("close", table);
  const Arguments more = {"--no-standardize", "--type", "float", "--check", "--epochs", "2000", "--json"};
  for (const Arguments& data : {Arguments{"close.csv"}, parts_of("close")}) {
    const Outcome outcome = run(Arguments{"train"} + data + Arguments{"--target", "y"} + more);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_TRUE(contains(outcome.output, "optimum was not found")) << outcome.output.substr(0, 3000);
  }
}

TEST_F(WideParts, Errors) {
  const auto expect_error = [&](const Arguments& arguments, int code, const std::string& message) {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, code);
    EXPECT_EQ(outcome.errors, "adaline: " + message + "\n");
  };
  const Arguments train = Arguments{"train"} + parts_of("few") + Arguments{"--target", "y"};
  expect_error(train + Arguments{"all.csv", "none.csv"}, 3,
               "none.csv: cannot be read: No such file or directory");
  TextTable large = wide_table(1);
  large.rows.resize(2);
  large.rows[0][3] = "1e200";
  write_file(folder_ / "large.csv", large.text());
  expect_error(train + Arguments{"large.csv"}, 3,
               "large.csv: column 'x3' has values too large: their squares overflow");
}

}  // namespace
}  // namespace adaline::test
