// What `adaline train` prints and what it writes into the model.
#include <gtest/gtest.h>

#include <adaline/cpu.hpp>

#include <nlohmann/json.hpp>

#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

constexpr const char* notebook = ADALINE_TEST_DATA "/notebook.csv";

Outcome train_notebook(const Arguments& more, const TemporaryFolder* folder = nullptr) {
  return run_adaline({.arguments = Arguments{"train", notebook, "--target", "t"} + more,
                      .folder = folder == nullptr ? "" : folder->path()});
}

std::string level() { return std::string(to_string(active_isa())) + ", adaline " + std::string(version()); }

// Without what differs from run to run.
std::string without_time(const std::string& text) {
  static const std::regex time("time      [-+.e0-9]+ s, [-+.e0-9]+ samples/s\n");
  EXPECT_TRUE(std::regex_search(text, time)) << text;
  return std::regex_replace(text, time, "time      T s, R samples/s\n");
}

// Only IEEE arithmetic in a written order: the same digits everywhere but on CPUs without fused multiply-add,
// where six of them agree as well.
TEST(TrainOutput, Summary) {
  const Outcome outcome =
      train_notebook(Arguments{"--learning-rate", "0.01", "--epochs", "100", "--initial-bias", "0"} + by_hand);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
  EXPECT_EQ(
      without_time(outcome.output),
      "target    t from 1 feature, double\n"
      "samples   12\n"
      "method    batch, learning rate 0.01, at most 100 epochs\n"
      "stopped   epochs done, after 100 epochs and 100 steps\n"
      "loss      387.894 (1/2 sum of squared errors)\n"
      "RMSE      8.04046\n"
      "R2        0.829579\n"
      "kernels   " +
          level() +
          "\n"
          "time      T s, R samples/s\n"
          "\n"
          "feature    weight\n"
          "x          2.6136\n"
          "(bias)   -2.75401\n"
          "\n"
          "not converged: the loss is 4.1 % above the least-squares optimum, and still falls by 0.13 % in an "
          "epoch; leave out --no-standardize; --epochs 190 would bring it within 1 %; --method "
          "exact reaches the optimum\n");
}

TEST(TrainOutput, SummaryOfOtherOptions) {
  const Outcome outcome =
      train_notebook({"--method", "minibatch", "--batch-size", "5", "--keep-last-batch", "--learning-rate",
                      "0.01", "--shuffle", "none", "--type", "float", "--no-bias", "--stop-delta", "5",
                      "--epochs", "1000", "--initial-weight", "-0.5"});
  EXPECT_EQ(outcome.exit_code, 0);
  for (const char* line :
       {"target    t from standardized 1 feature, float\n",
        "method    minibatch of 5 (a shorter last one too), learning rate 0.01, at most "
        "1000 epochs, until deltas "
        "are under 5, no bias\n",
        "stopped   small steps, after ", "\nnot converged: the loss is ", ", though the steps fell under 5; ",
        "feature  standardized  in its own unit\n", "x ", "(bias)"}) {
    EXPECT_TRUE(contains(outcome.output, line)) << line << outcome.output;
  }
}

