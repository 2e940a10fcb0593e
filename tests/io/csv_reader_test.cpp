// Rows of numbers from RFC 4180, and what is refused, with its place.
#include "io/csv_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/cli/temporary_folder.hpp"
#include "tests/io/error_of.hpp"
#include "tests/io/for_each_row.hpp"
#include "tests/io/packet_pipe.hpp"

namespace adaline::test {
namespace {

using io::CsvReader;
using io::Source;
using Names = std::vector<std::string>;
using Rows = std::vector<std::vector<double>>;

constexpr std::size_t unused = CsvReader::unused;

// Slots for columns that are all read, in order.
std::vector<std::size_t> all_of(const CsvReader& reader) {
  std::vector<std::size_t> slots(reader.columns().size());
  for (std::size_t i = 0; i < slots.size(); ++i) slots[i] = i;
  return slots;
}

class Csv : public testing::Test {
 protected:
  struct Read {
    char delimiter;
    Names columns;
    Rows rows;
    Names records;  // the header first
  };

  Read read(std::string_view text, std::optional<std::vector<std::size_t>> slots = {}) {
    write_file(file_, text);
    return read_from(file_, slots);
  }

  template <class T = double>
  static Read read_from(const std::string& path, std::optional<std::vector<std::size_t>> slots = {}) {
    Source source(path);
    CsvReader reader(source);
    Read result{reader.delimiter(), reader.columns(), {}, {std::string(reader.first_record())}};
    const std::vector<std::size_t> chosen = slots.value_or(all_of(reader));
    std::size_t width = 0;
    for (const std::size_t slot : chosen) width += slot != unused ? 1 : 0;
    reader.choose(chosen);
    for_each_row<T>(reader, [&](auto row, std::string_view record) {
      EXPECT_EQ(row.size(), width);
      result.rows.emplace_back(row.begin(), row.end());
      result.records.emplace_back(record);
    });
    io::CsvBlock<T> block;
    EXPECT_FALSE(reader.read_block(block));
    EXPECT_EQ(reader.rows(), result.rows.size());
    return result;
  }

