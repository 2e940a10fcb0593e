// All that crosses the library's border, in a program that may be compiled by other flags than the library:
// prints sizes and results, which must be the same under any. Ends with 1 where something does not work.
#include <adaline/adaline.hpp>

#include <array>
#include <cstdio>
#include <stdexcept>
#include <utility>
#include <vector>

namespace {

using namespace adaline;

template <class T>
void print_layout(const char* name) {
  std::printf("%s %zu %zu\n", name, sizeof(T), alignof(T));
}

template <class T>
void print_layouts() {
  print_layout<Neuron<T>>("Neuron");
  print_layout<Matrix<T>>("Matrix");
  print_layout<MatrixView<T>>("MatrixView");
  print_layout<Samples<T>>("Samples");
  print_layout<TargetSpan<T>>("TargetSpan");
  print_layout<std::span<T>>("span");
  print_layout<ColumnsView<T>>("ColumnsView");
  print_layout<GatheredRows<T>>("GatheredRows");
  print_layout<GatheredSamples<T>>("GatheredSamples");
  print_layout<OnlineEpoch<T>>("OnlineEpoch");
  print_layout<Step<T>>("Step");
  print_layout<Epoch<T>>("Epoch");
  print_layout<Observer<T>>("Observer");
  print_layout<Method>("Method");
  print_layout<TrainOptions>("TrainOptions");
  print_layout<TrainResult>("TrainResult");
  print_layout<ScopedFlushToZero>("ScopedFlushToZero");
  print_layout<decltype(runnable_isas())>("runnable_isas");
  print_layout<decltype(version())>("version");
  print_layout<decltype(to_string(Isa::scalar))>("to_string");
}

bool failed = false;

void expect(bool holds, const char* what) {
  if (holds) return;
  std::printf("FAILED: %s\n", what);
  failed = true;
}

template <class T>
void use_neuron() {
  const std::vector<T> x = {1, 2, 3, 4, 5, 6}, t = {3, 7, 11};
  const Samples<T> samples{{x.data(), 3, 2}, t};
  Neuron<T> neuron(2);
  std::size_t steps = 0, epochs = 0;
  Observer<T> observer;
  // More than a std::function holds without memory of its own.
  const std::array<std::size_t, 8> large = {1, 1, 1, 1, 1, 1, 1, 1};
  observer.on_step = [&steps, large](const Step<T>& step) {
    steps += large[step.step % 8];
    return step.weights.size() == 2 && step.weight_deltas.size() == 2;
  };
  observer.on_epoch = [&epochs](const Epoch<T>&) { return ++epochs < 1000; };
  for (const Method& method : {Method(Batch{}), Method(Online{}), Method(MiniBatch{3})}) {
    const TrainResult r = train(neuron, samples, method, {.epochs = 5, .tolerance = 1e-6}, observer);
    std::printf("%s %zu %zu %a %a %d\n", to_string(r.stop_reason).data(), r.epochs, r.steps, r.loss,
                r.optimum.value_or(-1), int(r.optimum.has_value()));
  }
  expect(steps > 0 && epochs > 0, "observers are called");
  (void)train(neuron, samples, Batch{});
  std::printf("%a\n", largest_stable_rate(samples, Online{}));

  Neuron<T> copy = neuron;
  expect(copy == neuron, "a copy is equal");
  const Neuron<T> moved = std::move(copy);
  expect(moved == neuron && copy != neuron, "a moved one is equal");
  copy = moved;
  expect(copy == neuron, "assigned after the move");
  copy = Neuron<T>(std::vector<T>{1, 2}, T(3));
  expect(copy.predict(std::vector<T>{1, 1}) == 6, "made of weights");
  std::printf("%a\n", static_cast<double>(copy.learn(std::vector<T>{1, 1}, T(7), T(0.25))));
  std::vector<T> z(3);
  copy.predict(samples.features, z);
  for (const T value : z) std::printf("%a ", static_cast<double>(value));
  std::vector<Neuron<T>> many(3, neuron);
  many.emplace_back(5);
  many.erase(many.begin());
  expect(many.back().weights().size() == 5, "neurons in a vector");
  try {
    (void)copy.predict(std::vector<T>(3));
    expect(false, "wrong sizes are refused");
  } catch (const std::invalid_argument& e) {
    std::printf("%s\n", e.what());
  }
}

template <class T>
void use_kernels() {
  Matrix<T> m(3, 2);
  for (std::size_t r = 0; r < 3; ++r) {
    for (T& value : m.row(r)) value = static_cast<T>(r + 1);
  }
  Matrix<T> other = std::move(m);
  m = std::move(other);
  const std::vector<T> w = {1, 2}, t = {1, 2, 3};
  std::vector<T> z(3), d(2);
  T bias = 0;
  predict(m, std::span(w), T(1), std::span(z));
  axpy(T(2), std::span(w), std::span(d));
  std::printf("%a %a %a ", double(z[2]), double(d[1]), double(dot(std::span(w), std::span(w))));
  const Samples<T> samples{m, t};
  std::printf("%a ", squared_loss(samples, w, T(0)));
  std::printf("%a ", residual_gradient(samples, w, T(0), d, bias));
  const std::vector<std::size_t> order = {2, 0, 2};
  const std::vector<const T*> list = {t.data(), z.data()};
  const auto columns = ColumnsView<T>::list(list, 3);
  const GatheredSamples<T> gathered{columns, t, order};
  const Matrix<T> copy = Matrix<T>::from_columns(columns), chosen = Matrix<T>::gathered({columns, order});
  std::printf("%a %a %a ", double(copy(1, 0)), double(chosen(1, 0)), squared_loss(gathered, w, T(0)));
  Neuron<T> neuron(2);
  std::printf("%a ", train(neuron, gathered, Online{}, {.epochs = 3}).loss);
  neuron.predict({m, order}, z);
  std::printf("%a ", double(z[0]));
  const OnlineEpoch<T> epoch = online_epoch(samples, d, bias, T(0.125), true);
  std::printf("%a %a %a\n", double(epoch.last_error), epoch.prequential_loss,
              double(sum_of_squares(std::span(w))));
}

}  // namespace

int main() {
  std::printf("adaline %s\n", version().data());
  print_layouts<float>();
  print_layouts<double>();
  for (const Isa isa : runnable_isas()) {
    set_isa(isa);
    std::printf("%s\n", to_string(active_isa()).data());
    use_neuron<float>();
    use_neuron<double>();
    use_kernels<float>();
    use_kernels<double>();
  }
  expect(!runnable_isas().empty() && runnable_isas().back() == detected_isa(),
         "the last level is the detected one");
  {
    const ScopedFlushToZero guard;
    use_kernels<float>();
  }
  return failed ? 1 : 0;
}
