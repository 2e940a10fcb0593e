// Batch training whose samples are known by their moments, while their gradients come from elsewhere.
#pragma once

#include <type_traits>

#include <adaline/moments.hpp>
#include <adaline/train.hpp>

#include "trainers/distant_samples.hpp"

namespace adaline::trainers {

// As train() of moments, which rate and optimum come from, with a gradient for the epochs and for the loss at
// the end; an empty one is that of the moments. What it throws passes through, and leaves the neuron as it was.
template <class T>
TrainResult train_by_gradients(Neuron<T>& neuron, const Moments& moments, const GradientOf<T>& gradient,
                               const TrainOptions& options,
                               const std::type_identity_t<Observer<T>>& observer = {});

}  // namespace adaline::trainers
