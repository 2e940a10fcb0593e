// `adaline demo`: what it prints.
#include <gtest/gtest.h>

#include <adaline/cpu.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "cli/demo/notebook.hpp"
#include "tests/cli/program.hpp"
#include "tests/support/notebook.hpp"

namespace adaline::test {
namespace {

using Row = std::map<std::string, std::string>;

bool is_step(const std::string& line) { return line.starts_with("delta = ") || line.starts_with("weight = "); }

// The lines of steps, one list for each training: other lines stand between them.
std::vector<std::vector<std::string>> steps_of(const std::string& output) {
  std::vector<std::vector<std::string>> trainings;
  bool is_inside = false;
  for (const std::string& line : lines_of(output)) {
    if (is_step(line) && !is_inside) trainings.emplace_back();
    if (is_step(line)) trainings.back().push_back(line);
    is_inside = is_step(line);
  }
  return trainings;
}

// How the notebook printed these values.
std::string printed_line(const Row& row, const std::vector<std::pair<std::string, std::string>>& names) {
  std::string line;
  for (const auto& [label, column] : names) {
    const std::string& value = row.at(column);
    line += label + " = " + std::string(value.size() < 7 ? 7 - value.size() : 0, ' ') + value + "\t";
  }
  return line;
}

std::string text_of(const char* format, double value) {
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

Outcome run_demo(const std::vector<std::string>& more = {}, const std::string& level = "") {
  std::vector<std::string> arguments = {"demo"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_adaline({.arguments = arguments, .environment = {{"ADALINE_ISA", level}}});
}

// The words of the table's row that begins with `name`.
std::vector<std::string> table_row(const std::string& output, const std::string& name) {
  for (const std::string& line : lines_of(output)) {
    if (!line.starts_with(name + " ") || is_step(line)) continue;
    std::istringstream in(line.substr(name.size()));
    std::vector<std::string> words;
    for (std::string word; in >> word;) words.push_back(word);
    return words;
  }
  return {};
}

const std::map<std::string, std::string> name_of_mode = {
    {"batch", "batch"}, {"online", "online"}, {"minibatch", "mini-batch"}};

struct Trained {
  TrainResult result;
  double weight;
};

Trained train_as(const NotebookRun& run) {
  const NotebookSamples samples;
  Neuron<double> neuron(1);
  neuron.weights()[0] = -0.5;
  const TrainResult result = train(neuron, samples.view(), run.method, run.options);
  return {result, neuron.weights()[0]};
}

// In extended precision, from the file.
long double exact_least_squares() {
  const NotebookSamples samples;
  long double products = 0, squares = 0;
  for (std::size_t i = 0; i < samples.x.size(); ++i) {
    products += static_cast<long double>(samples.x[i]) * static_cast<long double>(samples.t[i]);
    squares += static_cast<long double>(samples.x[i]) * static_cast<long double>(samples.x[i]);
  }
  return products / squares;
}

TEST(Demo, HoldsTheSamplesOfTheNotebook) {
  const NotebookSamples samples;
  EXPECT_EQ(std::vector<double>(cli::notebook::inputs.begin(), cli::notebook::inputs.end()), samples.x);
  EXPECT_EQ(std::vector<double>(cli::notebook::targets.begin(), cli::notebook::targets.end()), samples.t);
}

TEST(Demo, PrintsAll180ValuesByteForByteAtEveryLevel) {
  const auto printed = read_table(ADALINE_TEST_DATA "/notebook_printed.csv");
  for (const Isa isa : runnable_isas()) {
    const Outcome outcome = run_demo({}, std::string(to_string(isa)));
    ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
    const auto trainings = steps_of(outcome.output);
    ASSERT_EQ(trainings.size(), 3U);
    const std::map<std::string, std::vector<std::string>> lines = {
        {"batch", trainings[0]}, {"online", trainings[1]}, {"minibatch", trainings[2]}};
    std::size_t values = 0;
    for (const Row& row : printed) {
      const std::string& mode = row.at("mode");
      const std::string& line = lines.at(mode).at(std::stoul(row.at("step")));
      if (mode == "online") {
        EXPECT_EQ(
            line,
            printed_line(
                row, {{"weight", "weight_before"}, {"error", "error"}, {"delta", "delta"}, {"loss", "loss"}}));
        values += 4;
      } else {
        EXPECT_EQ(line, printed_line(row, {{"delta", "delta"}, {"weight", "weight"}, {"loss", "loss"}}));
        values += 3;
      }
    }
    EXPECT_EQ(values, 180U);
  }
}

TEST(Demo, TakesAsManyStepsAsTheNotebook) {
  const auto trainings = steps_of(run_demo().output);
  ASSERT_EQ(trainings.size(), 3U);
  EXPECT_EQ(trainings[0].size(), 56U);
  EXPECT_EQ(trainings[1].size(), 120U);
  EXPECT_EQ(trainings[2].size(), 42U);
}

TEST(Demo, EndsWithATable) {
  const std::string output = run_demo().output;
  for (const NotebookRun& run : notebook_runs()) {
    const Trained trained = train_as(run);
    // The last cell may be of two words.
    auto row = table_row(output, name_of_mode.at(run.mode));
    ASSERT_GE(row.size(), 5U) << output;
    for (; row.size() > 5; row.pop_back()) row[4] += " " + row[5];
    EXPECT_EQ(row,
              (std::vector<std::string>{std::to_string(trained.result.epochs), std::to_string(run.steps),
                                        text_of("%.5f", trained.weight), text_of("%.3f", trained.result.loss),
                                        std::string(to_string(trained.result.stop_reason))}));
  }
  const auto best = table_row(output, "least squares");
  ASSERT_EQ(best.size(), 3U) << output;
  EXPECT_EQ(best[0], "2.66951");
  EXPECT_EQ(best[0], text_of("%.5f", static_cast<double>(exact_least_squares())));
}

TEST(Demo, NamesTheLevelThatRan) {
  for (const Isa isa : runnable_isas()) {
    const std::string name(to_string(isa));
    EXPECT_TRUE(lines_of(run_demo({}, name).output).front().ends_with("Kernels: " + name)) << name;
  }
}

TEST(Demo, JsonIsOneObjectWithTheTable) {
  const Outcome outcome = run_demo({"--json"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
  const auto object = nlohmann::json::parse(outcome.output);
  ASSERT_TRUE(object.is_object());
  EXPECT_EQ(object.at("level"), to_string(detected_isa()));
  EXPECT_EQ(object.at("samples"), 12);
  EXPECT_NEAR(object.at("least_squares").at("weight").get<double>(), static_cast<double>(exact_least_squares()),
              1e-15);
  ASSERT_EQ(object.at("runs").size(), 3U);
  std::size_t i = 0;
  for (const NotebookRun& run : notebook_runs()) {
    const Trained trained = train_as(run);
    const auto& row = object.at("runs").at(i++);
    EXPECT_EQ(row.at("method"), name_of_mode.at(run.mode));
    EXPECT_EQ(row.at("learning_rate"), run.options.learning_rate);
    EXPECT_EQ(row.at("epochs"), trained.result.epochs);
    EXPECT_EQ(row.at("steps"), run.steps);
    EXPECT_EQ(row.at("stop_reason"), to_string(trained.result.stop_reason));
    // Written so that the same double is read back.
    if (is_fused(active_isa()) == is_fused(detected_isa())) {
      EXPECT_EQ(row.at("weight").get<double>(), trained.weight);
      EXPECT_EQ(row.at("loss").get<double>(), trained.result.loss);
    }
  }
}

}  // namespace
}  // namespace adaline::test
