// What separates cells and lines, and which files are no CSV.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "io/csv_reader.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/io/error_of.hpp"
#include "tests/io/for_each_row.hpp"
#include "tests/io/packet_pipe.hpp"

namespace adaline::test {
namespace {

using namespace std::string_view_literals;
using io::CsvReader;
using io::Header;
using Names = std::vector<std::string>;
using Rows = std::vector<std::vector<double>>;

struct Read {
  char delimiter = 0;
  char line_end = 0;
  std::string sep_line;
  Names columns;
  Rows rows;
  std::string first;  // the first record
};

Read read_from(const std::string& path, Header header) {
  io::Source source(path);
  CsvReader reader(source, header);
  Read read{reader.delimiter(),
            reader.line_end(),
            reader.sep_line(),
            reader.columns(),
            {},
            std::string(reader.first_record())};
  std::vector<std::size_t> slots;
  for (std::size_t c = 0; c < read.columns.size(); ++c) slots.push_back(c);
  reader.choose(slots);
  for_each_row<double>(reader, [&](auto row, auto) { read.rows.emplace_back(row.begin(), row.end()); });
  EXPECT_EQ(reader.rows(), read.rows.size());
  return read;
}

class Dialect : public testing::Test {
 protected:
  // From a file, and the same from a pipe that gives each byte alone.
  Read read(std::string_view text, Header header = Header::first_line) {
    write_file(file_, text);
    const Read read = read_from(file_, header);
    std::vector<std::string> bytes;
    for (const char c : text) bytes.emplace_back(1, c);
    const PacketPipe pipe(bytes);
    EXPECT_EQ(read_from(pipe.path(), header).rows, read.rows);
    return read;
  }

