// `adaline train` with a command line that makes no sense: one line, exit code 2, and nothing is written.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

constexpr const char* hint = " (try 'adaline train --help')";

class TrainUsage : public testing::Test {
 protected:
  TrainUsage() { write_file(folder_ / "d.csv", "x,y\n1,2\n2,4\n3,5\n"); }

  Outcome run(const Arguments& more) const {
    Arguments arguments = {"train"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_adaline({.arguments = arguments, .folder = folder_.path()});
  }

  void expect_refusal(const Arguments& more, const std::string& message) const {
    const std::string data = read_file(folder_ / "d.csv");
    const std::vector<std::string> names = folder_.names();
    const Outcome outcome = run(more);
    EXPECT_EQ(outcome.exit_code, 2) << message;
    EXPECT_EQ(outcome.output, "") << message;
    EXPECT_EQ(outcome.errors, "adaline: " + message + "\n");
    EXPECT_EQ(read_file(folder_ / "d.csv"), data);
    EXPECT_EQ(folder_.names(), names) << message;
  }

  // Behind a command line that is right, with a model to write.
  void expect_refusal_of(const Arguments& options, const std::string& message) const {
    Arguments arguments = {"d.csv", "--target", "y", "--model", "m.json"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    expect_refusal(arguments, message);
  }

  const TemporaryFolder folder_;
};

TEST_F(TrainUsage, WhatIsRequired) {
  expect_refusal({}, std::string("DATA is required") + hint);
  expect_refusal({"--target", "y"}, std::string("DATA is required") + hint);
  expect_refusal({"d.csv"}, std::string("--target is required") + hint);
  expect_refusal({"d.csv", "--method", "exact"}, std::string("--target is required") + hint);
}

TEST_F(TrainUsage, MisspeltOptions) {
  expect_refusal({"d.csv", "--targt", "y"},
                 std::string("unknown option '--targt' (did you mean '--target'?)") + hint);
  expect_refusal({"d.csv", "--Target=y"},
                 std::string("unknown option '--Target' (did you mean '--target'?)") + hint);
  const std::vector<std::pair<std::string, std::string>> cases = {{"--feature", "--features"},
                                                                  {"--batchsize", "--batch-size"},
                                                                  {"--leaning-rate", "--learning-rate"},
                                                                  {"--epoch", "--epochs"},
                                                                  {"--no-standardise", "--no-standardize"},
                                                                  {"--no-bais", "--no-bias"},
                                                                  {"--modle", "--model"},
                                                                  {"--verbos", "--verbose"},
                                                                  {"--tolerence", "--tolerance"},
                                                                  {"--shufle", "--shuffle"}};
  for (const auto& [wrong, right] : cases) {
    expect_refusal_of({wrong}, "unknown option '" + wrong + "' (did you mean '" + right + "'?)" + hint);
  }
  expect_refusal_of({"--frobnicate"}, std::string("unknown option '--frobnicate'") + hint);
  expect_refusal_of(
      {"more.csv", "--method", "online"},
      std::string("unexpected argument 'more.csv'; several files are for --method exact and batch") + hint);
}

TEST_F(TrainUsage, NumbersOutOfRange) {
  const std::vector<std::string> no_numbers = {"abc", "", "nan", "inf", "1e999", "0x10", "1 ", "1_000", "+1"};
  const auto refuse = [&](const std::string& option, const std::vector<std::string>& values, const char* what) {
    for (const std::string& value : values) {
      expect_refusal_of({"--method", "minibatch", option, value},
                        option + ": " + value + " is not " + what + hint);
    }
  };
  for (const std::string option : {"--batch-size", "--epochs"}) {
    refuse(option, no_numbers, "a whole number of at least 1");
    refuse(option, {"0", "-1", "1.5", "1e3", "99999999999999999999", "9007199254740992"},
           "a whole number of at least 1");
  }
  refuse("--learning-rate", no_numbers, "greater than 0, or auto");
  refuse("--learning-rate", {"0", "-0.1", "automatic"}, "greater than 0, or auto");
  refuse("--tolerance", no_numbers, "at least 0");
  refuse("--tolerance", {"-1e-9"}, "at least 0");
  refuse("--threads", {"0", "-1", "1.5", "1e1", "4.0", "abc", "1025"}, "a whole number from 1 to 1024");
  refuse("--seed", {"-1", "1.5", "1e3", "abc", "1e300", "9007199254740992"}, "a whole number of at least 0");
  refuse("--initial-bias", no_numbers, "a finite number");
  refuse("--stop-delta", no_numbers, "at least 0");
  refuse("--stop-delta", {"-1e-9"}, "at least 0");
  refuse("--initial-weight", no_numbers, "a finite number");
}

TEST_F(TrainUsage, NumbersThatAFloatCannotHold) {
  expect_refusal_of(
      {"--type", "float", "--learning-rate", "1e-60"},
      "learning_rate: 9.9999999999999997e-61, divided by 3 samples, is out of the range of a 32-bit "
      "float");
  expect_refusal_of({"--type", "float", "--initial-weight", "1e60"}, "neuron: weight 0 is inf");
}

TEST_F(TrainUsage, Names) {
  expect_refusal_of(
      {"--method", "bath"},
      std::string("--method: 'bath' is not batch, online, minibatch or exact (did you mean 'batch'?)") + hint);
  expect_refusal_of({"--type", "half"}, std::string("--type: 'half' is not float or double") + hint);
}

TEST_F(TrainUsage, Orders) {
  expect_refusal_of({"--method", "online", "--shuffle", "yes"},
                    std::string("--shuffle: 'yes' is not none, once or each") + hint);
  for (const Arguments& order : {Arguments{"--shuffle", "each"}, {"--seed", "3"}}) {
    expect_refusal_of(
        order, "--shuffle and --seed are for --method online and minibatch; to batch, all orders are one");
  }
}

TEST_F(TrainUsage, MiniBatches) {
  for (const std::string method : {"batch", "online"}) {
    expect_refusal_of({"--method", method, "--batch-size", "2"},
                      "--batch-size is for --method minibatch alone");
    expect_refusal_of({"--method", method, "--keep-last-batch"},
                      "--keep-last-batch is for --method minibatch alone");
  }
  expect_refusal_of({"--batch-size", "2"}, "--batch-size is for --method minibatch alone");
  for (const Arguments& more : {Arguments{}, {"--batch-size", "32"}}) {
    Arguments arguments = {"--method", "minibatch"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    expect_refusal_of(arguments,
                      "--batch-size: 32, but there are only 3 samples, and a shorter batch is skipped (see "
                      "--keep-last-batch)");
  }
}

TEST_F(TrainUsage, OptionsOfOtherMethods) {
  for (const Arguments& option : {Arguments{"--learning-rate", "0.1"},
                                  {"--epochs", "3"},
                                  {"--tolerance", "0.1"},
                                  {"--stop-delta", "0.1"},
                                  {"--shuffle", "none"},
                                  {"--seed", "1"},
                                  {"--batch-size", "3"},
                                  {"--keep-last-batch"},
                                  {"--initial-weight", "1"},
                                  {"--initial-bias", "1"},
                                  {"--trace", "t.csv"},
                                  {"--plot", "p.svg"},
                                  {"--verbose"}}) {
    expect_refusal_of(Arguments{"--method", "exact"} + option,
                      option.front() + " is for gradient descent; --method exact has no epochs");
  }
  for (const std::string method : {"batch", "online", "minibatch"}) {
    for (const Arguments& option : {Arguments{"--ridge", "1"}, {"--weights", "x"}}) {
      expect_refusal_of(Arguments{"--method", method} + option,
                        option.front() + " is for --method exact alone");
    }
  }
  for (const std::string ridge : {"-1", "nan", "inf", "1e999", "much"}) {
    expect_refusal_of({"--method", "exact", "--ridge", ridge},
                      "--ridge: " + ridge + " is not at least 0" + hint);
  }
  expect_refusal_of({"--method", "exact", "--weights", ""},
                    std::string("--weights: the name of a column is empty") + hint);
}

TEST_F(TrainUsage, OptionsThatExcludeEachOther) {
  expect_refusal_of({"--features", "x", "--drop", "x"}, std::string("--features excludes --drop") + hint);
  expect_refusal_of({"--no-bias", "--initial-bias", "1"},
                    std::string("--no-bias excludes --initial-bias") + hint);
  expect_refusal_of({"--json", "--quiet"}, std::string("--json excludes --quiet") + hint);
  expect_refusal_of({"--verbose", "--quiet"}, std::string("--quiet excludes --verbose") + hint);
}

TEST_F(TrainUsage, EndingsOfPlots) {
  for (const std::string file : {"a.pdf", "svg", "a.svg.gz", ""}) {
    expect_refusal_of({"--plot", file}, "--plot: '" + file + "' does not end in .svg, .png or .txt" + hint);
  }
}

TEST_F(TrainUsage, NamesThatAreNoFiles) {
  for (const std::string option : {"--model", "--trace"}) {
    expect_refusal_of({option, "-"}, option + ": '-' is no file; standard output is /dev/stdout" + hint);
    expect_refusal_of({option, ""}, option + ": the name of a file is empty" + hint);
  }
}

TEST_F(TrainUsage, OneFileForTwoThings) {
  const auto same = [](const char* a, const char* b, const std::string& file) {
    return std::string(a) + " and " + b + " are the same file: '" + file + "'";
  };
  for (const std::string name : {"out", "./out", "folder/../out"}) {
    std::filesystem::create_directory(folder_ / "folder");
    expect_refusal({"d.csv", "--target", "y", "--model", "out", "--trace", name},
                   same("--model", "--trace", name));
  }
  expect_refusal({"d.csv", "--target", "y", "--model", "d.csv"}, same("DATA", "--model", "d.csv"));
  expect_refusal({"./d.csv", "--target", "y", "--trace", (folder_ / "d.csv").string()},
                 same("DATA", "--trace", (folder_ / "d.csv").string()));
  std::filesystem::create_symlink("d.csv", folder_ / "link.txt");
  expect_refusal({"d.csv", "--target", "y", "--plot", "link.txt"}, same("DATA", "--plot", "link.txt"));
  expect_refusal({"d.csv", "--target", "y", "--trace", "p.svg", "--plot", "p.svg"},
                 same("--trace", "--plot", "p.svg"));
  // A device takes both.
  EXPECT_EQ(run({"d.csv", "--target", "y", "--model", "/dev/null", "--trace", "/dev/null"}).exit_code, 0);
}

}  // namespace
}  // namespace adaline::test
