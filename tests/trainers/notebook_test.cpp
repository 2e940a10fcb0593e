// What the notebook printed, and how its runs end.
#include <gtest/gtest.h>

#include "tests/support/notebook.hpp"

namespace adaline::test {
namespace {

std::string three_decimals(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

TEST(Notebook, All180ValuesToTheirThreeDecimals) {
  const NotebookSamples samples;
  const auto printed = read_table(ADALINE_TEST_DATA "/notebook_printed.csv");
  std::size_t compared = 0;
  for (const NotebookRun& run : notebook_runs()) {
    std::vector<std::map<std::string, std::string>> seen;
    double weight_before = -0.5;
    const Observer<double> observer{.on_step =
                                        [&](const Step<double>& step) {
                                          seen.push_back({{"weight_before", three_decimals(weight_before)},
                                                          {"error", three_decimals(step.error.value_or(0))},
                                                          {"delta", three_decimals(step.weight_deltas[0])},
                                                          {"weight", three_decimals(step.weights[0])},
                                                          {"loss", three_decimals(step.loss.value())}});
                                          weight_before = step.weights[0];
                                          return true;
                                        },
                                    .step_loss = true};
    Neuron<double> neuron(1);
    neuron.weights()[0] = -0.5;
    const TrainResult result = train(neuron, samples.view(), run.method, run.options, observer);
    EXPECT_EQ(result.steps, run.steps) << run.mode;
    EXPECT_EQ(result.stop_reason, run.stop_reason) << run.mode;
    EXPECT_EQ(seen.size(), run.steps) << run.mode;
    for (const auto& row : printed) {
      if (row.at("mode") != run.mode) continue;
      const auto& step = seen.at(std::stoul(row.at("step")));
      for (const char* name : {"weight_before", "error", "delta", "weight", "loss"}) {
        if (row.at(name).empty()) continue;
        EXPECT_EQ(step.at(name), row.at(name)) << run.mode << " step " << row.at("step") << " " << name;
        ++compared;
      }
    }
  }
  EXPECT_EQ(compared, 180U);
}

TEST(Notebook, HeadsForTheLeastSquaresWeight) {
  const NotebookSamples samples;
  Neuron<double> neuron(1);
  const TrainOptions options{.learning_rate = 0.01, .epochs = 10000, .stop_delta = 1e-12, .learn_bias = false};
  const TrainResult result = train(neuron, samples.view(), Batch{}, options);
  EXPECT_EQ(result.stop_reason, StopReason::converged);
  EXPECT_NEAR(neuron.weights()[0], 2.66951, 5e-6);
}

}  // namespace
}  // namespace adaline::test
