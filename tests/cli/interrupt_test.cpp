// Ctrl-C, SIGTERM and a closed terminal: the program says where it was, and leaves nothing behind.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <regex>
#include <string>
#include <vector>

#include "cli/errors.hpp"
#include "cli/input.hpp"
#include "cli/interrupt.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP};

// With a model that must stay as it is.
Invocation writing(const TemporaryFolder& folder, const Arguments& more) {
  write_file(folder / "model.json", "old");
  Invocation invocation{.arguments = {"train"}, .folder = folder.path()};
  invocation.arguments.insert(invocation.arguments.end(), more.begin(), more.end());
  invocation.arguments.insert(invocation.arguments.end(), {"--target", "y", "--model", "model.json"});
  return invocation;
}

void expect_nothing_written(const TemporaryFolder& folder, const std::vector<std::string>& names) {
  EXPECT_EQ(folder.names(), names);
  EXPECT_EQ(read_file(folder / "model.json"), "old");
}

TEST(Interrupt, WhileItTrains) {
  for (const int signal : signals) {
    for (const std::string method : {"batch", "online", "minibatch"}) {
      const TemporaryFolder folder;
      write_file(folder / "d.csv", "x,y\n1,2\n2,4\n");
      Invocation invocation = writing(folder, {"d.csv", "--verbose", "--method", method, "--learning-rate",
                                               "1e-12", "--epochs", "1000000000000"});
      if (method == "minibatch") invocation.arguments.emplace_back("--keep-last-batch");
      RunningProgram program(invocation);
      program.wait_for_errors("epoch 1000 of ");
      program.send(signal);
      const Outcome outcome = program.finish();
      EXPECT_EQ(outcome.exit_code, 1);
      EXPECT_EQ(outcome.output, "");
      const std::regex line(
          "adaline: interrupted after epoch [0-9]+ of 1000000000000 \\([0-9]+ steps, loss [-+.e0-9]+\\); "
          "nothing was "
          "written");
      EXPECT_TRUE(std::regex_match(lines_of(outcome.errors).back(), line)) << outcome.errors;
      expect_nothing_written(folder, {"d.csv", "model.json"});
    }
  }
}

TEST(Interrupt, WhileItTraces) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "x,y\n1,2\n2,4\n");
  RunningProgram program(writing(folder, {"d.csv", "--verbose", "--learning-rate", "1e-12", "--epochs",
                                          "1000000000000", "--trace", "new.csv"}));
  program.wait_for_errors("epoch 100 of ");
  program.send(SIGINT);
  EXPECT_EQ(program.finish().exit_code, 1);
  expect_nothing_written(folder, {"d.csv", "model.json"});
}

TEST(Interrupt, WhileItReadsStandardInput) {
  for (const int signal : signals) {
    const TemporaryFolder folder;
    Invocation invocation = writing(folder, {"-"});
    invocation.input = "x,y\n1,2\n";
    invocation.input_stays_open = true;
    RunningProgram program(invocation);
    program.wait_until_it_waits();
    program.send(signal);
    const Outcome outcome = program.finish();
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(outcome.errors, "adaline: interrupted while reading standard input, after 0 MB\n");
    expect_nothing_written(folder, {"model.json"});
  }
}

// Samples, and moments, whose end an interruption is not.
TEST(Interrupt, WhileItReadsParts) {
  for (const std::string input : {"x,y\n1,2\n", "adaline moments\n\1"}) {
    for (const Arguments& command :
         {Arguments{"train", "--method", "exact", "--model"}, {"moments", "--output"}}) {
      const TemporaryFolder folder;
      write_file(folder / "old", "old");
      RunningProgram program({.arguments = command + Arguments{"old", "--target", "y", "-"},
                              .folder = folder.path(),
                              .input = input,
                              .input_stays_open = true});
      program.wait_until_it_waits();
      program.send(SIGINT);
      const Outcome outcome = program.finish();
      EXPECT_EQ(outcome.exit_code, 1);
      EXPECT_EQ(outcome.output, "");
      EXPECT_EQ(outcome.errors, "adaline: interrupted while reading standard input, after 0 MB\n");
      EXPECT_EQ(read_file(folder / "old"), "old");
      EXPECT_EQ(folder.names(), std::vector<std::string>{"old"});
    }
  }
}

