// `adaline predict`, `evaluate` and `inspect` with what they cannot use: one line, exit code 3, no file.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

// A folder with a model of x, and an output file that must not change.
struct Setting {
  TemporaryFolder folder;

  Setting() {
    write_file(folder / "data.csv", "x,y\n1,2\n2,4\n");
    const Outcome outcome = run({"train", "data.csv", "--target", "y", "--model", "model.json", "--quiet"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    write_file(folder / "out", "old");
  }

  Outcome run(const Arguments& arguments) const {
    return run_adaline({.arguments = arguments, .folder = folder.path()});
  }

  void expect_refusal(const Arguments& arguments, const std::string& message, int code = 3) const {
    const std::vector<std::string> names = folder.names();
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, code) << message;
    EXPECT_EQ(outcome.output, "") << message;
    EXPECT_EQ(outcome.errors, "adaline: " + message + "\n");
    EXPECT_EQ(read_file(folder / "out"), "old") << message;
    EXPECT_EQ(folder.names(), names) << message;
  }
};

TEST(PredictErrors, WhatIsNoModel) {
  const Setting setting;
  const auto model = nlohmann::json::parse(read_file(setting.folder / "model.json"));
  const auto changed = [&](const char* key, const nlohmann::json& value) {
    auto object = model;
    object[key] = value;
    return object.dump();
  };
  auto without_weights = model;
  without_weights.erase("weights");
  std::filesystem::create_directory(setting.folder / "folder");
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "m.json:1:1: not a model: this is no valid JSON"},
      {"{\n  \"format\": adaline\n}", "m.json:2:13: not a model: this is no valid JSON"},
      {"x,y\n1,2\n", "m.json:1:1: not a model: this is no valid JSON"},
      {"{}", "m.json: not a model of this program: there is no \"format\": \"adaline model\""},
      {"[1]", "m.json: not a model of this program: there is no \"format\": \"adaline model\""},
      {changed("format", "other"),
       "m.json: not a model of this program: there is no \"format\": \"adaline model\""},
      {changed("version", 2), "m.json: a model of the unknown version 2; this program reads version 1"},
      {changed("weights", {1, 2}),
       "m.json: not a model of this program: 'weights' holds 2 numbers for 1 features"},
      {without_weights.dump(), "m.json: not a model of this program: 'weights' is missing"}};
  for (const auto& [text, message] : cases) {
    write_file(setting.folder / "m.json", text);
    setting.expect_refusal({"predict", "m.json", "data.csv", "--output", "out"}, message);
    setting.expect_refusal({"evaluate", "m.json", "data.csv"}, message);
    setting.expect_refusal({"inspect", "m.json"}, message);
  }
  for (const Arguments& more :
       {Arguments{"predict", "", "data.csv"}, {"evaluate", "", "data.csv"}, {"inspect", ""}}) {
    Arguments arguments = more;
    arguments[1] = "none.json";
    setting.expect_refusal(arguments, "none.json: cannot be read: No such file or directory");
    arguments[1] = "folder";
    setting.expect_refusal(arguments, "folder: cannot be read: Is a directory");
  }
}

TEST(PredictErrors, DataThatDoesNotFit) {
  const Setting setting;
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"X,y\n1,2\n", "d.csv:1: no column 'x' (did you mean 'X'?); there are 'X', 'y'"},
      {"x,y,x\n1,2,3\n", "d.csv:1:5: column 'x' is there twice"},
      {"x,y\n1,2\none,2\n", "d.csv:3:1: 'one' is not a number (column 'x')"},
      {"x,y\n1,2\n,2\n", "d.csv:3:1: an empty cell where a number is expected (column 'x')"},
      {"x,y\n1,2\nnan,2\n", "d.csv:3:1: 'nan' is not finite (column 'x')"},
      {"x,y\n1,2\n1\n", "d.csv:3: 1 cell, but the header has 2"},
      {"x,y\n", "d.csv: no samples, only a header"},
      {"", "d.csv: is empty"}};
  for (const auto& [text, message] : cases) {
    write_file(setting.folder / "d.csv", text);
    for (const std::string form : {"--append", "--json"}) {
      setting.expect_refusal({"predict", "model.json", "d.csv", form, "--output", "out"}, message);
      setting.expect_refusal({"predict", "model.json", "d.csv", form, "--output", "new"}, message);
    }
    setting.expect_refusal({"predict", "model.json", "d.csv", "--output", "out"}, message);
    setting.expect_refusal({"evaluate", "model.json", "d.csv"}, message);
  }
  setting.expect_refusal({"predict", "model.json", "none.csv"},
                         "none.csv: cannot be read: No such file or directory");
}

