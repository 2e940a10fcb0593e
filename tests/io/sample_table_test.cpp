// All rows of a file, as features and targets.
#include "io/sample_table.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "io/columns.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/io/error_of.hpp"

namespace adaline::test {
namespace {

template <class T>
class SampleTables : public testing::Test {
 protected:
  // The features and the target of these names.
  io::SampleTable<T> read(const std::string& text, const std::vector<std::string>& names) {
    write_file(file_, text);
    io::Source source(file_);
    io::CsvReader reader(source);
    io::choose_columns(reader, names);
    return io::read_samples<T>(reader, names.size() - 1);
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "data.csv";
};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(SampleTables, Types);

TYPED_TEST(SampleTables, HoldTheChosenColumns) {
  using T = TypeParam;
  auto table = this->read("y,a,text,b\n1,2,x,3\n4,5,,6\n", {"b", "a", "y"});
  EXPECT_EQ(table.feature_count, 2U);
  const auto is = [](auto elements) { return std::vector<T>(elements.begin(), elements.end()); };
  EXPECT_EQ(is(table.features.elements()), (std::vector<T>{3, 2, 6, 5}));
  EXPECT_EQ(is(table.targets.elements()), (std::vector<T>{1, 4}));
  EXPECT_EQ(is(table.row(1)), (std::vector<T>{6, 5}));

  table.row(1)[0] = 7;
  const Samples<T> samples = table.samples();
  EXPECT_EQ(samples.features.data, table.features.elements().data());
  EXPECT_EQ(samples.features.data[2], 7);
  EXPECT_EQ(samples.features.rows, 2U);
  EXPECT_EQ(samples.features.cols, 2U);
  EXPECT_EQ(samples.features.row_stride, 2U);
  EXPECT_EQ(samples.targets.data(), table.targets.elements().data());
  EXPECT_EQ(samples.targets.size(), 2U);
}

TYPED_TEST(SampleTables, OfManyRows) {
  using T = TypeParam;
  constexpr std::size_t rows = 100'000;
  std::string text = "a,b,y\n";
  for (std::size_t r = 0; r < rows; ++r) {
    text += std::to_string(r) + ',' + std::to_string(2 * r) + ",-" + std::to_string(r) + '\n';
  }
  auto table = this->read(text, {"a", "b", "y"});
  const Samples<T> samples = table.samples();
  ASSERT_EQ(samples.features.rows, rows);
  ASSERT_EQ(samples.targets.size(), rows);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(samples.features.data) % 64, 0U);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(samples.targets.data()) % 64, 0U);
  for (std::size_t r = 0; r < rows; ++r) {
    ASSERT_EQ(table.row(r)[0], static_cast<T>(r));
    ASSERT_EQ(table.row(r)[1], static_cast<T>(2 * r));
    ASSERT_EQ(samples.targets[r], -static_cast<T>(r));
  }
}

TYPED_TEST(SampleTables, NeedARow) {
  for (const char* text : {"a,y", "a,y\n", "a,y\r\n\r\n"}) {
    EXPECT_EQ(error_in(this->file_, [&] { this->read(text, {"a", "y"}); }), ": no samples, only a header");
  }
  EXPECT_EQ(error_in(this->file_,
                     [&] {
                       this->read("a,y\n1,2\n3,x", {"a", "y"});
                     }),
            ":3:3: 'x' is not a number (column 'y')");
}

}  // namespace
}  // namespace adaline::test
