// `adaline demo`: what it draws, and what it does where it cannot.
#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

namespace fs = std::filesystem;

#define SKIP_WITHOUT_GNUPLOT() \
  if (!gnuplot_is_here()) GTEST_SKIP() << "gnuplot is not installed"

Outcome draw(const TemporaryFolder& folder, const std::string& file) {
  return run_adaline({.arguments = {"demo", "--plot", file}, .folder = folder.path()});
}

// A program in the place of gnuplot; the PATH has nothing else.
void make_gnuplot(const TemporaryFolder& folder, const std::string& script) {
  const fs::path program = folder / "gnuplot";
  write_file(program, "#!/bin/sh\n" + script);
  fs::permissions(program, fs::perms::owner_all);
}

Outcome draw_with(const TemporaryFolder& programs, const TemporaryFolder& folder, const std::string& file) {
  return run_adaline({.arguments = {"demo", "--plot", file},
                      .environment = {{"PATH", programs.path()}},
                      .folder = folder.path()});
}

bool has_training(const std::string& output) { return contains(output, "least squares"); }

constexpr const char* hint = "apt install gnuplot-nox";

TEST(DemoPlot, Svg) {
  SKIP_WITHOUT_GNUPLOT();
  const TemporaryFolder folder;
  const Outcome outcome = draw(folder, "demo.svg");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  EXPECT_TRUE(has_training(outcome.output));
  const std::string svg = read_file(folder / "demo.svg");
  EXPECT_TRUE(svg.starts_with("<?xml"));
  EXPECT_TRUE(svg.ends_with("</svg>\n") || svg.ends_with("</svg>\n\n"));
  for (const char* text : {"batch: 56 steps", "online: 120 steps", "mini-batch: 42 steps", "loss by step",
                           "w = 2.670, least squares", "w = -0.500, start", "samples"}) {
    EXPECT_TRUE(contains(svg, text)) << text;
  }
  EXPECT_EQ(folder.names(), std::vector<std::string>{"demo.svg"});
}

TEST(DemoPlot, Png) {
  SKIP_WITHOUT_GNUPLOT();
  const TemporaryFolder folder;
  EXPECT_EQ(draw(folder, "demo.png").exit_code, 0);
  const std::string png = read_file(folder / "demo.png");
  EXPECT_TRUE(png.starts_with("\x89PNG\r\n\x1a\n"));
  EXPECT_TRUE(contains(std::string_view(png).substr(png.size() - 12), "IEND"));
  EXPECT_GT(png.size(), 10000U);
}

