// Training by gradient descent on the squared loss 1/2 * sum of (t - z)^2: batch, online and mini-batch.
#pragma once

#include <cstddef>
#include <cstdint>
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

// TrainOptions::learning_rate: chosen from the samples.
inline constexpr double automatic = 0;

// In which order an epoch of Online or MiniBatch takes the samples; they stay where they are. Samples that are
// sorted, by date or by target, make steps that contradict each other from one end of an epoch to the other.
enum class Shuffle {
  none,       // that of the rows
  once,       // one permutation, for all epochs
  each_epoch  // another permutation for each epoch
};

struct TrainOptions {
  double learning_rate = automatic;  // or finite and > 0, also when rounded to T
  std::size_t epochs = 100;          // at most so many passes over the samples; > 0
  double stop_delta = 0;         // converged when every |delta| is strictly under it: of a step (Batch), of the
                                 // last step of an epoch (Online, MiniBatch). The bias's delta counts if it is
                                 // learned. 0: never. It shrinks with the rate: a tiny one fulfils it at once
  bool learn_bias = true;        // else the bias stays as it is
  bool keep_last_batch = false;  // MiniBatch only
  double tolerance = 0;          // converged when the loss is at most (1 + tolerance) times that of the
                                 // least-squares optimum, whatever the rate. 0: never. What is less than 256
                                 // units in the last place of T counts as so much
  Shuffle shuffle = Shuffle::none;  // Online, MiniBatch; to Batch all orders are one
  std::uint64_t seed = 0;           // of the permutations: the same on every platform
};

enum class StopReason {
  converged,    // the loss came within the tolerance of the optimum, or the deltas fell under stop_delta
  epochs_done,  // all epochs that the options allow
  diverged,     // the errors grow from epoch to epoch, or a weight or the loss was no longer finite
  observer,     // an observer returned false
  stagnated  // an epoch ended at the weights that it began with, or many did not lower the loss; not at the optimum
};

// "converged", "epochs done", "diverged", "stopped by the observer", "stagnated".
std::string_view to_string(StopReason reason);

struct TrainResult {
  std::size_t epochs = 0;  // completed passes over the samples
  std::size_t steps = 0;   // updates of the weights that are in the result
  double loss = 0;         // 1/2 * sum of e^2 of all samples, at the final weights; not finite only after
                           // divergence
  StopReason stop_reason = StopReason::epochs_done;
  double learning_rate = 0;  // of the first epoch
  std::optional<double> optimum =
      {};  // 1/2 * sum of e^2 at the least-squares optimum, where `tolerance` asked for
           // it and it was found
};

// One update of the weights, as an observer sees it. The spans are valid during the call alone.
template <class T>
struct Step {
  static_assert(is_element<T>, "adaline: T must be float or double");

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
  static_assert(is_element<T>, "adaline: T must be float or double");

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
  static_assert(is_element<T>, "adaline: T must be float or double");

  std::function<bool(const Step<T>&)> on_step = {};
  std::function<bool(const Epoch<T>&)> on_epoch = {};
  bool step_loss = false;
};

// The largest learning rate at which no step takes the weights further from those that fit its samples exactly:
// 2 / the largest eigenvalue of X'X/size, of the block of `size` samples where it is largest, with a column of
// ones in X where the bias is learned. Batch: of all samples; at a larger rate training diverges. MiniBatch: of
// the batches in the order of the rows, a last, shorter one among them. Online: of each sample, where it is
// |x|^2 + 1. Infinite where all features are 0 and there is no bias, 0 where the values overflow.
//
// The eigenvalue is found by power iteration, from below, until it changes by less than a millionth or for 200
// passes over the samples; in double, around products in T. Errors: std::invalid_argument for samples without a
// row or a column, and a batch of size 0. Allocates O(features). Widrow and Stearns, "Adaptive Signal
// Processing" (1985), chapter 6.
template <class T>
double largest_stable_rate(const Samples<T>& samples, const Method& method, bool learn_bias = true);

extern template double largest_stable_rate(const Samples<float>&, const Method&, bool);
extern template double largest_stable_rate(const Samples<double>&, const Method&, bool);

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
// The automatic learning rate is found before the first epoch. Batch: 3/4 of the largest stable rate. Online:
// 1/4 of it, divided by sqrt(1 + epoch), so that the noise of single steps settles. MiniBatch: as Online, from
// size/2 / (max |x|^2 + (size - 1) lambda), lambda the largest eigenvalue of X'X/rows (Ma, Bassily and Belkin,
// "The power of interpolation", ICML 2018), and at most 1/4 of the largest stable rate where nothing is
// shuffled. With a tolerance, these two go down only as far as leaves half of it to that noise.
//
// With a tolerance, the optimum is found before the first epoch, by conjugate gradients: a pass over the
// samples for each step of theirs, of which there are about as many as features, and 1000 at most. Where it is
// not found, as in columns of very different scales, nothing is taken for converged. What is within a part in
// 10^12 of the loss of the best constant counts as reached too. A run at a rate of the caller's has stagnated
// when the mean loss of epochs 65 .. 128, 129 .. 256 and so on is no lower than that of those before.
//
// An epoch that ends at the weights that it began with is the last one: converged at the optimum (to a
// millionth, without a tolerance), else stagnated, as steps of less than half a unit in the last place of a
// weight do nothing. Batch and MiniBatch then keep what rounding takes from their steps and add it to the next
// ones, and go on.
//
// Threads: several calls may run at once, with different neurons and the same samples; no other thread may use
// the neuron, or change the samples, meanwhile. Observers are called on the thread that called train().
//
// Allocates O(features), unless there is step_loss, and nothing for each step; where samples are shuffled, also
// a copy of a batch or of 16 KB of rows. O(epochs * rows * features).
template <class T>
[[nodiscard]] TrainResult train(Neuron<T>& neuron, std::type_identity_t<Samples<T>> samples, Method method,
                                const TrainOptions& options = {},
                                const std::type_identity_t<Observer<T>>& observer = {});

extern template TrainResult train(Neuron<float>&, Samples<float>, Method, const TrainOptions&,
                                  const Observer<float>&);
extern template TrainResult train(Neuron<double>&, Samples<double>, Method, const TrainOptions&,
                                  const Observer<double>&);

}  // namespace adaline
