// With `--target` alone, a training arrives at the least-squares optimum, or says that it did not: on features
// of all scales and offsets, correlated ones, few and many.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;
using Real = long double;

// Of independent numbers of about the same size, each feature shares a part with the others, and lies
// somewhere.
struct Recipe {
  std::size_t rows, features;
  double condition = 1;  // of the matrix of standardised features, about
  double offset = 0;
  double noise = 1;
};

struct Problem {
  std::vector<std::vector<double>> x;
  std::vector<double> y;
};

Problem cook(const Recipe& recipe) {
  Random random(recipe.rows + recipe.features);
  const auto any = [&] { return random.significand<double>() - 1.5; };
  const auto count = static_cast<double>(recipe.features);
  const double shared = std::sqrt((recipe.condition * recipe.condition - 1) / count);
  Problem problem;
  for (std::size_t i = 0; i < recipe.rows; ++i) {
    const double common = shared * any();
    double target = 1e3 + recipe.noise * any();
    std::vector<double> row;
    for (std::size_t j = 0; j < recipe.features; ++j) {
      const double own = any();
      target += (j % 3 == 0 ? 2.0 : -1.0) * (own + common);
      // Scales of 1e-3 to 1e6, one after the other.
      row.push_back(recipe.offset + (own + common) * std::pow(10.0, static_cast<double>(j % 10) - 3));
    }
    problem.x.push_back(row);
    problem.y.push_back(target);
  }
  return problem;
}

std::string text_of(const Problem& problem) {
  std::string text;
  for (std::size_t j = 0; j < problem.x[0].size(); ++j) text += fmt::format("c{},", j);
  text += "y\n";
  for (std::size_t i = 0; i < problem.y.size(); ++i) {
    for (const double value : problem.x[i]) text += fmt::format("{},", value);
    text += fmt::format("{}\n", problem.y[i]);
  }
  return text;
}

// 1/2 sum of squared residuals of the best line, by Gram and Schmidt (modified, twice) on moved columns.
Real optimum_of(const Problem& problem) {
  const std::size_t n = problem.y.size(), d = problem.x[0].size();
  std::vector<std::vector<Real>> columns(d + 1, std::vector<Real>(n));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < d; ++j) columns[j][i] = Real(problem.x[i][j]);
    columns[d][i] = Real(problem.y[i]);
  }
  const auto product = [n](const std::vector<Real>& a, const std::vector<Real>& b) {
    Real sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
    return sum;
  };
  for (std::vector<Real>& column : columns) {
    Real mean = 0;
    for (const Real value : column) mean += value / Real(n);
    for (Real& value : column) value -= mean;
  }
  for (std::size_t j = 0; j <= d; ++j) {
    for (int twice = 0; twice < 2; ++twice) {
      for (std::size_t k = 0; k < j; ++k) {
        const Real share = product(columns[j], columns[k]);
        for (std::size_t i = 0; i < n; ++i) columns[j][i] -= share * columns[k][i];
      }
    }
    if (j == d) break;
    const Real norm = std::sqrt(product(columns[j], columns[j]));
    for (Real& value : columns[j]) value /= norm;
  }
  return product(columns[d], columns[d]) / 2;
}

class Arrival : public testing::Test {
 protected:
  // The loss that the program ends with, as a multiple of the optimum's.
  void expect_within(const Recipe& recipe, double batch, double others) {
    SCOPED_TRACE(fmt::format("{} x {}, condition {}, offset {}", recipe.rows, recipe.features, recipe.condition,
                             recipe.offset));
    const Problem problem = cook(recipe);
    const auto best = static_cast<double>(optimum_of(problem));
    write_file(folder_ / "d.csv", text_of(problem));
    const std::pair<Arguments, double> methods[] = {
        {{}, batch}, {{"--method", "minibatch"}, batch}, {{"--method", "online"}, others}};
    for (const auto& [method, share] : methods) {
      for (const char* type : {"double", "float"}) {
        const Outcome outcome = run_adaline(
            {.arguments = Arguments{"train", "d.csv", "--target", "y", "--json", "--type", type} + method,
             .folder = folder_.path()});
        ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
        EXPECT_EQ(outcome.errors, "");
        const auto object = nlohmann::json::parse(outcome.output);
        const auto& training = object.at("training");
        EXPECT_EQ(training.at("converged"), true) << type << outcome.output;
        EXPECT_TRUE(object.at("verdict").get<std::string>().starts_with("converged: ")) << object.at("verdict");
        EXPECT_LE(training.at("loss").get<double>(), (1 + share) * best) << type << outcome.output;
        // The optimum that it measures by is the optimum.
        EXPECT_NEAR(training.at("optimum").get<double>(), best, 1e-4 * best) << type;
      }
    }
  }

