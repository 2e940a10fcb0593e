// What is measured: every kernel, and an epoch of every trainer.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "bench/implementation.hpp"
#include "bench/measure/rounds.hpp"
#include "goldens/cases/case.hpp"

namespace adaline::bench {

// What a task is done on: it decides about shapes and contenders.
enum class Takes : std::uint8_t {
  arrays,
  moments,  // rows of a few features, and of many
  run,      // of many epochs, that go over the samples again and again
  ridge,    // rows of a regression as people have it
  one_row,  // by the public class, of ours
  stream,   // rows are the samples of a stream, columns the taps of a filter
  pool,     // vectors that are scattered over memory
  threads,  // samples, divided among 1, 2 and more threads
  growth    // more and more rows of the same length, and longer and longer rows
};

template <class T>
struct Task {
  std::string_view name;  // "dot", "train_batch"
  bool over_samples = false;
  const cases::Case<T>* kernel = nullptr;  // null: an epoch of training
  std::size_t least_rows = 1;
  cases::Work (*work)(cases::Shape shape) = nullptr;
  // Makes the task ready to be done with these kernels, again and again, on the operands, which must outlive
  // it.
  Repeat (*prepare)(const Task& task, const Implementation& kernels, cases::Operands<T>& operands) = nullptr;
  std::string_view trains_by = {};  // the kernel that an epoch of training is made of
  Takes takes = Takes::arrays;
  // Null: all kernels that it calls must be there.
  bool (*is_offered)(const Task& task, const Implementation& kernels) = nullptr;
  // How far results may lie apart, as a share of the largest; 0: as rounding explains at the worst.
  double tolerance = 0;
  std::size_t multiply_add_size = sizeof(T);  // of the elements that are multiplied and added

  // Whether these kernels have all that the task calls: a peer may lack some.
  bool is_offered_by(const Implementation& kernels) const {
    if (is_offered != nullptr) return is_offered(*this, kernels);
    if (kernel != nullptr) return kernels.has(*kernel);
    return kernels.has<T>(trains_by) && kernels.has<T>("axpy");
  }

  // All arrays together.
  std::size_t footprint(cases::Shape shape) const {
    if (takes == Takes::pool) return shape.rows * shape.cols * sizeof(T);
    const cases::Work all = work(shape);
    // An array that a vector kernel writes is one that it has read.
    return all.bytes_read + (over_samples ? all.bytes_written : 0);
  }
};

// The kernels in the order of their list, dot_pool, neuron_predict and neuron_learn, filter_lms, filter_nlms
// and filter_rows, then train_batch, train_online, train_minibatch (batches of 32), train_batch_200 and ridge,
// and last those about threads and growth. A trainer's epoch runs the project's own trainer on the kernels that
// it is given, a peer's as well as ours.
template <class T>
const std::vector<Task<T>>& tasks();

}  // namespace adaline::bench