TEST(Interrupt, WhileItPredicts) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "x,y\n1,2\n2,4\n");
  ASSERT_EQ(run_adaline({.arguments = {"train", "d.csv", "--target", "y", "--model", "m.json"},
                         .folder = folder.path()})
                .exit_code,
            0);
  write_file(folder / "out", "old");
  RunningProgram program({.arguments = {"predict", "m.json", "-", "--output", "out"},
                          .folder = folder.path(),
                          .input = "x\n1\n2\n",
                          .input_stays_open = true});
  program.wait_until_it_waits();
  program.send(SIGINT);
  const Outcome outcome = program.finish();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.errors, "adaline: interrupted while reading standard input, after 0 MB\n");
  EXPECT_EQ(read_file(folder / "out"), "old");
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"d.csv", "m.json", "out"}));
}

// Nobody writes to it, so that open() waits.
TEST(Interrupt, WhileItOpensANamedPipe) {
  for (const int signal : signals) {
    const TemporaryFolder folder;
    ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
    RunningProgram program(writing(folder, {"pipe"}));
    program.wait_until_it_waits();
    program.send(signal);
    const Outcome outcome = program.finish();
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.errors, "adaline: interrupted while reading pipe, after 0 MB\n");
    expect_nothing_written(folder, {"model.json", "pipe"});
  }
}

TEST(Interrupt, WhileItReadsANamedPipe) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  RunningProgram program(writing(folder, {"pipe"}));
  const int pipe = open((folder / "pipe").c_str(), O_WRONLY | O_CLOEXEC);
  ASSERT_GE(pipe, 0);
  const std::string text = "x,y\n1,2\n";
  ASSERT_EQ(write(pipe, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  program.wait_until_it_waits(pipe);
  program.send(SIGTERM);
  const Outcome outcome = program.finish();
  close(pipe);
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.errors, "adaline: interrupted while reading pipe, after 0 MB\n");
  expect_nothing_written(folder, {"model.json", "pipe"});
}

// Nobody can tidy up then.
TEST(Interrupt, AKilledTrainingLeavesNoFile) {
  const TemporaryFolder folder;
  write_file(folder / "d.csv", "x,y\n1,2\n2,4\n");
  Invocation invocation = writing(folder, {"d.csv", "--verbose", "--learning-rate", "1e-12", "--epochs",
                                           "1000000000000", "--trace", "new.csv", "--plot", "new.svg"});
  if (!gnuplot_is_here()) invocation.arguments.resize(invocation.arguments.size() - 2);
  for (const int signal : {SIGKILL, SIGQUIT}) {
    RunningProgram program(invocation);
    program.wait_for_errors("epoch 100 of ");
    program.send(signal);
    EXPECT_EQ(program.finish().exit_code, 128 + signal);
    expect_nothing_written(folder, {"d.csv", "model.json"});
  }
}

// `make_samples | adaline predict ..`, where Ctrl-C ends make_samples as well: a part of the rows is no result.
TEST(Interrupt, TheEndOfAPipeAfterASignalIsNoEnd) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  const int pipe = open((folder / "pipe").c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_GE(pipe, 0);
  ASSERT_EQ(write(pipe, "x\n1\n", 4), 4);

  const cli::InterruptHandling handling;
  io::Source source(folder / "pipe", cli::watch_reading("pipe", false));
  ASSERT_TRUE(source.advance(source.begin()));
  std::raise(SIGINT);
  close(pipe);
  EXPECT_THROW(source.advance(source.end()), cli::Error);
}

}  // namespace
}  // namespace adaline::test
