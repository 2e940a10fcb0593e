#include "cli/terminal.hpp"

#include <sys/ioctl.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace adaline::cli {
namespace {

int number_in_environment(const char* name, int otherwise) {
  const char* const value = std::getenv(name);
  if (value == nullptr) return otherwise;
  const std::string_view text = value;
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number > 0 ? number : otherwise;
}

}  // namespace

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

TerminalSize terminal_size(int descriptor) {
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
    return {size.ws_col, size.ws_row};
  }
  return {number_in_environment("COLUMNS", 80), number_in_environment("LINES", 24)};
}

}  // namespace adaline::cli
