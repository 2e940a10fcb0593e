// `--no-header`, and `predict --append` on tables of all kinds.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

// y = 2 a - b + 0.5
constexpr const char* model = R"({"format": "adaline model", "version": 1, "type": "double", "target": "y",
                                  "features": ["a", "b"], "weights": [2, -1], "bias": 0.5})";
constexpr const char* numbered_model =
    R"({"format": "adaline model", "version": 1, "type": "double", "target": "3",
                                           "features": ["1", "2"], "weights": [2, -1], "bias": 0.5})";

class NoHeader : public testing::Test {
 protected:
  NoHeader() {
    write_file(folder_ / "m.json", model);
    write_file(folder_ / "numbered.json", numbered_model);
  }

  Outcome run(const Arguments& arguments, const std::string& input = "") const {
    return run_adaline({.arguments = arguments, .folder = folder_.path(), .input = input});
  }

  std::string output(const Arguments& arguments, const std::string& input) const {
    const Outcome outcome = run(arguments, input);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_EQ(outcome.errors, "");
    return outcome.output;
  }

  const TemporaryFolder folder_;
};

TEST_F(NoHeader, Train) {
  write_file(folder_ / "d.csv", "1,x,2,3\n2,y,4,5\n");
  const auto features = [&](const Arguments& more) {
    Arguments arguments = {"train",   "d.csv",    "--no-header", "--target",    "4",
                           "--model", "new.json", "--quiet",     "--tolerance", "1e-3"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_EQ(output(arguments, ""), "");
    const auto object = nlohmann::json::parse(read_file(folder_ / "new.json"));
    EXPECT_EQ(object.at("target"), "4");
    EXPECT_EQ(object.at("training").at("samples"), 2);
    return object.at("features").get<std::vector<std::string>>();
  };
  EXPECT_EQ(features({"--drop", "2"}), (std::vector<std::string>{"1", "3"}));
  EXPECT_EQ(features({"--features", "3,1"}), (std::vector<std::string>{"3", "1"}));
}

TEST_F(NoHeader, TrainOnWhatIsNotThere) {
  write_file(folder_ / "d.csv", "1,x,3\n2,y,5\n");
  const Arguments arguments = {"train", "d.csv", "--no-header", "--target", "3", "--model", "new.json"};
  EXPECT_EQ(run(arguments).errors, "adaline: d.csv:1:3: 'x' is not a number (column '2')\n");
  Arguments other = arguments;
  other[4] = "4";
  EXPECT_EQ(run(other).errors, "adaline: d.csv: no column '4'; there are '1', '2', '3'\n");
  EXPECT_EQ(run(other).exit_code, 3);
  other = arguments;
  other.insert(other.end(), {"--drop", "1,2"});
  EXPECT_EQ(run(other).errors, "adaline: d.csv: no column is left to be a feature, beside the target '3'\n");
  other.erase(other.begin() + 2);
  EXPECT_EQ(run(other).errors, "adaline: d.csv:1: no column '2'; there are '1', 'x', '3'\n");
  write_file(folder_ / "d.csv", "1,7,8\n2,8,5\n");
  EXPECT_EQ(
      run(other).errors,
      "adaline: d.csv:1: no column '3'; there are '1', '7', '8'; the first line holds numbers: is the header "
      "missing? use --no-header\n");
}

TEST_F(NoHeader, Predict) {
  for (const std::string text :
       {"1,2\n3,4\n", "1,2,x\r\n3,4,", "1;2\n3;4\n", "1\t 2\r3\t4\r", " 1 2\n 3 4\n"}) {
    EXPECT_EQ(output({"predict", "numbered.json", "-", "--no-header"}, text), "0.5\n2.5\n");
  }
  EXPECT_EQ(run({"predict", "numbered.json", "-", "--no-header"}, "1\n").errors,
            "adaline: standard input: no column '2'; there is '1' alone\n");
  EXPECT_EQ(run({"predict", "numbered.json", "-", "--no-header"}, "").errors,
            "adaline: standard input: is empty\n");
}

TEST_F(NoHeader, Evaluate) {
  const std::string text =
      output({"evaluate", "numbered.json", "-", "--no-header"}, "1,2,0.5\n3 , 4,\"2.5\"\n");
  EXPECT_TRUE(text.starts_with("samples   2\nRMSE      0\n")) << text;
}

// A table of one kind is written as that kind.
TEST_F(NoHeader, AppendKeepsTheDialect) {
  const std::pair<std::string, std::string> with_header[] = {
      {"a|b\n1|2\n", "a|b|prediction\n1|2|0.5\n"},
      {"  a   b\n  1 \t2  \n", "  a   b prediction\n  1 \t2   0.5\n"},
      {"a,b\r1,2\r3,4\r", "a,b,prediction\r1,2,0.5\r3,4,2.5\r"},
      {"sep=;\r\na;b\r\n1;2\r\n", "sep=;\na;b;prediction\n1;2;0.5\n"},
      {"\"sep=:\"\na:b\n1:2\n", "sep=:\na:b:prediction\n1:2:0.5\n"},
      {"\"a\" , \"b\"\n\"1\" , \"2\"\n", "\"a\" , \"b\",prediction\n\"1\" , \"2\",0.5\n"}};
  for (const auto& [text, expected] : with_header) {
    const std::string appended = output({"predict", "m.json", "-", "--append"}, text);
    EXPECT_EQ(appended, expected);
    // It is read as what it was.
    EXPECT_EQ(output({"predict", "m.json", "-"}, appended), output({"predict", "m.json", "-"}, text));
  }
  const std::pair<std::string, std::string> without_header[] = {
      {"1,2,prediction\n3,4,x", "1,2,prediction,0.5\n3,4,x,2.5\n"},
      {"1 2\n3 4\n", "1 2 0.5\n3 4 2.5\n"},
      {"1|2\r\n3|4\r\n", "1|2|0.5\n3|4|2.5\n"},
      {"sep=;\n1;2\n", "sep=;\n1;2;0.5\n"},
      {"1\t2\r3\t4", "1\t2\t0.5\r3\t4\t2.5\r"}};
  for (const auto& [text, expected] : without_header) {
    EXPECT_EQ(output({"predict", "numbered.json", "-", "--append", "--no-header"}, text), expected);
  }
}

TEST_F(NoHeader, IsInTheHelpOfThoseThatReadTables) {
  for (const char* command : {"train", "predict", "evaluate"}) {
    EXPECT_TRUE(contains(output({command, "--help"}, ""), "--no-header")) << command;
  }
  EXPECT_TRUE(contains(output({"man"}, ""), "\\-\\-no\\-header"));
}

}  // namespace
}  // namespace adaline::test