TEST(PredictErrors, EvaluateNeedsTheTarget) {
  const Setting setting;
  write_file(setting.folder / "d.csv", "x\n1\n");
  EXPECT_EQ(setting.run({"predict", "model.json", "d.csv"}).exit_code, 0);
  setting.expect_refusal({"evaluate", "model.json", "d.csv"}, "d.csv:1: no column 'y'; there is 'x' alone");
}

TEST(PredictErrors, AppendAddsNoSecondColumn) {
  const Setting setting;
  write_file(setting.folder / "d.csv", "x,prediction\n1,2\n");
  setting.expect_refusal({"predict", "model.json", "d.csv", "--append", "--output", "out"},
                         "d.csv:1:3: there is a column 'prediction' already; --append would add another");
  EXPECT_EQ(setting.run({"predict", "model.json", "d.csv"}).exit_code, 0);
}

TEST(PredictErrors, OutputOverAnInput) {
  const Setting setting;
  const std::string model = read_file(setting.folder / "model.json");
  setting.expect_refusal({"predict", "model.json", "data.csv", "--output", "./model.json"},
                         "MODEL and --output are the same file: './model.json'", 2);
  setting.expect_refusal({"predict", "model.json", "data.csv", "--output", "data.csv"},
                         "DATA and --output are the same file: 'data.csv'", 2);
  EXPECT_EQ(read_file(setting.folder / "model.json"), model);
  EXPECT_EQ(read_file(setting.folder / "data.csv"), "x,y\n1,2\n2,4\n");
}

TEST(PredictErrors, Usage) {
  const Setting setting;
  const std::vector<std::pair<Arguments, std::string>> cases = {
      {{"predict"}, "MODEL is required (try 'adaline predict --help')"},
      {{"predict", "model.json"}, "DATA is required (try 'adaline predict --help')"},
      {{"evaluate", "model.json"}, "DATA is required (try 'adaline evaluate --help')"},
      {{"inspect"}, "MODEL is required (try 'adaline inspect --help')"},
      {{"inspect", "model.json", "data.csv"}, "unexpected argument 'data.csv' (try 'adaline inspect --help')"},
      {{"predict", "model.json", "data.csv", "--json", "--append"},
       "--append excludes --json (try 'adaline predict --help')"},
      {{"predict", "model.json", "data.csv", "--apend"},
       "unknown option '--apend' (did you mean '--append'?) (try 'adaline predict --help')"},
      {{"evaluate", "model.json", "data.csv", "--Json"},
       "unknown option '--Json' (did you mean '--json'?) (try 'adaline evaluate --help')"}};
  for (const auto& [arguments, message] : cases) setting.expect_refusal(arguments, message, 2);
}

// A result that is no number is an error with its place, not a row that somebody else must look at.
TEST(PredictErrors, ResultsThatAreNotFinite) {
  const Setting setting;
  write_file(setting.folder / "huge.csv", "x,y\n1,2\n1.7e308,4\n");
  const std::string no_number = "huge.csv:3: the values are too large: the prediction is no finite double";
  setting.expect_refusal({"predict", "model.json", "huge.csv"}, no_number);
  setting.expect_refusal({"predict", "model.json", "huge.csv", "--append", "--output", "out"}, no_number);
  setting.expect_refusal({"evaluate", "model.json", "huge.csv"}, no_number);

  write_file(setting.folder / "large.csv", "x,y\n1,2\n2,4\n1e200,4\n1,2\n");
  const std::string no_score = "large.csv:4: the values are too large: their squared errors overflow";
  setting.expect_refusal({"evaluate", "model.json", "large.csv"}, no_score);
  setting.expect_refusal({"evaluate", "model.json", "large.csv", "--json"}, no_score);
  EXPECT_EQ(setting.run({"predict", "model.json", "large.csv"}).exit_code, 0) << "these are finite";
}

}  // namespace
}  // namespace adaline::test
