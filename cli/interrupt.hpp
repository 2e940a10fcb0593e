// Ctrl-C and SIGTERM as a question that long work asks, so that it ends in order.
#pragma once

#include <csignal>

namespace adaline::cli {

// While it lives, the first signal is only noted; a second one ends the program at once. A signal that was ignored
// at the start stays ignored. One at a time.
class InterruptHandling {
 public:
  InterruptHandling();
  InterruptHandling(const InterruptHandling&) = delete;
  InterruptHandling& operator=(const InterruptHandling&) = delete;
  ~InterruptHandling();

  // Whether a signal came.
  static bool is_interrupted();

 private:
  struct sigaction old_interrupt_ {};
  struct sigaction old_terminate_ {};
};

}  // namespace adaline::cli