  std::string error(std::string_view text, Header header = Header::first_line) {
    write_file(file_, text);
    return error_in(file_, [&] { read_from(file_, header); });
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "data";
};

// ---- separators

TEST_F(Dialect, BarsSeparate) {
  for (const char* text :
       {"a|b\n1|2\n", " a | b \n 1 | 2", "\"a\"|\"b\"\r\n\"1\" | \"2\"\r\n", "a|\"b\"\n1|2\n\n"}) {
    const Read r = read(text);
    EXPECT_EQ(r.delimiter, '|');
    EXPECT_EQ(r.columns, (Names{"a", "b"}));
    EXPECT_EQ(r.rows, (Rows{{1, 2}}));
  }
  EXPECT_EQ(read("a|\"b,c\nd\"|\n1|2|3").columns, (Names{"a", "b,c\nd", ""}));
  EXPECT_EQ(read("a|b").delimiter, '|');
  // Others come first.
  EXPECT_EQ(read("p(a|b),y\n1,2\n").columns, (Names{"p(a|b)", "y"}));
  EXPECT_EQ(read("p(a|b);y\n1;2\n").delimiter, ';');
  // The row says that it is part of a name.
  EXPECT_EQ(read("p(a|b)\n0.5\n").columns, (Names{"p(a|b)"}));
  EXPECT_EQ(read("\"a|b\"\n0.5\n").columns, (Names{"a|b"}));
}

TEST_F(Dialect, RunsOfBlanksSeparate) {
  for (const char* text : {"a b\n1 2\n", "  a   b  \n 1\t 2", "a b\r\n1\t\t2 \r\n", "\"a\" b\n\"1\" \"2\"\n\n",
                           "a b\r1 2\r", "a b\n1 2\n  \n\n"}) {
    const Read r = read(text);
    EXPECT_EQ(r.delimiter, ' ') << text;
    EXPECT_EQ(r.columns, (Names{"a", "b"})) << text;
    EXPECT_EQ(r.rows, (Rows{{1, 2}})) << text;
  }
  EXPECT_EQ(read("\"x y\" \"a, b\" \"c\"\"\nd\" \n1 2 3\n").columns, (Names{"x y", "a, b", "c\"\nd"}));
  EXPECT_EQ(read("a b\n").columns, (Names{"a", "b"}));
  EXPECT_EQ(read(" a b\n1 2\n").first, " a b");
  EXPECT_EQ(read("a b\tc\n1\t2\n").columns, (Names{"a b", "c"}));
}

// The row below it is one cell.
TEST_F(Dialect, ASingleNameMayHoldBlanks) {
  for (const char* text : {"house price\n1\n2\n", " house price \r\n1\r\n 2 \r\n", "\"house price\"\n1\n2"}) {
    const Read r = read(text);
    EXPECT_EQ(r.delimiter, ',') << text;
    EXPECT_EQ(r.columns, (Names{"house price"})) << text;
    EXPECT_EQ(r.rows, (Rows{{1}, {2}})) << text;
  }
}

TEST_F(Dialect, BlanksInRowsThatDoNotFit) {
  EXPECT_EQ(error("a b c\n1 2 3\n1 2\n"), ":3: 2 cells, but the header has 3");
  EXPECT_EQ(error("a b\n1 2\n1 2 3 \n"), ":3: 3 cells, but the header has 2");
  EXPECT_EQ(error("a b\n1 2\n1 x\n"), ":3:3: 'x' is not a number (column 'b')");
  EXPECT_EQ(error("a b\n1 2\n\n1 2\n"), ":3: an empty line between the rows");
  EXPECT_EQ(error("a b\n1 2\n\"1\"2 3\n"), ":3:4: text behind a closing quote");
  EXPECT_EQ(error("a b\n1 2\n1 \"2\n"), ":3:3: a quote that is not closed");
  EXPECT_EQ(error("a b\n1 2\n1 \"\"\n"), ":3:3: an empty cell where a number is expected (column 'b')");
}

TEST_F(Dialect, ASepLineNamesTheSeparator) {
  for (const std::string separator : {",", ";", "\t", "|", " ", ":", "^"}) {
    for (const std::string& line : {"sep=" + separator, "SEP=" + separator, "\"sep=" + separator + "\""}) {
      for (const std::string end : {"\n", "\r\n", "\r"}) {
        const Read r =
            read("\xef\xbb\xbf" + line + end + "a" + separator + "b" + end + "1" + separator + "2" + end);
        EXPECT_EQ(r.delimiter, separator[0]);
        EXPECT_EQ(r.sep_line, "sep=" + separator);
        EXPECT_EQ(r.columns, (Names{"a", "b"})) << line;
        EXPECT_EQ(r.rows, (Rows{{1, 2}})) << line;
      }
    }
  }
  EXPECT_EQ(error("sep=;\na,b;c\n1;x\n"), ":3:3: 'x' is not a number (column 'c')");
  EXPECT_EQ(error("sep=;\n\na;b\n"), ":2: an empty line where the header is expected");
  EXPECT_EQ(error("sep=;\n"), ": is empty");
  EXPECT_EQ(error("sep=;"), ": is empty");
  // Not what Excel writes: names.
  EXPECT_EQ(read("sep=,b\n1,2\n").columns, (Names{"sep=", "b"}));
  for (const char* name : {"sep=x", "sep=.", "sep=", "sep", "sep=;;"})
    EXPECT_EQ(read(name).sep_line, "") << name;
  EXPECT_EQ(read("a;b\n1;2").sep_line, "");
  file_ = folder_ / "data.tsv";
  EXPECT_EQ(read("sep=,\na,b\n1,2\n").columns, (Names{"a", "b"}));
}

// ---- line ends

TEST_F(Dialect, LinesMayEndInCr) {
  for (const char* text :
       {"a,b\r1,2\r3,4\r", "a,b\r1,2\r3,4", "a,b\r1,2\r3,4\r\r\r", "\"a\",b\r\"1\",2\r3,4\r"}) {
    const Read r = read(text);
    EXPECT_EQ(r.line_end, '\r');
    EXPECT_EQ(r.columns, (Names{"a", "b"}));
    EXPECT_EQ(r.rows, (Rows{{1, 2}, {3, 4}}));
  }
  EXPECT_EQ(read("\"a\n\r\nx\",b\r1,2\r").columns, (Names{"a\n\r\nx", "b"}));
  EXPECT_EQ(read("\"a\r\",b\n1,2\n").line_end, '\n');
  for (const char* text : {"a,b\r", "a,b\r\r\r"}) {
    EXPECT_EQ(read(text).line_end, '\r');
    EXPECT_EQ(read(text).columns, (Names{"a", "b"}));
  }
  EXPECT_EQ(error("a,b\r1,2\r\r3,4\r"), ":3: an empty line between the rows");
  EXPECT_EQ(error("\ra,b\r1,2\r"), ":1: an empty line where the header is expected");
  EXPECT_EQ(error("a,b\r\"1\",2\r3,x"), ":3:3: 'x' is not a number (column 'b')");
  EXPECT_EQ(error("a,\"b\rc\"\r\"1\",\"\r2x\""), ":3:5: '\\x0d2x' is not a number (column 'b\\x0dc')");
  // Some tools add a CR to CRLF.
  EXPECT_EQ(read("a,b\r\r\n1,2\r\n").columns, (Names{"a", "b\r"}));
}

// ---- no header

TEST_F(Dialect, WithoutAHeaderColumnsAreNumbered) {
  for (const char* text : {"1,2\n3,4\n", "\xef\xbb\xbf\"1\",2\r\n3,4", "1;2\n3;4", "1 2\n3 4\n", "1|2\n3|4\n",
                           "1\t2\r3\t4\r", "sep=:\n1:2\n3:4\n"}) {
    const Read r = read(text, Header::none);
    EXPECT_EQ(r.columns, (Names{"1", "2"})) << text;
    EXPECT_EQ(r.rows, (Rows{{1, 2}, {3, 4}})) << text;
  }
  EXPECT_EQ(read("5\n6\n", Header::none).rows, (Rows{{5}, {6}}));
  EXPECT_EQ(read("7 8", Header::none).rows, (Rows{{7, 8}}));
  EXPECT_EQ(error("", Header::none), ": is empty");
  EXPECT_EQ(error("\n1,2\n", Header::none), ":1: an empty line where the first row is expected");
  EXPECT_EQ(error("1,2\n3\n", Header::none), ":2: 1 cell, but the first row has 2");
  EXPECT_EQ(error("1,x\n3,4\n", Header::none), ":1:3: 'x' is not a number (column '2')");
  EXPECT_EQ(error("\"1\",2\n3,y\n", Header::none), ":2:3: 'y' is not a number (column '2')");
}

// ---- what is no CSV

TEST_F(Dialect, OtherFormatsAreRefused) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"BZh91AY&SY\x01\x02", "is compressed; unpack it first, with: bzip2 -dc"},
      {"\xfd\x37zXZ\0\0\x04"sv, "is compressed; unpack it first, with: xz -dc"},
      {"\x28\xb5\x2f\xfd\x04", "is compressed; unpack it first, with: zstd -dc"},
      {"PK\x03\x04\x14\0"sv,
       "is a workbook (.xlsx, .ods) or a zip archive; save its sheet as CSV, or unpack it first, with: unzip "
       "-p"},
      {"\xd0\xcf\x11\xe0\xa1\xb1", "is a workbook of an old Excel (.xls); save its sheet as CSV"},
      {"PAR1\x15\x04\x15",
       "is Parquet, not CSV; convert it first, as pandas does by read_parquet(..).to_csv(..)"},
      {"<!DOCTYPE html>\n<html>", "is a web page (HTML), not CSV; was it downloaded from the right address?"},
      {"\xef\xbb\xbf\r\n <HTML lang=\"en\">",
       "is a web page (HTML), not CSV; was it downloaded from the right address?"},
      {"<?xml version=\"1.0\"?>", "is XML, not CSV; save or convert it as CSV"},
      {"[\n  {\"x\": 1}]", "is JSON, not CSV; convert it first, as pandas does by read_json(..).to_csv(..)"},
      {"{\"x\": [1, 2]}", "is JSON, not CSV; convert it first, as pandas does by read_json(..).to_csv(..)"},
      {" [[1,2]]", "is JSON, not CSV; convert it first, as pandas does by read_json(..).to_csv(..)"},
      {"x\0,\0y\0\n\0"sv,
       "holds zero bytes, as UTF-16 does; if it is, convert it first, with: iconv -f UTF-16LE -t UTF-8"},
      {"\0x\0,\0y\0\n"sv,
       "holds zero bytes, as UTF-16 does; if it is, convert it first, with: iconv -f UTF-16BE -t UTF-8"}};
  for (const auto& [text, message] : cases) {
    EXPECT_EQ(error(text), ": " + message);
    EXPECT_EQ(error(text, Header::none), ": " + message);
  }
}

