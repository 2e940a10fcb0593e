#include "cli/train/epoch_progress.hpp"

#include <fmt/core.h>

#include <cmath>
#include <string>

#include "cli/output.hpp"

namespace adaline::cli {
namespace {

// 1, 2, 5, 10, 20, 50, 100 ..
std::size_t next_round_number(std::size_t n) {
  std::size_t power = 1;
  while (n / 10 >= power) power *= 10;
  return n / power == 2 ? 5 * power : 2 * n;
}

std::string duration(double seconds) {
  const auto whole = std::lround(seconds);
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

EpochProgress::EpochProgress(std::size_t samples, std::size_t epoch_limit, Shown shown)
    : samples_(static_cast<double>(samples)),
      epoch_limit_(epoch_limit),
      shows_lines_(shown.lines),
      line_(shown.line && !shown.lines) {}

double EpochProgress::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

double EpochProgress::samples_per_second(std::size_t epochs) const {
  return samples_ * static_cast<double>(epochs) / seconds();
}

void EpochProgress::update(std::size_t epochs, double loss) {
  const bool is_line_due = shows_lines_ && epochs == next_line_;
  if (!is_line_due && !line_.is_due()) return;
  const double left = seconds() / static_cast<double>(epochs) * static_cast<double>(epoch_limit_ - epochs);
  const std::string text = fmt::format("epoch {} of {}, loss {:.6g}, {:.3g} samples/s, at most {} left", epochs,
                                       epoch_limit_, loss, samples_per_second(epochs), duration(left));
  if (is_line_due) {
    next_line_ = next_round_number(epochs);
    note(text);
  } else {
    line_.show(text);
  }
}

}  // namespace adaline::cli
