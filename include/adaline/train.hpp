/// @file
/// Training by gradient descent on the squared loss, `1/2 * sum of (t - z)^2`: batch, online and mini-batch.
///
/// In the formulas x is the features of a sample, t its target, z the neuron's prediction for it, `e = t - z`
/// the residual, n the number of samples, `delta` what a step adds to the weights, and `rate` the learning rate
/// (step size). Losses have the square of the target's unit. A rate has the unit of 1 over the square of a
/// feature's unit, so features should have like scales.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <variant>

#include <adaline/gathered.hpp>
#include <adaline/matrix.hpp>
#include <adaline/neuron.hpp>
#include <adaline/workers.hpp>

namespace adaline {

/// How the epochs of Batch are computed. All strategies are the same gradient descent.
enum class BatchStrategy {
  /// normal_equation for more than 4096 samples of at most 4096 features, and at least `8 + features / 4`
  /// epochs (TrainOptions::epochs, whether or not all are needed); else gradient_descent. The rule looks at
  /// these numbers alone, so that the same training has the same bits everywhere.
  automatic,
  /// Each epoch reads the samples, and takes `sum of e x` of them.
  gradient_descent,
  /// The samples are read once, for their Moments, and an epoch takes O(features^2), whatever their number.
  /// Sums are in double. In trials of hundreds of epochs, weights were within a part in 10^6 (float) or 10^10
  /// (double) of those of the other strategy; the losses that an observer sees are rounded in proportion to
  /// that of the best constant, so that those of a fit that is nearly exact have fewer digits.
  normal_equation
};

/// Full-batch gradient descent: one step for each epoch, `delta = rate/n * sum of e x` over all n samples.
struct Batch {
  BatchStrategy strategy = BatchStrategy::automatic;  ///< How the epochs are computed.
};

/// Online learning, which is stochastic gradient descent with one sample: one step for each sample, in order,
/// `delta = rate * e * x`. That is the delta rule of Widrow and Hoff (LMS); see online_epoch().
struct Online {};

/// Mini-batch gradient descent: one step for each `size` consecutive samples, `delta = rate/size * sum of e x`.
/// A last, shorter batch is skipped, unless TrainOptions::keep_last_batch asks for it; it is then divided by
/// its own size.
struct MiniBatch {
  std::size_t size = 32;  ///< Samples in a batch; at least 1.
};

/// Least squares, solved: weights and bias with the least `sum of e^2 + ridge |w|^2`, in one step and without a
/// learning rate, whatever the neuron was before. A bias that is not learned stays, and the weights fit beside
/// it.
///
/// The samples are read once, for their Moments. Where columns are so close to depending on each other that
/// rounding of these would show, the residuals of the samples are fitted as well, once or a few times (without
/// a ridge). Columns that do depend on others get the weight 0, as LeastSquares says; Moments::solve() tells
/// which, and the statistics.
struct Exact {
  double ridge = 0;  ///< The penalty; finite and not negative.
};

/// How a training goes over the samples: by one of the three methods of gradient descent, or Exact.
using Method = std::variant<Batch, Online, MiniBatch, Exact>;

/// The value of TrainOptions::learning_rate that leaves the choice to train(): the rate is chosen from the
/// samples.
inline constexpr double automatic = 0;

/// In which order an epoch of Online or MiniBatch takes the samples, which stay where they are. Samples that
/// are sorted, by date or by target, make steps that contradict each other from one end of an epoch to the
/// other.
enum class Shuffle {
  none,       ///< The order of the rows.
  once,       ///< One permutation, for all epochs.
  each_epoch  ///< Another permutation for each epoch.
};

/// What train() may be told. The defaults are those of the library; the program `adaline` has others.
struct TrainOptions {
  /// The learning rate of gradient descent, which Exact does not look at: automatic, or finite and greater than
  /// 0, also when it is divided by the samples of a step and rounded to T.
  double learning_rate = automatic;
  /// At most so many passes over the samples; at least 1.
  std::size_t epochs = 100;
  /// The run has converged when every |delta| is strictly under this: of a step (Batch), or of the last step of
  /// an epoch (Online, MiniBatch). The bias's delta counts if it is learned. 0 means never. A delta shrinks
  /// with the rate, so a tiny rate fulfils this at once. Finite and not negative.
  double stop_delta = 0;
  /// Whether the bias is trained; else it stays as it is.
  bool learn_bias = true;
  /// Whether MiniBatch takes a last batch that is shorter than the others. The other methods do not look at it.
  bool keep_last_batch = false;
  /// The run has converged when the loss is at most (1 + tolerance) times that of the least-squares optimum,
  /// whatever the rate. 0 means never. A tolerance of less than 256 units in the last place of T counts as so
  /// much. Finite and not negative.
  double tolerance = 0;
  /// The order of the samples for Online and MiniBatch. To Batch all orders are one.
  Shuffle shuffle = Shuffle::none;
  /// Chooses the permutations of `shuffle`. A seed gives the same ones on every platform.
  std::uint64_t seed = 0;
  /// How many threads share what goes over all samples: the epochs of Batch, mini-batches of more than 1024
  /// samples, Moments, the passes for a rate and for the optimum, and the loss at the end; where there is so
  /// much to do that it is faster. They change no bit of the result. Online learning takes each sample after
  /// the one before, and is done by one thread. From 1 to Workers::most_threads. The threads end before train()
  /// returns.
  std::size_t threads = 1;
  /// In place of `threads`: workers that live longer than a call, or that are those of the caller's own pool.
  Workers* workers = nullptr;
};

/// Why a run ended.
enum class StopReason {
  /// The loss came within the tolerance of the optimum, or the deltas fell under stop_delta.
  converged,
  /// All epochs that the options allow were done.
  epochs_done,
  /// The errors grew from epoch to epoch, or a weight or the loss was no longer finite.
  diverged,
  /// An observer returned false.
  observer,
  /// An epoch ended at the weights that it began with, or many did not lower the loss; not at the optimum.
  stagnated
};

/// Returns "converged", "epochs done", "diverged", "stopped by the observer" or "stagnated". The text lives as
/// long as the process. O(1), thread-safe.
///
/// - Errors: std::invalid_argument for a value that is none of the enumerators.
std::string_view to_string(StopReason reason);

/// What train() returns.
struct TrainResult {
  std::size_t epochs = 0;  ///< Completed passes over the samples.
  std::size_t steps = 0;   ///< Updates of the weights that are in the result.
  /// `1/2 * sum of e^2` of all samples at the final weights, as squared_loss() computes it; by normal_equation
  /// without a tolerance as Moments::loss() does, where a bound of its rounding is at most a part in 10^6
  /// (float) or 10^8 (double). It is not finite only after divergence.
  double loss = 0;
  StopReason stop_reason = StopReason::epochs_done;  ///< Why the run ended.
  /// The rate of the first epoch; 0 where values overflow, so that no rate is stable.
  double learning_rate = 0;
  /// `1/2 * sum of e^2` at the least-squares optimum, where it was looked for and found. It is looked for where
  /// there is a tolerance, and where an epoch ended at the weights that it began with.
  std::optional<double> optimum = {};
  /// Batch: how its epochs were computed, which is never `automatic`. Else none.
  std::optional<BatchStrategy> batch_strategy = {};
};

/// One update of the weights, as an observer sees it. The spans are valid during the call alone.
template <class T>
struct Step {
  static_assert(is_element<T>, "adaline: T must be float or double");

