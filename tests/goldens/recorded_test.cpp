// The golden file is what the definition gives today, and what every level that can run here gives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "goldens/cases/list.hpp"
#include "goldens/outcomes.hpp"
#include "goldens/verify.hpp"
#include "kernels/definition/order.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "tests/support/right_outcomes.hpp"
#include "tests/support/sanitized.hpp"

namespace adaline::test {
namespace {

using goldens::Recorded;
using goldens::Verdict;

// The test goldens.file says that they are those of the definition. To verify a level leaves the one in use.
TEST(Goldens, AreThoseOfEveryLevel) {
  const Isa before = active_isa();
  const auto levels = kernels::runnable_levels();
  for (const kernels::Level* level : levels) {
    const Isa in_use = level == levels.front() ? levels.back()->isa : levels.front()->isa;
    set_isa(in_use);
    const Verdict verdict = goldens::verify(*level);
    EXPECT_EQ(verdict.first_difference, "") << to_string(level->isa);
    EXPECT_EQ(verdict.different, 0U);
    EXPECT_EQ(verdict.checked, goldens::recorded().size());
    EXPECT_EQ(active_isa(), in_use);
  }
  set_isa(before);
}

TEST(Goldens, AreOfThisNumericsVersion) {
  EXPECT_EQ(goldens::recorded_numerics_version(), kernels::numerics_version) << "run ./dev goldens";
}

TEST(Goldens, AreThereForEveryCaseAndTrainer) {
  std::set<std::string_view> names;
  std::set<std::string> seen;
  for (const Recorded& golden : goldens::recorded()) {
    EXPECT_TRUE(names.insert(golden.name).second) << golden.name;
    const std::size_t first = golden.name.find(' ');
    seen.insert(std::string(golden.name.substr(0, golden.name.find(' ', first + 1))));
    if (golden.name.starts_with("train")) {
      seen.insert(
          std::string(golden.name.substr(0, golden.name.find(' ', golden.name.find(' ', first + 1) + 1))));
    }
  }
  for (const std::string type : {" float", " double"}) {
    for (const auto& c : cases::list<double>) EXPECT_EQ(seen.count(std::string(c.name) + type), 1U) << c.name;
    for (const std::string method : {"batch", "online", "minibatch"}) {
      EXPECT_EQ(seen.count("train " + method + type), 1U) << method;
    }
  }
}

// Where the families agreed, numbers would be of too few bits to tell how they were added up.
TEST(Goldens, TellTheFamiliesApart) {
  std::vector<std::string> starts = {"train batch", "train online", "train minibatch"};
  for (const auto& c : cases::list<double>) starts.emplace_back(c.name);
  for (std::size_t i = starts.size(); i > 0; --i) {
    starts.push_back(starts[i - 1] + " float");
    starts[i - 1] += " double";
  }
  for (const std::string& start : starts) {
    std::size_t lines = 0, different = 0;
    for (const Recorded& golden : goldens::recorded()) {
      if (!golden.name.starts_with(start + " ")) continue;
      ++lines;
      different += golden.fused != golden.separate ? 1U : 0U;
    }
    // Not all: one product in each lane is rounded once in both, and few roundings may vanish in the sum.
    EXPECT_GE(8 * different, lines) << start << ": " << different << " of " << lines;
  }
}

// ---- that it can fail

std::vector<Recorded> copy_of_recorded() { return {goldens::recorded().begin(), goldens::recorded().end()}; }

TEST(Verify, FindsAWrongGolden) {
  for (const bool fused : {true, false}) {
    for (const std::size_t at :
         {std::size_t{0}, goldens::recorded().size() / 2, goldens::recorded().size() - 1}) {
      std::vector<Recorded> goldens = copy_of_recorded();
      (fused ? goldens[at].fused : goldens[at].separate) = "0";
      const Verdict verdict = goldens::compare(right_outcomes(fused), fused, goldens);
      EXPECT_EQ(verdict.different, 1U);
      EXPECT_TRUE(verdict.first_difference.starts_with(std::string(goldens[at].name) + ": "));
      EXPECT_TRUE(verdict.first_difference.ends_with(", recorded 0")) << verdict.first_difference;
    }
  }
}

TEST(Verify, LooksAtTheOwnFamilyAlone) {
  std::vector<Recorded> goldens = copy_of_recorded();
  for (Recorded& golden : goldens) golden.separate = "";
  EXPECT_EQ(goldens::compare(right_outcomes(true), true, goldens).different, 0U);
  EXPECT_EQ(goldens::compare(right_outcomes(false), false, goldens).different, goldens.size());
}

TEST(Verify, FindsGoldensThatAreMissingOrTooMany) {
  const std::vector<goldens::Outcome> outcomes = right_outcomes(true);
  std::vector<Recorded> goldens = copy_of_recorded();
  const std::string last(goldens.back().name);
  goldens.pop_back();
  EXPECT_EQ(goldens::compare(outcomes, true, goldens).first_difference, last + ": not recorded");
  goldens.push_back(goldens::recorded().back());
  goldens.push_back({"more", "0", "0"});
  EXPECT_EQ(goldens::compare(outcomes, true, goldens).first_difference,
            "more: recorded, but not in the golden set");
  EXPECT_EQ(goldens::compare(outcomes, true, goldens).different, 1U);
}

// A level that is right but for one bit of one kernel at one size.
template <class T>
T wrong_dot(const T* x, const T* y, std::size_t n) {
  const T sum = goldens::reference_level(true).table<T>().dot(x, y, n);
  return n == 1001 ? std::nextafter(sum, T(0)) : sum;
}

template <class T>
double wrong_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                      kernels::GradientPlan plan) {
  const double loss =
      goldens::reference_level(true).table<T>().residual_gradient(x, t, w, bias, descent, bias_descent, plan);
  if (x.rows == kernels::chunk_rows - 1 && x.cols == 5) descent[4] = std::nextafter(descent[4], T(0));
  return loss;
}

TEST(Verify, FindsOneBitOfAKernel) {
  kernels::Level level = goldens::reference_level(true);
  level.of_double.dot = &wrong_dot<double>;
  level.of_float.residual_gradient = &wrong_gradient<float>;
  const std::vector<goldens::Outcome> outcomes = goldens::outcomes_of(level);
  std::vector<Recorded> goldens = copy_of_recorded();
  for (const std::string name :
       {"residual_gradient float alike 1023..1025 x 5", "dot double alike 1000..1003"}) {
    const Verdict verdict = goldens::compare(outcomes, true, goldens);
    EXPECT_TRUE(verdict.first_difference.starts_with(name + ": ")) << verdict.first_difference;
    std::ranges::find(goldens, name, &Recorded::name)->fused =
        std::ranges::find(outcomes, name, &goldens::Outcome::name)->text;
  }
  EXPECT_EQ(goldens::compare(outcomes, true, goldens).different, 0U);
}

constexpr const char* slow_definition = "the golden set of the definition takes 10 s";

// A plan that the driver does not choose at these sizes.
TEST(Verify, FindsOneBitOfAPlan) {
  if (is_sanitized) GTEST_SKIP() << slow_definition;
  kernels::Level level = goldens::reference_level(true);
  level.of_double.predict = [](const MatrixView<double>& x, const double* w, double bias, double* z,
                               kernels::RowPlan plan) {
    goldens::reference_level(true).of_double.predict(x, w, bias, z, plan);
    if (plan.prefetch_distance > 0 && x.rows == 17 && x.cols == 9) z[16] = std::nextafter(z[16], 0.0);
  };
  const Verdict verdict = goldens::verify(level);
  EXPECT_GE(verdict.different, 1U);
  EXPECT_THAT(verdict.first_difference, testing::HasSubstr("(17 with rows row_by_row, "));
}

TEST(Verify, FindsWhatTrainingAloneShows) {
  if (is_sanitized) GTEST_SKIP() << slow_definition;
  kernels::Level level = goldens::reference_level(true);
  level.of_float.axpy = [](float, const float*, float*, std::size_t) {};
  const Verdict verdict = goldens::verify(level);
  std::size_t lines = 0;
  for (const Recorded& golden : goldens::recorded()) {
    lines += golden.name.starts_with("axpy float") || golden.name.starts_with("train batch float") ? 1U : 0U;
  }
  EXPECT_GE(verdict.different, lines - 4) << "of lines where an axpy has something to do";
}

}  // namespace
}  // namespace adaline::test
