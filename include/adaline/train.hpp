// Training by gradient descent on the squared loss 1/2 * sum of (t - z)^2: batch, online and mini-batch.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>

#include <adaline/matrix.hpp>
#include <adaline/neuron.hpp>

namespace adaline {

// One step for each epoch: delta = rate/n * sum of e x over all n samples.
struct Batch {};

// One step for each sample, in order: delta = rate * e * x. The delta rule of Widrow and Hoff (LMS).
struct Online {};

// One step for each `size` consecutive samples: delta = rate/size * sum of e x. A last, shorter batch is
// skipped, unless TrainOptions::keep_last_batch asks for it; it is then divided by its own size.
struct MiniBatch {
  std::size_t size = 32;
};

using Method = std::variant<Batch, Online, MiniBatch>;

struct TrainOptions {
  double learning_rate = 0.01;   // finite and > 0, also when rounded to T
  std::size_t epochs = 100;      // at most so many passes over the samples; > 0
  double stop_delta = 0;         // converged when every |delta| is strictly under it: of a step (Batch), of the
                                 // last step of an epoch (Online, MiniBatch). The bias's delta counts if it is
                                 // learned. 0: never
  bool learn_bias = true;        // else the bias stays as it is
  bool keep_last_batch = false;  // MiniBatch only
};

enum class StopReason {
  converged,    // the deltas fell under stop_delta
  epochs_done,  // all epochs that the options allow
  diverged,     // the errors grow from epoch to epoch, or a weight or the loss was no longer finite
  observer      // an observer returned false
};

// "converged", "epochs done", "diverged", "stopped by the observer".
std::string_view to_string(StopReason reason);

struct TrainResult {
  std::size_t epochs = 0;  // completed passes over the samples
  std::size_t steps = 0;   // updates of the weights that are in the result
  double loss = 0;         // 1/2 * sum of e^2 of all samples, at the final weights; not finite only after
                           // divergence
  StopReason stop_reason = StopReason::epochs_done;
};

// One update of the weights, as an observer sees it. The spans are valid during the call alone.
template <class T>
struct Step {
  std::size_t epoch = 0;             // counted from 0
  std::size_t step = 0;              // counted from 0 over all epochs
  std::optional<T> error;            // Online: the sample's residual before the update
  std::optional<double> loss;        // 1/2 * sum of e^2 of all samples. Batch: before the update, always
                                     // there. Online, MiniBatch: after the update, if step_loss asks for it;
                                     // to nine digits
  std::span<const T> weight_deltas;  // what the step adds to the weights, before the addition rounds
  T bias_delta = 0;                  // 0 if the bias is not learned
  std::span<const T> weights;        // after the step
  T bias = 0;                        // after the step
};

// One finished pass over the samples.
template <class T>
struct Epoch {
  std::size_t epoch = 0;       // counted from 0
  std::size_t steps = 0;       // over all epochs so far
  double loss = 0;             // 1/2 * sum of e^2 over the samples that were used, each residual taken with
                               // the weights before its own update: what training measures at no cost
  std::span<const T> weights;  // after the epoch
  T bias = 0;
};

// Called while training runs; a function that returns false stops it after that step or epoch. An observer
// changes no bit of the result. Only on_step costs time in each step, and step_loss adds O(features^2) to each step
// of Online and MiniBatch, with (features + 1)^2 numbers to keep; or a pass over the samples, with more than 256
// features or as many as samples. The neuron that is trained must not be used from here.
//
// Online learning goes in blocks. What is shown of the steps inside one are the kernel's errors and the updates that
// they make, one by one; of one feature, the last step of a block may differ from their sum by a rounding.
template <class T>
struct Observer {
  std::function<bool(const Step<T>&)> on_step = {};
  std::function<bool(const Epoch<T>&)> on_epoch = {};
  bool step_loss = false;
};

// Trains `neuron` from the weights it has. Same input, same bits: on every CPU of a family (is_fused).
//
// Errors, which leave the neuron as it was: std::invalid_argument for options out of range, sizes that do
// not match, empty samples, a batch larger than the samples, weights or a bias at the start that are not
// finite, and samples that hold a value that is not finite. That one names row and column; it is looked for
// only once a run meets trouble, and a NaN in a skipped last batch counts too. What an observer throws passes
// through.
//
// A run that diverges is a result, not an error: stop_reason says so, and the neuron holds the last finite
// weights: those of the epoch in which the growth of the errors was seen; or where a number overflowed
// before, those at the start of the failing step (Batch, MiniBatch) or epoch (Online). Growth is, with E
// the loss that an epoch's observer sees and C that of the best constant: Batch: E, or the final loss, over
// twice the first E. Online, MiniBatch: the sum of E over k epochs exceeds 4 k C and what the way from the
// start to that constant may cost. Any: E rose in ten epochs in a row, a thousandfold or to twice what it
// was and 4 C. The first rule is never met by a stable rate, the second by none of up to half of a stable
// one (Hassibi, Sayed and Kailath, "H-infinity optimality of the LMS algorithm", IEEE Transactions on
// Signal Processing 44, 1996).
//
// Allocates O(features), unless there is step_loss, and nothing for each step. O(epochs * rows * features).
template <class T>
[[nodiscard]] TrainResult train(Neuron<T>& neuron, std::type_identity_t<Samples<T>> samples, Method method,
                                const TrainOptions& options,
                                const std::type_identity_t<Observer<T>>& observer = {});

extern template TrainResult train(Neuron<float>&, Samples<float>, Method, const TrainOptions&,
                                  const Observer<float>&);
extern template TrainResult train(Neuron<double>&, Samples<double>, Method, const TrainOptions&,
                                  const Observer<double>&);

}  // namespace adaline