  // What is wrong with the text, from ":line" on.
  std::string error(std::string_view text, std::optional<std::vector<std::size_t>> slots = {}) {
    return error_in(file_, [&] { read(text, slots); });
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "data.csv";
};

// ---- what is read

TEST_F(Csv, ReadsRowsOfNumbers) {
  const Read r = read("a,b\n1,2\n-3.5,4e2\n");
  EXPECT_EQ(r.columns, (Names{"a", "b"}));
  EXPECT_EQ(r.rows, (Rows{{1, 2}, {-3.5, 400}}));
  EXPECT_EQ(r.records, (Names{"a,b", "1,2", "-3.5,4e2"}));
}

TEST_F(Csv, LineEnds) {
  for (const std::string text :
       {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\n1,2\n3,4", "a,b\r\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r",
        "a,b\n1,2\n3,4\n\n\n", "a,b\r\n1,2\r\n3,4\r\n\r\n\n\r\n", "a,b\n1,2\n3,4\n\n\r"}) {
    const Read r = read(text);
    EXPECT_EQ(r.columns, (Names{"a", "b"}));
    EXPECT_EQ(r.rows, (Rows{{1, 2}, {3, 4}}));
    EXPECT_EQ(r.records, (Names{"a,b", "1,2", "3,4"}));
  }
}

TEST_F(Csv, OneColumn) {
  EXPECT_EQ(read("x\n1\n2").rows, (Rows{{1}, {2}}));
  EXPECT_EQ(read("x\r\n\"1\"\r\n").rows, (Rows{{1}}));
}

TEST_F(Csv, HeaderAlone) {
  for (const std::string text : {"a,b", "a,b\n", "a,b\r\n\r\n\n"}) {
    EXPECT_EQ(read(text).columns, (Names{"a", "b"}));
    EXPECT_TRUE(read(text).rows.empty());
  }
}

TEST_F(Csv, ByteOrderMark) {
  const Read r = read("\xef\xbb\xbf\"a\",b\n1,2\n");
  EXPECT_EQ(r.columns, (Names{"a", "b"}));
  EXPECT_EQ(r.rows, (Rows{{1, 2}}));
  EXPECT_EQ(r.records, (Names{"\"a\",b", "1,2"}));
}

TEST_F(Csv, NamesInTheHeader) {
  EXPECT_EQ(read(" a ,\tb,c d , ,,\"\",\" e \",\"f,g\",\"h\"\"i\",\"\"\"\",\"j\nk\"\n").columns,
            (Names{"a", "b", "c d", "", "", "", " e ", "f,g", "h\"i", "\"", "j\nk"}));
  EXPECT_EQ(read("\"a\" , \"b,\"\"\"\t, \" c\"\n1,2,3").columns, (Names{"a", "b,\"", " c"}));
  EXPECT_EQ(read(" \"a;b\", \"c\nd\" \n1,2").columns, (Names{"a;b", "c\nd"}));
  EXPECT_EQ(read("5\" disk,b\"\n1,2").columns, (Names{"5\" disk", "b\""}));
}

TEST_F(Csv, DelimiterOfTheHeader) {
  const Names columns = {"a", "b"};
  const Rows rows = {{1, 2}};
  for (const char delimiter : {',', ';', '\t'}) {
    const std::string d(1, delimiter);
    for (const std::string& header : {"a" + d + "b", "\"a\"" + d + "\"b\"", " a" + d + " b"}) {
      const Read r = read(header + "\n1" + d + "2\n");
      EXPECT_EQ(r.delimiter, delimiter);
      EXPECT_EQ(r.columns, columns);
      EXPECT_EQ(r.rows, rows);
    }
  }
  EXPECT_EQ(read("a;b,c\n1;2").columns, (Names{"a", "b,c"}));
  EXPECT_EQ(read("\"a,\"\"\n;\";b\n1;2").columns, (Names{"a,\"\n;", "b"}));
  EXPECT_EQ(read("5\";b\n1;2").columns, (Names{"5\"", "b"}));
  // None in the header: what comes below does not count.
  EXPECT_EQ(read("a\n1\n").delimiter, ',');
  EXPECT_EQ(read("a\"\n1\n").delimiter, ',');
  EXPECT_EQ(error("a\"\n1;2\n"), ":2:1: '1;2' is not a number (column 'a\"')");
}

TEST_F(Csv, DelimiterOfTheName) {
  for (const char* name : {"data.tsv", "data.tab", "DATA.TSV", "data.csv.Tab"}) {
    file_ = folder_ / name;
    const Read r = read("a,1\tb;2\n1\t2\n");
    EXPECT_EQ(r.delimiter, '\t');
    EXPECT_EQ(r.columns, (Names{"a,1", "b;2"}));
    EXPECT_EQ(r.rows, (Rows{{1, 2}}));
  }
  file_ = folder_ / "tsv";
  EXPECT_EQ(read("a,b\tc\n1,2").delimiter, ',');
}

TEST_F(Csv, SignsBlanksAndQuotes) {
  EXPECT_EQ(read("a,b,c,d\n+1, 2\t,\"3\",\" 4 \"\n").rows, (Rows{{1, 2, 3, 4}}));
  EXPECT_EQ(read("a,b\n \"1\" ,\"+2\"").rows, (Rows{{1, 2}}));
  EXPECT_EQ(read("a;b\n\"1\"\t ;\t\"2\"\r\n").rows, (Rows{{1, 2}}));
  EXPECT_EQ(read("a\tb\n\"1\" \t \"2\" \n").rows, (Rows{{1, 2}}));
  EXPECT_EQ(read("a;b\n1e-400;1,5", {{0, unused}}).rows, (Rows{{0}}));
}

TEST_F(Csv, SlotsPermuteTheColumns) {
  EXPECT_EQ(read("a,b,c\n1,2,3\n4,5,6\n", {{2, 0, 1}}).rows, (Rows{{2, 3, 1}, {5, 6, 4}}));
  EXPECT_EQ(read("a,b,c\n1,2,3\n", {{1, unused, 0}}).rows, (Rows{{3, 1}}));
}

TEST_F(Csv, UnusedColumnsHoldAnything) {
  const Read r = read(
      "name,a,note,b,c\n"
      "\"x, \"\"y\"\"\n\n,\",1,,2,nan\n"
      "5\" disk,3,\"\",\"4\",\"\r\n\"\n"
      ",5, a\"\" ,6,\"\"\"\"\r\n",
      {{unused, 0, unused, 1, unused}});
  EXPECT_EQ(r.rows, (Rows{{1, 2}, {3, 4}, {5, 6}}));
  EXPECT_EQ(r.records, (Names{"name,a,note,b,c", "\"x, \"\"y\"\"\n\n,\",1,,2,nan",
                              "5\" disk,3,\"\",\"4\",\"\r\n\"", ",5, a\"\" ,6,\"\"\"\""}));
}

// None is chosen at first.
TEST_F(Csv, NoColumnChosen) {
  write_file(file_, "a,b\nx,y\n");
  Source source(file_);
  CsvReader reader(source);
  io::CsvBlock<double> block;
  EXPECT_TRUE(reader.read_block(block));
  EXPECT_EQ(block.rows(), 1U);
  EXPECT_EQ(block.width(), 0U);
  EXPECT_FALSE(reader.read_block(block));
  EXPECT_EQ(reader.rows(), 1U);
}

TEST_F(Csv, PlacesInTheHeader) {
  write_file(file_,
             "\xef\xbb\xbf"
             "a, b,\"c\nd\",e\n");
  Source source(file_);
  const CsvReader reader(source);
  const auto place = [&](std::size_t column) {
    const io::Place p = reader.place_in_header(column);
    EXPECT_EQ(p.file, file_);
    return std::pair(p.line, p.column);
  };
  EXPECT_EQ(place(0), std::pair(std::size_t{1}, std::size_t{1}));
  EXPECT_EQ(place(1), std::pair(std::size_t{1}, std::size_t{3}));
  EXPECT_EQ(place(2), std::pair(std::size_t{1}, std::size_t{6}));
  EXPECT_EQ(place(3), std::pair(std::size_t{2}, std::size_t{4}));
}

// Rounded once: to double first, the first of them would become 1.
TEST_F(Csv, RoundsOnceToTheTypeOfTheRow) {
  write_file(file_, "a,b\n1.00000005960464477539062500001,\" 1.00000005960464477539062500001\"\n");
  constexpr double next = 1 + 0x1p-23;
  EXPECT_EQ(read_from<float>(file_).rows, (Rows{{next, next}}));
  write_file(file_, "a\n1e39\n");
  EXPECT_EQ(read_from<double>(file_).rows, (Rows{{1e39}}));
  EXPECT_EQ(error_in(file_, [&] { read_from<float>(file_); }),
            ":2:1: '1e39' is out of the range of a 32-bit float (column 'a')");
}

// A window ends at every place of what comes behind the long cell.
TEST_F(Csv, SplitByTheEndOfAWindow) {
  constexpr std::size_t window = Source::usual_window_bytes;
  const std::string header = "a,b,c\r\n";
  const std::string behind = "\"\"\",\"2\",\"\"\"\n\"\"\"\r\n1,2,\"\"\r\n\r\n";
  for (std::size_t i = 0; i <= behind.size(); ++i) {
    const std::string cell = '"' + std::string(window - header.size() - 1 - i, 'x');
    const Read r = read(header + cell + behind, {{unused, 0, unused}});
    EXPECT_EQ(r.rows, (Rows{{2}, {2}}));
    ASSERT_EQ(r.records.size(), 3U);
    EXPECT_EQ(r.records[1], cell + behind.substr(0, behind.find("\r\n")));
    EXPECT_EQ(r.records[2], "1,2,\"\"");
  }
}

// Each byte comes alone: the mark, the delimiter, quotes and line ends.
TEST_F(Csv, ByteByByte) {
  const std::string text = "\xef\xbb\xbf\"a;\"\"\";b\r\n\"1\";\"x\"\"\r\ny\"\r\n2;;\r\n";
  std::vector<std::string> bytes;
  for (const char c : text) bytes.emplace_back(1, c);
  const PacketPipe pipe(bytes);
  Source source(pipe.path());
  CsvReader reader(source);
  EXPECT_EQ(reader.delimiter(), ';');
  EXPECT_EQ(reader.columns(), (Names{"a;\"", "b"}));
  reader.choose({0, unused});
  io::CsvBlock<double> block;
  ASSERT_TRUE(reader.read_block(block));
  ASSERT_EQ(block.rows(), 1U);
  EXPECT_EQ(block.row(0)[0], 1);
  EXPECT_EQ(block.records()[0], "\"1\";\"x\"\"\r\ny\"");
  EXPECT_EQ(error_of([&] { reader.read_block(block); }), pipe.path() + ":4: 3 cells, but the header has 2");
}

// ---- what is refused

TEST_F(Csv, RefusesWhatIsNoText) {
  EXPECT_EQ(error(""), ": is empty");
  EXPECT_EQ(error("\xef\xbb\xbf"), ": is empty");
  for (const std::string_view start : {"\xff\xfe", "\xfe\xff"}) {
    EXPECT_EQ(error(start), ": is UTF-16, not UTF-8; convert it first, with: iconv -f UTF-16 -t UTF-8");
  }
  using namespace std::string_view_literals;
  EXPECT_EQ(error("\xff\xfe"
                  "a\0,\0b\0\n\0"sv),
            ": is UTF-16, not UTF-8; convert it first, with: iconv -f UTF-16 -t UTF-8");
  EXPECT_EQ(error("\x1f\x8b\x08\0\0"sv), ": is compressed; unpack it first, with: gzip -dc");
}

TEST_F(Csv, RefusesAnEmptyLine) {
  EXPECT_EQ(error("\na,b\n1,2\n"), ":1: an empty line where the header is expected");
  EXPECT_EQ(error("\r\n"), ":1: an empty line where the header is expected");
  EXPECT_EQ(error("\xef\xbb\xbf\na,b\n"), ":1: an empty line where the header is expected");
  EXPECT_EQ(error("a,b\n1,2\n\n3,4\n"), ":3: an empty line between the rows");
  EXPECT_EQ(error("a,b\r\n\r\n\n\r\n3,4"), ":2: an empty line between the rows");
  EXPECT_EQ(error("x\n1\n\n2\n"), ":3: an empty line between the rows");
  EXPECT_EQ(error("a,b\n1,2\n\n \n"), ":3: an empty line between the rows");
}

TEST_F(Csv, RefusesAnotherNumberOfCells) {
  EXPECT_EQ(error("a,b\n1,2\n3\n"), ":3: 1 cell, but the header has 2");
  EXPECT_EQ(error("a,b,c\n1,2\n"), ":2: 2 cells, but the header has 3");
  EXPECT_EQ(error("a,b\n1,2,3\n"), ":2: 3 cells, but the header has 2");
  EXPECT_EQ(error("a,b\n1,2,\n"), ":2: 3 cells, but the header has 2");
  EXPECT_EQ(error("a\n1,\n"), ":2: 2 cells, but the header has 1");
  EXPECT_EQ(error("a;b\n1;\"2\";\"3;\n4\";5\r\n"), ":2: 4 cells, but the header has 2");
  EXPECT_EQ(error("a,b\nx,y,z\n", {{unused, unused}}), ":2: 3 cells, but the header has 2");
  EXPECT_EQ(error("a,b\nx\n", {{unused, unused}}), ":2: 1 cell, but the header has 2");
  EXPECT_EQ(error("a,b\n1,2\n \n"), ":3:1: an empty cell where a number is expected (column 'a')");
}

TEST_F(Csv, RefusesACell) {
  EXPECT_EQ(error("a,b\n1,\n"), ":2:3: an empty cell where a number is expected (column 'b')");
  EXPECT_EQ(error("a,b\n,1"), ":2:1: an empty cell where a number is expected (column 'a')");
  EXPECT_EQ(error("a,b\n1,\"\"\r\n"), ":2:3: an empty cell where a number is expected (column 'b')");
  EXPECT_EQ(error("a,long name\n1,2\n1, abc \n"), ":3:3: 'abc' is not a number (column 'long name')");
  EXPECT_EQ(error("a;b\n1;2\n10;1,5\n"),
            ":3:4: '1,5' is not a number; a decimal point is '.', not ',' (column 'b')");
  EXPECT_EQ(error("a,b\n1,NaN\n"), ":2:3: 'NaN' is not finite (column 'b')");
  EXPECT_EQ(error("a,b\n-inf,1\n"), ":2:1: '-inf' is not finite (column 'a')");
  EXPECT_EQ(error("a,b\n1e400,1\n"), ":2:1: '1e400' is out of the range of a 64-bit float (column 'a')");
  EXPECT_EQ(error("\"a\"\"\nb\"\n\"1\n2\"\n"), ":3:1: '1\\x0a2' is not a number (column 'a\"\\x0ab')");
  EXPECT_EQ(error("a,b\r\n1\r,2\r\n"), ":2:1: '1\\x0d' is not a number (column 'a')");
  // Bytes are counted, as editors and compilers do.
  EXPECT_EQ(error("a,b\n\xc3\xa4,x\n", {{unused, 0}}), ":2:4: 'x' is not a number (column 'b')");
}

// The cell before the count: it is further left.
TEST_F(Csv, RefusesTheFirstThatIsWrong) {
  EXPECT_EQ(error("a,b,c\nx,1\n"), ":2:1: 'x' is not a number (column 'a')");
  EXPECT_EQ(error("a,b\n1,x\ny,2\n"), ":2:3: 'x' is not a number (column 'b')");
}

TEST_F(Csv, RefusesQuotesThatDoNotFit) {
  EXPECT_EQ(error("a,b\n1,\"2\n3,4\n"), ":2:3: a quote that is not closed");
  EXPECT_EQ(error("a,b\n1,2\n1,\"2\"\""), ":3:3: a quote that is not closed");
  EXPECT_EQ(error("a,\"b\n1,2\n"), ":1:3: a quote that is not closed");
  EXPECT_EQ(error("a,b\n1,\""), ":2:3: a quote that is not closed");
  EXPECT_EQ(error("\"\na,b\n"), ":1:1: a quote that is not closed");
  EXPECT_EQ(error("a,b\n1,\"2\"3\n"), ":2:6: text behind a closing quote");
  EXPECT_EQ(error("a,b\n1,\"2\" 3\n"), ":2:7: text behind a closing quote");
  EXPECT_EQ(error("a,b\n1, \"2\n"), ":2:4: a quote that is not closed");
  EXPECT_EQ(error("a,b\n\"x\"y,1\n", {{unused, 0}}), ":2:4: text behind a closing quote");
  EXPECT_EQ(error("\"a\"b,c\n"), ":1:4: text behind a closing quote");
  EXPECT_EQ(error("a,b\n1,\"x\ny\"\"\n\"z\n"), ":4:2: text behind a closing quote");
}

TEST_F(Csv, AQuoteWithinACellIsText) {
  EXPECT_EQ(error("a,b\n1\",2\n"), ":2:1: '1\"' is not a number (column 'a')");
  EXPECT_EQ(read("a,b\n5\" x\",1\n\"\"\"\",2\nx\"\"y\",3\n", {{unused, 0}}).rows, (Rows{{1}, {2}, {3}}));
}

TEST_F(Csv, CountsTheLinesWithinCells) {
  const std::string text = "\"a\n\n\",b\r\n\"x\r\ny\",1\n\"\n\n\n\",2\n\"z\",";
  EXPECT_EQ(error(text + "?\n", {{unused, 0}}), ":10:5: '?' is not a number (column 'b')");
  EXPECT_EQ(error(text + "1\n\n\nx,1\n", {{unused, 0}}), ":11: an empty line between the rows");
  EXPECT_EQ(error(text + "1\n1,2,3\n", {{unused, 0}}), ":11: 3 cells, but the header has 2");
  // Within a record: the line of the cell.
  EXPECT_EQ(error("a,b\n\"x\ny\nz\",?\n", {{unused, 0}}), ":4:4: '?' is not a number (column 'b')");
}

// Many rows: the place is right far behind the first window, which is no longer there.
TEST_F(Csv, PlaceBehindManyWindows) {
  std::string text = "a,b\n";
  std::size_t line = 1;
  while (text.size() < 3'000'000) {
    text += "\"cell\nof two lines\",0.125\n";
    line += 2;
  }
  EXPECT_EQ(error(text + "x,y\n", {{unused, 0}}),
            ':' + std::to_string(line + 1) + ":3: 'y' is not a number (column 'b')");
  const Read r = read(text, {{unused, 0}});
  EXPECT_EQ(r.rows.size(), (line - 1) / 2);
  EXPECT_TRUE(std::ranges::all_of(r.rows, [](const auto& row) { return row == std::vector<double>{0.125}; }));
}

}  // namespace
}  // namespace adaline::test
