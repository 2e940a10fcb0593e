// `adaline train` that diverges: exit code 4, no model, and a rate that is the border.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include <regex>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

constexpr const char* notebook = ADALINE_TEST_DATA "/notebook.csv";

Outcome train_on(const TemporaryFolder& folder, const Arguments& data, const Arguments& more) {
  return run_adaline({.arguments = Arguments{"train"} + data + more, .folder = folder.path()});
}

// By hand: 2/48.69, the largest eigenvalue with a bias; half of 2/(1 + 12 * 12), at which no data makes the
// delta rule diverge. Mini-batches of 4: the first has the mean square 86.
TEST(Diverged, SaysWhatWouldWorkAndWritesNothing) {
  struct Case {
    Arguments options;
    std::string begin, end;
  };
  const std::vector<Case> cases = {{{"--learning-rate", "1"},
                                    "diverged after 2 epochs at the learning rate 1: ",
                                    "the largest rate that is stable here is 0.041"},
                                   {{"--learning-rate", "0.1", "--method", "online"},
                                    "diverged after 1 epoch at the learning rate 0.1: ",
                                    "rates up to 0.00689 are safe here"},
                                   {{"--learning-rate", "1", "--method", "minibatch", "--batch-size", "4"},
                                    "diverged after 1 epoch at the learning rate 1: ",
                                    "rates up to 0.0115 are safe here"}};
  for (const Case& c : cases) {
    const TemporaryFolder folder;
    write_file(folder / "old.json", "old");
    Arguments more = c.options + by_hand + Arguments{"--initial-bias", "0"};
    more.insert(more.end(), {"--model", "old.json", "--trace", "new.csv", "--plot", "new.svg"});
    if (!gnuplot_is_here()) more.resize(more.size() - 2);
    const Outcome outcome = train_on(folder, {notebook, "--target", "t"}, more);
    EXPECT_EQ(outcome.exit_code, 4);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(outcome.errors,
              "adaline: " + c.begin +
                  "leave out --no-standardize (the feature 'x' has a root mean square of 6.98), and "
                  "--learning-rate too, which is then chosen for the data; " +
                  c.end + "; no model was written\n");
    EXPECT_EQ(folder.names(), std::vector<std::string>{"old.json"});
    EXPECT_EQ(read_file(folder / "old.json"), "old");
  }
}

// Numbers grow from epoch to epoch and overflow nothing: exit code 4 all the same, also in silence.
TEST(Diverged, FiniteNumbersToo) {
  const TemporaryFolder folder;
  std::string line = "x,y\n";
  for (int x = 1; x <= 10; ++x) line += fmt::format("{},{}\n", x, 2 * x + 1);
  write_file(folder / "line.csv", line);
  for (const Arguments& method : {Arguments{"--learning-rate", "0.1"},
                                  {"--learning-rate", "0.1", "--method", "online"},
                                  {"--learning-rate", "0.5", "--method", "minibatch", "--batch-size", "5"}}) {
    for (const std::string epochs : {"10", "100"}) {
      const Arguments more = {"--epochs", epochs, "--model", "m.json", "--quiet", "--initial-bias", "0"};
      const Outcome outcome = train_on(folder, {"line.csv", "--target", "y"}, more + method + by_hand);
      EXPECT_EQ(outcome.exit_code, 4) << epochs;
      EXPECT_TRUE(contains(outcome.errors, "adaline: diverged after ")) << outcome.errors;
      EXPECT_EQ(folder.names(), std::vector<std::string>{"line.csv"});
    }
  }
}

TEST(Diverged, DoesNotAdviseWhatIsDone) {
  const TemporaryFolder folder;
  const Outcome outcome =
      train_on(folder, {notebook, "--target", "t"}, {"--learning-rate", "3", "--epochs", "100000"});
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_EQ(outcome.errors,
            "adaline: diverged after 2 epochs at the learning rate 3: leave out --learning-rate, which is then "
            "chosen "
            "for the data; the largest rate that is stable here is 1.99; no model was written\n");
}

