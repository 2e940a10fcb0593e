// How far a training has come: a line on a terminal, or lines at rarer and rarer epochs where they are asked
// for.
#pragma once

#include <chrono>
#include <cstddef>

#include "cli/status_line.hpp"

namespace adaline::cli {

class EpochProgress {
 public:
  struct Shown {
    bool line = true;    // on a terminal
    bool lines = false;  // --verbose
  };

  EpochProgress(std::size_t samples, std::size_t epoch_limit, Shown shown);

  // After `epochs` of them; `loss` as the last one measured it.
  void update(std::size_t epochs, double loss);
  void clear() { line_.clear(); }

  double seconds() const;
  double samples_per_second(std::size_t epochs) const;

 private:
  double samples_;
  std::size_t epoch_limit_;
  bool shows_lines_;
  std::size_t next_line_ = 1;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  StatusLine line_;
};

}  // namespace adaline::cli
