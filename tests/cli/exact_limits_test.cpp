// `adaline train --method exact` where the samples do not say all: it is told which numbers are not there, and
// why.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;
using Json = nlohmann::json;
using Notes = std::vector<std::string>;

class ExactLimits : public testing::Test {
 protected:
  Outcome train(const Arguments& more) const {
    return run_adaline({.arguments = Arguments{"train", "d.csv", "--target", "y", "--method", "exact"} + more,
                        .folder = folder_.path()});
  }
  Json report(const Arguments& more = {}) const {
    const Outcome outcome = train(more + Arguments{"--json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return outcome.exit_code == 0 ? Json::parse(outcome.output) : Json::object();
  }
  Notes notes(const Arguments& more = {}) const {
    return report(more).at("statistics").at("notes").get<Notes>();
  }
  void expect_error(const Arguments& more, const std::string& message) const {
    const std::vector<std::string> names = folder_.names();
    const Outcome outcome = train(more + Arguments{"--model", "m.json"});
    EXPECT_EQ(outcome.exit_code, 3) << message;
    EXPECT_EQ(outcome.output, "") << message;
    EXPECT_EQ(outcome.errors, "adaline: " + message + "\n");
    EXPECT_EQ(folder_.names(), names);
  }
  void write(const std::string& text) const { write_file(folder_ / "d.csv", text); }

  const TemporaryFolder folder_;
};

std::string with_dependent_columns() {
  std::string text = "a,b,total,c,half of a,y\n";
  for (int i = 1; i < 20; ++i) {
    const int b = i * i % 7;
    for (const double cell : {double(i), double(b), double(i + b), 7.0, 0.5 * i + 3}) {
      text += std::to_string(cell) + ',';
    }
    text += std::to_string(3 * i + i * 13 % 5) + '\n';
  }
  return text;
}

TEST_F(ExactLimits, ColumnsThatDependOnOthers) {
  write(with_dependent_columns());
  const Json object = report();
  EXPECT_EQ(object.at("statistics").at("notes").get<Notes>(),
            (Notes{"left out, with a weight of 0, as it depends on others: total = 1 a + 1 b",
                   "left out, with a weight of 0, as it is constant: c = 7",
                   "left out, with a weight of 0, as it depends on others: 'half of a' = 0.5 a + 3"}));
  EXPECT_EQ(
      object.at("verdict"),
      "exact: the least-squares optimum, loss 16.9426; 3 columns say nothing that others do not, and have the "
      "weight 0");
  EXPECT_EQ(object.at("training").at("quality"), "rank_deficient");
  EXPECT_EQ(object.at("training").at("rank"), 2);
  EXPECT_EQ(object.at("training").at("converged"), true);
  const Json& dependent = object.at("statistics").at("dependent_columns");
  ASSERT_EQ(dependent.size(), 3U);
  EXPECT_EQ(dependent[0].at("column"), "total");
  EXPECT_NEAR(dependent[0].at("of").at("a").get<double>(), 1, 1e-12);
  EXPECT_NEAR(dependent[0].at("of").at("b").get<double>(), 1, 1e-12);
  EXPECT_EQ(dependent[1], (Json{{"column", "c"}, {"constant", 7.0}, {"of", Json::object()}}));
  EXPECT_EQ(object.at("statistics").at("degrees_of_freedom"), 16);
  EXPECT_EQ(object.at("weights")[2], 0);
  EXPECT_TRUE(object.at("statistics").at("coefficients")[2].at("standard_error").is_null());
  // What is left has the statistics that it has alone.
  const Json alone = report({"--features", "a,b"});
  EXPECT_EQ(alone.at("statistics").at("coefficients")[0], object.at("statistics").at("coefficients")[0]);

  const std::string text = train({}).output;
  EXPECT_TRUE(contains(text, "\nnote: left out, with a weight of 0, as it is constant: c = 7\n")) << text;
  EXPECT_TRUE(contains(text, "rank 2 of 5\n")) << text;
  // Who sees nothing else is told.
  const Outcome quiet = train({"--quiet"});
  EXPECT_EQ(quiet.output, "");
  EXPECT_EQ(quiet.errors, "adaline: " + object.at("verdict").get<std::string>() + "\n");
}

TEST_F(ExactLimits, ManyColumnsThatDepend) {
  std::string header = "a", row_1 = "1", row_2 = "2", row_3 = "4";
  for (int j = 0; j < 15; ++j) {
    header += ",c" + std::to_string(j);
    for (std::string* row : {&row_1, &row_2, &row_3}) *row += ",5";
  }
  write(header + ",y\n" + row_1 + ",2\n" + row_2 + ",3\n" + row_3 + ",6\n");
  const Notes all = notes();
  // The samples are fewer than the columns.
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(
      all[0],
      "3 samples cannot determine 16 weights and a bias: 15 columns are left out, with a weight of 0, and "
      "there are no standard errors");
}

TEST_F(ExactLimits, FewSamples) {
  write("a,b,y\n1,2,5\n4,2,1\n3,7,2\n");
  EXPECT_EQ(notes(), (Notes{"3 samples for 2 weights and a bias leave no degree of freedom, and so no standard "
                            "errors"}));
  EXPECT_EQ(notes({"--drop", "b"}), Notes{});
  EXPECT_EQ(notes({"--ridge", "1"}).size(), 1U);
  write("x,y\n3,7\n");
  const Json object = report();
  EXPECT_EQ(object.at("bias"), 7);
  EXPECT_EQ(object.at("weights"), Json{0.0});
  EXPECT_TRUE(object.at("training").at("r2").is_null());
  EXPECT_EQ(
      object.at("statistics").at("notes").get<Notes>(),
      (Notes{"1 sample cannot determine 1 weight and a bias: 1 column is left out, with a weight of 0, and "
             "there are no standard errors",
             "all targets are equal: R2 is not defined"}));
  EXPECT_EQ(train({}).exit_code, 0);
}

TEST_F(ExactLimits, TargetsOfOneValueAndExactFits) {
  write("x,y\n1,5\n2,5\n4,5\n");
  EXPECT_EQ(notes(), (Notes{"all targets are equal: R2 is not defined"}));
  write("x,y\n1,3\n2,5\n4,9\n");
  const Json object = report();
  EXPECT_EQ(object.at("statistics").at("notes").get<Notes>(),
            (Notes{"the fit is exact up to rounding: standard errors, t, p and F say nothing"}));
  EXPECT_EQ(object.at("statistics").at("coefficients")[0].at("standard_error"), 0);
  EXPECT_EQ(object.at("verdict"), "exact: the least-squares optimum, loss 0");
}

TEST_F(ExactLimits, ColumnsThatNearlyDepend) {
  std::string text = "a,b,y\n";
  for (int i = 0; i < 50; ++i) {
    const double noise = (i * 37 % 11 - 5) * 1e-6;
    char row[100];
    std::snprintf(row, sizeof row, "%d,%.17g,%d\n", i, i + noise, 2 * i + i * 29 % 7);
    text += row;
  }
  write(text);
  const Json object = report();
  EXPECT_EQ(object.at("training").at("quality"), "ill_conditioned");
  EXPECT_EQ(object.at("training").at("converged"), false);
  EXPECT_TRUE(object.at("training").at("optimum").is_null());
  const auto all = object.at("statistics").at("notes").get<Notes>();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_TRUE(all[0].starts_with("columns nearly depend on each other (condition ")) << all[0];
  EXPECT_TRUE(all[0].ends_with("; leave some columns out, or use --ridge")) << all[0];
  const std::string verdict = object.at("verdict");
  EXPECT_TRUE(contains(verdict, "; but columns nearly depend on each other (condition ")) << verdict;
  EXPECT_TRUE(contains(train({"--quiet"}).errors, "nearly depend")) << verdict;
  // What helps.
  EXPECT_EQ(report({"--drop", "b"}).at("training").at("quality"), "full_rank");
  EXPECT_EQ(report({"--ridge", "1"}).at("training").at("quality"), "full_rank");
  const std::string of_ridge = report({"--ridge", "1", "--check"}).at("verdict");
  EXPECT_TRUE(
      of_ridge.ends_with("; the least-squares optimum was not found, as some columns nearly depend on others"))
      << of_ridge;
  // It is not the columns.
  const std::string of_nothing = report({"--drop", "b", "--ridge", "1e300"}).at("verdict");
  EXPECT_TRUE(
      of_nothing.ends_with("; but the weights explain next to nothing, and rounding may have changed every "
                           "digit of the weights"))
      << of_nothing;
}

TEST_F(ExactLimits, DataThatIsNone) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"x,y\n", "d.csv: no samples, only a header"},
      {"x,z\n1,2\n", "d.csv:1: no column 'y'; there are 'x', 'z'"},
      {"x,y\n1,2\n3,four\n", "d.csv:3:3: 'four' is not a number (column 'y')"},
      {"x,y\n1,2\nnan,4\n", "d.csv:3:1: 'nan' is not finite (column 'x')"},
      {"x,y\n1,2\n3\n", "d.csv:3: 1 cell, but the header has 2"},
      {"y\n1\n", "d.csv:1: no column is left to be a feature, beside the target 'y'"},
      {"x,y\n1e200,2\n2,3\n", "d.csv: column 'x' has values too large: their squares overflow"},
      {"x,y\n1,2\n2,-1e300\n", "d.csv: column 'y' has values too large: their squares overflow"}};
  for (const auto& [text, message] : cases) {
    write(text);
    expect_error({}, message);
  }
}