TEST(DemoPlot, Txt) {
  SKIP_WITHOUT_GNUPLOT();
  const TemporaryFolder folder;
  EXPECT_EQ(draw(folder, "demo.txt").exit_code, 0);
  const std::string text = read_file(folder / "demo.txt");
  for (const char* part : {"batch: 56 steps", "online: 120 steps", "mini-batch: 42 steps", "loss by step",
                           "least squares =======", "start *******", "samples    o"}) {
    EXPECT_TRUE(contains(text, part)) << part;
  }
  EXPECT_TRUE(
      std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
}

TEST(DemoPlot, EndingInCapitals) {
  SKIP_WITHOUT_GNUPLOT();
  const TemporaryFolder folder;
  EXPECT_EQ(draw(folder, "DEMO.SVG").exit_code, 0);
  EXPECT_TRUE(read_file(folder / "DEMO.SVG").starts_with("<?xml"));
}

TEST(DemoPlot, AnyFileName) {
  SKIP_WITHOUT_GNUPLOT();
  const TemporaryFolder folder;
  for (const std::string name : {"two words.svg", "it's.svg", "\"quoted\".svg", "$(touch x) `y`;|&.svg",
                                 "a\nb.svg", "back\\slash.svg", "100%s {}.svg"}) {
    EXPECT_EQ(draw(folder, name).exit_code, 0) << name;
    EXPECT_EQ(folder.names(), std::vector<std::string>{name});
    EXPECT_TRUE(read_file(folder / name).starts_with("<?xml")) << name;
    fs::remove(folder / name);
  }
}

TEST(DemoPlot, ReplacesAnOldFile) {
  SKIP_WITHOUT_GNUPLOT();
  const TemporaryFolder folder;
  write_file(folder / "demo.svg", "old");
  EXPECT_EQ(draw(folder, "demo.svg").exit_code, 0);
  EXPECT_TRUE(read_file(folder / "demo.svg").starts_with("<?xml"));
}

TEST(DemoPlot, JsonStaysOneObject) {
  SKIP_WITHOUT_GNUPLOT();
  const TemporaryFolder folder;
  const Outcome plain = run_adaline({.arguments = {"demo", "--json"}});
  const Outcome drawn =
      run_adaline({.arguments = {"demo", "--json", "--plot", "demo.txt"}, .folder = folder.path()});
  EXPECT_EQ(drawn.exit_code, 0);
  EXPECT_EQ(drawn.output, plain.output);
  EXPECT_EQ(folder.names(), std::vector<std::string>{"demo.txt"});
}

TEST(DemoPlot, UnknownEndingIsAUsageError) {
  const TemporaryFolder folder;
  for (const std::string name : {"demo.pdf", "demo", "svg", ".svg", "demo.svg.gz", ""}) {
    const Outcome outcome = draw(folder, name);
    EXPECT_EQ(outcome.exit_code, 2) << name;
    EXPECT_EQ(outcome.output, "") << name;
    EXPECT_EQ(outcome.errors, "adaline: --plot: '" + name +
                                  "' does not end in .svg, .png or .txt (try 'adaline demo --help')\n");
  }
  EXPECT_TRUE(folder.names().empty());
}

TEST(DemoPlot, PlaceThatCannotBeWritten) {
  SKIP_WITHOUT_GNUPLOT();
  const TemporaryFolder folder;
  write_file(folder / "file", "");
  fs::create_directory(folder / "folder.svg");
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"no such folder/demo.svg", "No such file or directory"},
      {"file/demo.svg", "Not a directory"},
      {"folder.svg", "Is a directory"}};
  for (const auto& [name, reason] : cases) {
    const Outcome outcome = draw(folder, name);
    EXPECT_EQ(outcome.exit_code, 1) << name;
    EXPECT_TRUE(has_training(outcome.output)) << name;
    EXPECT_EQ(outcome.errors, "adaline: cannot write '" + name + "': " + reason + "\n");
  }
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"file", "folder.svg"}));
}

TEST(DemoPlot, FolderWithoutPermission) {
  SKIP_WITHOUT_GNUPLOT();
  if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const TemporaryFolder folder;
  fs::create_directory(folder / "locked");
  fs::permissions(folder / "locked", fs::perms::owner_read | fs::perms::owner_exec);
  const Outcome outcome = draw(folder, "locked/demo.svg");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.errors, "adaline: cannot write 'locked/demo.svg': Permission denied\n");
}

TEST(DemoPlot, FullDisk) {
  SKIP_WITHOUT_GNUPLOT();
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const TemporaryFolder folder;
  fs::create_symlink("/dev/full", folder / "demo.svg");
  const Outcome outcome = draw(folder, "demo.svg");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.errors, "adaline: cannot write 'demo.svg': No space left on device\n");
}

TEST(DemoPlot, WithoutGnuplotTheRestWorks) {
  const TemporaryFolder empty;
  const Outcome usual = run_adaline({.arguments = {"demo"}});
  const Outcome outcome = run_adaline({.arguments = {"demo"}, .environment = {{"PATH", empty.path()}}});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.output, usual.output);
  EXPECT_TRUE(contains(outcome.errors, hint)) << outcome.errors;
  EXPECT_EQ(lines_of(outcome.errors).size(), 1U);
}

