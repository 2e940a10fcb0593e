// Columns are found by their names.
#include "io/columns.hpp"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <vector>

#include "tests/cli/temporary_folder.hpp"
#include "tests/io/error_of.hpp"

namespace adaline::test {
namespace {

class Columns : public testing::Test {
 protected:
  // Calls f(reader) for a file of this text.
  template <class F>
  void with(const std::string& text, F f) {
    write_file(file_, text);
    io::Source source(file_);
    io::CsvReader reader(source);
    f(reader);
  }

  std::string error(const std::string& text, const std::string& name) {
    return error_in(file_, [&] { with(text, [&](io::CsvReader& r) { io::find_column(r, name); }); });
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "data.csv";
};

TEST_F(Columns, AreFound) {
  with("age, income ,\"a,b\",,\"last\"\n", [](const io::CsvReader& reader) {
    EXPECT_EQ(io::find_column(reader, "age"), 0U);
    EXPECT_EQ(io::find_column(reader, "income"), 1U);
    EXPECT_EQ(io::find_column(reader, "a,b"), 2U);
    EXPECT_EQ(io::find_column(reader, ""), 3U);
    EXPECT_EQ(io::find_column(reader, "last"), 4U);
  });
}

TEST_F(Columns, AreMissed) {
  EXPECT_EQ(error("age,income\n", "weight"), ":1: no column 'weight'; there are 'age', 'income'");
  EXPECT_EQ(error("age,income\n", "Age"),
            ":1: no column 'Age' (did you mean 'age'?); there are 'age', 'income'");
  EXPECT_EQ(error("age,income\n", "incmoe"),
            ":1: no column 'incmoe' (did you mean 'income'?); there are 'age', 'income'");
  EXPECT_EQ(error("age,income\n", "a\nb"), ":1: no column 'a\\x0ab'; there are 'age', 'income'");
}

// The place is that of the second.
TEST_F(Columns, AreThereTwice) {
  EXPECT_EQ(error("x,a,b,a,a\n", "a"), ":1:7: column 'a' is there twice");
  EXPECT_EQ(error("\"a\",\"\n\", a\n", "a"), ":2:3: column 'a' is there twice");
  with("x,a,b,a\n", [](const io::CsvReader& reader) { EXPECT_EQ(io::find_column(reader, "b"), 2U); });
}

TEST_F(Columns, AreChosenInOrder) {
  with("a,b,c,d\n1,2,x,4\n", [](io::CsvReader& reader) {
    io::choose_columns(reader, std::vector<std::string>{"d", "a", "b"});
    io::CsvBlock<double> block;
    ASSERT_TRUE(reader.read_block(block));
    const std::span<const double> row = block.row(0);
    EXPECT_EQ(std::vector(row.begin(), row.end()), (std::vector<double>{4, 1, 2}));
  });
  EXPECT_EQ(error_in(file_,
                     [&] {
                       with("a,b\n", [](io::CsvReader& reader) {
                         io::choose_columns(reader, std::vector<std::string>{"a", "c"});
                       });
                     }),
            ":1: no column 'c'; there are 'a', 'b'");
}

// As many as gene tables have. Looking through all names for each of them would be ten billion comparisons.
TEST_F(Columns, OfAWideTable) {
  constexpr std::size_t count = 100'000;
  std::vector<std::string> names;
  std::string header;
  for (std::size_t c = 0; c < count; ++c) {
    names.push_back("column_" + std::to_string(c));
    header += (c == 0 ? "" : ",") + names.back();
  }
  with(header + "\n", [&](io::CsvReader& reader) {
    EXPECT_EQ(io::find_column(reader, names.back()), count - 1);
    EXPECT_EQ(reader.place_in_header(count - 1).column, header.rfind(',') + 2);
    io::choose_columns(reader, names);
  });
}

}  // namespace
}  // namespace adaline::test
