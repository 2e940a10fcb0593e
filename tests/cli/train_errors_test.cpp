// `adaline train` on data that it cannot use: one line with the place, exit code 3, and no file is written.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

// With outputs that are there already and others that are not: the first keep their content.
void expect_refusal(const TemporaryFolder& folder, const Arguments& more, const std::string& message) {
  for (const std::string file : {"old.json", "old.csv"}) write_file(folder / file, "old");
  const std::vector<std::string> names = folder.names();
  const std::vector<Arguments> outputs = {{"--model", "old.json", "--trace", "old.csv"},
                                          {"--model", "new.json", "--trace", "new.csv"}};
  for (const Arguments& output : outputs) {
    Arguments arguments = {"train"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.insert(arguments.end(), output.begin(), output.end());
    const Outcome outcome = run_adaline({.arguments = arguments, .folder = folder.path()});
    EXPECT_EQ(outcome.exit_code, 3) << message;
    EXPECT_EQ(outcome.output, "") << message;
    EXPECT_EQ(outcome.errors, "adaline: " + message + "\n");
    EXPECT_EQ(read_file(folder / "old.json"), "old") << message;
    EXPECT_EQ(read_file(folder / "old.csv"), "old") << message;
    EXPECT_EQ(folder.names(), names) << message;
  }
}

TEST(TrainErrors, FilesThatAreNoTables) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "folder");
  expect_refusal(folder, {"none.csv", "--target", "y"}, "none.csv: cannot be read: No such file or directory");
  expect_refusal(folder, {"folder", "--target", "y"}, "folder: cannot be read: Is a directory");
  expect_refusal(folder, {"-", "--target", "y"}, "standard input: is empty");
}

TEST(TrainErrors, Tables) {
  const TemporaryFolder folder;
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "d.csv: is empty"},
      {"x,y\n", "d.csv: no samples, only a header"},
      {"x,y", "d.csv: no samples, only a header"},
      {"x,y\n1,2\none,4\n", "d.csv:3:1: 'one' is not a number (column 'x')"},
      {"x,y\n1,2\n2,3.5.1\n", "d.csv:3:3: '3.5.1' is not a number (column 'y')"},
      {"x,y\n1,2\n,4\n", "d.csv:3:1: an empty cell where a number is expected (column 'x')"},
      {"x,y\n1,2\nnan,4\n", "d.csv:3:1: 'nan' is not finite (column 'x')"},
      {"x,y\n1,2\n2,NaN\n", "d.csv:3:3: 'NaN' is not finite (column 'y')"},
      {"x,y\n1,2\ninf,4\n", "d.csv:3:1: 'inf' is not finite (column 'x')"},
      {"x,y\n1,2\n2,-Infinity\n", "d.csv:3:3: '-Infinity' is not finite (column 'y')"},
      {"x,y\n1,2\n1e999,4\n", "d.csv:3:1: '1e999' is out of the range of a 64-bit float (column 'x')"},
      {"x,y\n1,2\n3\n", "d.csv:3: 1 cell, but the header has 2"},
      {"x,y\n1,2\n3,4,5\n", "d.csv:3: 3 cells, but the header has 2"},
      {"x,y\n1,2\n\n3,4\n", "d.csv:3: an empty line between the rows"},
      {"x,x,y\n1,2,3\n", "d.csv:1:3: column 'x' is there twice"},
      {"x,y,y\n1,2,3\n", "d.csv:1:5: column 'y' is there twice"},
      {"x,,y\n1,2,3\n",
       "d.csv:1:3: a column without a name; name it, leave it out by --drop '', or choose others by "
       "--features"},
      {"x\xff,y\n1,2\n",
       "d.csv:1:1: column 'x\\xff': its name is not UTF-8; if the file is Latin-1, convert it first, with: "
       "iconv -f LATIN1 -t UTF-8"},
      {"X,Y\n1,2\n", "d.csv:1: no column 'y' (did you mean 'Y'?); there are 'X', 'Y'"},
      {"x,yards\n1,2\n", "d.csv:1: no column 'y'; there are 'x', 'yards'"},
      {"y\n1\n", "d.csv:1: no column is left to be a feature, beside the target 'y'"}};
  for (const auto& [text, message] : cases) {
    write_file(folder / "d.csv", text);
    expect_refusal(folder, {"d.csv", "--target", "y"}, message);
  }
}