TEST(TrainOutput, NoR2WhereAllTargetsAreEqual) {
  const Outcome outcome =
      run_adaline({.arguments = {"train", "-", "--target", "y"}, .input = "x,y\n1,3\n2,3\n"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(contains(outcome.output, "R2        none: all targets are equal\n")) << outcome.output;
  const Outcome json =
      run_adaline({.arguments = {"train", "-", "--target", "y", "--json"}, .input = "x,y\n1,3\n2,3\n"});
  EXPECT_TRUE(nlohmann::json::parse(json.output).at("training").at("r2").is_null()) << json.output;
}

std::set<std::string> keys(const nlohmann::json& object) {
  std::set<std::string> result;
  for (const auto& item : object.items()) result.insert(item.key());
  return result;
}

const std::set<std::string> training_keys = {"method",
                                             "strategy",
                                             "learning_rate",
                                             "automatic_rate",
                                             "epoch_limit",
                                             "stop_delta",
                                             "tolerance",
                                             "shuffle",
                                             "seed",
                                             "learn_bias",
                                             "samples",
                                             "epochs",
                                             "steps",
                                             "loss",
                                             "initial_weight",
                                             "initial_bias",
                                             "stop_reason",
                                             "rmse",
                                             "r2",
                                             "level",
                                             "adaline",
                                             "converged",
                                             "optimum",
                                             "loss_fall_per_epoch",
                                             "epochs_needed",
                                             "numerics_version"};

TEST(TrainOutput, JsonIsTheModelWithItsTime) {
  const TemporaryFolder folder;
  const Outcome outcome = train_notebook(Arguments{"--json", "--model", "m.json", "--initial-weight", "0.5",
                                                   "--learning-rate", "0.01", "--epochs", "100"} +
                                             by_hand,
                                         &folder);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
  auto object = nlohmann::json::parse(outcome.output);
  EXPECT_EQ(keys(object),
            (std::set<std::string>{"format", "version", "type", "target", "features", "weights", "bias",
                                   "training", "verdict", "seconds", "samples_per_second"}));
  EXPECT_GE(object.at("seconds").get<double>(), 0);
  EXPECT_GE(object.at("samples_per_second").get<double>(), 0);
  object.erase("seconds");
  object.erase("samples_per_second");
  EXPECT_TRUE(object.at("verdict").get<std::string>().starts_with("not converged: ")) << object;
  object.erase("verdict");
  EXPECT_EQ(object, nlohmann::json::parse(read_file(folder / "m.json")));

  const auto& training = object.at("training");
  EXPECT_EQ(keys(training), training_keys);
  EXPECT_EQ(training.at("method"), "batch");
  EXPECT_EQ(training.at("learning_rate"), 0.01);
  EXPECT_EQ(training.at("epoch_limit"), 100);
  EXPECT_EQ(training.at("stop_delta"), 0);
  EXPECT_EQ(training.at("learn_bias"), true);
  EXPECT_EQ(training.at("initial_weight"), 0.5);
  EXPECT_NEAR(training.at("initial_bias").get<double>(), -6.94482, 1e-5);
  EXPECT_EQ(training.at("automatic_rate"), false);
  EXPECT_EQ(training.at("tolerance"), 0);
  EXPECT_EQ(training.at("shuffle"), "none");
  EXPECT_EQ(training.at("converged"), false);
  EXPECT_NEAR(training.at("optimum").get<double>(), 346, 50);
  EXPECT_EQ(training.at("samples"), 12);
  EXPECT_EQ(training.at("epochs"), 100);
  EXPECT_EQ(training.at("steps"), 100);
  EXPECT_EQ(training.at("stop_reason"), "epochs done");
  EXPECT_EQ(training.at("level"), to_string(active_isa()));
  EXPECT_EQ(training.at("adaline"), version());
}

TEST(TrainOutput, JsonOfAMiniBatchOnStandardizedFeatures) {
  const Outcome outcome = train_notebook({"--json", "--method", "minibatch", "--batch-size", "4"});
  const auto object = nlohmann::json::parse(outcome.output);
  std::set<std::string> expected = training_keys;
  expected.insert({"batch_size", "keep_last_batch"});
  expected.erase("strategy");
  EXPECT_EQ(keys(object.at("training")), expected);
  EXPECT_EQ(object.at("training").at("batch_size"), 4);
  EXPECT_EQ(object.at("training").at("keep_last_batch"), false);
  const double mean = object.at("standardization").at("means").at(0);
  const double deviation = object.at("standardization").at("deviations").at(0);
  const double weight = object.at("weights").at(0);
  EXPECT_DOUBLE_EQ(mean, -1);
  EXPECT_DOUBLE_EQ(object.at("weights_in_data_units").at(0), weight / deviation);
  EXPECT_DOUBLE_EQ(object.at("bias_in_data_units"),
                   object.at("bias").get<double>() - weight / deviation * mean +
                       object.at("standardization").at("target_mean").get<double>());
}

TEST(TrainOutput, QuietPrintsNothing) {
  const TemporaryFolder folder;
  const Outcome outcome = train_notebook({"--quiet", "--model", "m.json"}, &folder);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(outcome.errors, "");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"m.json"});
}

