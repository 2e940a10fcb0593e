// `adaline train`: each option against the library called with the same, bit for bit.
#include <gtest/gtest.h>

#include <adaline/train.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "io/standardization.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

struct Case {
  std::string name;
  Arguments arguments;
  Method method = Batch{};
  TrainOptions options = {};
  double initial_weight = 0;
  std::vector<std::string> features = {"a", "b", "c"};
};

// At a rate that suits every method, and for a hundred epochs, unless the case says otherwise.
Case completed(Case c) {
  const auto has = [&](const char* option) {
    return std::ranges::find(c.arguments, option) != c.arguments.end();
  };
  if (!has("--learning-rate")) {
    c.options.learning_rate = 0.0001;
    c.arguments.insert(c.arguments.end(), {"--learning-rate", "0.0001"});
  }
  if (!has("--epochs")) c.arguments.insert(c.arguments.end(), {"--epochs", "100"});
  if (!has("--tolerance")) c.arguments.insert(c.arguments.end(), {"--tolerance", "0"});
  if (!has("--shuffle")) c.arguments.insert(c.arguments.end(), {"--shuffle", "none"});
  if (!has("--no-bias")) c.arguments.insert(c.arguments.end(), {"--initial-bias", "3"});
  return c;
}

std::vector<Case> cases() {
  std::vector<Case> all = {
      {"batch", {"--method", "batch"}},
      {"online", {"--method", "online"}, Online{}},
      {"minibatch", {"--method", "minibatch"}, MiniBatch{32}},
      {"batch size", {"--method", "minibatch", "--batch-size", "8"}, MiniBatch{8}},
      {"keep last batch",
       {"--method", "minibatch", "--batch-size", "8", "--keep-last-batch"},
       MiniBatch{8},
       {.keep_last_batch = true}},
      {"a batch larger than the samples",
       {"--method", "minibatch", "--batch-size", "1000", "--keep-last-batch", "--epochs", "3"},
       MiniBatch{1000},
       {.epochs = 3, .keep_last_batch = true}},
      {"epochs", {"--epochs", "7"}, Batch{}, {.epochs = 7}},
      {"automatic rate", {"--learning-rate", "auto"}, Batch{}, {.learning_rate = automatic}},
      {"automatic rate online",
       {"--learning-rate", "auto", "--method", "online"},
       Online{},
       {.learning_rate = automatic}},
      {"tolerance",
       {"--learning-rate", "auto", "--tolerance", "1000"},
       Batch{},
       {.learning_rate = automatic, .tolerance = 1000}},
      {"shuffle once", {"--method", "online", "--shuffle", "once"}, Online{}, {.shuffle = Shuffle::once}},
      {"shuffle each", {"--method", "online", "--shuffle", "each"}, Online{}, {.shuffle = Shuffle::each_epoch}},
      {"seed",
       {"--method", "online", "--shuffle", "each", "--seed", "7"},
       Online{},
       {.shuffle = Shuffle::each_epoch, .seed = 7}},
      {"stop delta", {"--stop-delta", "0.0003"}, Batch{}, {.stop_delta = 0.0003}},
      {"no bias", {"--no-bias"}, Batch{}, {.learn_bias = false}},
      {"initial weight", {"--initial-weight", "0.75"}, Batch{}, {}, 0.75},
      {"negative initial weight", {"--initial-weight", "-0.1"}, Batch{}, {}, -0.1},
      {"order of features", {"--features", "c,a,b"}, Batch{}, {}, 0, {"c", "a", "b"}},
      {"some features", {"--features", "c", "--features", "a"}, Batch{}, {}, 0, {"c", "a"}},
      {"drop", {"--drop", "b"}, Batch{}, {}, 0, {"a", "c"}},
      {"drop two", {"--drop", "c,a"}, Batch{}, {}, 0, {"b"}}};
  all.push_back({"learning rate", {"--learning-rate", "0.0005"}, Batch{}, {.learning_rate = 0.0005}});
  std::ranges::transform(all, all.begin(), completed);
  return all;
}

template <class T>
std::vector<std::uint64_t> bits(const Neuron<T>& neuron) {
  using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  std::vector<std::uint64_t> result;
  for (const T weight : neuron.weights()) result.push_back(std::bit_cast<Bits>(weight));
  result.push_back(std::bit_cast<Bits>(neuron.bias()));
  return result;
}

template <class T>
Neuron<T> train_by_library(const TextTable& table, const Case& c, bool standardized, bool from_mean = false) {
  Matrix<T> x = table.columns<T>(c.features);
  Matrix<T> targets = table.columns<T>({"y"});
  double target_mean = 0;
  if (standardized) {
    // Of the numbers in the file, each rounded once, in the end.
    const Matrix<double> read = table.columns<double>(c.features);
    const Matrix<double> read_targets = table.columns<double>({"y"});
    const io::Standardization by =
        io::measure(read.view(), c.options.learn_bias ? io::Center::mean : io::Center::zero);
    for (std::size_t r = 0; r < x.rows(); ++r) io::standardize<T>(read.row(r), by, x.row(r));
    if (c.options.learn_bias) target_mean = io::mean<double>({read_targets.data(), read_targets.rows()});
    for (std::size_t r = 0; r < x.rows(); ++r) targets(r, 0) = static_cast<T>(read_targets(r, 0) - target_mean);
  }
  Neuron<T> neuron(c.features.size());
  std::ranges::fill(neuron.weights(), static_cast<T>(c.initial_weight));
  if (c.options.learn_bias) neuron.bias() = from_mean ? T(0) : static_cast<T>(3 - target_mean);
  const TrainResult result = train(neuron, {x.view(), {targets.data(), targets.rows()}}, c.method, c.options);
  EXPECT_NE(result.stop_reason, StopReason::diverged);
  if (c.options.stop_delta > 0 && !standardized) {
    EXPECT_EQ(result.stop_reason, StopReason::converged);
  }
  return neuron;
}

