// What is said of a column that is not there: which there are, and what the file looks like.
#include "io/missing_column.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

std::string message(std::string_view text, const std::string& name, io::Header header = io::Header::first_line,
                    const char* file = "data.csv") {
  const TemporaryFolder folder;
  write_file(folder / file, text);
  io::Source source(folder / file);
  const io::CsvReader reader(source, header);
  return io::missing_column(reader, name);
}

TEST(MissingColumn, ListsThoseThatThereAre) {
  EXPECT_EQ(message("x,z\n", "y"), "no column 'y'; there are 'x', 'z'");
  EXPECT_EQ(message("x\n", "y"), "no column 'y'; there is 'x' alone");
  EXPECT_EQ(message("a,b,c,d,e,f,g,h,i,j\n", "y"),
            "no column 'y'; there are 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'");
  EXPECT_EQ(message("a,b,c,d,e,f,g,h,i,j,k,l\n", "y"),
            "no column 'y'; there are 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j' and 2 more");
  EXPECT_EQ(message("price,z\n", "prize"), "no column 'prize' (did you mean 'price'?); there are 'price', 'z'");
  EXPECT_EQ(message("1,2\n", "y", io::Header::none), "no column 'y'; there are '1', '2'");
}

// However much the file holds, in one line and with nothing that a terminal obeys.
TEST(MissingColumn, IsOneShortLine) {
  std::string header;
  for (int i = 0; i < 1000; ++i) header += '"' + std::string(500, 'x') + std::to_string(i) + "\n\x1b[31m\",";
  const std::string text = message(header + "\n", "\x1b\n");
  EXPECT_LT(text.size(), 1000U);
  EXPECT_TRUE(text.starts_with("no column '\\x1b\\x0a'; there are 'xxx"));
  for (const char c : text) EXPECT_GE(c, ' ');
  EXPECT_EQ(message("a\x1b[1m,\xc2\x9b\x31m\n", "y"), "no column 'y'; there are 'a\\x1b[1m', '\\xc2\\x9b1m'");
}

TEST(MissingColumn, NumbersForNames) {
  const std::string hint = "; the first line holds numbers: is the header missing? use --no-header";
  EXPECT_EQ(message("1,2.5\n3,4\n", "y"), "no column 'y'; there are '1', '2.5'" + hint);
  EXPECT_EQ(message("-1e3\n", "y"), "no column 'y'; there is '-1e3' alone" + hint);
  EXPECT_EQ(message("1,x\n3,4\n", "y"), "no column 'y'; there are '1', 'x'");
  EXPECT_EQ(message("1,\n3,4\n", "y"), "no column 'y'; there are '1', ''");
}

TEST(MissingColumn, Comments) {
  EXPECT_EQ(
      message("# made by a tool\nx,y\n1,2\n", "y"),
      "no column 'y'; there is '# made by a tool' alone; the first line begins with '#': if it is a comment, "
      "remove it");
  EXPECT_EQ(message("% relation, of two\nx;y\n", "y", io::Header::none),
            "no column 'y'; there are '1', '2'; the first line begins with '%': if it is a comment, remove it");
}

TEST(MissingColumn, AnotherSeparator) {
  const std::string one = "no column 'y'; there is ";
  EXPECT_EQ(
      message("x:y\n1:2\n", "y"),
      one +
          "'x:y' alone; the first line is one cell by ',', and 2 by ':': a line 'sep=:' before it makes that "
          "the separator");
  EXPECT_EQ(
      message("x,y,z\n1,2,3\n", "y", io::Header::first_line, "data.tsv"),
      one +
          "'x,y,z' alone; the first line is one cell by tabs, and 3 by ',': a line 'sep=,' before it makes "
          "that the separator");
  EXPECT_EQ(
      message("sep=;\nx\ty\n", "y"),
      one +
          "'x\\x09y' alone; the first line is one cell by ';', and 2 by tabs: a line 'sep=' and a tab before "
          "it makes that the separator");
  EXPECT_EQ(
      message("house price y\n1\n", "y"),
      one +
          "'house price y' alone; the first line is one cell by ',', and 3 by blanks, which do not split the "
          "next line alike");
}

TEST(MissingColumn, Latin1) {
  EXPECT_EQ(
      message("x,pr\xe9nom\n", "y"),
      "no column 'y'; there are 'x', 'pr\\xe9nom'; these are not UTF-8: if the file is Latin-1, convert it "
      "first, with: iconv -f LATIN1 -t UTF-8");
  EXPECT_EQ(message("x,pr\xc3\xa9nom\n", "y"), "no column 'y'; there are 'x', 'pr\xc3\xa9nom'");
}

}  // namespace
}  // namespace adaline::test
