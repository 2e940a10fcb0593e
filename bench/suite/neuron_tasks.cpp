#include "bench/suite/neuron_tasks.hpp"

#include <adaline/neuron.hpp>

#include <memory>
#include <string_view>

#include "bench/short_calls/one_row.hpp"
#include "bench/short_calls/short_calls.hpp"
#include "goldens/cases/list.hpp"

namespace adaline::bench {
namespace {

using cases::Case;
using cases::Operands;

// The class itself; its weights go back where a check finds them.
template <class T>
class OneByOne {
 public:
  explicit OneByOne(Operands<T>& operands)
      : operands_(operands),
        neuron_(std::span<const T>(operands.weights, operands.shape.cols), operands.bias) {}

  void predict() {
    for (std::size_t i = 0; i < operands_.shape.rows; ++i) operands_.rows_out[i] = neuron_.predict(row(i));
  }

  void learn() {
    for (std::size_t i = 0; i < operands_.shape.rows; ++i) {
      operands_.scalar_out = neuron_.learn(row(i), operands_.targets[i], operands_.rate);
    }
  }

  void give_back() const {
    std::ranges::copy(neuron_.weights(), operands_.weights);
    operands_.bias = neuron_.bias();
  }

 private:
  std::span<const T> row(std::size_t i) const {
    const std::size_t features = operands_.shape.cols;
    return {operands_.features + i * features, features};
  }

  Operands<T>& operands_;
  Neuron<T> neuron_;
};

// What the two tasks do with the rows: by the class, by loops in the caller's file, and by any kernels.
template <class T>
struct Predict {
  static void rows(OneByOne<T>& neuron) { neuron.predict(); }
  static void inlined(Operands<T>& o, std::size_t times) { repeat_predict_inlined(o, times); }
  static void rows(Operands<T>& o, const auto& kernels) { predict_rows(o, kernels); }
};

template <class T>
struct Learn {
  static void rows(OneByOne<T>& neuron) { neuron.learn(); }
  static void inlined(Operands<T>& o, std::size_t times) { repeat_learn_inlined(o, times); }
  static void rows(Operands<T>& o, const auto& kernels) { learn_rows(o, kernels); }
};

template <class T, class Do>
Repeat prepare(const Task<T>&, const Implementation& implementation, Operands<T>& o) {
  if (implementation.rival() == &public_functions) {
    return [neuron = std::make_shared<OneByOne<T>>(o)](std::size_t times) {
      for (std::size_t i = 0; i < times; ++i) Do::rows(*neuron);
      neuron->give_back();
    };
  }
  if (implementation.rival() == &inlined_loops) return [&o](std::size_t times) { Do::inlined(o, times); };
  return implementation.with_kernels<T>([&o](const auto& kernels) -> Repeat {
    return [&o, kernels](std::size_t times) {
      for (std::size_t i = 0; i < times; ++i) Do::rows(o, kernels);
    };
  });
}

}  // namespace

template <class T>
void add_neuron_tasks(std::vector<Task<T>>& all) {
  const auto task = [](std::string_view name, std::string_view kernel, auto prepare) {
    const Case<T>& named = cases::case_named<T>(kernel);
    Task<T> t{name, true, &named, 1, named.work, prepare};
    t.takes = Takes::one_row;
    return t;
  };
  all.push_back(task("neuron_predict", "predict", &prepare<T, Predict<T>>));
  all.push_back(task("neuron_learn", "online_epoch", &prepare<T, Learn<T>>));
}

template void add_neuron_tasks(std::vector<Task<float>>&);
template void add_neuron_tasks(std::vector<Task<double>>&);

}  // namespace adaline::bench
