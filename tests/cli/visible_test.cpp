// Names and texts of others reach a terminal as what they are, and not as orders to it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "io/utf8.hpp"
#include "io/visible.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

// All kinds: ESC, BEL, CR, C1, DEL, marks of direction, a separator of lines, no width.
const std::string hostile =
    "\x1b]0;owned\x07\r\xc2\x9b\x33\x31m\x7f\xe2\x80\xae"
    "txt\xe2\x81\xa6\xe2\x80\x8e\xd8\x9c\xe2\x80\xa8\xef\xbb\xbf";

// Nothing but line ends is hidden.
void expect_visible(const std::string& text) {
  for (std::string line : lines_of(text)) EXPECT_EQ(io::visible(line), line);
  EXPECT_FALSE(contains(text, "\r"));
}

Outcome run_in(const TemporaryFolder& folder, const Arguments& arguments) {
  const Outcome outcome = run_adaline({.arguments = arguments, .folder = folder.path()});
  expect_visible(outcome.output);
  expect_visible(outcome.errors);
  return outcome;
}

// Where it fails: with one line.
void expect_error(const TemporaryFolder& folder, const Arguments& arguments, int code) {
  const Outcome outcome = run_in(folder, arguments);
  EXPECT_EQ(outcome.exit_code, code) << outcome.errors;
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(lines_of(outcome.errors).size(), 1U) << outcome.errors;
  EXPECT_TRUE(contains(outcome.errors, R"(\x1b]0;owned\x07)")) << outcome.errors;
}

std::string data() { return "\"" + hostile + "x\",c,\"" + hostile + "\"\n1,7,2\n2,7,4\n3,7,7\n"; }

TEST(VisibleNames, InSummariesTablesAndNotes) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", data());
  const Arguments train = {"train", "d.csv", "--target", hostile};
  const Outcome summary = run_in(folder, train + Arguments{"--model", "m.json"});
  ASSERT_EQ(summary.exit_code, 0) << summary.errors;
  EXPECT_TRUE(contains(summary.output, io::visible(hostile) + " from standardized 2 features"))
      << summary.output;
  EXPECT_TRUE(contains(summary.output, "\n" + io::visible(hostile) + "x  ")) << summary.output;
  EXPECT_EQ(run_in(folder, {"inspect", "m.json"}).exit_code, 0);
  EXPECT_EQ(run_in(folder, {"evaluate", "m.json", "d.csv"}).exit_code, 0);

  for (const Arguments& arguments : {train + Arguments{"--json"},
                                     {"inspect", "m.json", "--json"},
                                     {"predict", "m.json", "d.csv", "--json"},
                                     {"evaluate", "m.json", "d.csv", "--json"}}) {
    const Outcome outcome = run_in(folder, arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_EQ(nlohmann::json::parse(outcome.output).at("target"), hostile);
  }
}

// A model is a file like any other: all of its texts.
TEST(VisibleNames, OfAModelsFields) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "x,y\n1,2\n2,4\n3,7\n");
  ASSERT_EQ(run_in(folder, {"train", "d.csv", "--target", "y", "--model", "m.json"}).exit_code, 0);
  const auto model = nlohmann::json::parse(read_file(folder / "m.json"));
  for (const char* field : {"method", "shuffle", "stop_reason", "level", "adaline"}) {
    auto changed = model;
    changed["training"][field] = hostile + "\n";
    write_file(folder / "h.json", changed.dump());
    for (const Arguments& arguments : {Arguments{"inspect", "h.json"}, {"inspect", "h.json", "--json"}}) {
      EXPECT_EQ(run_in(folder, arguments).exit_code, 0) << field;
    }
  }
  auto changed = model;
  changed["type"] = hostile;
  write_file(folder / "h.json", changed.dump());
  expect_error(folder, {"inspect", "h.json"}, 3);
  write_file(folder / "h.json",
             "{" + nlohmann::json(hostile).dump() + ":1," + nlohmann::json(hostile).dump() + ":1}");
  expect_error(folder, {"inspect", "h.json"}, 3);
}

