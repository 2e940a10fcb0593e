#include "tasks.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "bench/short_calls/short_calls.hpp"
#include "kernels/cases/list.hpp"
#include "kernels/dispatch.hpp"
#include "trainers/batch.hpp"
#include "trainers/mini_batch.hpp"
#include "trainers/online.hpp"

namespace adaline::bench {
namespace {

using kernels::cases::Case;
using kernels::cases::Operands;
using kernels::cases::Shape;
using kernels::cases::Work;

template <class T>
Repeat prepare_kernel(const Task<T>& task, const kernels::Level& level, Operands<T>& operands) {
  const Case<T>& kernel = *task.kernel;
  if (&level == &inlined_loops) {
    return [&](std::size_t times) { repeat_inlined(kernel, operands, times); };
  }
  return [&, &table = level.table<T>()](std::size_t times) { kernel.repeat(table, operands, times); };
}

// What a trainer needs for an epoch after the other, as `train` sets it up.
template <class T, class Method>
class Training {
 public:
  Training(const kernels::Level& level, Operands<T>& operands)
      : operands_(operands),
        samples_{operands.view(), {operands.targets, operands.shape.rows}},
        neuron_(operands.shape.cols) {
    options_.learning_rate = static_cast<double>(operands.rate);
    std::copy(operands.weights, operands.weights + operands.shape.cols, neuron_.weights().begin());
    neuron_.bias() = operands.bias;
    const kernels::Level& in_use = kernels::active_level();
    kernels::use_level(&level);  // a run takes its kernels once
    run_ = std::make_unique<trainers::Run<T>>(neuron_, samples_, method_, options_, observer_,
                                              trainers::LearningRate::fixed(options_.learning_rate));
    kernels::use_level(&in_use);
  }

  void epochs(std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) {
      if (train_epoch(*run_, method_) != trainers::EpochEnd::done) {
        throw std::logic_error("a benchmark's training diverged");
      }
    }
    // Where a check finds them.
    std::copy(run_->weights.begin(), run_->weights.end(), operands_.weights);
    operands_.bias = run_->bias;
  }

 private:
  Operands<T>& operands_;
  Samples<T> samples_;
  Neuron<T> neuron_;
  TrainOptions options_;
  Observer<T> observer_;
  Method method_;
  std::unique_ptr<trainers::Run<T>> run_;
};

template <class T, class Method>
Repeat prepare_training(const Task<T>&, const kernels::Level& level, Operands<T>& operands) {
  return [training = std::make_shared<Training<T, Method>>(level, operands)](std::size_t times) {
    training->epochs(times);
  };
}

// Each sample is read once, and each of its values takes part in a product and in an update.
template <class T>
Work work_of_epoch(Shape s) {
  return {s.rows * (s.cols + 1) * sizeof(T), 0, 2 * s.rows * (s.cols + 1)};
}

// A last, shorter batch is skipped.
template <class T>
Work work_of_mini_batches(Shape s) {
  constexpr std::size_t size = MiniBatch{}.size;
  s.rows = s.rows / size * size;
  return work_of_epoch<T>(s);
}

template <class T>
std::vector<Task<T>> make_tasks() {
  std::vector<Task<T>> all;
  for (const Case<T>& c : kernels::cases::list<T>) {
    all.push_back({c.name, c.over_samples, &c, 1, c.work, &prepare_kernel<T>});
  }
  all.push_back({"train_batch", true, nullptr, 1, &work_of_epoch<T>, &prepare_training<T, Batch>});
  all.push_back({"train_online", true, nullptr, 1, &work_of_epoch<T>, &prepare_training<T, Online>});
  all.push_back({"train_minibatch", true, nullptr, MiniBatch{}.size, &work_of_mini_batches<T>,
                 &prepare_training<T, MiniBatch>});
  return all;
}

}  // namespace

template <class T>
const std::vector<Task<T>>& tasks() {
  static const std::vector<Task<T>> all = make_tasks<T>();
  return all;
}

template const std::vector<Task<float>>& tasks();
template const std::vector<Task<double>>& tasks();

}  // namespace adaline::bench
