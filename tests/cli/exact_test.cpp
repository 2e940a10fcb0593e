// `adaline train --method exact`: estimates and statistics against known ones.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;
using Json = nlohmann::json;

std::string nist(const std::string& file) { return std::string(ADALINE_TEST_DATA) + "/nist/" + file; }

struct Certified {
  double estimate = 0;
  double standard_deviation = 0;
};

Certified certified(const std::string& set, const std::string& parameter) {
  std::ifstream file(nist("certified.csv"));
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(set + "," + parameter + ",")) continue;
    std::istringstream cells(line.substr(set.size() + parameter.size() + 2));
    std::string estimate, deviation;
    std::getline(cells, estimate, ',');
    std::getline(cells, deviation, ',');
    return {std::stod(estimate), deviation.empty() ? 0 : std::stod(deviation)};
  }
  throw std::runtime_error("no " + parameter + " of " + set);
}

void expect_close(const Json& value, double expected, double relative = 1e-7) {
  ASSERT_TRUE(value.is_number()) << value;
  EXPECT_NEAR(value.get<double>(), expected, relative * std::fabs(expected));
}

class Exact : public testing::Test {
 protected:
  Outcome run(const Arguments& arguments) const {
    return run_adaline({.arguments = arguments, .folder = folder_.path()});
  }
  Outcome train(const Arguments& more) const { return run(Arguments{"train", "--method", "exact"} + more); }
  Json report(const Arguments& more) const {
    const Outcome outcome = train(more + Arguments{"--json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_EQ(outcome.errors, "");
    return outcome.exit_code == 0 ? Json::parse(outcome.output) : Json::object();
  }
  void write(const std::string& text, const std::string& name = "d.csv") const {
    write_file(folder_ / name, text);
  }

  const TemporaryFolder folder_;
};

// A set with an intercept, or one through the origin.
class ExactOfNist : public Exact, public testing::WithParamInterface<std::string> {};

TEST_P(ExactOfNist, IsWhatIsCertified) {
  const std::string set = GetParam();
  const bool has_bias = !set.starts_with("NoInt");
  Arguments arguments = {nist(set + ".csv"), "--target", "y"};
  if (!has_bias) arguments.emplace_back("--no-bias");
  const Json object = report(arguments);
  const Json& statistics = object.at("statistics");
  std::vector<Json> all = {statistics.at("bias")};
  for (const Json& row : statistics.at("coefficients")) all.push_back(row);
  for (std::size_t j = has_bias ? 0 : 1; j < all.size(); ++j) {
    const Certified expected = certified(set, "B" + std::to_string(j));
    expect_close(all[j].at("estimate"), expected.estimate);
    expect_close(all[j].at("standard_error"), expected.standard_deviation);
    expect_close(all[j].at("t_value"), expected.estimate / expected.standard_deviation);
  }
  EXPECT_EQ(all[0].is_null(), !has_bias);
  expect_close(statistics.at("residual_standard_error"),
               certified(set, "residual_standard_deviation").estimate);
  expect_close(statistics.at("r2"), certified(set, "r_squared").estimate);
  EXPECT_EQ(statistics.at("notes"), Json::array());
}

INSTANTIATE_TEST_SUITE_P(Sets, ExactOfNist, testing::Values("Norris", "Longley", "NoInt1", "NoInt2"),
                         [](const auto& set) { return set.param; });

// summary(lm(Employed ~ ., longley)) of R has other units, in which t and p are the same.
TEST_F(Exact, LongleyIsThatOfR) {
  const Json statistics = report({nist("Longley.csv"), "--target", "y"}).at("statistics");
  const std::vector<double> p = {0.003560, 0.863141, 0.312681, 0.002535, 0.000944, 0.826212, 0.003037};
  EXPECT_NEAR(statistics.at("bias").at("p_value").get<double>(), p[0], 5e-7);
  for (std::size_t j = 1; j < p.size(); ++j) {
    EXPECT_NEAR(statistics.at("coefficients")[j - 1].at("p_value").get<double>(), p[j], 5e-7) << j;
  }
  EXPECT_EQ(statistics.at("degrees_of_freedom"), 9);
  // NIST's table of the analysis of variance has the first.
  expect_close(statistics.at("f_statistic"), 330.285339234588);
  EXPECT_EQ(statistics.at("f_degrees_of_freedom"), (Json{6, 9}));
  EXPECT_NEAR(statistics.at("f_p_value").get<double>(), 4.984e-10, 5e-14);
  EXPECT_NEAR(statistics.at("adjusted_r2").get<double>(), 0.9925, 5e-5);
}

// Weight and consumption of 32 cars, of Motor Trend, 1974: R's mtcars.
const std::string cars =
    "mpg,wt\n21,2.62\n21,2.875\n22.8,2.32\n21.4,3.215\n18.7,3.44\n18.1,3.46\n14.3,3.57\n24.4,3.19\n22.8,3.15\n"
    "19.2,3.44\n17.8,3.44\n16.4,4.07\n17.3,3.73\n15.2,3.78\n10.4,5.25\n10.4,5.424\n14.7,5.345\n32.4,2.2\n"
    "30.4,1.615\n33.9,1.835\n21.5,2.465\n15.5,3.52\n15.2,3.435\n13.3,3.84\n19.2,3.845\n27.3,1.935\n26,2.14\n"
    "30.4,1.513\n15.8,3.17\n19.7,2.77\n15,3.57\n21.4,2.78\n";

// summary(lm(mpg ~ wt, mtcars)) and confint() of it.
TEST_F(Exact, PrintsTheTable) {
  write(cars);
  const Outcome outcome = train({"d.csv", "--target", "mpg", "--model", "m.json"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
  const std::size_t table = outcome.output.find("\ncolumn");
  ASSERT_NE(table, std::string::npos);
  EXPECT_EQ(outcome.output.substr(table),
            "\ncolumn  estimate  std. error  t value    p value  95 % from        to\n"
            "(bias)   37.2851     1.87763    19.86  < 2.2e-16    33.4505   41.1198\n"
            "wt      -5.34447    0.559101   -9.559   1.29e-10   -6.48631  -4.20263\n"
            "\n"
            "residual standard error 3.04588 on 30 degrees of freedom\n"
            "R2 0.752833, adjusted R2 0.744594\n"
            "F statistic 91.3753 on 1 and 30 degrees of freedom, p value 1.29e-10\n"
            "\n"
            "exact: the least-squares optimum, loss 139.161\n");
  EXPECT_TRUE(contains(outcome.output, "method    exact\ncondition 1, rank 1 of 1\nloss      139.161 (1/2"));
  EXPECT_FALSE(contains(outcome.output, "epoch"));
}

TEST_F(Exact, ModelIsOneOfThisProgram) {
  write(cars);
  ASSERT_EQ(train({"d.csv", "--target", "mpg", "--model", "m.json", "--quiet"}).errors, "");
  const Json model = Json::parse(read_file(folder_ / "m.json"));
  EXPECT_EQ(model.count("standardization"), 0U);
  EXPECT_EQ(model.at("features"), Json{"wt"});
  expect_close(model.at("weights")[0], -5.344471572722677, 1e-13);
  expect_close(model.at("bias"), 37.28512616734203, 1e-13);
  const Json& training = model.at("training");
  EXPECT_EQ(training.at("method"), "exact");
  EXPECT_EQ(training.at("ridge"), 0);
  EXPECT_EQ(training.at("converged"), true);
  EXPECT_EQ(training.at("samples"), 32);
  const std::vector<std::string> predicted = lines_of(run({"predict", "m.json", "d.csv"}).output);
  ASSERT_EQ(predicted.size(), 32U);
  EXPECT_NEAR(std::stod(predicted[0]), 37.28512616734203 - 2.62 * 5.344471572722677, 1e-12);
  const Json score = Json::parse(run({"evaluate", "m.json", "d.csv", "--json"}).output);
  expect_close(score.at("rmse"), training.at("rmse"), 1e-12);
  expect_close(score.at("r2"), training.at("r2"), 1e-12);
  const Outcome inspected = run({"inspect", "m.json"});
  EXPECT_TRUE(contains(inspected.output, "\nmethod    exact\n")) << inspected.output;
  EXPECT_TRUE(inspected.output.ends_with("\n\nexact: the least-squares optimum, loss 139.161\n"));
  EXPECT_EQ(inspected.errors, "");
  EXPECT_EQ(Json::parse(run({"inspect", "m.json", "--json"}).output).at("training"), training);
}

// It scales nothing.
TEST_F(Exact, StandardizationChangesNothing) {
  write(made_table(40).text());
  std::vector<std::string> models;
  for (const Arguments& more : {Arguments{}, {"--standardize"}, {"--no-standardize"}}) {
    ASSERT_EQ(train(Arguments{"d.csv", "--target", "y", "--model", "m.json", "--quiet"} + more).errors, "");
    models.push_back(read_file(folder_ / "m.json"));
  }
  EXPECT_EQ(models[1], models[0]);
  EXPECT_EQ(models[2], models[0]);
}

TEST_F(Exact, IsWhereGradientDescentGoes) {
  write(made_table(200).text());
  const Json exact = report({"d.csv", "--target", "y"});
  const Json batch =
      Json::parse(run({"train", "d.csv", "--target", "y", "--tolerance", "1e-12", "--json"}).output);
  EXPECT_EQ(batch.count("statistics"), 0U);
  expect_close(batch.at("training").at("optimum"), exact.at("training").at("loss"), 1e-7);
  for (std::size_t j = 0; j < 3; ++j) {
    expect_close(exact.at("weights")[j], batch.at("weights_in_data_units")[j], 1e-4);
  }
}

// About their means x is -1, 0, 1 and t -2, 0, 2: w = (sum of x t) / (sum of x^2 + ridge) = 4 / (2 + 2), and
// the errors are -1, 0, 1.
TEST_F(Exact, Ridge) {
  write("x,y\n9,1\n10,3\n11,5\n");
  const Json object = report({"d.csv", "--target", "y", "--ridge", "2", "--model", "m.json"});
  EXPECT_EQ(object.at("weights"), (Json{1.0}));
  EXPECT_EQ(object.at("bias"), -7);
  EXPECT_EQ(object.at("training").at("ridge"), 2);
  EXPECT_EQ(object.at("training").at("loss"), 1);
  EXPECT_TRUE(object.at("training").at("optimum").is_null());
  EXPECT_EQ(object.at("verdict"), "exact: the optimum with the ridge 2, loss 1 without the penalty");
  // Without the ridge w is 2, and fits.
  const Json checked = report({"d.csv", "--target", "y", "--ridge", "2", "--check"});
  EXPECT_EQ(checked.at("training").at("optimum"), 0);
  EXPECT_EQ(checked.at("weights"), object.at("weights"));
  EXPECT_EQ(checked.at("verdict"),
            "exact: the optimum with the ridge 2, loss 1 without the penalty; the loss is 1, 0 at the "
            "least-squares optimum");
  const Json& statistics = object.at("statistics");
  EXPECT_EQ(statistics.at("r2"), 0.75);
  for (const char* name :
       {"residual_standard_error", "degrees_of_freedom", "adjusted_r2", "f_statistic", "f_p_value"}) {
    EXPECT_TRUE(statistics.at(name).is_null()) << name;
  }
  EXPECT_TRUE(statistics.at("bias").at("standard_error").is_null());
  EXPECT_EQ(
      statistics.at("notes"),
      Json{"with a ridge there are no standard errors, and no t, p and F: they are of least squares alone"});
  const Outcome text = train({"d.csv", "--target", "y", "--ridge", "2"});
  EXPECT_TRUE(contains(text.output, "method    exact, ridge 2\n")) << text.output;
  EXPECT_TRUE(contains(text.output, "\nx              1           -        -        -          -   -\n"))
      << text.output;
  EXPECT_TRUE(contains(run({"inspect", "m.json"}).output, "method    exact, ridge 2\n"));
}

TEST_F(Exact, WithoutABias) {
  write("x,y\n1,1\n2,3\n");
  const Json object = report({"d.csv", "--target", "y", "--no-bias"});
  EXPECT_EQ(object.at("bias"), 0);
  expect_close(object.at("weights")[0], 7.0 / 5, 1e-15);
  EXPECT_TRUE(object.at("statistics").at("bias").is_null());
  // 1 - RSS / sum of t^2, and about the mean.
  expect_close(object.at("statistics").at("r2"), 1 - 0.2 / 10, 1e-14);
  expect_close(object.at("training").at("r2"), 1 - 0.2 / 2, 1e-14);
  const std::string text = train({"d.csv", "--target", "y", "--no-bias"}).output;
  EXPECT_TRUE(contains(text, "method    exact, no bias\n")) << text;
  EXPECT_TRUE(contains(text, "\nR2 0.98 about 0, as there is no bias, adjusted R2 0.96\n")) << text;
  EXPECT_FALSE(contains(text, "(bias)")) << text;
}

TEST_F(Exact, Floats) {
  write(made_table(40).text());
  const Json in_double = report({"d.csv", "--target", "y"});
  const Json in_float = report({"d.csv", "--target", "y", "--type", "float", "--model", "m.json"});
  EXPECT_EQ(in_float.at("type"), "float");
  for (std::size_t j = 0; j < 3; ++j) {
    EXPECT_EQ(static_cast<float>(in_float.at("weights")[j].get<double>()),
              static_cast<float>(in_double.at("weights")[j].get<double>()));
  }
  EXPECT_EQ(run({"evaluate", "m.json", "d.csv"}).exit_code, 0);
  EXPECT_EQ(in_float.at("training").at("optimum"), in_double.at("training").at("loss"));
  EXPECT_EQ(in_float.at("verdict"), in_double.at("verdict"));
  EXPECT_EQ(report({"d.csv", "--target", "y", "--check"}).at("verdict"), in_double.at("verdict"));
  const std::string checked = report({"d.csv", "--target", "y", "--type", "float", "--check"}).at("verdict");
  EXPECT_TRUE(contains(checked, "; of weights rounded to float the loss is ")) << checked;
  EXPECT_TRUE(checked.ends_with(" % above the least-squares optimum")) << checked;
}

// Of moments it is known without a sample.
TEST_F(Exact, ChecksARidgeOfMoments) {
  write("x,y\n9,1\n10,3\n11,5\n");
  EXPECT_EQ(run({"moments", "d.csv", "--target", "y", "--output", "d.moments"}).exit_code, 0);
  EXPECT_EQ(report({"d.moments", "--ridge", "2", "--check"}).at("verdict"),
            report({"d.csv", "--target", "y", "--ridge", "2", "--check"}).at("verdict"));
}

// The bias takes back what an offset of a million makes of the weight, in seven digits.
TEST_F(Exact, FloatsThatAreTooFew) {
  write("x,y\n1000001,1.01\n1000002,2.02\n1000003,2.98\n1000004,4\n");
  const Json object = report({"d.csv", "--target", "y", "--type", "float"});
  const std::string verdict = object.at("verdict");
  EXPECT_TRUE(contains(verdict, "; of weights rounded to float the loss is ")) << verdict;
  EXPECT_TRUE(verdict.ends_with(": use --type double")) << verdict;
  EXPECT_LT(object.at("training").at("optimum"), object.at("training").at("loss"));
}

}  // namespace
}  // namespace adaline::test
