// `adaline train --trace`: every step with all its digits.
#include <gtest/gtest.h>

#include <adaline/train.hpp>

#include <charconv>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "cli/demo/notebook.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"
#include "tests/support/notebook.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

std::string digits(double value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

std::string three_decimals(const std::string& text) {
  char rounded[64];
  std::snprintf(rounded, sizeof rounded, "%.3f", std::stod(text));
  return rounded;
}

// The options of a notebook's training, for the command line.
Arguments arguments_of(const cli::notebook::Training& training) {
  Arguments arguments = {"--method", "batch"};
  if (std::holds_alternative<Online>(training.method)) arguments = {"--method", "online"};
  if (const auto* const mini_batch = std::get_if<MiniBatch>(&training.method)) {
    arguments = {"--method", "minibatch", "--batch-size", std::to_string(mini_batch->size)};
  }
  arguments.insert(arguments.end(),
                   {"--learning-rate", digits(training.options.learning_rate), "--epochs",
                    std::to_string(training.options.epochs), "--stop-delta",
                    digits(training.options.stop_delta), "--no-bias", "--initial-weight",
                    digits(cli::notebook::initial_weight), "--no-standardize", "--shuffle", "none"});
  return arguments;
}

TEST(Trace, TheNotebooks180Values) {
  const TemporaryFolder folder;
  const auto printed = read_table(ADALINE_TEST_DATA "/notebook_printed.csv");
  std::size_t compared = 0;
  for (const cli::notebook::Training& training : cli::notebook::trainings()) {
    Arguments arguments = {"train", ADALINE_TEST_DATA "/notebook.csv", "--target", "t", "--trace", "trace.csv"};
    const Arguments more = arguments_of(training);
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = run_adaline({.arguments = arguments, .folder = folder.path()});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;

    const auto trace = read_table(folder / "trace.csv");
    const std::string mode = std::string(training.name) == "mini-batch" ? "minibatch" : training.name;
    for (const auto& row : printed) {
      if (row.at("mode") != mode) continue;
      const std::size_t step = std::stoul(row.at("step"));
      const auto& seen = trace.at(step);
      EXPECT_EQ(seen.at("step"), row.at("step"));
      const std::map<std::string, std::string> values = {
          {"weight_before", step == 0 ? "-0.5" : trace.at(step - 1).at("weight:x")},
          {"error", seen.at("error")},
          {"delta", seen.at("delta:x")},
          {"weight", seen.at("weight:x")},
          {"loss", seen.at("loss")}};
      for (const auto& [name, value] : values) {
        if (row.at(name).empty()) continue;
        EXPECT_EQ(three_decimals(value), row.at(name)) << mode << " step " << step << " " << name;
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, 180U);
}

template <class T>
std::string cell(T value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

// What the file must hold: shortest digits, which read back as the same numbers.
template <class T>
std::string expected_trace(const TextTable& table, Method method, const TrainOptions& options) {
  std::string text = "epoch,step,error,loss,delta:a,delta:b,delta:c";
  text += options.learn_bias ? ",delta:bias,weight:a,weight:b,weight:c,weight:bias\n"
                             : ",weight:a,weight:b,weight:c\n";
  const auto on_step = [&](const Step<T>& step) {
    text += std::to_string(step.epoch) + ',' + std::to_string(step.step) + ',';
    text += (step.error ? cell(*step.error) : "") + ',' + cell(step.loss.value());
    for (const T delta : step.weight_deltas) text += ',' + cell(delta);
    if (options.learn_bias) text += ',' + cell(step.bias_delta);
    for (const T weight : step.weights) text += ',' + cell(weight);
    if (options.learn_bias) text += ',' + cell(step.bias);
    text += '\n';
    return true;
  };
  const Matrix<T> x = table.columns<T>({"a", "b", "c"});
  const Matrix<T> targets = table.columns<T>({"y"});
  Neuron<T> neuron(3);
  (void)train(neuron, {x.view(), {targets.data(), targets.rows()}}, method, options,
              {.on_step = on_step, .step_loss = true});
  return text;
}

struct Traced {
  Arguments arguments;
  Method method;
  bool learn_bias;
};

TEST(Trace, HoldsWhatAnObserverSees) {
  const TemporaryFolder folder;
  const TextTable table = made_table(30);
  write_file(folder / "data.csv", table.text());
  const std::vector<Traced> all = {
      {{"--method", "batch", "--epochs", "600"}, Batch{}, true},  // more than one block
      {{"--method", "batch", "--no-bias", "--epochs", "600"}, Batch{}, false},
      {{"--method", "online", "--epochs", "600"}, Online{}, true},
      {{"--method", "minibatch", "--batch-size", "8", "--epochs", "600"}, MiniBatch{8}, true}};
  for (const Traced& traced : all) {
    TrainOptions options{.learning_rate = 0.0001, .epochs = 600, .learn_bias = traced.learn_bias};
    for (const std::string type : {"float", "double"}) {
      Arguments arguments = {"train",  "data.csv", "--target",  "y",      "--learning-rate",
                             "0.0001", "--trace",  "trace.csv", "--type", type};
      arguments.insert(arguments.end(), traced.arguments.begin(), traced.arguments.end());
      if (traced.learn_bias) arguments.insert(arguments.end(), {"--initial-bias", "0"});
      arguments.insert(arguments.end(), by_hand.begin(), by_hand.end());
      const Outcome outcome = run_adaline({.arguments = arguments, .folder = folder.path()});
      EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
      const std::string expected = type == "float" ? expected_trace<float>(table, traced.method, options)
                                                   : expected_trace<double>(table, traced.method, options);
      // Not EXPECT_EQ, which would print it all.
      EXPECT_TRUE(read_file(folder / "trace.csv") == expected) << traced.arguments[1] << " " << type;
    }
  }
}

TEST(Trace, NamesOfFeaturesAreQuotedWhereTheyMustBe) {
  const TemporaryFolder folder;
  write_file(folder / "data.csv", "\"a, b\",\"say \"\"hi\"\"\",plain c,\"two\nlines\",y\n1,2,3,4,5\n");
  const Outcome outcome =
      run_adaline({.arguments = {"train", "data.csv", "--target", "y", "--epochs", "1", "--trace", "trace.csv"},
                   .folder = folder.path()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  const std::string names =
      "epoch,step,error,loss,"
      "\"delta:a, b\",\"delta:say \"\"hi\"\"\",delta:plain c,\"delta:two\nlines\",delta:bias,"
      "\"weight:a, b\",\"weight:say \"\"hi\"\"\",weight:plain c,\"weight:two\nlines\","
      "weight:bias\n";
  EXPECT_TRUE(read_file(folder / "trace.csv").starts_with(names)) << read_file(folder / "trace.csv");
}

TEST(Trace, ChangesNoBitOfTheModel) {
  const TemporaryFolder folder;
  write_file(folder / "data.csv", made_table(30).text());
  for (const std::string method : {"batch", "online", "minibatch"}) {
    Arguments arguments = {"train",    "data.csv", "--target",          "y",       "--standardize",
                           "--method", method,     "--keep-last-batch", "--model", "1.json"};
    if (method != "minibatch") std::erase(arguments, "--keep-last-batch");
    EXPECT_EQ(run_adaline({.arguments = arguments, .folder = folder.path()}).exit_code, 0);
    arguments.back() = "2.json";
    arguments.insert(arguments.end(), {"--trace", "trace.csv"});
    EXPECT_EQ(run_adaline({.arguments = arguments, .folder = folder.path()}).exit_code, 0);
    EXPECT_EQ(read_file(folder / "2.json"), read_file(folder / "1.json")) << method;
  }
}

}  // namespace
}  // namespace adaline::test
