// `adaline predict`: the library's predictions, bit for bit, and the rows as they were.
#include <gtest/gtest.h>

#include <adaline/neuron.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "io/standardization.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

Outcome run_in(const TemporaryFolder& folder, const Arguments& arguments, const std::string& input = "") {
  return run_adaline({.arguments = arguments, .folder = folder.path(), .input = input});
}

void train_model(const TemporaryFolder& folder, const TextTable& table, const Arguments& more) {
  write_file(folder / "train.csv", table.text());
  Arguments arguments = {"train",   "train.csv",  "--target",        "y",      "--features", "c,a,b",
                         "--model", "model.json", "--learning-rate", "0.0005", "--epochs",   "100"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Outcome outcome = run_in(folder, arguments);
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
}

template <class T>
std::string digits(T value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

// The values as text, in the order of the rows.
template <class T>
std::vector<std::string> librarys_predictions(const TemporaryFolder& folder, const TextTable& trained_on,
                                              const TextTable& table, bool standardized) {
  const std::vector<std::string> features = {"c", "a", "b"};
  Matrix<T> x = table.columns<T>(features);
  double target_mean = 0;
  if (standardized) {
    const io::Standardization by = io::measure(trained_on.columns<double>(features).view());
    const Matrix<double> read = table.columns<double>(features);
    for (std::size_t r = 0; r < x.rows(); ++r) io::standardize<T>(read.row(r), by, x.row(r));
    const Matrix<double> targets = trained_on.columns<double>({"y"});
    target_mean = io::mean<double>({targets.data(), targets.rows()});
  }
  std::vector<T> z(x.rows());
  neuron_in<T>(folder / "model.json").predict(x.view(), z);
  std::vector<std::string> texts;
  for (const T value : z) {
    texts.push_back(standardized ? digits(static_cast<double>(value) + target_mean) : digits(value));
  }
  return texts;
}

template <class T>
void expect_round_trip(bool standardized) {
  const TemporaryFolder folder;
  const TextTable table = made_table(80);
  TextTable first = table;
  first.rows.resize(50);
  Arguments more = {"--type", sizeof(T) == 4 ? "float" : "double"};
  if (!standardized) more.emplace_back("--no-standardize");
  train_model(folder, first, more);
  write_file(folder / "all.csv", table.text());

  const Outcome outcome = run_in(folder, {"predict", "model.json", "all.csv"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
  EXPECT_EQ(lines_of(outcome.output), librarys_predictions<T>(folder, first, table, standardized));
}

TEST(Predict, TheLibrarysValues) {
  for (const bool standardized : {false, true}) {
    expect_round_trip<double>(standardized);
    expect_round_trip<float>(standardized);
  }
}

// A model whose values are known: y = 2 a - b + 0.5.
void write_model(const TemporaryFolder& folder) {
  write_file(folder / "data.csv", "a,b,y\n1,0,2.5\n0,1,-0.5\n");
  ASSERT_EQ(run_in(folder, {"train", "data.csv", "--target", "y", "--model", "model.json", "--no-standardize"})
                .exit_code,
            0);
  auto object = nlohmann::json::parse(read_file(folder / "model.json"));
  object["weights"] = {2, -1};
  object["bias"] = 0.5;
  write_file(folder / "model.json", object.dump());
}

TEST(Predict, ColumnsAreMatchedByName) {
  const TemporaryFolder folder;
  write_model(folder);
  write_file(folder / "permuted.csv", "id,b,more,a,id\nx,1,,10,\"\"\"\"\ny,2,nan,20,\n");
  const Outcome outcome = run_in(folder, {"predict", "model.json", "permuted.csv"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_EQ(outcome.output, "19.5\n38.5\n");
}

TEST(Predict, AppendKeepsTheRows) {
  const TemporaryFolder folder;
  write_model(folder);
  struct Form {
    const char* name;
    const char* text;
    const char* expected;
  };
  const Form forms[] = {
      {"quoted.csv", "a,\"b\",\"a, \"\"note\"\"\"\n\"1\",2,\"x, \"\"y\"\"\nz\"\n 3 ,4.50, text \n",
       "a,\"b\",\"a, \"\"note\"\"\",prediction\n\"1\",2,\"x, \"\"y\"\"\nz\",0.5\n 3 ,4.50, text ,2\n"},
      {"crlf.csv", "a,b\r\n1,2\r\n3,4\r\n", "a,b,prediction\n1,2,0.5\n3,4,2.5\n"},
      {"tab.tsv", "a\tb\tnote, plain\n1\t2\tx\n", "a\tb\tnote, plain\tprediction\n1\t2\tx\t0.5\n"},
      {"semicolon.csv", "a;b\n1;2", "a;b;prediction\n1;2;0.5\n"},
      {"ends.csv", "a,b\n1,2\n\n\n", "a,b,prediction\n1,2,0.5\n"}};
  for (const Form& form : forms) {
    write_file(folder / form.name, form.text);
    const Outcome outcome = run_in(folder, {"predict", "model.json", form.name, "--append"});
    EXPECT_EQ(outcome.exit_code, 0) << form.name << outcome.errors;
    EXPECT_EQ(outcome.output, form.expected) << form.name;
  }
}

TEST(Predict, ManyRowsAreAllThere) {
  const TemporaryFolder folder;
  write_model(folder);
  std::string rows, expected;
  for (int i = 0; i < 50'000; ++i) {
    rows += std::to_string(i) + ",0\n";
    expected += std::to_string(i) + ",0," + digits(2 * i + 0.5) + "\n";
  }
  const Outcome outcome = run_in(folder, {"predict", "model.json", "-", "--append"}, "a,b\n" + rows);
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(outcome.output == "a,b,prediction\n" + expected);
}

TEST(Predict, OutputGoesToAFile) {
  const TemporaryFolder folder;
  write_model(folder);
  write_file(folder / "new.csv", "a,b\n1,2\n");
  for (const std::string form : {"", "--append", "--json"}) {
    Arguments arguments = {"predict", "model.json", "new.csv"};
    if (!form.empty()) arguments.push_back(form);
    const Outcome printed = run_in(folder, arguments);
    arguments.insert(arguments.end(), {"--output", "out"});
    const Outcome outcome = run_in(folder, arguments);
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(outcome.errors, "");
    EXPECT_NE(printed.output, "");
    EXPECT_EQ(read_file(folder / "out"), printed.output);
  }
}

TEST(Predict, OutputMayBeAPipe) {
  const TemporaryFolder folder;
  write_model(folder);
  const Outcome outcome =
      run_in(folder, {"predict", "model.json", "-", "--output", "/dev/stdout"}, "a,b\n1,2\n3,4.25\n");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.output, "0.5\n2.25\n");
  EXPECT_EQ(outcome.errors, "");
}

TEST(Predict, Json) {
  const TemporaryFolder folder;
  write_model(folder);
  const Outcome outcome = run_in(folder, {"predict", "model.json", "-", "--json"}, "a,b\n1,2\n3,4.25\n");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(nlohmann::json::parse(outcome.output),
            (nlohmann::json{{"target", "y"}, {"predictions", {0.5, 2.25}}}));
}

TEST(Predict, StandardInputForTheDataOrTheModel) {
  const TemporaryFolder folder;
  write_model(folder);
  write_file(folder / "new.csv", "a,b\n1,2\n");
  EXPECT_EQ(run_in(folder, {"predict", "model.json", "-"}, "a,b\n1,2\n").output, "0.5\n");
  EXPECT_EQ(run_in(folder, {"predict", "-", "new.csv"}, read_file(folder / "model.json")).output, "0.5\n");
}

// Trained and predicted by adaline 0.1.0.
TEST(Predict, ModelsOfNumericsVersion1AsBefore) {
  const TemporaryFolder folder;
  const std::string old_model = ADALINE_TEST_DATA "/numerics_version_1_model.json";
  const Outcome outcome = run_in(folder, {"predict", old_model, ADALINE_TEST_DATA "/notebook.csv"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  std::ifstream recorded(ADALINE_TEST_DATA "/numerics_version_1_predictions.csv");
  std::istringstream printed(outcome.output);
  float want = 0;
  float got = 0;
  std::size_t rows = 0;
  for (; recorded >> want && printed >> got; ++rows) EXPECT_FLOAT_EQ(got, want);
  EXPECT_EQ(rows, 12U);
  const Outcome inspected = run_in(folder, {"inspect", old_model, "--json"});
  ASSERT_EQ(inspected.exit_code, 0) << inspected.errors;
  EXPECT_EQ(nlohmann::json::parse(inspected.output).at("training").at("numerics_version"), 1);
}

}  // namespace
}  // namespace adaline::test