template <class T>
void expect_the_librarys_weights(const Case& c, bool standardized) {
  SCOPED_TRACE(c.name + (standardized ? ", standardized" : "") + (sizeof(T) == 4 ? ", float" : ", double"));
  const TemporaryFolder folder;
  const TextTable table = made_table(50);
  write_file(folder / "data.csv", table.text());
  Arguments arguments = {"train", "data.csv", "--target", "y", "--model", "model.json"};
  arguments.insert(arguments.end(), c.arguments.begin(), c.arguments.end());
  if (!standardized) arguments.emplace_back("--no-standardize");
  if (sizeof(T) == 4) arguments.insert(arguments.end(), {"--type", "float"});
  const Outcome outcome = run_adaline({.arguments = arguments, .folder = folder.path()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const Neuron<T> trained = neuron_in<T>(folder / "model.json");
  EXPECT_EQ(bits(trained), bits(train_by_library<T>(table, c, standardized)));
}

TEST(Train, EveryOptionGivesTheLibrarysWeights) {
  for (const Case& c : cases()) {
    for (const bool standardized : {false, true}) {
      expect_the_librarys_weights<double>(c, standardized);
      expect_the_librarys_weights<float>(c, standardized);
    }
  }
}

// Else a program that ignores an option could pass.
TEST(Train, EveryOptionMakesADifference) {
  const TextTable table = made_table(50);
  const std::vector<Case> all = cases();
  for (auto a = all.begin(); a != all.end(); ++a) {
    for (auto b = all.begin(); b != a; ++b) {
      EXPECT_NE(bits(train_by_library<double>(table, *a, false)),
                bits(train_by_library<double>(table, *b, false)))
          << a->name << " and " << b->name;
    }
  }
}

// Standardised, from the mean of the targets, at a rate that suits, until it has converged.
TEST(Train, DefaultsArriveAtTheOptimum) {
  const TemporaryFolder folder;
  const TextTable table = made_table(50);
  write_file(folder / "data.csv", table.text());
  const Outcome outcome = run_adaline(
      {.arguments = {"train", "data.csv", "--target", "y", "--features", "a,c", "--model", "m.json"},
       .folder = folder.path()});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const Case defaults{.name = "defaults",
                      .arguments = {},
                      .options = {.epochs = 100000, .tolerance = 1e-6},
                      .features = {"a", "c"}};
  // The bias begins at the mean, which is 0 above it.
  EXPECT_EQ(bits(neuron_in<double>(folder / "m.json")),
            bits(train_by_library<double>(table, defaults, true, true)));
  EXPECT_TRUE(
      contains(outcome.output, "\nconverged: the loss is within 0.0001 % of the least-squares optimum\n"));
}

TEST(Train, OtherColumnsMayHoldAnything) {
  const TemporaryFolder folder;
  write_file(folder / "data.csv", "id,x,y,id\n\"a, b\",1,2,\nnan,2,4,-\n");
  const Outcome outcome =
      run_adaline({.arguments = {"train", "data.csv", "--target", "y", "--features", "x", "--quiet"},
                   .folder = folder.path()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
}

// The same samples in every form that a file may have.
TEST(Train, AllFormsOfAFileGiveTheSameModel) {
  const TemporaryFolder folder;
  const TextTable table = made_table(20);
  TextTable quoted = table;
  for (auto& row : quoted.rows) {
    for (std::string& cell : row) cell = '"' + cell + '"';
  }
  const std::string plain = table.text();
  const std::vector<std::pair<std::string, std::string>> forms = {
      {"plain.csv", plain},
      {"crlf.csv", table.text(',', "\r\n")},
      {"semicolon.csv", table.text(';')},
      {"tab.tsv", table.text('\t')},
      {"tab.csv", table.text('\t')},
      {"quoted.csv", quoted.text()},
      {"bom.csv", "\xef\xbb\xbf" + plain},
      {"unfinished.csv", plain.substr(0, plain.size() - 1)},
      {"empty lines.csv", plain + "\n\n"}};
  for (const auto& [name, text] : forms) {
    write_file(folder / name, text);
    const Outcome outcome = run_adaline(
        {.arguments = {"train", name, "--target", "y", "--standardize", "--quiet", "--model", name + ".json"},
         .folder = folder.path()});
    EXPECT_EQ(outcome.exit_code, 0) << name << outcome.errors;
    EXPECT_EQ(read_file(folder / (name + ".json")), read_file(folder / "plain.csv.json")) << name;
  }
}

TEST(Train, ReadsStandardInputAsAFileAndAsAPipe) {
  const TemporaryFolder folder;
  const std::string text = made_table(20).text();
  write_file(folder / "data.csv", text);
  const auto train_on = [&](const std::string& data, const std::string& model, const std::string& input) {
    return run_adaline({.arguments = {"train", data, "--target", "y", "--standardize", "--model", model},
                        .folder = folder.path(),
                        .input = input})
        .exit_code;
  };
  EXPECT_EQ(train_on("data.csv", "1.json", ""), 0);
  EXPECT_EQ(train_on("-", "2.json", text), 0);
  EXPECT_EQ(std::system(("cat '" + (folder / "data.csv").string() +
                         "' | " ADALINE_PROGRAM " train - --target y --standardize --quiet --model '" +
                         (folder / "3.json").string() + "'")
                            .c_str()),
            0);
  EXPECT_EQ(read_file(folder / "2.json"), read_file(folder / "1.json"));
  EXPECT_EQ(read_file(folder / "3.json"), read_file(folder / "1.json"));
}

}  // namespace
}  // namespace adaline::test
