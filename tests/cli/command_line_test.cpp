// Help, usage errors, and a standard output that takes nothing.
#include <gtest/gtest.h>

#include <adaline/cpu.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/support/sanitized.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

TEST(CommandLine, HelpHasAnExampleForEachCommand) {
  const std::string help = run_adaline({.arguments = {"--help"}}).output;
  std::vector<Arguments> all = {{"--help"}, {"-h"}};
  for (const char* const command : {"train", "predict", "evaluate", "inspect", "demo", "cpu"}) {
    all.push_back({command, "--help"});
    EXPECT_TRUE(contains(help, std::string("\n  ") + command + " ")) << help;
  }
  for (const Arguments& arguments : all) {
    const Outcome outcome = run_adaline({.arguments = arguments});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.errors, "");
    EXPECT_TRUE(contains(outcome.output, "Example:\n  ")) << outcome.output;
  }
}

TEST(CommandLine, Version) {
  const Outcome outcome = run_adaline({.arguments = {"--version"}});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.output, "adaline " + std::string(version()) + "\n");
  EXPECT_EQ(outcome.errors, "");
}

TEST(CommandLine, NoCommandShowsTheHelp) {
  const Outcome outcome = run_adaline({});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(outcome.errors, run_adaline({.arguments = {"--help"}}).output);
}

TEST(CommandLine, UsageErrorsAreOneLineWithAHint) {
  const std::vector<std::pair<Arguments, std::string>> cases = {
      {{"frobnicate"}, "unknown command 'frobnicate' (try 'adaline --help')"},
      {{"frobnicate", "--json"}, "unknown command 'frobnicate' (try 'adaline --help')"},
      {{"Demo"}, "unknown command 'Demo' (did you mean 'demo'?) (try 'adaline --help')"},
      {{""}, "unknown command '' (try 'adaline --help')"},
      {{"--frobnicate"}, "unknown option '--frobnicate' (try 'adaline --help')"},
      {{"demo", "--frobnicate"}, "unknown option '--frobnicate' (try 'adaline demo --help')"},
      {{"demo", "-x"}, "unknown option '-x' (try 'adaline demo --help')"},
      {{"demo", "more"}, "unexpected argument 'more' (try 'adaline demo --help')"},
      {{"demo", "cpu"}, "unexpected argument 'cpu' (try 'adaline demo --help')"},
      {{"cpu", "--weights", "a.svg"}, "unknown option '--weights' (try 'adaline cpu --help')"}};
  for (const auto& [arguments, message] : cases) {
    const Outcome outcome = run_adaline({.arguments = arguments});
    EXPECT_EQ(outcome.exit_code, 2) << message;
    EXPECT_EQ(outcome.output, "") << message;
    EXPECT_EQ(outcome.errors, "adaline: " + message + "\n");
  }
}

TEST(CommandLine, OptionsNeedTheRightNumberOfValues) {
  for (const Arguments& arguments :
       {Arguments{"demo", "--plot"}, {"demo", "--plot", "a.svg", "--plot", "b.svg"}, {"cpu", "--json=3"}}) {
    const Outcome outcome = run_adaline({.arguments = arguments});
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(lines_of(outcome.errors).size(), 1U) << outcome.errors;
    EXPECT_TRUE(contains(outcome.errors, arguments[1].substr(2, 4))) << outcome.errors;
    EXPECT_TRUE(contains(outcome.errors, " --help')")) << outcome.errors;
  }
}

const std::vector<Arguments> printing = {{"demo"},   {"demo", "--json"}, {"cpu"},       {"cpu", "--json"},
                                         {"--help"}, {"cpu", "--help"},  {"--version"}, {"cpu", "--plan"}};

TEST(StandardOutput, FullDisk) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  std::vector<Arguments> all = printing;
  if (!is_sanitized) all.push_back({"cpu", "--verify"});  // twelve seconds, which CpuVerify has already
  for (const Arguments& arguments : all) {
    const Outcome outcome = run_adaline({.arguments = arguments, .output = Output::full_disk});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.errors, "adaline: cannot write to standard output: No space left on device\n");
  }
}

TEST(StandardOutput, ClosedPipe) {
  for (const Arguments& arguments : printing) {
    const Outcome outcome = run_adaline({.arguments = arguments, .output = Output::closed_pipe});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.errors, "adaline: cannot write to standard output: Broken pipe\n");
  }
}

TEST(StandardOutput, Closed) {
  for (const Arguments& arguments : printing) {
    const Outcome outcome = run_adaline({.arguments = arguments, .output = Output::closed});
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.errors, "adaline: cannot write to standard output: Bad file descriptor\n");
  }
}

TEST(StandardOutput, NoPlotIsDrawnWhereTheResultsAreLost) {
  const TemporaryFolder folder;
  const Outcome outcome = run_adaline(
      {.arguments = {"demo", "--plot", "demo.txt"}, .folder = folder.path(), .output = Output::closed});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(folder.names().empty());
}

}  // namespace
}  // namespace adaline::test
