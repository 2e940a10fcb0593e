// Where a training that was not done would have gone.
#pragma once

#include <cstddef>
#include <optional>

#include "cli/plot/figure.hpp"

namespace adaline::cli {

struct Forecast {
  double fall = 0;  // the share that the loss falls by in an epoch
  // To come within the tolerance; none where it comes no nearer, or is there.
  std::optional<std::size_t> epochs_needed = {};
};

// From the losses by epoch, whose distance from the optimum goes down by a factor in each epoch: what it was
// over the last half of them. Rounded up to two digits, with a fifth more, since the slowest direction is what
// remains.
Forecast forecast(const Series& losses, double optimum, double tolerance);

}  // namespace adaline::cli
