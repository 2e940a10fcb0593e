// Ctrl-C, SIGTERM and a closed terminal as a question that long work asks, so that it ends in order.
#pragma once

#include <array>
#include <csignal>

namespace adaline::cli {

// While it lives, the first signal is only noted; a second one ends the program at once. A signal that was
// ignored at the start stays ignored. One at a time.
class InterruptHandling {
 public:
  InterruptHandling();
  InterruptHandling(const InterruptHandling&) = delete;
  InterruptHandling& operator=(const InterruptHandling&) = delete;
  ~InterruptHandling();

  // Whether a signal came.
  static bool is_interrupted();

 private:
  static constexpr std::array signals = {SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, signals.size()> old_ = {};
};

}  // namespace adaline::cli
