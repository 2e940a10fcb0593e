// Shares of a file: together they are its rows, each once, and their errors have the lines of the file.
#include "io/file_share.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/cli/temporary_folder.hpp"
#include "tests/io/error_of.hpp"
#include "tests/io/for_each_row.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

using io::Header;
using Rows = std::vector<std::vector<double>>;

class Shares : public testing::Test {
 protected:
  // Of the share k of n, as the program reads it.
  Rows rows(std::size_t k, std::size_t n, Header header = Header::first_line) const {
    io::FileShare share(file_, header, {.number = k, .count = n});
    io::Source source(file_, share.section());
    source.watch_bytes([&](std::string_view bytes) { share.take(bytes); });
    Rows result;
    try {
      io::CsvReader reader(source, header);
      const std::size_t before = share.repeats_first_row() ? 1 : 0;
      std::vector<std::size_t> slots;
      for (std::size_t j = 0; j < reader.columns().size(); ++j) slots.push_back(j);
      reader.choose(slots);
      for_each_row<double>(reader, [&](std::span<const double> row, std::string_view) {
        result.emplace_back(row.begin(), row.end());
      });
      result.erase(result.begin(), result.begin() + std::ptrdiff_t(before));
      if (!share.is_empty()) share.check_rows(reader.rows() - before);
    } catch (const io::InputError& error) {
      throw share.placed(error);
    }
    return result;
  }

  Rows all_rows(Header header) const {
    io::Source source(file_);
    io::CsvReader reader(source, header);
    std::vector<std::size_t> slots;
    for (std::size_t j = 0; j < reader.columns().size(); ++j) slots.push_back(j);
    reader.choose(slots);
    Rows result;
    for_each_row<double>(reader, [&](std::span<const double> row, std::string_view) {
      result.emplace_back(row.begin(), row.end());
    });
    return result;
  }

  void expect_all_rows(const std::string& text, std::size_t n, Header header = Header::first_line) const {
    write_file(file_, text);
    Rows together;
    std::size_t end = 0;
    for (std::size_t k = 1; k <= n; ++k) {
      for (auto& row : rows(k, n, header)) together.push_back(std::move(row));
      const io::ShareRecord share = io::FileShare(file_, header, {.number = k, .count = n}).record();
      if (k > 1) {
        EXPECT_EQ(share.begin, end);
      }
      end = share.end;
    }
    EXPECT_EQ(together, all_rows(header)) << n << " shares of\n" << text;
  }

  std::string error(const std::string& text, std::size_t k, std::size_t n,
                    Header header = Header::first_line) const {
    write_file(file_, text);
    return error_in(file_, [&] { rows(k, n, header); });
  }

  const TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "d.csv";
};

TEST_F(Shares, AreAllRowsTogether) {
  Random random(7);
  const std::string ends[] = {"\n", "\r\n", "\r"};
  for (const std::string& line_end : ends) {
    for (const char* const separator : {",", ";", "\t", "|", " "}) {
      std::string rows;
      for (int i = 0; i < 30; ++i) {
        rows += std::to_string(random.below(1000)) + separator + std::to_string(random.below(10)) + line_end;
      }
      const std::string header = std::string("x") + separator + "y" + line_end;
      const std::string without_end = rows.substr(0, rows.size() - line_end.size());
      for (const std::size_t n : {1U, 2U, 3U, 7U, 40U, 500U}) {
        expect_all_rows(header + rows, n);
        expect_all_rows(header + without_end, n);
        expect_all_rows(header + rows + line_end + line_end, n);
        expect_all_rows(rows, n, Header::none);
        expect_all_rows(without_end, n, Header::none);
      }
    }
  }
}