TEST_F(Dialect, NamesThatLookLikeOtherFormats) {
  for (const char* name : {"BZh", "BZh91AY&S", "PK", "PAR1", "<htm", "[m]", "{x}", "<", "[", "{", "%", "#x"}) {
    EXPECT_EQ(read(std::string(name) + ",y\n1,2\n").columns, (Names{name, "y"}));
    EXPECT_EQ(read(name).columns, (Names{name}));
  }
}

// R's write.table() gives the names of the rows no name.
TEST_F(Dialect, RowNamesOfR) {
  const std::string advice = "; if R wrote it, write it with row.names = FALSE";
  EXPECT_EQ(error("\"x\" \"y\"\n\"1\" 1 2\n"), ":2: 3 cells by blanks, but the header has 2" + advice);
  EXPECT_EQ(error("\"x\",\"y\"\n\"1\",1,2\n"), ":2: 3 cells, but the header has 2" + advice);
  EXPECT_EQ(error("\"x\"\t\"y\"\n\"a b\"\t1\t2\n"), ":2: 3 cells, but the header has 2" + advice);
  // What else has too many cells.
  EXPECT_EQ(error("x,y\n1,2,3\n"), ":2: 3 cells, but the header has 2");
  EXPECT_EQ(error("x,y\n1,2\n\"1\",2,3\n"), ":3: 3 cells, but the header has 2");
  EXPECT_EQ(error("\"x\" y\n1 2\n1 2 3\n"), ":3: 3 cells, but the header has 2");
}

}  // namespace
}  // namespace adaline::test