  std::size_t epoch = 0;   ///< Counted from 0.
  std::size_t step = 0;    ///< Counted from 0 over all epochs.
  std::optional<T> error;  ///< Online: the sample's residual before the update.
  /// `1/2 * sum of e^2` of all samples. Batch: before the update, and always there. Online, MiniBatch: after
  /// the update, if Observer::step_loss asks for it, to nine digits.
  std::optional<double> loss;
  std::span<const T> weight_deltas;  ///< What the step adds to the weights, before the addition rounds.
  T bias_delta = 0;                  ///< What it adds to the bias; 0 if the bias is not learned.
  std::span<const T> weights;        ///< The weights after the step.
  T bias = 0;                        ///< The bias after the step.
};

/// One finished pass over the samples, as an observer sees it. The span is valid during the call alone.
template <class T>
struct Epoch {
  static_assert(is_element<T>, "adaline: T must be float or double");

  std::size_t epoch = 0;  ///< Counted from 0.
  std::size_t steps = 0;  ///< Over all epochs so far.
  /// `1/2 * sum of e^2` over the samples that were used, each residual taken with the weights before its own
  /// update: what training measures at no cost. For Batch that is the loss before the step; for the others see
  /// OnlineEpoch::prequential_loss.
  double loss = 0;
  std::span<const T> weights;  ///< The weights after the epoch.
  T bias = 0;                  ///< The bias after the epoch.
};

/// The functions (callbacks) that train() calls while it runs. One that returns false stops the run after that
/// step or epoch.
///
/// - Results: an observer changes no bit of the result.
/// - Errors: what an observer throws passes through train(), and leaves the neuron as it was.
/// - Threads: observers are called on the thread that called train(). They must not use the neuron that is
///   trained: it has its old weights until the end.
/// - Cost: on_epoch costs nothing but its call. on_step costs O(features) in each step. step_loss adds
///   O(features^2) to each step of Online and MiniBatch, with (features + 1)^2 numbers to keep; or a pass over
///   the samples, with more than 256 features or as many as samples.
///
/// Online learning goes in blocks (see online_epoch()). What is shown of the steps inside one are the kernel's
/// errors and the updates that they make, one by one; of one feature, the last step of a block may differ from
/// their sum by a rounding.
template <class T>
struct Observer {
  static_assert(is_element<T>, "adaline: T must be float or double");

