// The level that was asked for is the one that runs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include <adaline/adaline.hpp>
#include <adaline/adaptive_filter.hpp>

#include "goldens/cases/arrays.hpp"
#include "goldens/cases/list.hpp"
#include "goldens/cases/public_functions.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "tests/support/expect_message.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

constexpr Isa all_isas[] = {Isa::scalar, Isa::sse2,   Isa::avx2,  Isa::avx512,
                            Isa::neon,   Isa::sve256, Isa::sve512};

// Each test begins and ends with nothing resolved and nothing asked for.
class Dispatch : public testing::Test {
 protected:
  Dispatch() {
    const char* const value = std::getenv("ADALINE_ISA");
    if (value != nullptr) before_ = value;
    had_value_ = value != nullptr;
    reset();
  }
  ~Dispatch() override {
    reset();
    if (had_value_) setenv("ADALINE_ISA", before_.c_str(), 1);
  }

  static void reset() {
    unsetenv("ADALINE_ISA");
    kernels::use_level(nullptr);
  }

  // As a new process with that variable would begin.
  static void start_with(const char* name) {
    setenv("ADALINE_ISA", name, 1);
    kernels::use_level(nullptr);
  }

  static std::string names_of_runnable() {
    std::string names;
    for (const Isa isa : runnable_isas()) {
      if (!names.empty()) names += ", ";
      names += to_string(isa);
    }
    return names;
  }

 private:
  std::string before_;
  bool had_value_ = false;
};

TEST_F(Dispatch, LevelsAreInOrderAndDistinct) {
  const std::span<const Isa> runnable = runnable_isas();
  ASSERT_FALSE(runnable.empty());
  EXPECT_EQ(runnable.front(), Isa::scalar);
  EXPECT_TRUE(std::ranges::is_sorted(runnable));
  EXPECT_EQ(std::ranges::adjacent_find(runnable), runnable.end());
  EXPECT_EQ(runnable.back(), detected_isa());
}

TEST_F(Dispatch, ABaselineThatIsBuiltRunsEverywhere) {
  for (const kernels::Level* level : kernels::compiled_levels()) {
    if (level->isa != Isa::scalar && level->isa != Isa::sse2 && level->isa != Isa::neon) continue;
    EXPECT_TRUE(std::ranges::count(runnable_isas(), level->isa)) << to_string(level->isa);
  }
}

// Built or left out: each level of this architecture is one of both.
TEST_F(Dispatch, NoLevelIsForgotten) {
  std::vector<Isa> known(kernels::left_out_levels().begin(), kernels::left_out_levels().end());
  for (const kernels::Level* level : kernels::compiled_levels()) known.push_back(level->isa);
  std::ranges::sort(known);
#if defined(__x86_64__)
  EXPECT_EQ(known, (std::vector{Isa::scalar, Isa::sse2, Isa::avx2, Isa::avx512}));
#elif defined(__aarch64__) && defined(__linux__)
  EXPECT_EQ(known, (std::vector{Isa::scalar, Isa::neon, Isa::sve256, Isa::sve512}));
#endif
}

// A CPU whose levels are known can be asserted from outside, under an emulator for example.
TEST_F(Dispatch, DetectsWhatTheEnvironmentExpects) {
  const char* const expected = std::getenv("ADALINE_EXPECT_DETECTED");
  if (expected == nullptr) GTEST_SKIP() << "ADALINE_EXPECT_DETECTED is not set";
  EXPECT_EQ(to_string(detected_isa()), expected);
}

TEST_F(Dispatch, UsesTheDetectedLevelUnlessTold) { EXPECT_EQ(active_isa(), detected_isa()); }

TEST_F(Dispatch, EachLevelWasCompiledForItsOwnRegisters) {
  const auto register_bytes = [](Isa isa) -> std::size_t {
    switch (isa) {
      case Isa::scalar:
        return 8;
      case Isa::sse2:
      case Isa::neon:
        return 16;
      case Isa::avx2:
      case Isa::sve256:
        return 32;
      case Isa::avx512:
      case Isa::sve512:
        return 64;
    }
    return 0;
  };
  for (const kernels::Level* level : kernels::compiled_levels()) {
    EXPECT_EQ(level->register_bytes, register_bytes(level->isa)) << to_string(level->isa);
  }
}

TEST_F(Dispatch, EveryNameInTheEnvironment) {
  const std::span<const Isa> runnable = runnable_isas();
  for (const Isa isa : all_isas) {
    const std::string name(to_string(isa));
    start_with(name.c_str());
    if (std::ranges::count(runnable, isa)) {
      EXPECT_EQ(active_isa(), isa);
      EXPECT_EQ(kernels::active_level().isa, isa);
      EXPECT_EQ(detected_isa(), runnable.back());
    } else {
      const std::string message =
          "ADALINE_ISA: no level '" + name + "' can run here; there are: " + names_of_runnable();
      expect_invalid([] { active_isa(); }, message);
    }
  }
}

TEST_F(Dispatch, AnEmptyVariableIsNone) {
  start_with("");
  EXPECT_EQ(active_isa(), detected_isa());
}

TEST_F(Dispatch, WrongNamesThrowAtEveryUseUntilMended) {
  const float x[2] = {1, 2};
  for (const char* wrong : {"AVX2", "avx2 ", "fastest", "avx-512", "0"}) {
    start_with(wrong);
    const std::string message =
        "ADALINE_ISA: no level '" + std::string(wrong) + "' can run here; there are: " + names_of_runnable();
    for (int again = 0; again < 3; ++again) {
      expect_invalid([] { active_isa(); }, message);
      expect_invalid([&] { dot(std::span(x), std::span(x)); }, message);
    }
  }
  setenv("ADALINE_ISA", "scalar", 1);
  EXPECT_EQ(active_isa(), Isa::scalar);
}