TEST(DemoPlot, WithoutGnuplotAPlotThatWasAskedForIsAFailure) {
  const TemporaryFolder empty, folder;
  const Outcome outcome = draw_with(empty, folder, "demo.svg");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(has_training(outcome.output));
  EXPECT_TRUE(contains(outcome.errors, hint)) << outcome.errors;
  EXPECT_EQ(lines_of(outcome.errors).size(), 1U);
  EXPECT_TRUE(folder.names().empty());
}

TEST(DemoPlot, AFailingGnuplotLeavesNothingBehind) {
  const TemporaryFolder programs, folder;
  make_gnuplot(programs, "echo half a picture\necho >&2\necho '    line 7: broken' >&2\necho >&2\nexit 3\n");
  const Outcome outcome = draw_with(programs, folder, "demo.svg");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(has_training(outcome.output));
  EXPECT_EQ(outcome.errors, "adaline: no plot: gnuplot ended with status 3: line 7: broken\n");
  EXPECT_TRUE(folder.names().empty());

  write_file(folder / "demo.svg", "old");
  EXPECT_EQ(draw_with(programs, folder, "demo.svg").exit_code, 1);
  EXPECT_EQ(read_file(folder / "demo.svg"), "old");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"demo.svg"});
}

TEST(DemoPlot, AGnuplotThatIsKilledOrSilentIsAFailure) {
  const TemporaryFolder programs, folder;
  make_gnuplot(programs, "echo half a picture\nkill -9 $$\n");
  EXPECT_EQ(draw_with(programs, folder, "demo.png").errors,
            "adaline: no plot: gnuplot ended with status 137: no message\n");
  make_gnuplot(programs, "exit 0\n");
  EXPECT_EQ(draw_with(programs, folder, "demo.png").errors,
            "adaline: no plot: gnuplot drew nothing: no message\n");
  EXPECT_TRUE(folder.names().empty());
}

TEST(DemoPlot, NoPlotWithoutATerminal) {
  const Outcome outcome = run_adaline({.arguments = {"demo"}});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_TRUE(lines_of(outcome.output).back().starts_with("least squares"));
}

// The lines after the table.
std::vector<std::string> drawing_on_terminal(int columns, int rows) {
  const Outcome outcome =
      run_adaline({.arguments = {"demo"}, .output = Output::terminal, .columns = columns, .rows = rows});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  std::vector<std::string> lines = lines_of(outcome.output);
  const auto last_of_table = std::find_if(
      lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("least squares"); });
  EXPECT_NE(last_of_table, lines.end());
  return {std::min(last_of_table + 1, lines.end()), lines.end()};
}

TEST(DemoPlot, FitsTheTerminal) {
  SKIP_WITHOUT_GNUPLOT();
  for (const int columns : {60, 80, 132, 160, 200}) {
    std::size_t widest = 0;
    const auto lines = drawing_on_terminal(columns, 24);
    for (const std::string& line : lines) widest = std::max(widest, line.size());
    EXPECT_LT(widest, static_cast<std::size_t>(columns));
    EXPECT_GT(widest, static_cast<std::size_t>(columns) * 8 / 10);
    const auto has = [&](const char* text) {
      return std::any_of(lines.begin(), lines.end(), [&](const auto& line) { return contains(line, text); });
    };
    EXPECT_TRUE(has("batch: 56 steps"));
    EXPECT_TRUE(has("loss by step"));
  }
  EXPECT_GT(drawing_on_terminal(80, 30).size(), drawing_on_terminal(80, 20).size());
}

TEST(DemoPlot, NoDrawingBetweenJson) {
  const Outcome outcome = run_adaline({.arguments = {"demo", "--json"}, .output = Output::terminal});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(lines_of(outcome.output).front(), "{");
  EXPECT_EQ(lines_of(outcome.output).back(), "}");
}

}  // namespace
}  // namespace adaline::test
