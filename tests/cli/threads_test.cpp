// `--threads`: it changes no byte of what a command writes, and no error.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "goldens/cases/random_problem.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

class CommandThreads : public testing::Test {
 protected:
  // Some megabytes: enough to be divided, in several blocks.
  CommandThreads() {
    const cases::RandomProblem<double> problem(30'000, 9, 1);
    text_ = "a,b,c,d,e,f,g,h,i,y,note\n";
    for (std::size_t r = 0; r < problem.rows; ++r) {
      for (std::size_t c = 0; c < problem.cols; ++c) {
        text_ += std::to_string(problem.x[r * problem.stride + c]) + ',';
      }
      text_ += std::to_string(problem.t[r]) + (r % 1000 == 7 ? ",\"a, \n b\"\n" : ",x\n");
    }
    write_file(folder_ / "d.csv", text_);
    for (const char* type : {"float", "double"}) {
      for (const char* standardize : {"--standardize", "--no-standardize"}) {
        const Outcome outcome = run({"train", "d.csv", "--target", "y", "--drop", "note", "--type", type,
                                     "--epochs", "2", standardize, "--model", model(type, standardize)});
        EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
      }
    }
  }

  static std::string model(const std::string& type, const std::string& standardize) {
    return type + standardize + ".json";
  }

  Outcome run(Arguments arguments, const Arguments& more = {}) const {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_adaline({.arguments = arguments, .folder = folder_.path()});
  }

  void expect_same(const Arguments& arguments) const {
    const Outcome one = run(arguments, {"--threads", "1"});
    for (const char* threads : {"2", "7"}) {
      const Outcome several = run(arguments, {"--threads", threads});
      EXPECT_EQ(several.exit_code, one.exit_code);
      EXPECT_TRUE(several.output == one.output) << arguments.front() << ' ' << threads;
      EXPECT_EQ(several.errors, one.errors);
    }
    EXPECT_TRUE(run(arguments).output == one.output);
  }

  std::string text_;
  const TemporaryFolder folder_;
};

TEST_F(CommandThreads, ChangeNoByteOfPredictions) {
  for (const char* type : {"float", "double"}) {
    for (const char* standardize : {"--standardize", "--no-standardize"}) {
      for (const char* how : {"--append", "--json"})
        expect_same({"predict", model(type, standardize), "d.csv", how});
      expect_same({"predict", model(type, standardize), "d.csv"});
      expect_same({"evaluate", model(type, standardize), "d.csv"});
    }
  }
}

TEST_F(CommandThreads, ChangeNoByteOfMoments) {
  const auto moments = [&](const char* threads) {
    const Outcome outcome = run({"moments", "d.csv", "--target", "y", "--drop", "note", "--weights", "a",
                                 "--output", "d.moments", "--threads", threads});
    // Half of the weights are negative.
    EXPECT_EQ(outcome.exit_code, 3);
    const Outcome without = run(
        {"moments", "d.csv", "--target", "y", "--drop", "note", "--output", "d.moments", "--threads", threads});
    EXPECT_EQ(without.exit_code, 0) << without.errors;
    return outcome.errors + read_file(folder_ / "d.moments");
  };
  const std::string one = moments("1");
  EXPECT_TRUE(moments("2") == one);
  EXPECT_TRUE(moments("7") == one);
}

TEST_F(CommandThreads, ChangeNoError) {
  write_file(folder_ / "d.csv", text_ + "1,2,3,4,x,6,7,8,9,0,\n" + text_);
  // How much of the rows before it came out may differ.
  expect_same({"predict", "double--standardize.json", "d.csv", "--output", "p.csv"});
  expect_same({"evaluate", "double--standardize.json", "d.csv"});
  expect_same({"train", "d.csv", "--target", "y", "--drop", "note"});
  EXPECT_EQ(run({"evaluate", "double--standardize.json", "d.csv"}).errors,
            "adaline: d.csv:30032:9: 'x' is not a number (column 'e')\n");
}

}  // namespace
}  // namespace adaline::test
