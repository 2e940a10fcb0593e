// Runs the program `adaline` itself.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {

// Where its standard output goes.
enum class Output { captured, full_disk, closed_pipe, closed, terminal };

struct Invocation {
  std::vector<std::string> arguments;
  std::map<std::string, std::string> environment = {};  // on top of that of the test
  std::filesystem::path folder = {};                    // to run in; empty: that of the test
  Output output = Output::captured;
  int columns = 80;  // of the terminal
  int rows = 24;
  std::string input = {};           // its standard input
  bool input_stays_open = false;    // as that of a pipe whose writer is not done; `input` must be short then
  bool errors_on_terminal = false;  // standard error is a terminal as well
  std::size_t most_memory = 0;      // bytes that it may have addresses for (RLIMIT_AS); 0: as many as the test
  std::size_t largest_file = 0;     // bytes of a file that it writes (RLIMIT_FSIZE)
};

// What makes `adaline train` do what the library does when it is left alone, but for the bias, which begins at
// the mean of the targets unless it is not learned, or told otherwise.
inline const std::vector<std::string> by_hand = {"--no-standardize", "--tolerance", "0", "--shuffle", "none"};

inline std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

struct Outcome {
  int exit_code = 0;  // 128 + the signal, where one ended it
  std::string output;
  std::string errors;
  std::size_t peak_memory = 0;  // bytes that were in memory at once
};

// The program at work.
class RunningProgram {
 public:
  explicit RunningProgram(const Invocation& invocation);
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;
  ~RunningProgram();  // ends it, where finish() did not

  // These throw where it does not happen within a minute, or the program ends before.
  void wait_for_errors(std::string_view text);
  // Until it has read all of the pipe (or of its standard input), sleeps, and would note an interrupt.
  void wait_until_it_waits(int pipe = -1);

  void send(int signal) const;
  Outcome finish();

 private:
  void read_terminals();
  bool has_ended() const;
  std::string status(const std::string& name) const;
  bool catches(int signal) const;

  TemporaryFolder captured_;
  pid_t process_ = -1;
  int input_ = -1;            // the end of a pipe to write to
  int output_terminal_ = -1;  // -1: none
  int errors_terminal_ = -1;
  Outcome outcome_;
};

Outcome run_adaline(const Invocation& invocation);

std::vector<std::string> lines_of(std::string_view text);
bool contains(std::string_view text, std::string_view part);
bool gnuplot_is_here();

}  // namespace adaline::test
