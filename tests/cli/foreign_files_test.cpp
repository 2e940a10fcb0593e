// Files that are no CSV, or not the one that was thought: one line says what they look like, and what to do.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using namespace std::string_view_literals;

// Of train, predict and evaluate, which all say the same.
std::string error(const TemporaryFolder& folder, const std::string& file) {
  std::string first;
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"train", file, "--target", "y", "--features", "x", "--model", "new.json"},
        {"predict", "m.json", file, "--append"},
        {"evaluate", "m.json", file}}) {
    const Outcome outcome = run_adaline({.arguments = arguments, .folder = folder.path()});
    EXPECT_EQ(outcome.exit_code, 3) << outcome.errors;
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(lines_of(outcome.errors).size(), 1U);
    if (first.empty()) first = outcome.errors;
    // The one asks for the target first.
    if (!contains(first, "no column")) {
      EXPECT_EQ(outcome.errors, first);
    }
  }
  EXPECT_FALSE(contains(first, "\x1b"));
  return first;
}

TEST(ForeignFiles, AreNamed) {
  const TemporaryFolder folder;
  write_file(folder / "m.json", R"({"format": "adaline model", "version": 1, "type": "double", "target": "y",
                                    "features": ["x"], "weights": [2], "bias": 1})");
  const std::vector<std::string> names = {"d.csv", "m.json"};
  const std::pair<std::string_view, std::string> cases[] = {
      {"PK\x03\x04\x14\0\x06"sv,
       "d.csv: is a workbook (.xlsx, .ods) or a zip archive; save its sheet as CSV, or unpack it first, with: "
       "unzip -p"},
      {"\xd0\xcf\x11\xe0\xa1", "d.csv: is a workbook of an old Excel (.xls); save its sheet as CSV"},
      {"<!doctype HTML><title>404</title>",
       "d.csv: is a web page (HTML), not CSV; was it downloaded from the right address?"},
      {"{\"x\": 1, \"y\": 2}\n",
       "d.csv: is JSON, not CSV; convert it first, as pandas does by read_json(..).to_csv(..)"},
      {"x\0,\0y\0"sv,
       "d.csv: holds zero bytes, as UTF-16 does; if it is, convert it first, with: iconv -f UTF-16LE -t UTF-8"},
      {"# units: \x1b[31mm\nx,y\n1,2\n",
       "d.csv:1: no column 'y'; there is '# units: \\x1b[31mm' alone; the first line begins with '#': if it is "
       "a "
       "comment, remove it"},
      {"1,2\n2,4\n",
       "d.csv:1: no column 'y'; there are '1', '2'; the first line holds numbers: is the header missing? use "
       "--no-header"},
      {"x:y\n1:2\n",
       "d.csv:1: no column 'y'; there is 'x:y' alone; the first line is one cell by ',', and 2 by ':': a line "
       "'sep=:' "
       "before it makes that the separator"},
      {"a,\xff\n1,2\n",
       "d.csv:1: no column 'y'; there are 'a', '\\xff'; these are not UTF-8: if the file is Latin-1, convert "
       "it first, "
       "with: iconv -f LATIN1 -t UTF-8"}};
  for (const auto& [text, message] : cases) {
    write_file(folder / "d.csv", text);
    EXPECT_EQ(error(folder, "d.csv"), "adaline: " + message + "\n");
    EXPECT_EQ(folder.names(), names);
  }
}

// Their sizes are 0, or 4096, whatever they hold: they are read for what they are, no CSV.
TEST(ForeignFiles, OfTheKernel) {
  const TemporaryFolder folder;
  for (const std::string file :
       {"/proc/self/status", "/sys/class/net/lo/address", "/sys/kernel/uevent_seqnum"}) {
    if (read_file(file).empty()) continue;
    const Outcome outcome =
        run_adaline({.arguments = {"train", file, "--target", "y"}, .folder = folder.path()});
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_TRUE(outcome.errors.starts_with("adaline: " + file + ":1: no column 'y'; there ")) << outcome.errors;
    EXPECT_EQ(run_adaline({.arguments = {"inspect", file}}).exit_code, 3);
  }
}

}  // namespace
}  // namespace adaline::test
