/// @file
/// An adaptive filter: a linear neuron on a tapped delay line that learns with every sample, by LMS or one of
/// its variants. What Widrow and Hoff's rule is used for most: noise and echo cancelling, system
/// identification, prediction of a series, equalisation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include <adaline/matrix.hpp>

namespace adaline {

/// How an AdaptiveFilter learns. With the window `x = (x_n, x_n-1, .. x_n-taps+1)` of its newest inputs, the
/// desired value d_n and the error `e = d_n - w x`, each sample makes one step:
///
///     w = (1 - leakage) w + rate_n psi(e) v
///
/// where rate_n, psi and v are
///
/// | | plain | with the option |
/// | --- | --- | --- |
/// | `normalised` | rate_n = rate | rate_n = rate / (epsilon + x v), which is NLMS: x v is \|x\|^2 for v = x |
/// | `sign_error` | psi(e) = e | psi(e) = the sign of e: -1, 0 or 1 |
/// | `sign_data` | v = x | v = the signs of x |
///
/// All of them may be combined. The rate multiplies e x once: what Widrow's books write as 2 mu is `rate`.
///
/// A normalised filter without sign_error is stable for rates between 0 and 2 whatever the signal is, learns
/// fastest at 1, and settles closer to the optimum the smaller the rate is. A plain one is stable below
/// 2 / (taps * mean of x^2) at most, and a third of that is a rate to begin with.
///
/// - Units: `rate` has none where the filter is normalised. Else it is 1 over the square of the input's unit.
///   Epsilon has the unit of x v. Leakage has none.
/// - Sources: Widrow and Hoff, "Adaptive switching circuits", IRE WESCON Convention Record (1960), for LMS;
///   Haykin, "Adaptive Filter Theory", 5th edition (2014), for normalised (chapter 7), leaky (8.3) and sign LMS
///   (6.4, problems).
template <class T>
struct FilterOptions {
  static_assert(is_element<T>, "adaline: T must be float or double");

  T rate = T(0.5);         ///< Step size, or learning rate: finite and more than 0; less than 2 if normalised.
  bool normalised = true;  ///< Divide the rate by the power of the window (NLMS).
  T epsilon = T(1e-6);     ///< What is added to that power, so that silence is divided by: finite, more than 0.
  T leakage = 0;           ///< How much of the weights each step takes away: at least 0, and less than 1.
  bool sign_error = false;  ///< Step by the sign of the error.
  bool sign_data = false;   ///< Step along the signs of the inputs.
};

/// What an adaptive filter met that it could not learn from, since it was made or reset.
struct FilterFaults {
  std::uint64_t inputs_replaced = 0;      ///< Inputs that were not finite: 0 went into the delay line.
  std::uint64_t samples_not_learned = 0;  ///< Desired values, or steps, that were not finite: no step was made.
  std::uint64_t restarts = 0;  ///< How often the weights were lost, as a filter does whose rate is too
                               ///< high: it went on from weights of 0.

  /// Equal counts.
  bool operator==(const FilterFaults&) const = default;
};

/// An FIR filter of `taps` weights that adapts. weights()[0] multiplies the newest input, so the weights are
/// the filter's impulse response. (Rows of a MatrixView `{signal, samples, taps, 1}` have the newest input
/// last.)
///
/// Samples come in blocks of any size, one at a time too: how a stream is cut changes no bit of what comes out.
/// Every CPU with fused multiply-add computes the same bits.
///
/// It is exact LMS, with no delay: samples are taken in blocks of 16 (float; 8 in double) inside, whose errors
/// follow from the products of the windows with each other, as in Benesty and Duhamel, "A fast exact least mean
/// square adaptive algorithm", IEEE Transactions on Signal Processing 40 (1992). These products are moved on
/// from sample to sample, and nothing is taken off them that could leave a rounding error behind.
///
/// For real time: process() allocates nothing, takes no lock, makes no system call, and throws nothing but for
/// sizes that do not match. Its time for a sample is bounded, and is the same for all values but denormal ones:
/// see ScopedFlushToZero. Values that are not finite do no lasting harm; faults() counts them.
///
/// - Errors: the constructors throw std::invalid_argument that names the option and the number; a filter that
///   was moved from throws it at every use but assignment and destruction.
/// - Threads: several threads may call const functions of one filter at once, and all others only while no
///   other thread uses it. Different filters share nothing.
template <class T>
class AdaptiveFilter {
  static_assert(is_element<T>, "adaline: T must be float or double");

