// What an exception means to who started the program.
#pragma once

#include <string>

#include "cli/errors.hpp"

namespace adaline::cli {

struct Failure {
  ExitCode code = ExitCode::failure;
  std::string message;
};

// Of the exception that is being handled, a std::exception: call it in a handler.
Failure current_failure();

}  // namespace adaline::cli