TEST_F(Shares, HaveTheHeaderOfTheFile) {
  expect_all_rows("\xef\xbb\xbfx,y\n1,2\n3,4\n5,6\n", 4);
  expect_all_rows("sep=;\nx;y\n1;2\n3;4\n5;6\n", 5);
  expect_all_rows("sep=:\n1:2\n3:4\n5:6\n", 5, Header::none);
  expect_all_rows("\"x\nof two lines\",\"y\"\n1,2\n3,4\n5,6\n", 6);
  // Longer than what is read at once.
  expect_all_rows(std::string(200'000, 'x') + ",y\n1,2\n3,4\n5,6\n", 3);
  expect_all_rows("x,y\n1,2\n3," + std::string(200'000, '4') + "e-199999\n5,6\n", 9);
  expect_all_rows("x,y\n1,2\n" + std::string(300'000, '\n'), 3);
}

// Of 16 bytes; rows begin at 4, 8 and 12.
TEST_F(Shares, AreCutBySizeAlone) {
  write_file(file_, "x,y\n1,2\n3,4\n5,6\n");
  const auto bytes = [&](std::size_t k, std::size_t n) {
    const io::ShareRecord share = io::FileShare(file_, Header::first_line, {.number = k, .count = n}).record();
    return std::pair(share.begin, share.end);
  };
  using Bytes = std::pair<std::uint64_t, std::uint64_t>;
  EXPECT_EQ(bytes(1, 1), Bytes(4, 16));
  EXPECT_EQ(bytes(1, 2), Bytes(4, 8));  // a row that begins at byte 8 is the second's
  EXPECT_EQ(bytes(2, 2), Bytes(8, 16));
  EXPECT_EQ(bytes(1, 3), Bytes(4, 8));   // up to 5
  EXPECT_EQ(bytes(2, 3), Bytes(8, 12));  // up to 10
  EXPECT_EQ(bytes(3, 3), Bytes(12, 16));
  EXPECT_EQ(bytes(1, 8), Bytes(4, 4));
  EXPECT_EQ(bytes(2, 8), Bytes(4, 4));
  EXPECT_EQ(bytes(3, 8), Bytes(4, 8));
  EXPECT_EQ(bytes(8, 8), Bytes(16, 16));
}

TEST_F(Shares, ErrorsHaveTheLinesOfTheFile) {
  const std::string start = "x,y\n1,2\n3,4\n5,6\n7,8\n";
  EXPECT_EQ(error(start + "9,z\n", 2, 2), ":6:3: 'z' is not a number (column 'y')");
  EXPECT_EQ(error(start + "9,z\n", 1, 2), "no error");
  EXPECT_EQ(error(start + "9\n", 2, 2), ":6: 1 cell, but the header has 2");
  EXPECT_EQ(error("\"x\n\",y\n1,2\n3,4\n5,6\n7,8\n9,z\n", 2, 2), ":7:3: 'z' is not a number (column 'y')");
  EXPECT_EQ(error("1,2\n3,4\n5,6\n9,z\n", 2, 2, Header::none), ":4:3: 'z' is not a number (column '2')");
  EXPECT_EQ(error("1,2\n3,4\n5\n7,8\n", 2, 2, Header::none), ":3: 1 cell, but the first row has 2");
  EXPECT_EQ(error("1\n3,4\n5,6\n7,8\n", 2, 2, Header::none), ":4: 2 cells, but the first row has 1");
}

TEST_F(Shares, EmptyLinesBetweenRowsAreErrors) {
  const std::string message = ": an empty line between the rows";
  const std::string text = "x,y\n1,2\n3,4\n\n5,6\n7,8\n\n";
  bool is_refused = false;
  for (const std::size_t n : {1U, 2U, 3U, 4U, 5U, 20U}) {
    for (std::size_t k = 1; k <= n; ++k) {
      const std::string got = error(text, k, n);
      if (got == "no error") continue;
      EXPECT_EQ(got, ":4" + message) << k << '/' << n;
      is_refused = true;
    }
    EXPECT_TRUE(is_refused) << n;
    is_refused = false;
  }
}

TEST_F(Shares, MayHoldNoQuote) {
  const std::string text = "id,x\na,1\nb,2\n\"c\nd\",3\ne,4\n";
  write_file(file_, text);
  const std::string refused =
      ":4: a share may hold no quote, as a line end in quotes would look like the end of a row: read the file "
      "as "
      "a whole";
  const auto error = [&](std::size_t k, std::size_t n) {
    return error_in(file_, [&] {
      io::FileShare share(file_, Header::first_line, {.number = k, .count = n});
      io::Source source(file_, share.section());
      source.watch_bytes([&](std::string_view bytes) { share.take(bytes); });
      try {
        io::CsvReader reader(source);
        for_each_row<double>(reader, [](std::span<const double>, std::string_view) {});
      } catch (const io::InputError& thrown) {
        throw share.placed(thrown);
      }
    });
  };
  EXPECT_EQ(error(1, 1), refused);
  EXPECT_EQ(error(1, 3), "no error");
  EXPECT_EQ(error(2, 3), refused);
}

TEST_F(Shares, OfWhatIsNoFileOfRows) {
  const auto error_at = [&](const std::filesystem::path& path) {
    return error_in(path, [&] { io::FileShare(path, Header::first_line, {.number = 1, .count = 2}); });
  };
  const std::string irregular = ": is no regular file, and only the size of one says where its shares begin";
  EXPECT_EQ(error_at(folder_.path()), irregular);
  EXPECT_EQ(error_at("/dev/null"), irregular);
  EXPECT_EQ(error_of([] { io::FileShare("-", Header::first_line, {.number = 1, .count = 2}); }),
            "standard input" + irregular);
  EXPECT_EQ(error_at(folder_ / "none"), ": cannot be read: No such file or directory");
  EXPECT_EQ(error("", 1, 2), ": is empty");
  EXPECT_EQ(error("x,y\n", 2, 2), ": no samples, only a header");
  EXPECT_EQ(error("x,y\n\n\n", 2, 2), ": no samples, only a header");
}

TEST_F(Shares, OfAFileThatChanges) {
  write_file(file_, "x,y\n1,2\n3,4\n");
  const io::FileShare share(file_, Header::first_line, {.number = 2, .count = 2});
  write_file(file_, "x,y\n1,2\n3,4\n5,6\n");
  EXPECT_EQ(error_in(file_, [&] { io::Source(file_, share.section()); }), ": changed while it was read");
}

}  // namespace
}  // namespace adaline::test
