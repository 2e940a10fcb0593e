// Tables of many columns: the bytes that are compared and searched grow as the header does. No clock: calls of
// memcmp and memchr are counted, by the linker's --wrap, so that a loop through the names is seen anywhere.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "cli/columns.hpp"
#include "io/columns.hpp"
#include "io/csv_reader.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace {

std::size_t comparisons = 0;
std::size_t searched_bytes = 0;

}  // namespace

// The linker's names.
extern "C" {
int __real_memcmp(const void* a, const void* b, std::size_t size);     // NOLINT
const void* __real_memchr(const void* text, int c, std::size_t size);  // NOLINT
int __wrap_memcmp(const void* a, const void* b, std::size_t size) {    // NOLINT
  ++comparisons;
  return __real_memcmp(a, b, size);
}
int __wrap_bcmp(const void* a, const void* b, std::size_t size) {  // NOLINT
  ++comparisons;
  return __real_memcmp(a, b, size);
}
const void* __wrap_memchr(const void* text, int c, std::size_t size) {  // NOLINT
  const void* const found = __real_memchr(text, c, size);
  searched_bytes +=
      found == nullptr
          ? size
          : static_cast<std::size_t>(static_cast<const char*>(found) - static_cast<const char*>(text)) + 1;
  return found;
}
}

namespace adaline::test {
namespace {

struct Work {
  std::size_t comparisons = 0;
  std::size_t searched_bytes = 0;
};

template <class F>
Work work_of(F f) {
  comparisons = searched_bytes = 0;
  f();
  return {comparisons, searched_bytes};
}

constexpr std::size_t count = 20'000;

// Of one length, so that names that differ must be compared.
std::vector<std::string> many_names() {
  std::vector<std::string> names;
  for (std::size_t c = 0; c < count; ++c) names.push_back("column_" + std::to_string(100'000 + c));
  return names;
}

class WideTables : public testing::Test {
 protected:
  WideTables() {
    for (const std::string& name : names_) header_ += (header_.empty() ? "" : ",") + name;
    write_file(file_, header_ + "\n");
  }

  // A few for each name, and not one for each pair of names.
  static void expect_linear(const Work& work, std::size_t bytes) {
    EXPECT_LE(work.comparisons, 10 * count);
    EXPECT_LE(work.searched_bytes, 10 * bytes);
  }

  template <class F>
  void with_reader(F f) {
    io::Source source(file_);
    io::CsvReader reader(source);
    f(reader);
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "wide.csv";
  std::vector<std::string> names_ = many_names();
  std::string header_;
};

// What must not happen is counted, whatever the compiler makes of it.
TEST_F(WideTables, ALoopThroughAllNamesIsSeen) {
  const std::vector<std::string> names(names_.begin(), names_.begin() + 1000);
  std::size_t found = 0;
  const Work work = work_of([&] {
    for (const std::string& name : names)
      found += static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
  });
  EXPECT_EQ(found, std::size_t{1000 * 999 / 2});
  EXPECT_GE(work.comparisons, std::size_t{1000 * 999 / 2});
}

TEST_F(WideTables, AreReadInLinearWork) {
  for (const io::Header header : {io::Header::first_line, io::Header::none}) {
    expect_linear(work_of([&] {
                    io::Source source(file_);
                    const io::CsvReader reader(source, header);
                    EXPECT_EQ(reader.columns().size(), count);
                  }),
                  header_.size());
  }
}

TEST_F(WideTables, ColumnsAreChosenInLinearWork) {
  std::vector<std::string> reversed = names_;
  std::ranges::reverse(reversed);
  with_reader([&](io::CsvReader& reader) {
    expect_linear(work_of([&] { io::choose_columns(reader, reversed); }), header_.size());
  });
}

TEST_F(WideTables, ColumnsOfATrainingAreChosenInLinearWork) {
  cli::ColumnChoice options;
  options.target = names_[count / 2];
  std::vector<std::string> others = names_;
  others.erase(others.begin() + count / 2);
  const std::vector<std::string> half(others.begin() + count / 4, others.end());
  for (const int choice : {0, 1, 2}) {
    options.features = choice == 1 ? others : std::vector<std::string>();
    options.drop = choice == 2 ? half : std::vector<std::string>();
    with_reader([&](io::CsvReader& reader) {
      expect_linear(work_of([&] { cli::choose_training_columns(reader, options); }), header_.size());
    });
  }
}

// Of which ten are told.
TEST_F(WideTables, AMissingColumnIsToldInLinearWork) {
  with_reader([&](io::CsvReader& reader) {
    expect_linear(work_of([&] { EXPECT_THROW(io::find_column(reader, "none"), io::InputError); }),
                  header_.size());
  });
}

}  // namespace
}  // namespace adaline::test
