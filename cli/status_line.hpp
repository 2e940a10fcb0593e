// How far long work has come.
#pragma once

#include <chrono>
#include <string_view>

namespace adaline::cli {

// A line on standard error that each show() writes over, and the end erases. Nothing is shown where standard
// error is no terminal, or one that cannot erase; nor for work of less than half a second. NO_COLOR is
// respected.
class StatusLine {
 public:
  explicit StatusLine(bool is_wanted = true);
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;
  ~StatusLine() { clear(); }

  // Whether it is time for show(); cheap where nothing is shown.
  bool is_due();
  void show(std::string_view text);
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool is_shown_;
  bool is_colored_;
  bool is_visible_ = false;
  Clock::time_point next_;
};

}  // namespace adaline::cli
