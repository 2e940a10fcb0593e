// A plugin that wraps the library: what it exports is its own function alone.
#include <adaline/adaline.hpp>

#include <vector>

extern "C" __attribute__((visibility("default"))) double plugin_entry(const double* x, const double* t,
                                                                      std::size_t n) {
  adaline::Matrix<double> features(n, 1);
  for (std::size_t i = 0; i < n; ++i) features(i, 0) = x[i];
  adaline::Neuron<double> neuron(1);
  adaline::Neuron<float> other(2);
  other = adaline::Neuron<float>(other);
  const adaline::Samples<double> samples{features, {t, n}};
  const adaline::Observer<double> observer{
      .on_epoch = [](const adaline::Epoch<double>& e) { return e.loss > 0; }};
  const adaline::ScopedFlushToZero guard;
  const double loss = adaline::train(neuron, samples, adaline::Online{}, {}, observer).loss;
  return loss + adaline::dot(neuron.weights(), neuron.weights()) + double(adaline::runnable_isas().size());
}
