// What a training is shown by.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/plot/figure.hpp"

namespace adaline::cli {

// The losses of an unknown number of epochs, thinned out evenly to a few hundred.
class LossHistory {
 public:
  void add(double loss);
  Series series() const;

 private:
  std::vector<double> losses_;  // of epochs 1, 1 + stride_, 1 + 2 stride_ ..
  std::size_t stride_ = 1;
  std::size_t epochs_ = 0;
};

// Some of the samples, evenly spread, with what the model makes of them.
struct FittedSamples {
  std::vector<double> feature;  // the first one, in the data's units
  std::vector<double> target;
  std::vector<double> prediction;
  std::size_t all = 0;  // how many samples there are
};

// One feature: samples and fitted line; more: predicted against true. And the loss by epoch.
Figure training_figure(const FittedSamples& samples, const std::vector<std::string>& features,
                       const std::string& target, const LossHistory& losses);

}  // namespace adaline::cli
