#include "bench/suite/verify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/baselines/plain_row_loops.hpp"
#include "kernels/dispatch/dispatch.hpp"

namespace adaline::bench {
namespace {

using cases::Shape;
using kernels::Level;

// The level that others are compared with.
const Level& honest() { return *kernels::runnable_levels().front(); }

const Task<float>& task(const std::string& name) {
  for (const Task<float>& t : tasks<float>()) {
    if (t.name == name) return t;
  }
  throw std::logic_error(name);
}

void verify(const std::string& name, const Level& level, Shape shape) {
  const Contender contender{"the rival", Implementation(level), false};
  const Contender* const all[] = {&contender};
  Verifier<float>().verify(task(name), shape, all);
}

std::string complaint(const std::string& name, const Level& level, Shape shape) {
  try {
    verify(name, level, shape);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

TEST(Verify, EveryLevelPassesEveryTask) {
  for (const Task<float>& t : tasks<float>()) {
    for (const Level* level : kernels::runnable_levels()) {
      const Shape shape = t.over_samples ? Shape{64, 37} : Shape{1, 1000};
      EXPECT_NO_THROW(verify(std::string(t.name), *level, shape)) << t.name << " " << to_string(level->isa);
    }
  }
}

// It makes the steps of LMS where those of normalised LMS are asked for.
TEST(Verify, AnotherFilterIsNamed) {
  static constexpr Rival rival{Isa::scalar, {}, {}, {.nlms = plain_row_loops<float>().lms}, {}};
  const Contender contender{"the rival", Implementation(rival), false};
  const Contender* const all[] = {&contender};
  EXPECT_THROW(Verifier<float>().verify(task("filter_nlms"), {256, 16}, all), std::runtime_error);
}

TEST(Verify, AWrongSumIsNamed) {
  Level level = honest();
  level.of_float.dot = [](const float* x, const float* y, std::size_t n) {
    return honest().of_float.dot(x, y, n) - x[n / 2] * y[n / 2];  // forgets one product
  };
  EXPECT_THAT(complaint("dot", level, {1, 1000}),
              testing::StartsWith("the rival computes another dot of float, 1 rows by 1000: result 2 is "));
  EXPECT_EQ(complaint("sum_of_squares", level, {1, 1000}), "none");
}

// Of 16384 rows: what one of them adds is far above what rounding explains.
TEST(Verify, MomentsWithoutOneSampleAreNamed) {
  Level level = honest();
  level.of_float.accumulate_moments = [](const MatrixView<float>& x, const float* t, const float* weights,
                                         double* means, double* products, kernels::MomentsPlan plan) {
    const MatrixView<float> all_but_one{x.data, x.rows - 1, x.cols, x.row_stride};
    honest().of_float.accumulate_moments(all_but_one, t, weights, means, products, plan);
    return static_cast<double>(x.rows);
  };
  EXPECT_THAT(complaint("accumulate_moments", level, {16384, 4}),
              testing::StartsWith("the rival computes another accumulate_moments of float, 16384 rows by 4"));
}

TEST(Verify, AWrongMeanIsNamed) {
  Level level = honest();
  level.of_float.accumulate_moments = [](const MatrixView<float>& x, const float* t, const float* weights,
                                         double* means, double* products, kernels::MomentsPlan plan) {
    const double weight = honest().of_float.accumulate_moments(x, t, weights, means, products, plan);
    means[0] += 1e-6;
    return weight;
  };
  EXPECT_THAT(complaint("accumulate_moments", level, {1000, 2}), testing::HasSubstr("accumulate_moments"));
}

// Within what rounding explains, and not the same.
TEST(VerifyBits, OtherBitsAreNamed) {
  Level level = honest();
  level.of_float.predict = [](const MatrixView<float>& x, const float* w, float bias, float* z,
                              kernels::RowPlan plan) {
    honest().of_float.predict(x, w, bias, z, plan);
    z[x.rows - 1] = std::nextafter(z[x.rows - 1], 1e30F);
  };
  const Contender ours{"ours", Implementation(honest()), true};
  const Contender same{"the same", Implementation(honest()), true};
  const Contender rival{"the rival", Implementation(level), false};
  const Contender other{"threads-2", Implementation(level), true};
  const auto verify_all = [](std::vector<const Contender*> all) {
    Data<float> data;
    verify_bits<float>(task("threads_predict"), {96, 64}, all, data);
  };
  EXPECT_NO_THROW(verify_all({&ours, &rival, &same})) << "a rival may round in another way";
  try {
    verify_all({&ours, &rival, &other});
    ADD_FAILURE() << "nobody complains";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "threads-2 has other bits in threads_predict of float, 96 rows by 64");
  }
}

TEST(Verify, AResultThatIsNoNumberIsNamed) {
  Level level = honest();
  level.of_float.predict = [](const MatrixView<float>& x, const float* w, float bias, float* z,
                              kernels::RowPlan plan) {
    honest().of_float.predict(x, w, bias, z, plan);
    z[x.rows - 1] = std::numeric_limits<float>::quiet_NaN();
  };
  EXPECT_THAT(complaint("predict", level, {12, 64}), testing::HasSubstr("is nan, expected"));
}

TEST(Verify, ATrainerThatForgetsTheBiasIsNamed) {
  Level level = honest();
  level.of_float.residual_gradient = [](const MatrixView<float>& x, const float* t, const float* w, float bias,
                                        float* descent, float* bias_descent, kernels::GradientPlan plan) {
    const double loss = honest().of_float.residual_gradient(x, t, w, bias, descent, bias_descent, plan);
    *bias_descent = 0;
    return loss;
  };
  for (const char* const name : {"train_batch", "train_minibatch"}) {
    EXPECT_THAT(complaint(name, level, {96, 4}), testing::HasSubstr(name));
  }
}

// The rows that are timed may be many: the first megabyte is enough to see how a row is treated.
TEST(Verify, LongRunsAreComparedOnTheFirstMegabyte) {
  Level level = honest();
  level.of_float.predict = [](const MatrixView<float>& x, const float* w, float bias, float* z,
                              kernels::RowPlan plan) {
    EXPECT_EQ(x.cols, 64U);
    EXPECT_EQ(x.rows * x.cols * sizeof(float), std::size_t{1} << 20U);
    honest().of_float.predict(x, w, bias, z, plan);
  };
  EXPECT_EQ(complaint("predict", level, {std::size_t{1} << 22U, 64}), "none");
}

}  // namespace
}  // namespace adaline::bench
