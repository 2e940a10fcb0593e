// How the program ends.
#pragma once

#include <stdexcept>
#include <string>

namespace adaline::cli {

enum class ExitCode {
  done = 0,
  failure = 1,    // a full disk, a closed pipe, no gnuplot
  usage = 2,      // the command line or the environment
  bad_input = 3,  // the data
  diverged = 4    // the training; no model is written
};

// Ends the program with `code`; the message is one line, and goes to standard error after "adaline: ".
class Error : public std::runtime_error {
 public:
  Error(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

}  // namespace adaline::cli