TEST_F(ExactLimits, WeightsThatAFloatCannotHold) {
  write("x,y\n1e-30,1e20\n2e-30,2e20\n4e-30,3e20\n");
  expect_error({"--type", "float"},
               "d.csv: the values are out of proportion: the weight of 'x' is no finite float");
}

// Fewer rows and a weight say the same as all of them.
TEST_F(ExactLimits, WeightsOfSamples) {
  write("x,y\n1,2\n1,2\n2,3\n5,4\n5,4\n5,4\n");
  const Json repeated = report();
  write("x,w,y\n1,2,2\n2,1,3\n9,0,99\n5,3,4\n");
  const Json weighted = report({"--weights", "w"});
  EXPECT_EQ(weighted.at("features"), Json{"x"});
  EXPECT_NEAR(weighted.at("weights")[0], repeated.at("weights")[0], 1e-14);
  EXPECT_NEAR(weighted.at("bias"), repeated.at("bias"), 1e-14);
  EXPECT_NEAR(weighted.at("training").at("loss"), repeated.at("training").at("loss"), 1e-14);
  EXPECT_NEAR(weighted.at("training").at("rmse"), repeated.at("training").at("rmse"), 1e-14);
  EXPECT_NEAR(weighted.at("training").at("r2"), repeated.at("training").at("r2"), 1e-14);
  // A weight makes no sample: of three with one, there is one degree of freedom.
  EXPECT_EQ(weighted.at("training").at("samples"), 3);
  EXPECT_EQ(weighted.at("training").at("total_weight"), 6);
  EXPECT_EQ(weighted.at("statistics").at("degrees_of_freedom"), 1);
  EXPECT_TRUE(contains(train({"--weights", "w"}).output, "samples   3, of the weight 6\n"));

  expect_error({"--weights", "v"}, "d.csv:1: no column 'v'; there are 'x', 'w', 'y'");
  expect_error({"--weights", "y"}, "d.csv:1: column 'y' cannot be the weights and the target as well");
  expect_error({"--weights", "w", "--features", "x,w"},
               "d.csv:1: column 'w' cannot be the weights and a feature as well");
  expect_error({"--weights", "w", "--drop", "w"}, "d.csv:1: column 'w' cannot be the weights and dropped");
  write("x,w,y\n1,2,2\n2,-1,3\n");
  expect_error({"--weights", "w"}, "d.csv:3: the weight -1 is negative (column 'w')");
  write("x,w,y\n1,2,2\n2,,3\n");
  expect_error({"--weights", "w"}, "d.csv:3:3: an empty cell where a number is expected (column 'w')");
  write("x,w,y\n1,0,2\n2,0,3\n");
  expect_error({"--weights", "w"}, "d.csv: no sample has a weight");
}

}  // namespace
}  // namespace adaline::test
