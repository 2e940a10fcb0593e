#include "cli/output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "cli/errors.hpp"
#include "io/visible.hpp"

namespace adaline::cli {
namespace {

[[noreturn]] void refuse(int error) {
  throw Error(ExitCode::failure, fmt::format("cannot write to standard output: {}", std::strerror(error)));
}

}  // namespace

void prepare_standard_streams() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  // open() gives the lowest free number. Read-only: writing to a stream that came closed stays an error.
  for (int descriptor = 0; descriptor <= STDERR_FILENO; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) == -1) open("/dev/null", O_RDONLY);
  }
}

void write_output(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) refuse(errno);
}

void flush_output() {
  if (std::fflush(stdout) != 0) refuse(errno);
}

void note(std::string_view message) {
  const std::string line = fmt::format("adaline: {}\n", io::visible(message));
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace adaline::cli