  const TemporaryFolder folder_;
};

TEST_F(Arrival, OfFewFeaturesAndOfMany) {
  expect_within({50, 3}, 0.0101, 0.05);
  expect_within({400, 40}, 0.0101, 0.05);
  expect_within({500, 200}, 0.0101, 0.05);
}

TEST_F(Arrival, OfFeaturesFarFromZero) {
  expect_within({300, 6, 1, 1e9}, 0.0101, 0.05);
  expect_within({300, 6, 1, -1e6}, 0.0101, 0.05);
}

TEST_F(Arrival, OfCorrelatedFeatures) {
  expect_within({100, 4, 10}, 0.0101, 0.05);
  expect_within({1000, 8, 30}, 0.0101, 0.05);
  expect_within({60, 3, 100}, 0.0101, 0.05);
}

TEST_F(Arrival, OfManyRows) { expect_within({20000, 5, 3}, 0.0101, 0.05); }

// Powers of one column: the flattest direction would take ten million epochs.
TEST_F(Arrival, ThatIsNotReachedIsSaid) {
  std::string text = "x1,x2,x3,x4,x5,x6,y\n";
  for (int i = 0; i < 2000; ++i) {
    const double x = i / 2000.0;
    for (int power = 1; power <= 6; ++power) text += fmt::format("{},", std::pow(x, power));
    text += fmt::format("{}\n", std::sin(12 * x));
  }
  write_file(folder_ / "d.csv", text);
  const Outcome outcome = run_adaline(
      {.arguments = {"train", "d.csv", "--target", "y", "--epochs", "2000"}, .folder = folder_.path()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  const std::string last = lines_of(outcome.output).back();
  EXPECT_TRUE(last.starts_with("not converged: the loss is ")) << last;
  EXPECT_TRUE(contains(last, " least-squares optimum")) << last;
  EXPECT_TRUE(contains(last, ", and still falls by ")) << last;
  EXPECT_TRUE(contains(last, "; --epochs ")) << last;
}

// Where nothing was given for noise, nothing is left.
TEST_F(Arrival, OfAnExactLine) {
  std::string text = "x,y\n";
  for (int x = 1; x <= 10; ++x) text += fmt::format("{},{}\n", x, 2 * x + 1);
  write_file(folder_ / "d.csv", text);
  for (const Arguments& method : {Arguments{}, {"--method", "online"}, {"--no-bias"}}) {
    if (method == Arguments{"--no-bias"}) {
      text = "x,y\n";
      for (int x = 1; x <= 10; ++x) text += fmt::format("{},{}\n", x, 2 * x);
      write_file(folder_ / "d.csv", text);
    }
    const Outcome outcome =
        run_adaline({.arguments = Arguments{"train", "d.csv", "--target", "y", "--json"} + method,
                     .folder = folder_.path()});
    const auto object = nlohmann::json::parse(outcome.output);
    EXPECT_NEAR(object.at("weights_in_data_units").at(0).get<double>(), 2, 1e-4);
    EXPECT_GT(object.at("training").at("r2").get<double>(), 1 - 1e-9);
    EXPECT_EQ(object.at("training").at("converged"), true);
  }
}

}  // namespace
}  // namespace adaline::test
