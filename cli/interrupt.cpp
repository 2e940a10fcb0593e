#include "cli/interrupt.hpp"

#include <cstddef>

namespace adaline::cli {
namespace {

volatile std::sig_atomic_t interrupted = 0;

void note_signal(int) { interrupted = 1; }

void handle(int signal, struct sigaction& old) {
  sigaction(signal, nullptr, &old);
  if (old.sa_handler == SIG_IGN) return;
  struct sigaction action {};
  action.sa_handler = note_signal;
  sigemptyset(&action.sa_mask);
  // Without SA_RESTART, so that a read that waits for a pipe comes back.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(signal, &action, nullptr);
}

}  // namespace

InterruptHandling::InterruptHandling() {
  interrupted = 0;
  for (std::size_t i = 0; i < signals.size(); ++i) handle(signals[i], old_[i]);
}

InterruptHandling::~InterruptHandling() {
  for (std::size_t i = 0; i < signals.size(); ++i) sigaction(signals[i], &old_[i], nullptr);
}

bool InterruptHandling::is_interrupted() { return interrupted != 0; }

}  // namespace adaline::cli