TEST(TrainErrors, Columns) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "height,width,price\n1,2,3\n");
  const std::vector<std::pair<Arguments, std::string>> cases = {
      {{"--target", "prize"},
       "d.csv:1: no column 'prize' (did you mean 'price'?); there are 'height', 'width', 'price'"},
      {{"--target", ""}, "d.csv:1: no column ''; there are 'height', 'width', 'price'"},
      {{"--target", "price", "--features", "height,widht"},
       "d.csv:1: no column 'widht' (did you mean 'width'?); there are 'height', 'width', 'price'"},
      {{"--target", "price", "--drop", "Height"},
       "d.csv:1: no column 'Height' (did you mean 'height'?); there are 'height', 'width', 'price'"},
      {{"--target", "price", "--features", "width,width"}, "d.csv:1: --features names column 'width' twice"},
      {{"--target", "price", "--features", "width,price"},
       "d.csv:1: column 'price' cannot be the target and a feature as well"},
      {{"--target", "price", "--drop", "price"}, "d.csv:1: column 'price' is the target; it cannot be dropped"},
      {{"--target", "price", "--drop", "height,width"},
       "d.csv:1: no column is left to be a feature, beside the target 'price'"}};
  for (const auto& [options, message] : cases) {
    Arguments arguments = {"d.csv"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    expect_refusal(folder, arguments, message);
  }
}

// --trace is among the outputs of every refusal here.
TEST(TrainErrors, AFeatureWithTheNameOfTheBias) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "x,bias,y\n1,2,3\n");
  expect_refusal(folder, {"d.csv", "--target", "y"},
                 "d.csv:1:3: a feature 'bias' cannot be told from the neuron's own bias by --trace; rename it, "
                 "or use --no-bias");
  for (const Arguments& fine : {Arguments{"--trace", "t.csv", "--no-bias"}, {"--model", "m.json"}}) {
    Arguments arguments = {"train", "d.csv", "--target", "y", "--quiet"};
    arguments.insert(arguments.end(), fine.begin(), fine.end());
    EXPECT_EQ(run_adaline({.arguments = arguments, .folder = folder.path()}).exit_code, 0);
  }
}

TEST(TrainErrors, ValuesThatTheTypeCannotHold) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "x,y\n1,1e39\n2,3\n");
  expect_refusal(folder, {"d.csv", "--target", "y", "--type", "float", "--no-standardize"},
                 "d.csv:2:3: '1e39' is out of the range of a 32-bit float (column 'y')");
  write_file(folder / "d.csv", "x,y\n1.7e308,1\n-1.7e308,3\n");
  expect_refusal(folder, {"d.csv", "--target", "y", "--standardize"},
                 "d.csv: column 'x' has values too large to be standardized");
}

// A control takes six bytes of JSON. It is known before a row is read.
TEST(TrainErrors, MoreFeaturesThanAModelFileHolds) {
  const TemporaryFolder folder;
  std::string header = "y";
  for (int i = 0; i < 200'000; ++i) header += ',' + std::string(100, '\x1b') + std::to_string(i);
  write_file(folder / "d.csv", header + "\nno row\n");
  const Outcome outcome = run_adaline(
      {.arguments = {"train", "d.csv", "--target", "y", "--model", "m.json"}, .folder = folder.path()});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.errors,
            "adaline: d.csv: 200000 features are too many for a model file, which holds at most 128 MiB\n");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"d.csv"});
}

}  // namespace
}  // namespace adaline::test