TEST_F(Dispatch, SetIsaTakesWhatRunsHere) {
  const std::span<const Isa> runnable = runnable_isas();
  for (const Isa isa : all_isas) {
    const Isa before = active_isa();
    if (std::ranges::count(runnable, isa)) {
      set_isa(isa);
      EXPECT_EQ(active_isa(), isa);
    } else {
      const std::string message = "set_isa: no level '" + std::string(to_string(isa)) +
                                  "' can run here; there are: " + names_of_runnable();
      expect_invalid([&] { set_isa(isa); }, message);
      EXPECT_EQ(active_isa(), before);
    }
  }
}

TEST_F(Dispatch, SetIsaWinsOverTheEnvironment) {
  start_with("nonsense");
  set_isa(Isa::scalar);
  EXPECT_EQ(active_isa(), Isa::scalar);
}

TEST_F(Dispatch, OnlyTheBaselineOfX86IsWithoutFma) {
  for (const Isa isa : all_isas) EXPECT_EQ(is_fused(isa), isa != Isa::sse2);
}

// The families differ: on numbers with full significands their sums do.
TEST_F(Dispatch, TheForcedFamilyIsTheOneThatRuns) {
  Random random(1);
  const auto x = values<double>(random, 1000);
  const auto y = values<double>(random, 1000);
  const auto sum = [&](Isa isa) {
    set_isa(isa);
    return dot(std::span<const double>(x), std::span<const double>(y));
  };
  for (const Isa isa : runnable_isas()) EXPECT_EQ(sum(isa) == sum(Isa::scalar), is_fused(isa));
}

// A level whose kernels count their calls and do nothing else.
int calls = 0;

template <class Kernel>
struct Counting;
template <class Result, class... Parameters>
struct Counting<Result (*)(Parameters...)> {
  static Result call(Parameters...) { return static_cast<Result>(++calls); }
};
template <class... Parameters>
struct Counting<void (*)(Parameters...)> {
  static void call(Parameters...) { ++calls; }
};

template <class T>
constexpr kernels::KernelTable<T> counting_table = {
#define ADALINE_KERNEL(name, ...) .name = &Counting<decltype(kernels::KernelTable<T>::name)>::call,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
    .predict_row = &Counting<kernels::PredictRow<T>*>::call,
    .learn_row = &Counting<kernels::LearnRow<T>*>::call,
    .filter = &Counting<kernels::Filter<T>*>::call,
    .add_rows = &Counting<kernels::AddRows<T>*>::call,
    .join_moments = &Counting<kernels::JoinMoments*>::call,
};
constexpr kernels::Level counting{Isa::scalar, 0, counting_table<float>, counting_table<double>};

template <class F>
int calls_of(F f) {
  calls = 0;
  f();
  return calls;
}

template <class T>
void expect_all_through_the_level() {
  const T data[4] = {1, 2, 3, 4};
  T out[4] = {};
  const std::span<const T> x(data);
  const std::span<T> y(out);
  const Samples<T> samples{{data, 2, 2}, x.first(2)};
  kernels::use_level(&counting);
  for (const cases::Case<T>& kernel : cases::list<T>) {
    cases::Arrays<T> arrays({2, 2, 2}, cases::Values::alike, 1);
    prepare(kernel, {2, 2, 2}, arrays);
    cases::Operands<T> operands = operands_in(arrays, {2, 2, 2});
    EXPECT_EQ(calls_of([&] { kernel.run(cases::public_functions<T>(), operands); }), 1) << kernel.name;
  }
  Neuron<T> neuron(2);
  EXPECT_EQ(calls_of([&] { neuron.predict(x.first(2)); }), 1);
  AdaptiveFilter<T> filter(3);
  EXPECT_EQ(calls_of([&] { filter.process(x, x, y, {}); }), 1);
  EXPECT_EQ(calls_of([&] { filter.process(T(1), T(2)); }), 1);
  EXPECT_EQ(calls_of([&] { neuron.predict(samples.features, y.first(2)); }), 1);
  EXPECT_EQ(calls_of([&] { neuron.learn(x.first(2), T(1), T(1)); }), 1);
  EXPECT_GE(calls_of([&] { (void)train(neuron, samples, Batch{}, {.epochs = 1}); }), 2);
  EXPECT_GE(calls_of([&] { (void)train(neuron, samples, Online{}, {.epochs = 1}); }), 2);
  EXPECT_GE(calls_of([&] { (void)train(neuron, samples, MiniBatch{1}, {.epochs = 1}); }), 3);
}

TEST_F(Dispatch, EveryPublicFunctionGoesThroughTheLevel) {
  expect_all_through_the_level<float>();
  expect_all_through_the_level<double>();
}

TEST_F(Dispatch, ARunningTrainerKeepsItsLevel) {
  const double data[2] = {1, 2};
  const Samples<double> samples{{data, 2, 1}, std::span(data)};
  Neuron<double> neuron(1);
  set_isa(Isa::scalar);
  const Observer<double> switches{.on_epoch = [](const Epoch<double>&) {
    kernels::use_level(&counting);
    return true;
  }};
  const int counted =
      calls_of([&] { (void)train(neuron, samples, Online{}, {.learning_rate = 0.1, .epochs = 3}, switches); });
  EXPECT_EQ(counted, 0);
}

}  // namespace
}  // namespace adaline::test