TEST(VisibleNames, InErrors) {
  const TemporaryFolder folder;
  const std::string path = hostile + "\n.csv";
  write_file(folder / "d.csv", data());
  write_file(folder / path, "x\n1\n");
  const Arguments train = {"train", "d.csv", "--target"};
  expect_error(folder, train + Arguments{"none"}, 3);
  expect_error(folder, train + Arguments{hostile + "\n"}, 3);
  expect_error(folder, {"train", path, "--target", "y"}, 3);
  expect_error(folder, {"train", "no" + path, "--target", "y"}, 3);
  expect_error(folder, {"inspect", path}, 3);
  expect_error(folder, train + Arguments{hostile, "--model", "no" + path + "/m.json"}, 1);
  expect_error(folder, train + Arguments{hostile, "--model", path, "--trace", path}, 2);
  expect_error(folder, train + Arguments{hostile, "--plot", path}, 2);
  expect_error(folder, train + Arguments{hostile, "--features", hostile + "," + hostile}, 3);
  expect_error(folder, train + Arguments{hostile, "--features", "\"" + hostile}, 2);
  for (const char* option : {"--method", "--epochs", "--tolerance", "--learning-rate", "--shuffle", "--seed",
                             "--type", "--batch-size", "--initial-weight", "--initial-bias", "--stop-delta"}) {
    expect_error(folder, train + Arguments{hostile, option, hostile + "\n"}, 2);
  }
  for (const char* flag : {"--json", "--quiet", "--no-bias"}) {
    const Outcome outcome = run_in(folder, train + Arguments{hostile, flag + ("=" + hostile) + "\n"});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(lines_of(outcome.errors).size(), 1U) << outcome.errors;
  }
  expect_error(folder, {"train", "--x\n" + hostile}, 2);
  expect_error(folder, {hostile + "\n"}, 2);
  expect_error(folder, {"inspect", "m.json", "\n" + hostile}, 2);
  expect_error(folder, {"demo", "--plot", hostile + "\n"}, 2);
}

TEST(VisibleNames, OfTheEnvironment) {
  const Outcome outcome =
      run_adaline({.arguments = {"cpu"}, .environment = {{"ADALINE_ISA", hostile + "\n\x9b"}}});
  EXPECT_EQ(outcome.exit_code, 2);
  expect_visible(outcome.errors);
  EXPECT_EQ(lines_of(outcome.errors).size(), 1U);
  EXPECT_TRUE(contains(outcome.errors, io::visible(hostile) + R"(\x0a\x9b')")) << outcome.errors;
}

// Names that are not UTF-8 are in no model, but in messages.
TEST(VisibleNames, OfBytesThatAreNoText) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "\x9b\x33\x31m,y\n1,2\n");
  const Outcome outcome = run_in(folder, {"train", "d.csv", "--target", "y"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_TRUE(contains(outcome.errors, R"(column '\x9b31m')")) << outcome.errors;
}

TEST(VisibleNames, InFigures) {
  if (!gnuplot_is_here()) GTEST_SKIP() << "gnuplot is not installed";
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "\"\x1b[1m\xc2\x9b\",y\n1,2\n2,4\n3,7\n");
  ASSERT_EQ(run_in(folder, {"train", "d.csv", "--target", "y", "--plot", "p.txt"}).exit_code, 0);
  expect_visible(read_file(folder / "p.txt"));
  EXPECT_TRUE(contains(read_file(folder / "p.txt"), R"(y from \x1b[1m\xc2\x9b)"));
}

// What is shown is as wide as it looks: numbers stand below each other.
TEST(VisibleNames, TablesLineUp) {
  const TemporaryFolder folder;
  write_file(folder / "m.json", R"({"format": "adaline model", "version": 1, "type": "double", "target": "y",
      "features": ["gr\u00f6\u00dfe", "\u001b[31m", "\u4fa1\u683c", "long name of it"],
      "weights": [1, 2, 3, 4], "bias": 5})");
  const std::vector<std::string> lines = lines_of(run_in(folder, {"inspect", "m.json"}).output);
  ASSERT_EQ(lines.size(), 8U);
  for (std::size_t i = 2; i < lines.size(); ++i) EXPECT_EQ(io::columns_of(lines[i]), 23U) << lines[i];
}

}  // namespace
}  // namespace adaline::test
