// Normalised LMS as the documentation of CMSIS-DSP describes arm_lms_norm_f32, in its portable form: a
// definition of the work, written anew from that description. None of its code is here, and none of its kernels
// for Arm is measured.
//
// - Of the description: blocks of samples; a delay line of taps - 1 samples and the block, of which the newest
//   taps - 1 are moved to its front behind the block; coefficients in the order of time, the oldest sample's
//   first; the energy of the window by a recursion; x_n and y_n and e_n, then b += (e mu / energy) x.
// - Source: CMSIS-DSP, "Normalized LMS Filters", arm_lms_norm_f32 (Arm, filtering functions).
#pragma once

#include "bench/baselines/plain_loops.hpp"
#include "bench/loops.hpp"

namespace adaline::bench {
namespace {

// The delay line holds taps - 1 samples when a block begins, at first those before the stream.
inline void cmsis_form(RowByRow<float>& r) {
  const std::size_t kept = r.cols - 1;
  const float* const input = r.first + kept;
  for (std::size_t i = 0; i < r.rows; ++i) r.line[kept + i] = input[i];
  float energy = r.energy;
  float left = r.first[-1];
  for (std::size_t i = 0; i < r.rows; ++i) {
    const float* const window = r.line + i;
    energy -= left * left;
    energy += input[i] * input[i];
    const float error = r.targets[i] - dot(window, r.weights, r.cols);
    r.out[i] = error;
    axpy(error * r.rate / (energy + r.epsilon), window, r.weights, r.cols);
    left = window[0];
  }
  r.energy = energy;
  for (std::size_t i = 0; i < kept; ++i) r.line[i] = r.line[r.rows + i];
}

}  // namespace
}  // namespace adaline::bench
