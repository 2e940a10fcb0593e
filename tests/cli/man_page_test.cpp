// The manual page tells what the help tells, in sound roff.
#include "cli/man_page.hpp"

#include <gtest/gtest.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "cli/process.hpp"
#include "tests/cli/program.hpp"

namespace adaline::test {
namespace {

const std::string& page() {
  static const std::string text = run_adaline({.arguments = {"man"}}).output;
  return text;
}

std::string help(const std::vector<std::string>& command) {
  std::vector<std::string> arguments = command;
  arguments.emplace_back("--help");
  return run_adaline({.arguments = arguments}).output;
}

// The first words of what is listed under "Subcommands:".
std::vector<std::string> commands_of_help() {
  const std::vector<std::string> lines = lines_of(help({}));
  std::vector<std::string> commands;
  auto line = std::find(lines.begin(), lines.end(), "Subcommands:");
  while (line != lines.end() && ++line != lines.end() && line->starts_with("  ")) {
    commands.push_back(line->substr(2, line->find(' ', 2) - 2));
  }
  return commands;
}

std::set<std::string> long_options(const std::string& help) {
  const std::regex option("--[a-z][a-z0-9-]*");
  std::set<std::string> options;
  for (std::sregex_iterator match(help.begin(), help.end(), option), end; match != end; ++match) {
    options.insert(match->str());
  }
  return options;
}

std::string in_roff(const std::string& option) { return std::regex_replace(option, std::regex("-"), "\\-"); }

// From `heading` to the next one that is not below it.
std::string part(const std::string& text, const std::string& heading) {
  const std::size_t begin = text.find(heading + "\n");
  if (begin == std::string::npos) return "";
  const std::size_t section = text.find("\n.SH ", begin);
  const std::size_t subsection = heading.starts_with(".SS") ? text.find("\n.SS ", begin) : section;
  return text.substr(begin, std::min(section, subsection) - begin);
}

TEST(ManPage, IsPrintedByAHiddenCommand) {
  const Outcome outcome = run_adaline({.arguments = {"man"}});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
  EXPECT_TRUE(outcome.output.starts_with(".TH ADALINE 1 ")) << outcome.output;
  EXPECT_FALSE(contains(help({}), "  man ")) << help({});
  EXPECT_FALSE(contains(page(), "adaline man")) << page();
}

TEST(ManPage, DoesNotChange) { EXPECT_EQ(run_adaline({.arguments = {"man"}}).output, page()); }

TEST(ManPage, HasTheSections) {
  for (const char* name : {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS",
                           "ENVIRONMENT", "EXAMPLE", "SEE ALSO"}) {
    EXPECT_GT(lines_of(part(page(), std::string(".SH ") + name)).size(), 1U) << name;
  }
}

TEST(ManPage, HasEveryCommandOfTheHelp) {
  const std::vector<std::string> commands = commands_of_help();
  EXPECT_GE(commands.size(), 2U);
  for (const std::string& command : commands) {
    EXPECT_TRUE(contains(part(page(), ".SH SYNOPSIS"), "\\fBadaline " + command + "\\fR")) << command;
    const std::string text = part(page(), ".SS adaline " + command);
    EXPECT_NE(text, "") << command;
    EXPECT_TRUE(contains(text, "\nExample:\n.RS 4\n.nf\n")) << text;
  }
}

TEST(ManPage, HasEveryOptionOfTheHelp) {
  const std::string of_program = help({});
  const std::string before_example = of_program.substr(0, of_program.find("\nExample:"));
  for (const std::string& option : long_options(before_example)) {
    EXPECT_TRUE(contains(part(page(), ".SH OPTIONS"), in_roff(option))) << option;
  }
  for (const std::string& command : commands_of_help()) {
    const std::string text = part(page(), ".SS adaline " + command);
    const std::set<std::string> options = long_options(help({command}));
    EXPECT_TRUE(options.contains("--help")) << command;
    for (const std::string& option : options) {
      EXPECT_TRUE(contains(text, in_roff(option))) << command << " " << option;
    }
  }
}

TEST(ManPage, HasTheExitCodesOfTheHelp) {
  const std::string text = part(page(), ".SH EXIT STATUS");
  for (const char* code :
       {"0\\fR\ndone", "1\\fR\nfailure", "2\\fR\nusage", "3\\fR\nbad input", "4\\fR\ndiverged"}) {
    EXPECT_TRUE(contains(text, code)) << text;
  }
}

TEST(ManPage, IsAscii) {
  EXPECT_TRUE(
      std::all_of(page().begin(), page().end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
}

// Of all kinds that the command line can have.
std::string small_page() {
  CLI::App program("Tries things.\n.hidden \\files, 'quoted', \"twice\".", "try");
  program.footer("A note.\n\nExit codes: 0 done, 7 bad luck.\n\nExample:\n  try it 'x' \\\n    --now");
  CLI::App* const command = program.add_subcommand("it", "Try it");
  std::string text;
  std::vector<std::string> many;
  double number = 0.5;
  bool flag = false;
  command->add_option("data", text, ".csv or -")->required()->type_name("FILE");
  command->add_option("more", many, "");
  CLI::Option* const rate =
      command->add_option("-r,--learning-rate", number, "Step\n.size")->capture_default_str();
  command->add_option("--secret", text, "Hidden")->group("");
  command->add_flag("--bare", flag);
  command->add_flag("--grouped", flag, "In a group")->group("Other")->excludes(rate);
  CLI::App* const group = command->add_option_group("one of", "Take one");
  group->add_option("--inner", text, "Of an option group")->type_name("NAME");
  group->require_option(1);
  command->footer("List:\n  .a  'b'\n    c\nEnd.");
  program.add_subcommand("ghost", "Hidden")->group("");
  return cli::man_page(program, "1.2-3");
}

TEST(ManPage, EscapesWhatRoffWouldRead) {
  const std::string text = small_page();
  EXPECT_TRUE(contains(text, "\"try 1.2\\-3\"")) << text;
  EXPECT_TRUE(contains(text, "\n\\&.hidden \\efiles, \\(aqquoted\\(aq, \\(dqtwice\\(dq.\n")) << text;
  EXPECT_TRUE(contains(text, "\n\\&.csv or \\- (required)\n")) << text;
  EXPECT_TRUE(contains(text, "\\fB\\-r\\fR, \\fB\\-\\-learning\\-rate\\fR")) << text;
  EXPECT_TRUE(contains(text, "\nStep\n\\&.size (default 0.5; not with \\-\\-grouped)\n")) << text;
  EXPECT_TRUE(contains(text, ".nf\n\\&.a  \\(aqb\\(aq\n  c\n.fi\n.RE\nEnd.\n")) << text;
  EXPECT_TRUE(contains(text, ".nf\ntry it \\(aqx\\(aq \\e\n  \\-\\-now\n.fi\n")) << text;
}

TEST(ManPage, KnowsAllKindsOfOptions) {
  const std::string text = small_page();
  EXPECT_TRUE(contains(text, "\n\\fBtry it\\fR [\\fIoptions\\fR] \\fIdata\\fR [\\fImore\\fR...]\n")) << text;
  EXPECT_TRUE(contains(text, "\n\\fIdata\\fR \\fIFILE\\fR\n")) << text;
  EXPECT_TRUE(contains(text, "\n\\fImore\\fR ...\n")) << text;
  EXPECT_TRUE(contains(text, "\\fB\\-\\-bare\\fR\n")) << text;
  EXPECT_TRUE(contains(text, "\n\\fBOther:\\fR\n.TP\n\\fB\\-\\-grouped\\fR\n")) << text;
  EXPECT_TRUE(contains(text, "\nIn a group (not with \\-\\-learning\\-rate)\n")) << text;
  EXPECT_TRUE(contains(text, "\n\\fBone of:\\fR\n.br\nTake one")) << text;
  EXPECT_TRUE(contains(text, "\n\\fB\\-\\-inner\\fR \\fINAME\\fR\nOf an option group\n")) << text;
  EXPECT_TRUE(contains(text, "\n\\fB7\\fR\nbad luck\n")) << text;
  EXPECT_TRUE(contains(part(text, ".SH DESCRIPTION"), "\n.PP\nA note.")) << text;
  for (const char* hidden : {"secret", "ghost", "Hidden"}) EXPECT_FALSE(contains(text, hidden)) << hidden;
}

TEST(ManPage, LeavesOutSectionsThatHaveNothing) {
  const std::string text = cli::man_page(CLI::App("Does nothing", "idle"), "1");
  EXPECT_FALSE(contains(text, ".SH EXIT STATUS")) << text;
  EXPECT_FALSE(contains(text, ".SH COMMANDS")) << text;
  EXPECT_TRUE(contains(text, "\nidle \\- does nothing\n")) << text;
}

TEST(ManPage, GroffHasNothingToComplainOf) {
  const auto groff = cli::find_program("groff");
  if (!groff) GTEST_SKIP() << "groff is not installed";
  for (const std::string& text : {page(), small_page()}) {
    const cli::ProcessResult result = cli::run_program(*groff, {"-man", "-ww", "-Tascii"}, text);
    EXPECT_EQ(result.status, 0);
    EXPECT_EQ(result.errors, "");
    EXPECT_TRUE(contains(result.output, "User Commands")) << result.output;
  }
}

}  // namespace
}  // namespace adaline::test
