#include "bench/suite/neuron_tasks.hpp"

#include <adaline/neuron.hpp>

#include <memory>
#include <string_view>

#include "bench/baselines/row_loops.hpp"
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
      operands_.rows_out[i] = neuron_.learn(row(i), operands_.targets[i], operands_.rate);
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

// What the two tasks do with the rows: by the class, by a rival's own loop, and by any kernels.
template <class T>
struct Predict {
  static constexpr auto loop = &Loops<T>::predict;
  static void rows(OneByOne<T>& neuron) { neuron.predict(); }
  static void rows(RowByRow<T>& r, const auto& kernels) { predict_rows(r, kernels); }
};

template <class T>
struct Learn {
  static constexpr auto loop = &Loops<T>::learn;
  static void rows(OneByOne<T>& neuron) { neuron.learn(); }
  static void rows(RowByRow<T>& r, const auto& kernels) { learn_rows(r, kernels); }
};

template <class T>
RowByRow<T> rows_of(const Operands<T>& o) {
  return {.first = o.features,
          .rows = o.shape.rows,
          .cols = o.shape.cols,
          .stride = o.shape.cols,
          .targets = o.targets,
          .weights = o.weights,
          .bias = o.bias,
          .rate = o.rate,
          .out = o.rows_out};
}

// once(rows), again and again; the bias goes back where a check finds it.
template <class T>
Repeat repeated(Operands<T>& o, auto once) {
  return [&o, once, r = rows_of(o)](std::size_t times) mutable {
    for (std::size_t i = 0; i < times; ++i) once(r);
    o.bias = r.bias;
  };
}

template <class T, class Do>
Repeat prepare(const Task<T>&, const Implementation& implementation, Operands<T>& o) {
  if (implementation.rival() == &public_functions) {
    return [neuron = std::make_shared<OneByOne<T>>(o)](std::size_t times) {
      for (std::size_t i = 0; i < times; ++i) Do::rows(*neuron);
      neuron->give_back();
    };
  }
  if (const auto loop = implementation.loops<T>().*Do::loop) return repeated(o, loop);
  return implementation.with_kernels<T>([&o](const auto& kernels) -> Repeat {
    return repeated(o, [kernels](RowByRow<T>& r) { Do::rows(r, kernels); });
  });
}

template <class T, class Do>
bool is_offered(const Task<T>& task, const Implementation& kernels) {
  return kernels.has(*task.kernel) || kernels.loops<T>().*Do::loop != nullptr;
}

}  // namespace

template <class T>
void add_neuron_tasks(std::vector<Task<T>>& all) {
  const auto add = [&]<class Do>(std::string_view name, std::string_view kernel, Do) {
    const Case<T>& named = cases::case_named<T>(kernel);
    Task<T> task{name, true, &named, 1, named.work, &prepare<T, Do>};
    task.takes = Takes::one_row;
    task.is_offered = &is_offered<T, Do>;
    all.push_back(task);
  };
  add("neuron_predict", "predict", Predict<T>{});
  add("neuron_learn", "online_epoch", Learn<T>{});
}

template void add_neuron_tasks(std::vector<Task<float>>&);
template void add_neuron_tasks(std::vector<Task<double>>&);

}  // namespace adaline::bench
