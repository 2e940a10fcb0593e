// The loss of the least-squares optimum: what a training may be measured by.
#pragma once

#include <cmath>
#include <type_traits>

#include <adaline/moments.hpp>
#include <adaline/workers.hpp>

#include "kernels/drivers/row_source.hpp"
#include "trainers/distant_samples.hpp"

namespace adaline::trainers {

struct Optimum {
  double loss = 0;        // 1/2 sum of e^2, of the best weights (and bias) that were found
  double negligible = 0;  // a loss that is next to nothing beside that of the best constant, or rounding alone
  double step_noise = 0;  // sum of e^2 |x|^2 / sum of e^2, there; 0 where its loss is negligible
  double rounding = 0;    // the share of a loss that residuals in T may be wrong by
  bool is_certain = false;  // whether it is the optimum; else an upper bound of its loss

  // Whether `loss` is within `tolerance` of the optimum: at most (1 + tolerance) times its loss, or what
  // rounding makes of that, and beside it what is negligible: a part in 10^12 of that of the best constant, or
  // predictions right to 64 units in the last place.
  bool is_reached(double loss_now, double tolerance) const {
    return is_certain && loss_now <= (1 + std::fmax(tolerance, rounding)) * loss + negligible;
  }
};

// Of many samples by their moments, which the caller may have. It is certain unless rounding may show in the
// weights. The step noise, which is 0 where it is not wanted, takes a pass over the samples.
//
// Of few by conjugate gradients on the normal equations (Hestenes and Stiefel, "Methods of conjugate gradients
// for solving linear systems", Journal of Research of the NBS 49, 1952), in double around products that the
// kernels take in T. Each of their steps reads the samples once, and lowers the loss by a known amount. They
// end when the last ones, as many as there are weights (8 to 50), lowered it by less than a part in 10^9; after
// 2 (features + 1) + 100 steps or 1000 they give up. It is certain when they ended, and the loss is what their
// decreases say. `bias` is kept where it is not learned.
template <class T>
Optimum find_optimum(const std::type_identity_t<kernels::SampleSource<T>>& samples, bool learn_bias, T bias,
                     const Moments* moments = nullptr, bool wants_step_noise = true,
                     Workers* workers = nullptr);

// The same of samples that are not read here, whatever their number, by conjugate gradients and without the
// step noise.
template <class T>
Optimum find_optimum(const DistantSamples<T>& samples, bool learn_bias, T bias);

}  // namespace adaline::trainers