 public:
  /// A filter of so many taps, with weights of 0 after a silence. It keeps the level that is in use now
  /// (active_isa()), which no result depends on in the family of levels with fused multiply-add.
  ///
  /// - Memory: about 4.3 vectors of `taps` elements (6.3 with sign_data), and 8 KB.
  /// - Errors: std::invalid_argument where taps is 0, or more than can be addressed, or an option is out of its
  ///   range, or ADALINE_ISA names no level that can run; std::bad_alloc.
  explicit AdaptiveFilter(std::size_t taps, const FilterOptions<T>& options = {});

  /// Copies the weights, the delay line and all counts. O(taps). Throws std::bad_alloc.
  AdaptiveFilter(const AdaptiveFilter& other);
  /// Copies the same. O(taps). When there is no memory it throws std::bad_alloc and changes nothing.
  AdaptiveFilter& operator=(const AdaptiveFilter& other);
  /// Takes what the other filter holds. O(1).
  AdaptiveFilter(AdaptiveFilter&& other) noexcept;
  /// Takes what the other filter holds. O(1).
  AdaptiveFilter& operator=(AdaptiveFilter&& other) noexcept;
  /// Frees the memory.
  ~AdaptiveFilter();

  /// Filters and learns the next samples: `output[n] = w x`, `error[n] = desired[n] - w x`, then one step, as
  /// FilterOptions has it. In noise cancelling the error is what is listened to.
  ///
  /// An output is as close to w x as its desired value allows: they are subtracted from each other, so rounding
  /// is up to 2^-24 (float) of the larger one.
  ///
  /// - Shapes: desired has as many elements as input, or none while the filter is frozen. output and error have
  ///   as many, or none where they are not wanted.
  /// - Aliasing: output or error may be the same array as input or desired; else they must not overlap.
  /// - Values: an input that is not finite counts as 0. From a desired value that is not finite nothing is
  ///   learned, and its error is as it comes.
  /// - Cost: O(taps) a sample. Nothing is allocated.
  void process(std::span<const T> input, std::span<const T> desired, std::span<T> output, std::span<T> error);

  /// What comes of one sample.
  struct Sample {
    T output;  ///< w x
    T error;   ///< desired - w x, before the step
  };
  /// The same for one sample, with the same bits.
  Sample process(T input, T desired);

  /// Returns the weights, the impulse response: all samples so far are in them. The span is valid until the
  /// next call of a function that is not const. O(1).
  std::span<const T> weights() const;
  /// Sets the weights, which are copied. O(taps).
  ///
  /// - Errors: std::invalid_argument where there are not `taps` of them, or one is not finite.
  void set_weights(std::span<const T> weights);

  /// Returns the options. O(1).
  const FilterOptions<T>& options() const;
  /// Another rate from the next sample on, for a step size that varies. O(1).
  ///
  /// - Errors: std::invalid_argument where the constructor would throw it.
  void set_rate(T rate);

  /// A frozen filter keeps its weights, as an echo canceller does while both sides talk: process() filters, and
  /// learns nothing. Its delay line goes on, so that it can learn again at any sample. O(1).
  void freeze(bool frozen = true);
  /// Whether it is frozen. O(1).
  bool is_frozen() const;

  /// Back to weights of 0 after a silence, with the same options and rate, and not frozen; counts begin again.
  /// O(taps). Nothing is allocated.
  void reset();

  /// Returns the counts of what could not be learned from. O(1).
  FilterFaults faults() const;

 private:
  class State;
  std::unique_ptr<State> state_;
  State& state() const;
};

// Both are compiled in the library.
extern template class AdaptiveFilter<float>;
extern template class AdaptiveFilter<double>;

}  // namespace adaline