  std::function<bool(const Step<T>&)> on_step = {};    ///< Called after each step; empty: not called.
  std::function<bool(const Epoch<T>&)> on_epoch = {};  ///< Called after each epoch; empty: not called.
  /// Whether Step::loss is there for Online and MiniBatch, too. Without on_step it has no effect.
  bool step_loss = false;
};

/// Returns the largest learning rate at which no step takes the weights further from those that fit its samples
/// exactly: 2 divided by the largest eigenvalue of X'X/size, of the block of `size` samples where that is
/// largest, with a column of ones in X where the bias is learned.
///
/// - Batch: the block is all samples. At a larger rate training diverges.
/// - MiniBatch: the blocks are the batches in the order of the rows, a last, shorter one among them.
/// - Online: each sample is a block, and the eigenvalue is |x|^2, and 1 more where the bias is learned.
///
/// The result is infinite where all features are 0 and no bias is learned, and 0 where values are not finite or
/// their squares overflow. The eigenvalue of a batch of more than 4096 samples, of at most 4096 features, is
/// that of its Moments, which are one pass over the samples; of any other it is found by power iteration, from
/// below, until it changes by less than a millionth or for 200 passes; in double, around products in T.
///
/// - Shapes: the targets are not looked at, and may be missing.
/// - Errors: std::invalid_argument for samples without a row or a column, a view that MatrixView does not
///   allow, a batch of size 0, Exact, which has no rate, and for Batch and MiniBatch a bad ADALINE_ISA (see
///   active_isa()); std::bad_alloc when there is no memory.
/// - Threads: thread-safe, as long as no other thread changes the samples.
/// - Cost: O(rows * features) for Online, and for the others up to 200 times that, or O(rows * features^2). It
///   allocates O(features), and at most 16384 elements beside (for each thread of `workers`); or the Moments.
/// - Source: Widrow and Stearns, "Adaptive Signal Processing" (1985), chapter 6.
template <class T>
double largest_stable_rate(const Samples<T>& samples, const Method& method, bool learn_bias = true,
                           Workers* workers = nullptr);

/// The same for samples whose rows must be gathered: stored by columns, or chosen by an order. It has the bits
/// of the same rows in a Matrix. What is packed is allocated as well, 1024 rows at most,
/// or 256 KB.
template <class T>
double largest_stable_rate(const GatheredSamples<T>& samples, const Method& method, bool learn_bias = true,
                           Workers* workers = nullptr);

// All are compiled in the library.
extern template double largest_stable_rate(const Samples<float>&, const Method&, bool, Workers*);
extern template double largest_stable_rate(const Samples<double>&, const Method&, bool, Workers*);
extern template double largest_stable_rate(const GatheredSamples<float>&, const Method&, bool, Workers*);
extern template double largest_stable_rate(const GatheredSamples<double>&, const Method&, bool, Workers*);

/// Trains `neuron` from the weights that it has, and returns how that went. The neuron gets its new weights and
/// bias when the run ends. The same input gives the same bits on every CPU of a family (see is_fused()).
///
/// **Errors** leave the neuron as it was. std::invalid_argument is thrown for options out of range, sizes that
/// do not match, a neuron without weights, no samples, a batch larger than the samples (unless keep_last_batch
/// takes it), weights or a bias at the start that are not finite, samples that hold a value that is not finite,
/// and a bad ADALINE_ISA (see active_isa()). The message about a value in the samples names row and column; it
/// is looked for only once a run meets trouble, and a NaN in a skipped last batch counts too. std::bad_alloc is
/// thrown when there is no memory. What an observer throws passes through.
///
/// **Divergence** is a result, not an error: the stop reason says so, and the neuron holds the last finite
/// weights. Those are the weights of the epoch in which the growth of the errors was seen; or where a number
/// overflowed before, those at the start of the failing step (Batch, MiniBatch) or epoch (Online). Growth is
/// one of the following, with E the loss that an epoch's observer sees and C that of the best constant:
///
/// - Batch: E, or the final loss, is over twice the first E. A stable rate never does that.
/// - Online, MiniBatch, at a rate of the caller's: the sum of E over k epochs exceeds 4 k C and what the way
///   from the start to that constant may cost. No rate of up to half of a stable one does that (Hassibi, Sayed
///   and Kailath, "H-infinity optimality of the LMS algorithm", IEEE Transactions on Signal Processing 44,
///   1996).
/// - All methods: E rose in ten epochs in a row, to more than a thousand times what it was before them, or to
///   more than twice that and more than 4 C.
///
/// **The automatic learning rate** is found before the first epoch, from largest_stable_rate() or from what it
/// rests on:
///
/// - Batch: 3/4 of the largest stable rate, in all epochs.
/// - Online: 1/4 of it, divided by sqrt(1 + epoch), so that the noise of single steps settles.
/// - MiniBatch: goes down as Online does, from size/2 / (max |x|^2 + (size - 1) lambda), with lambda the
///   largest eigenvalue of X'X/rows (Ma, Bassily and Belkin, "The power of interpolation", ICML 2018); where
///   nothing is shuffled, from 1/4 of the largest stable rate at most.
///
/// With a tolerance, the rates of Online and MiniBatch go down only as far as leaves half of the tolerance to
/// that noise.
///
/// **With a tolerance**, the optimum is found before the first epoch: for more than 4096 samples, of at most
/// 4096 features, from their Moments, and else by conjugate gradients, each of whose steps is a pass over the
/// samples; there are about as many as features, and 1000 at most. Where the optimum is not found, as in
/// columns that are close to depending on each other, nothing is taken for converged. A loss within a part in
/// 10^12 of that of the best constant counts as reached too. A run at a rate of the caller's has stagnated when
/// the mean loss of epochs 65 to 128, 129 to 256 and so on is no lower than that of the epochs before.
///
/// **An epoch that ends at the weights that it began with** is the last one. The run has converged if that is
/// at the optimum (to a millionth, without a tolerance), and else it has stagnated, as steps of less than half
/// a unit in the last place of a weight do nothing. Batch and MiniBatch first keep what rounding takes from
/// their steps, add it to the next ones (Kahan, "Further remarks on reducing truncation errors", Communications
/// of the ACM 8, 1965), and go on.
///
/// - Shapes: the features have a column for each weight of the neuron, and there is a target for each of their
///   rows.
/// - Aliasing: the samples must not overlap the weights of the neuron.
/// - Threads: several calls may run at once, with different neurons and the same samples. No other thread may
///   use the neuron, or change the samples, meanwhile. Observers are called on the thread that called train().
/// - Memory: O(features), and at most 16384 elements beside; where Moments are used (Exact, Batch by
///   normal_equation, and many samples with a tolerance or an automatic rate), theirs; where samples are
///   shuffled, a copy of a batch or of 64 KB of rows, and their order, as well; and for Observer::step_loss
///   what is said there. Nothing is allocated for each step.
/// - Cost: O(epochs * rows * features), beside the passes for an automatic rate and for the optimum; by
///   normal_equation O(rows * features^2 + epochs * features^2), and Exact O(rows * features^2 + features^3).
template <class T>
[[nodiscard]] TrainResult train(Neuron<T>& neuron, std::type_identity_t<Samples<T>> samples, Method method,
                                const TrainOptions& options = {},
                                const std::type_identity_t<Observer<T>>& observer = {});

/// Trains on samples whose rows must be gathered: stored by columns, or chosen by an order, as those of a fold
/// of a cross-validation are. All that is said of the other form holds, and the result has the bits of the same
/// rows in a Matrix, whose row i is the row that order[i] names.
///
/// - Errors: a message about a value names the place in the order, and not the row that stands there.
/// - Memory: beside that of the other form, what is packed: 1024 rows, and 256 KB of rows (or 64 rows, or a
///   batch, where these are more); and a copy of the targets that an order chooses.
/// - Cost: the rows are packed anew in each pass over them. Training for many epochs on samples that would fit
///   into a cache is faster on a copy: see Matrix::from_columns() and Matrix::gathered().
template <class T>
[[nodiscard]] TrainResult train(Neuron<T>& neuron, std::type_identity_t<GatheredSamples<T>> samples,
                                Method method, const TrainOptions& options = {},
                                const std::type_identity_t<Observer<T>>& observer = {});

// All are compiled in the library.
extern template TrainResult train(Neuron<float>&, Samples<float>, Method, const TrainOptions&,
                                  const Observer<float>&);
extern template TrainResult train(Neuron<double>&, Samples<double>, Method, const TrainOptions&,
                                  const Observer<double>&);
extern template TrainResult train(Neuron<float>&, GatheredSamples<float>, Method, const TrainOptions&,
                                  const Observer<float>&);
extern template TrainResult train(Neuron<double>&, GatheredSamples<double>, Method, const TrainOptions&,
                                  const Observer<double>&);

}  // namespace adaline