TEST(Diverged, ValuesThatOverflow) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "x,y\n1e180,1\n2e180,4\n");
  for (const Arguments& rate : {Arguments{}, {"--learning-rate", "0.01"}}) {
    const Outcome large = train_on(folder, {"d.csv", "--target", "y", "--no-standardize"}, rate);
    EXPECT_EQ(large.exit_code, 4);
    EXPECT_TRUE(contains(large.errors,
                         ": leave out --no-standardize (the feature 'x' has a root mean square of "
                         "1.58e+180); or the values are too large for a double: divide"))
        << large.errors;
  }
  // Standardised, they are ordinary numbers.
  EXPECT_EQ(train_on(folder, {"d.csv", "--target", "y"}, {}).exit_code, 0);
  write_file(folder / "d.csv", "x,y\n1,1e160\n2,4e160\n");
  const Outcome targets = train_on(folder, {"d.csv", "--target", "y"}, {});
  EXPECT_EQ(targets.exit_code, 4);
  EXPECT_TRUE(contains(targets.errors,
                       ": the values are too large for a double: divide the target 'y', or the "
                       "features, by a power of ten; no model was written\n"))
      << targets.errors;
}

TEST(Diverged, ABatchLargerThanTheSamples) {
  const TemporaryFolder folder;
  const Outcome outcome =
      train_on(folder, {notebook, "--target", "t"},
               Arguments{"--method", "minibatch", "--batch-size", "9007199254740991", "--keep-last-batch",
                         "--learning-rate", "1", "--initial-bias", "0"} +
                   by_hand);
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_TRUE(contains(outcome.errors, "rates up to 0.0205 are safe here; ")) << outcome.errors;
}

double named_rate(const Outcome& outcome) {
  EXPECT_EQ(outcome.exit_code, 4) << outcome.errors;
  std::smatch match;
  const std::regex rate("(?:is stable here is|rates up to) ([-+.e0-9]+)(?: are safe here)?;");
  if (!std::regex_search(outcome.errors, match, rate)) {
    ADD_FAILURE() << outcome.errors;
    return 0;
  }
  return std::stod(match[1]);
}

struct Problem {
  const char* name;
  std::string text;
  Arguments columns;
};

std::vector<Problem> problems() {
  return {{"one feature", read_file(notebook), {"--target", "t"}},
          {"three features", made_table(50).text(), {"--target", "y"}},
          {"a small scale", "x,y\n0.001,1\n0.002,5\n-0.003,2\n", {"--target", "y"}},
          {"one feature at a time", "a,b,y\n1,0,1\n1,0,2\n0,3,2\n0,3,5\n", {"--target", "y"}}};
}

class NamedRate : public testing::Test {
 protected:
  Outcome train(const Problem& problem, const Arguments& options, double rate, const char* epochs) const {
    write_file(folder_ / "d.csv", problem.text);
    const Arguments more = {"--learning-rate", fmt::format("{}", rate), "--epochs", epochs};
    return train_on(folder_, Arguments{"d.csv"} + problem.columns, more + options + by_hand);
  }

  const TemporaryFolder folder_;
};

// At 2 % over it a weight grows by that much or more in each epoch: 100 000 epochs are plenty.
TEST_F(NamedRate, OfBatchIsTheBorder) {
  for (const Problem& problem : problems()) {
    for (const std::string type : {"double", "float"}) {
      for (const std::string bias : {"", "--no-bias"}) {
        SCOPED_TRACE(problem.name + (" " + type) + bias);
        Arguments options = {"--type", type};
        if (!bias.empty()) options.push_back(bias);
        const double rate = named_rate(train(problem, options, 1e6, "100000"));
        EXPECT_EQ(train(problem, options, 0.99 * rate, "100000").exit_code, 0);
        EXPECT_EQ(train(problem, options, 1.02 * rate, "100000").exit_code, 4);
      }
    }
  }
}

TEST_F(NamedRate, OfOnlineAndMiniBatchIsSafe) {
  const std::vector<Arguments> methods = {{"--method", "online"},
                                          {"--method", "minibatch", "--batch-size", "2"},
                                          {"--method", "minibatch", "--batch-size", "2", "--keep-last-batch"}};
  for (const Problem& problem : problems()) {
    for (const Arguments& method : methods) {
      for (const std::string type : {"double", "float"}) {
        for (const std::string bias : {"", "--no-bias"}) {
          SCOPED_TRACE(problem.name + (" " + method[1]) + type + bias);
          Arguments options = method;
          options.insert(options.end(), {"--type", type});
          if (!bias.empty()) options.push_back(bias);
          const double rate = named_rate(train(problem, options, 1e8, "1000"));
          EXPECT_EQ(train(problem, options, 0.99 * rate, "10000").exit_code, 0);
        }
      }
    }
  }
}

}  // namespace
}  // namespace adaline::test
