// Where samples lie, and which plan each kernel takes for them.
#include <gtest/gtest.h>

#include <set>

#include "goldens/cases/plans.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "kernels/dispatch/microarchitecture.hpp"
#include "kernels/drivers/plan_names.hpp"

namespace adaline::test {
namespace {

using kernels::GradientStrategy;
using kernels::OnlineStrategy;
using kernels::Residence;
using kernels::residence_of;
using kernels::row_lanes;
using kernels::RowStrategy;
using kernels::Tuning;

constexpr std::size_t megabyte = std::size_t{1} << 20;

// The rules look at no element.
template <class T>
Residence residence(std::size_t rows, std::size_t cols, std::size_t stride) {
  return residence_of<T>({nullptr, rows, cols, stride}, {});
}

template <class T>
class Plan : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Plan, Types);

TYPED_TEST(Plan, SamplesLieWhereTheyFit) {
  constexpr std::size_t cols = 64;
  constexpr std::size_t bytes = cols * sizeof(TypeParam);
  EXPECT_EQ(residence<TypeParam>(32768 / bytes, cols, cols), Residence::first_cache);
  EXPECT_EQ(residence<TypeParam>(32768 / bytes + 1, cols, cols), Residence::outer_cache);
  EXPECT_EQ(residence<TypeParam>(16 * megabyte / bytes, cols, cols), Residence::outer_cache);
  EXPECT_EQ(residence<TypeParam>(16 * megabyte / bytes + 1, cols, cols), Residence::memory);
}

TYPED_TEST(Plan, RowsThatAreFarApartCountAsNear) {
  EXPECT_EQ(residence<TypeParam>(megabyte, 20, 39), Residence::memory);
  EXPECT_EQ(residence<TypeParam>(megabyte, 20, 40), Residence::first_cache);
}

TYPED_TEST(Plan, RowsThatOverlapAreNear) {
  EXPECT_EQ(residence<TypeParam>(16 * megabyte, 64, 1), Residence::first_cache);
  EXPECT_EQ(residence<TypeParam>(16 * megabyte, 64, 63), Residence::first_cache);
}

TYPED_TEST(Plan, NothingIsNear) {
  EXPECT_EQ(residence<TypeParam>(0, 0, 0), Residence::first_cache);
  EXPECT_EQ(residence<TypeParam>(megabyte, 0, 0), Residence::first_cache);
}

// Of every shape, at every level that is built: what the plan names was compiled, and what is in line with the
// tables.
TYPED_TEST(Plan, NamesOnlyWhatALevelHas) {
  using T = TypeParam;
  for (const kernels::Level* level : kernels::compiled_levels()) {
    if (level->isa == Isa::scalar) continue;  // has one way for everything
    for (std::size_t d = 1; d < 5000; d += d < 100 ? 1 : 37) {
      std::set<RowStrategy> rows;
      std::set<GradientStrategy> gradient;
      std::set<OnlineStrategy> online;
      for (const cases::Plans& plans : cases::all_plans<T>(*level, d)) {
        rows.insert(plans.rows.strategy);
        gradient.insert(plans.gradient.strategy);
        online.insert(plans.online.strategy);
      }
      const std::size_t bytes = d * sizeof(T);
      for (const Residence where : {Residence::first_cache, Residence::outer_cache, Residence::memory}) {
        const Tuning& tuning = level->tuning;
        const auto block = kernels::online_block_rows<T>(d);
        EXPECT_TRUE(rows.contains(kernels::plan_rows(bytes, d, where, tuning.rows).strategy));
        EXPECT_TRUE(gradient.contains(kernels::plan_gradient(bytes, d, where, tuning.gradient).strategy));
        EXPECT_TRUE(online.contains(kernels::plan_online(bytes, d, block, where, tuning.online).strategy))
            << to_string(level->isa) << " " << d;
      }
    }
  }
}

TEST(PlanNames, AreDistinct) {
  std::set<std::string_view> rows, gradient, online;
  for (int i = 0; i <= int(RowStrategy::in_order); ++i) rows.insert(to_string(RowStrategy(i)));
  for (int i = 0; i <= int(GradientStrategy::two_steps_in_order); ++i)
    gradient.insert(to_string(GradientStrategy(i)));
  for (int i = 0; i <= int(OnlineStrategy::sweep_in_order); ++i) online.insert(to_string(OnlineStrategy(i)));
  EXPECT_EQ(rows.size(), 4U);
  EXPECT_EQ(gradient.size(), 7U);
  EXPECT_EQ(online.size(), 6U);
}

// A table for another CPU does not change the one that is taken for this one.
TEST(TuningTables, AreChosenByMicroarchitecture) {
  using kernels::Microarchitecture;
  Tuning generic, of_zen4;
  of_zen4.microarchitecture = Microarchitecture::zen4;
  of_zen4.rows.least_bytes_of_long_rows = 1;
  const kernels::TuningTables tables{generic, of_zen4};
  EXPECT_EQ(tuning_for(tables, Microarchitecture::zen4).rows.least_bytes_of_long_rows, 1U);
  EXPECT_EQ(tuning_for(tables, Microarchitecture::golden_cove).rows.least_bytes_of_long_rows,
            generic.rows.least_bytes_of_long_rows);
  EXPECT_EQ(tuning_for(tables, Microarchitecture::generic).rows.least_bytes_of_long_rows,
            generic.rows.least_bytes_of_long_rows);
}

TEST(TuningTables, EveryLevelHasOneForThisCpu) {
  for (const kernels::Level* level : kernels::compiled_levels()) {
    EXPECT_TRUE(level->tuning.microarchitecture == kernels::Microarchitecture::generic ||
                level->tuning.microarchitecture == kernels::microarchitecture());
  }
}

}  // namespace
}  // namespace adaline::test
