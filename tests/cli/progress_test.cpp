// The line that shows how far a training has come.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <regex>
#include <string>
#include <thread>
#include <vector>

#include "io/file_descriptor.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/support/sanitized.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

constexpr const char* erase = "\r\x1b[K";
constexpr const char* dim = "\x1b[2m";

// Long enough for others to show a line: 500 ms and more on any machine of today.
constexpr const char* epochs_of_half_a_second = is_sanitized ? "2000000" : "20000000";

// A training without end, on a terminal.
Invocation endless(const std::map<std::string, std::string>& environment) {
  Invocation invocation{
      .arguments = {"train", ADALINE_TEST_DATA "/notebook.csv", "--target", "t", "--learning-rate", "1e-15",
                    "--initial-bias", "0", "--no-standardize", "--epochs", "1000000000000"},
      .environment = {{"TERM", "xterm"}, {"NO_COLOR", ""}},
      .columns = 120,
      .errors_on_terminal = true};
  for (const auto& [name, value] : environment) invocation.environment[name] = value;
  return invocation;
}

// What a terminal has got when the line was there and the program was then interrupted.
std::string shown(const Invocation& invocation) {
  RunningProgram program(invocation);
  program.wait_for_errors("epoch ");
  program.send(SIGINT);
  const Outcome outcome = program.finish();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.output, "");
  return outcome.errors;
}

TEST(Progress, ALineThatIsErasedAtTheEnd) {
  const std::string text = shown(endless({}));
  const std::regex line(
      "\r\x1b\\[K\x1b\\[2mepoch [0-9]+ of 1000000000000, loss [-+.e0-9]+, [-+.e0-9]+ samples/s, at most "
      "[0-9]+:[0-9][0-9]:[0-9][0-9] left\x1b\\[0m");
  EXPECT_TRUE(std::regex_search(text, line)) << text;
  // Nothing of it is left before the message.
  const std::size_t message = text.find("adaline: interrupted after epoch ");
  ASSERT_NE(message, std::string::npos) << text;
  EXPECT_TRUE(text.substr(0, message).ends_with(std::string("\x1b[0m") + erase)) << text;
  EXPECT_FALSE(contains(text.substr(message), "\x1b")) << text;
  EXPECT_TRUE(text.starts_with(erase)) << text;
}

TEST(Progress, NoColorMeansNoColor) {
  const std::string text = shown(endless({{"NO_COLOR", "1"}}));
  EXPECT_TRUE(contains(text, std::string(erase) + "epoch ")) << text;
  EXPECT_FALSE(contains(text, dim)) << text;
}

TEST(Progress, NeverWiderThanTheTerminal) {
  Invocation invocation = endless({{"NO_COLOR", "1"}});
  invocation.columns = 30;
  const std::string text = shown(invocation);
  const std::size_t begin = text.find("epoch ");
  const std::size_t end = text.find('\r', begin);
  ASSERT_NE(end, std::string::npos) << text;
  EXPECT_EQ(end - begin, 29U) << text;
}

TEST(Progress, NothingWhereTheTerminalCannotEraseOrNothingIsWanted) {
  struct Quiet {
    std::map<std::string, std::string> environment;
    std::vector<std::string> arguments;
  };
  for (const Quiet& quiet : {Quiet{{{"TERM", "dumb"}}, {}}, Quiet{{}, {"--quiet"}}}) {
    Invocation invocation = endless(quiet.environment);
    invocation.arguments.back() = epochs_of_half_a_second;
    invocation.arguments.insert(invocation.arguments.end(), quiet.arguments.begin(), quiet.arguments.end());
    const Outcome outcome = run_adaline(invocation);
    EXPECT_EQ(outcome.exit_code, 0);
    // In silence, the verdict is all that is said.
    const bool is_quiet = !quiet.arguments.empty();
    EXPECT_EQ(outcome.errors.starts_with("adaline: not converged: "), is_quiet) << outcome.errors;
    EXPECT_EQ(outcome.errors.find("epoch "), std::string::npos) << outcome.errors;
  }
}

TEST(Progress, NothingWhereStandardErrorIsNoTerminal) {
  Invocation invocation = endless({});
  invocation.arguments.back() = epochs_of_half_a_second;
  invocation.errors_on_terminal = false;
  const Outcome outcome = run_adaline(invocation);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
}

// Rows that are written for as long as somebody reads them.
class EndlessRows {
 public:
  explicit EndlessRows(const std::filesystem::path& pipe) {
    std::signal(SIGPIPE, SIG_IGN);
    mkfifo(pipe.c_str(), 0600);
    writer_ = std::thread([pipe] {
      const io::FileDescriptor file(open(pipe.c_str(), O_WRONLY));
      std::string text = "x,t\n";
      while (write(file.number(), text.data(), text.size()) > 0) text = "1,2\n";
    });
  }
  ~EndlessRows() { writer_.join(); }

 private:
  std::thread writer_;
};

TEST(Progress, OfReading) {
  const TemporaryFolder folder;
  run_adaline({.arguments = {"train", ADALINE_TEST_DATA "/notebook.csv", "--target", "t", "--learning-rate",
                             "0.001", "--model", (folder / "m.json").string(), "--quiet"}});
  for (const Arguments& command : {Arguments{"evaluate", "m.json", "rows"},
                                   {"predict", "m.json", "rows", "--output", "p.csv"},
                                   {"train", "rows", "--target", "t"}}) {
    std::filesystem::remove(folder / "rows");
    const EndlessRows rows(folder / "rows");
    RunningProgram program({.arguments = command,
                            .environment = {{"TERM", "xterm"}, {"NO_COLOR", ""}},
                            .folder = folder.path(),
                            .errors_on_terminal = true});
    program.wait_for_errors("reading rows: ");
    program.send(SIGINT);
    const Outcome outcome = program.finish();
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_TRUE(contains(outcome.errors, "\r\x1b[Kadaline: interrupted while reading rows, after "))
        << outcome.errors;
    EXPECT_FALSE(std::filesystem::exists(folder / "p.csv"));
  }
}

// The name of a file is no order to the terminal.
TEST(Progress, ShowsAHostileNameAsWhatItIs) {
  const TemporaryFolder folder;
  const std::string name = "a\x1b[31m\n\xc2\x9b\xe2\x80\xae";
  const EndlessRows rows(folder / name);
  RunningProgram program({.arguments = {"train", name, "--target", "t"},
                          .environment = {{"TERM", "xterm"}, {"NO_COLOR", "1"}},
                          .folder = folder.path(),
                          .errors_on_terminal = true});
  program.wait_for_errors(R"(reading a\x1b[31m\x0a\xc2\x9b\xe2\x80\xae: )");
  program.send(SIGINT);
  const Outcome outcome = program.finish();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(
      contains(outcome.errors, R"(interrupted while reading a\x1b[31m\x0a\xc2\x9b\xe2\x80\xae, after )"))
      << outcome.errors;
  EXPECT_FALSE(contains(outcome.errors, name.substr(1)));
}

TEST(Progress, NothingForShortWork) {
  Invocation invocation = endless({});
  invocation.arguments.back() = "10";
  const Outcome outcome = run_adaline(invocation);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
}

// Lines in place of the line.
TEST(Progress, VerboseLeavesItsLines) {
  Invocation invocation = endless({});
  invocation.arguments.emplace_back("--verbose");
  RunningProgram program(invocation);
  program.wait_for_errors("epoch 10000 of ");
  program.send(SIGINT);
  const Outcome outcome = program.finish();
  EXPECT_FALSE(contains(outcome.errors, "\x1b")) << outcome.errors;
}

}  // namespace
}  // namespace adaline::test
