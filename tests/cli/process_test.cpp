// Running another program.
#include "cli/process.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include "cli/errors.hpp"
#include "cli/interrupt.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using cli::ProcessResult;
using cli::run_program;

ProcessResult run_shell(const std::string& script, const std::string& input = "") {
  return run_program("/bin/sh", {"-c", script}, input);
}

TEST(Process, GivesBackOutputErrorsAndStatus) {
  const ProcessResult result = run_shell("echo out; echo err >&2; exit 7");
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.errors, "err\n");
  EXPECT_EQ(result.status, 7);
}

TEST(Process, ManyBytesInBothDirectionsAtOnce) {
  const std::string much(3'000'000, 'x');
  const ProcessResult result = run_shell("cat", much);
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.output, much);
}

TEST(Process, ArgumentsPassUnchanged) {
  const std::string odd = "a b 'c' \"d\" $(e) `f` \\ * ;\n";
  EXPECT_EQ(run_program("/bin/sh", {"-c", "printf %s \"$1\"", "sh", odd}, "").output, odd);
}

TEST(Process, AProgramThatReadsNothing) {
  std::signal(SIGPIPE, SIG_IGN);
  const ProcessResult result = run_shell("exec <&-; echo done", std::string(3'000'000, 'x'));
  std::signal(SIGPIPE, SIG_DFL);
  EXPECT_EQ(result.output, "done\n");
  EXPECT_EQ(result.status, 0);
}

TEST(Process, StatusOfASignal) { EXPECT_EQ(run_shell("kill -9 $$").status, 128 + 9); }

TEST(Process, AnIgnoredSignalIsNotHandedOn) {
  std::signal(SIGPIPE, SIG_IGN);
  EXPECT_EQ(run_shell("kill -PIPE $$").status, 128 + SIGPIPE);
  std::signal(SIGPIPE, SIG_DFL);
}

TEST(Process, VariablesMayBeTakenFromTheEnvironment) {
  setenv("ADALINE_TEST_A", "1", 1);
  setenv("ADALINE_TEST_AB", "2", 1);
  const std::string script = "echo \"$ADALINE_TEST_A,$ADALINE_TEST_AB\"";
  EXPECT_EQ(run_program("/bin/sh", {"-c", script}, "").output, "1,2\n");
  EXPECT_EQ(run_program("/bin/sh", {"-c", script}, "", {"ADALINE_TEST_A"}).output, ",2\n");
}

// One that hangs, and one that has closed its outputs and hangs, end with the first signal.
TEST(Process, AnInterruptEndsItToo) {
  for (const std::string script : {"sleep 1000", "exec >&- 2>&-; sleep 1000"}) {
    const cli::InterruptHandling handling;
    std::thread later([] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      kill(getpid(), SIGINT);
    });
    EXPECT_THROW(run_shell("exec sh -c '" + script + "'"), cli::Error);
    later.join();
  }
}

TEST(Process, FindsProgramsOnThePath) {
  EXPECT_TRUE(cli::find_program("sh").has_value());
  EXPECT_FALSE(cli::find_program("no-such-program-of-that-name").has_value());
}

TEST(Process, WhatIsNoProgramIsAnError) {
  const TemporaryFolder folder;
  write_file(folder / "text", "");
  EXPECT_THROW(run_program(folder / "text", {}, ""), cli::Error);
  EXPECT_THROW(run_program(folder / "missing", {}, ""), cli::Error);
}

}  // namespace
}  // namespace adaline::test
