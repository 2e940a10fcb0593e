#include "cli/status_line.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "cli/terminal.hpp"
#include "io/visible.hpp"

namespace adaline::cli {
namespace {

constexpr std::chrono::milliseconds first_after{500};
constexpr std::chrono::milliseconds again_after{100};

bool is_set(const char* variable) {
  const char* const value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool terminal_can_erase() {
  const char* const name = std::getenv("TERM");
  return is_terminal(STDERR_FILENO) && (name == nullptr || std::string_view(name) != "dumb");
}

void put(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

StatusLine::StatusLine(bool is_wanted)
    : is_shown_(is_wanted && terminal_can_erase()),
      is_colored_(!is_set("NO_COLOR")),
      next_(Clock::now() + first_after) {}

bool StatusLine::is_due() { return is_shown_ && Clock::now() >= next_; }

void StatusLine::show(std::string_view text) {
  if (!is_shown_) return;
  // One that wraps could not be erased.
  const auto columns = static_cast<std::size_t>(std::max(terminal_size(STDERR_FILENO).columns - 1, 0));
  const std::string shown = io::visible(text);
  const std::string_view line = io::cut_to_columns(shown, columns);
  put(is_colored_ ? fmt::format("\r\x1b[K\x1b[2m{}\x1b[0m", line) : fmt::format("\r\x1b[K{}", line));
  is_visible_ = true;
  next_ = Clock::now() + again_after;
}

void StatusLine::clear() {
  if (is_visible_) put("\r\x1b[K");
  is_visible_ = false;
}

}  // namespace adaline::cli
