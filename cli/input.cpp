#include "cli/input.hpp"

#include <fmt/core.h>

#include <memory>

#include "cli/errors.hpp"
#include "cli/interrupt.hpp"
#include "cli/status_line.hpp"

namespace adaline::cli {
namespace {

std::string text_of(const io::ReadProgress& read) {
  const auto megabytes = [](std::size_t bytes) { return static_cast<double>(bytes) / 1e6; };
  if (read.total == 0) return fmt::format("{:.0f} MB", megabytes(read.bytes));
  return fmt::format("{:.0f} of {:.0f} MB, {} %", megabytes(read.bytes), megabytes(read.total),
                     read.bytes / (read.total / 100 + 1));
}

}  // namespace

io::OnRead watch_reading(const std::string& file, bool shows_progress, const std::function<void()>& on_wait) {
  const std::string name = io::input_name(file);
  const auto line = std::make_shared<StatusLine>(shows_progress);
  return [name, line, on_wait](const io::ReadProgress& read) {
    if (InterruptHandling::is_interrupted()) {
      throw Error(ExitCode::failure,
                  fmt::format("interrupted while reading {}, after {}", name, text_of(read)));
    }
    if (read.waits && on_wait) on_wait();
    if (line->is_due()) line->show(fmt::format("reading {}: {}", name, text_of(read)));
    // What comes next writes there.
    if (read.bytes == read.total) line->clear();
  };
}

}  // namespace adaline::cli
