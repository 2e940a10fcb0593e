// No kernel can exist untested or unmeasured: the list of cases has one entry for each line of
// kernels/kernels.inc.
#include <gtest/gtest.h>

#include <set>
#include <string_view>
#include <type_traits>
#include <vector>

#include "goldens/cases/list.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "kernels/drivers/kernels.hpp"

namespace adaline::test {
namespace {

constexpr std::string_view registered[] = {
#define ADALINE_KERNEL(name, ...) #name,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
};

template <class T>
class Cases : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Cases, Types);

TYPED_TEST(Cases, AreTheRegisteredKernels) {
  std::vector<std::string_view> names;
  for (const auto& c : cases::list<TypeParam>) {
    names.push_back(c.name);
    EXPECT_GT(c.work({100, 10, 10}).multiply_adds, 0U) << c.name;
    EXPECT_GT(c.work({100, 10, 10}).bytes_read, 0U) << c.name;
  }
  EXPECT_EQ(names, std::vector(std::begin(registered), std::end(registered)));
}

TYPED_TEST(Cases, LevelsHaveAllKernels) {
  for (const kernels::Level* level : kernels::compiled_levels()) {
    const auto& table = level->template table<TypeParam>();
#define ADALINE_KERNEL(kernel, ...) EXPECT_NE(table.kernel, nullptr) << #kernel;
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
  }
}

// A case whose name and kernel do not fit would test one kernel twice: with no other function in the table, a
// call of another kernel would crash.
TYPED_TEST(Cases, RunTheKernelOfTheirName) {
  using Operands = cases::Operands<TypeParam>;
  const auto& full = kernels::compiled_levels().front()->template table<TypeParam>();
  for (const auto& c : cases::list<TypeParam>) {
    kernels::Level level{};
    auto& table = [&]() -> kernels::KernelTable<TypeParam>& {
      if constexpr (std::is_same_v<TypeParam, float>) {
        return level.of_float;
      } else {
        return level.of_double;
      }
    }();
#define ADALINE_KERNEL(kernel, ...) \
  if (c.name == #kernel) table.kernel = full.kernel;
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
    TypeParam numbers[4] = {1, 2, 3, 4};
    Operands o;
    o.shape = {1, 4, 4};
    o.features = o.targets = o.weights = o.rows_out = o.cols_out = numbers;
    double moments[cases::moments_size(4)] = {};
    o.moments_out = moments;
    c.run(kernels::Kernels<TypeParam>(level), o);
  }
}

}  // namespace
}  // namespace adaline::test