TEST(TrainOutput, VerboseReportsRoundEpochs) {
  const Outcome outcome = train_notebook(
      Arguments{"--verbose", "--epochs", "2500", "--learning-rate", "1e-5", "--initial-bias", "0"} + by_hand);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(outcome.output.starts_with("target ")) << outcome.output;
  const std::vector<std::string> epochs = {"1",   "2",   "5",   "10",   "20",  "50",
                                           "100", "200", "500", "1000", "2000"};
  const std::vector<std::string> lines = lines_of(outcome.errors);
  ASSERT_EQ(lines.size(), epochs.size()) << outcome.errors;
  for (std::size_t i = 0; i < epochs.size(); ++i) {
    EXPECT_TRUE(lines[i].starts_with("adaline: epoch " + epochs[i] + " of 2500, loss ")) << lines[i];
    EXPECT_TRUE(contains(lines[i], " samples/s, at most ")) << lines[i];
    EXPECT_TRUE(lines[i].ends_with(" left")) << lines[i];
  }
  // The loss before the first step.
  EXPECT_TRUE(contains(lines[0], ", loss 2565.48, ")) << lines[0];
}

TEST(TrainOutput, VerboseDoesNotDisturbJson) {
  const Outcome outcome = train_notebook(Arguments{"--verbose", "--json", "--epochs", "3"} + by_hand);
  EXPECT_EQ(lines_of(outcome.errors).size(), 2U);
  EXPECT_TRUE(nlohmann::json::parse(outcome.output).is_object());
}

// Moved to its mean, a line through the origin would be one no more.
TEST(TrainOutput, StandardizedWithoutABiasIsScaledAndNotMoved) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "x,y\n10,20\n20,40\n30,60\n");
  const Outcome outcome = run_adaline(
      {.arguments = {"train", "d.csv", "--target", "y", "--no-bias", "--json"}, .folder = folder.path()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto object = nlohmann::json::parse(outcome.output);
  EXPECT_EQ(object.at("standardization").at("means").at(0), 0);
  EXPECT_NEAR(object.at("weights_in_data_units").at(0).get<double>(), 2, 1e-5);
  EXPECT_NEAR(object.at("training").at("r2").get<double>(), 1, 1e-10);
}

TEST(TrainOutput, ConstantColumnsAreNamed) {
  const TemporaryFolder folder;
  std::string text = "a,b,c,d,x,y\n";
  for (int i = 0; i < 10; ++i) {
    text += "5,1,2," + std::string(i == 0 ? "0.1" : "0.10000000000000002") + "," + std::to_string(i) + "," +
            std::to_string(3 * i) + "\n";
  }
  write_file(folder / "d.csv", text);
  const auto errors_with = [&](const std::vector<std::string>& more) {
    std::vector<std::string> arguments = {"train", "d.csv", "--target", "y"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = run_adaline({.arguments = arguments, .folder = folder.path()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return outcome.errors;
  };
  EXPECT_EQ(errors_with({"--features", "d,x"}),
            "adaline: a column is constant up to rounding, and so without a say: 'd'\n");
  EXPECT_EQ(errors_with({}),
            "adaline: columns are constant up to rounding, and so without a say: 'a', 'b', 'c' and 1 more\n");
  EXPECT_EQ(errors_with({"--quiet"}), "");
}

}  // namespace
}  // namespace adaline::test
