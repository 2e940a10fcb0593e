#include "bench/suite/tasks.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "bench/short_calls/short_calls.hpp"
#include "bench/suite/filter_tasks.hpp"
#include "bench/suite/neuron_tasks.hpp"
#include "bench/suite/pool_task.hpp"
#include "bench/suite/ridge_task.hpp"
#include "bench/suite/run_task.hpp"
#include "bench/suite/scaling_tasks.hpp"
#include "goldens/cases/list.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "trainers/batch.hpp"
#include "trainers/mini_batch.hpp"
#include "trainers/online.hpp"

namespace adaline::bench {
namespace {

using cases::Case;
using cases::Operands;
using cases::Shape;
using cases::Work;

template <class T>
Repeat prepare_kernel(const Task<T>& task, const Implementation& implementation, Operands<T>& operands) {
  const Case<T>& kernel = *task.kernel;
  if (implementation.rival() == &inlined_loops) {
    return [&](std::size_t times) { repeat_inlined(kernel, operands, times); };
  }
  return implementation.with_kernels<T>([&](auto kernels) -> Repeat {
    return
        [&kernel, &operands, kernels](std::size_t times) mutable { kernel.repeat(kernels, operands, times); };
  });
}

// A rival's functions as a trainer calls kernels.
template <class T>
struct RivalKernels : kernels::Functions<T> {
  double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                           kernels::Residence) const {
    return kernels::Functions<T>::residual_gradient(x, t, w, bias, descent, bias_descent);
  }
  kernels::Residence residence(const MatrixView<T>&) const { return kernels::Residence::first_cache; }
};

// What a trainer needs for an epoch after the other, as `train` sets it up.
template <class T, class Method, class Kernels>
class Training {
 public:
  Training(const Kernels& kernels, Operands<T>& operands)
      : operands_(operands),
        samples_{operands.view(), {operands.targets, operands.shape.rows}},
        neuron_(operands.shape.cols) {
    options_.learning_rate = static_cast<double>(operands.rate);
    std::copy(operands.weights, operands.weights + operands.shape.cols, neuron_.weights().begin());
    neuron_.bias() = operands.bias;
    run_ = std::make_unique<Run>(kernels, neuron_, samples_, method_, options_, observer_,
                                 trainers::LearningRate::fixed(options_.learning_rate));
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
  using Run = trainers::Run<T, Kernels>;
  Operands<T>& operands_;
  Samples<T> samples_;
  Neuron<T> neuron_;
  TrainOptions options_;
  Observer<T> observer_;
  Method method_;
  std::unique_ptr<Run> run_;
};

template <class T, class Method, class Kernels>
Repeat prepare_training_by(const Kernels& kernels, Operands<T>& operands) {
  return [training = std::make_shared<Training<T, Method, Kernels>>(kernels, operands)](std::size_t times) {
    training->epochs(times);
  };
}

template <class T, class Method>
Repeat prepare_training(const Task<T>&, const Implementation& implementation, Operands<T>& operands) {
  if (implementation.level() != nullptr) {
    return prepare_training_by<T, Method>(kernels::Kernels<T>(*implementation.level()), operands);
  }
  return prepare_training_by<T, Method>(RivalKernels<T>{implementation.functions<T>()}, operands);
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
  for (const Case<T>& c : cases::list<T>) {
    Task<T>& task = all.emplace_back(Task<T>{c.name, c.over_samples, &c, 1, c.work, &prepare_kernel<T>});
    if (!c.writes_moments()) continue;
    // No sum of magnitudes bounds what is centred. Sums of doubles are within 1e-10 of the number of samples on
    // this data, of which no magnitude is above 1; one product that is left out is at least 1/4.
    task.takes = Takes::moments;
    task.tolerance = 1e-10;
    task.multiply_add_size = sizeof(double);
  }
  all.push_back(pool_task<T>());
  add_neuron_tasks<T>(all);
  add_filter_tasks<T>(all);
  all.push_back(
      {"train_batch", true, nullptr, 1, &work_of_epoch<T>, &prepare_training<T, Batch>, "residual_gradient"});
  all.push_back(
      {"train_online", true, nullptr, 1, &work_of_epoch<T>, &prepare_training<T, Online>, "online_epoch"});
  all.push_back({"train_minibatch", true, nullptr, MiniBatch{}.size, &work_of_mini_batches<T>,
                 &prepare_training<T, MiniBatch>, "residual_gradient"});
  all.push_back(run_task<T>());
  all.push_back(ridge_task<T>());
  add_scaling_tasks<T>(all);
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
