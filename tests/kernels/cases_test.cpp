// No kernel can exist untested or unmeasured: the list of cases has one entry for each member of the table.
#include <gtest/gtest.h>

#include <cstring>
#include <set>
#include <string_view>

#include "kernels/cases/list.hpp"
#include "kernels/dispatch.hpp"

namespace adaline::test {
namespace {

template <class T>
class Cases : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Cases, Types);

TYPED_TEST(Cases, CoverTheTable) {
  using Table = kernels::KernelTable<TypeParam>;
  constexpr std::size_t pointer = sizeof(void (*)());
  std::set<std::size_t> offsets;
  std::set<std::string_view> names;
  for (const auto& c : kernels::cases::list<TypeParam>) {
    offsets.insert(c.table_offset);
    names.insert(c.name);
    EXPECT_GT(c.work({100, 10, 10}).multiply_adds, 0U) << c.name;
    EXPECT_GT(c.work({100, 10, 10}).bytes_read, 0U) << c.name;
  }
  std::set<std::size_t> members;
  for (std::size_t offset = 0; offset < sizeof(Table); offset += pointer) members.insert(offset);
  EXPECT_EQ(offsets, members);
  EXPECT_EQ(names.size(), members.size());
}

TYPED_TEST(Cases, LevelsHaveAllKernels) {
  using Table = kernels::KernelTable<TypeParam>;
  for (const kernels::Level* level : kernels::compiled_levels()) {
    const auto* const first = reinterpret_cast<void (*const*)()>(&level->template table<TypeParam>());
    for (std::size_t i = 0; i < sizeof(Table) / sizeof *first; ++i) EXPECT_NE(first[i], nullptr);
  }
}

// A case whose name and kernel do not fit would test one kernel twice: a table with one kernel replaced
// must change what that case does, and no other.
TYPED_TEST(Cases, RunTheKernelOfTheirOffset) {
  using Table = kernels::KernelTable<TypeParam>;
  using Operands = kernels::cases::Operands<TypeParam>;
  for (const auto& c : kernels::cases::list<TypeParam>) {
    Table table{};  // calls of any other kernel would crash
    const auto copy_member = [&](std::size_t offset) {
      const auto& full = kernels::compiled_levels().front()->template table<TypeParam>();
      std::memcpy(reinterpret_cast<char*>(&table) + offset, reinterpret_cast<const char*>(&full) + offset,
                  sizeof(void (*)()));
    };
    copy_member(c.table_offset);
    TypeParam numbers[4] = {1, 2, 3, 4};
    Operands o;
    o.shape = {1, 4, 4};
    o.features = o.targets = o.weights = o.rows_out = o.cols_out = o.scratch = numbers;
    c.run(table, o);
  }
}

}  // namespace
}  // namespace adaline::test
