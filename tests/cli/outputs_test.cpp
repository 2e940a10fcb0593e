// What becomes of outputs: what is open is written to, nothing is lost, exit code and files agree.
#include <gtest/gtest.h>

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

class Outputs : public testing::Test {
 protected:
  Outputs() {
    write_file(folder_ / "d.csv", "x,y\n1,2\n2,4\n3,7\n");
    EXPECT_EQ(run({"train", "d.csv", "--target", "y", "--model", "m.json"}).exit_code, 0);
  }

  Outcome run(const Arguments& arguments, Output output = Output::captured) const {
    return run_adaline({.arguments = arguments, .folder = folder_.path(), .output = output});
  }

  // By a shell, in the folder.
  int shell(const std::string& script) const {
    const std::string command =
        "cd '" + folder_.path().string() + "'; adaline() { '" ADALINE_PROGRAM "' \"$@\"; }; " + script;
    return WEXITSTATUS(std::system(command.c_str()));
  }

  std::string file(const std::string& name) const { return read_file(folder_ / name); }

  const TemporaryFolder folder_;
};

TEST_F(Outputs, StandardOutputIsWrittenToAndNotReplaced) {
  EXPECT_EQ(shell("echo before > log; adaline predict m.json d.csv --output /dev/stdout >> log"), 0);
  EXPECT_EQ(lines_of(file("log")).size(), 4U) << file("log");
  EXPECT_TRUE(file("log").starts_with("before\n"));

  EXPECT_EQ(
      shell("(echo before; adaline train d.csv --target y --quiet --model /dev/stdout; echo after) > log"), 0);
  EXPECT_TRUE(file("log").starts_with("before\n{\n")) << file("log");
  EXPECT_TRUE(file("log").ends_with("}\nafter\n")) << file("log");

  EXPECT_EQ(shell("echo before > log; adaline train d.csv --target y --quiet --model /dev/stderr 2>> log"), 0);
  EXPECT_TRUE(file("log").starts_with("before\n{\n")) << file("log");
  EXPECT_EQ(shell("echo before > log; adaline train d.csv --target y --quiet --trace /dev/fd/7 7>> log"), 0);
  EXPECT_TRUE(file("log").starts_with("before\nepoch,step,")) << file("log");
}

TEST_F(Outputs, TheFileOfStandardInputIsNoOutput) {
  const std::string before = file("d.csv");
  EXPECT_EQ(shell("adaline predict m.json - --output d.csv < d.csv 2> errors"), 2);
  EXPECT_EQ(file("errors"), "adaline: standard input and --output are the same file: 'd.csv'\n");
  EXPECT_EQ(shell("adaline train - --target y --model ./d.csv < d.csv 2> errors"), 2);
  EXPECT_EQ(file("errors"), "adaline: standard input and --model are the same file: './d.csv'\n");
  EXPECT_EQ(shell("adaline predict m.json d.csv >> d.csv 2> errors"), 2);
  EXPECT_EQ(file("errors"), "adaline: DATA and standard output are the same file: '/dev/stdout'\n");
  EXPECT_EQ(file("d.csv"), before);
}

// As containers mount single files: another one cannot take its place.
TEST_F(Outputs, AMountedFileIsWrittenOver) {
  write_file(folder_ / "mounted", "old, and longer than a model is ever going to be? No: it is cut");
  write_file(folder_ / "place.json", "");
  if (shell("unshare -m mount --bind mounted place.json 2> errors") != 0) {
    GTEST_SKIP() << "mounting is not allowed here: " << file("errors");
  }
  EXPECT_EQ(
      shell(
          "unshare -m sh -c 'mount --bind mounted place.json && \"$0\" train d.csv --target y --quiet --model "
          "place.json' '" ADALINE_PROGRAM "'"),
      0);
  EXPECT_EQ(file("mounted"), file("m.json"));
  EXPECT_EQ(file("place.json"), "");
}

TEST_F(Outputs, NamesThatLookLikeOptionsAreRefused) {
  const Outcome outcome = run({"train", "d.csv", "--target", "y", "--model", "--trace"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.errors,
            "adaline: --model: '--trace' looks like an option; a file of that name is './--trace' (try "
            "'adaline train "
            "--help')\n");
  EXPECT_EQ(run({"train", "d.csv", "--target", "y", "--quiet", "--model", "./--trace"}).exit_code, 0);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "--trace"));
}

// Where the summary cannot be said, nothing was replaced.
TEST_F(Outputs, AFullStandardOutputReplacesNoFile) {
  write_file(folder_ / "old.json", "old");
  for (const Output output : {Output::full_disk, Output::closed_pipe}) {
    const Outcome outcome =
        run({"train", "d.csv", "--target", "y", "--model", "old.json", "--trace", "new.csv"}, output);
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(file("old.json"), "old");
    EXPECT_FALSE(std::filesystem::exists(folder_ / "new.csv"));
  }
}

// A picture comes last: without it, all else is in place.
TEST_F(Outputs, APictureThatFailsLosesNoModel) {
  std::filesystem::create_directory(folder_ / "bin");
  write_file(folder_ / "bin/gnuplot", "#!/bin/sh\necho no >&2\nexit 3\n");
  std::filesystem::permissions(folder_ / "bin/gnuplot", std::filesystem::perms(0755));
  const Outcome outcome = run_adaline({.arguments = {"train", "d.csv", "--target", "y", "--model", "new.json",
                                                     "--trace", "new.csv", "--plot", "new.svg"},
                                       .environment = {{"PATH", (folder_ / "bin").string() + ":/usr/bin:/bin"}},
                                       .folder = folder_.path()});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_TRUE(contains(outcome.output, "\nconverged: ")) << outcome.output;
  EXPECT_TRUE(contains(outcome.errors, "no plot: gnuplot ended with status 3: no")) << outcome.errors;
  EXPECT_TRUE(std::filesystem::exists(folder_ / "new.json"));
  EXPECT_TRUE(std::filesystem::exists(folder_ / "new.csv"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "new.svg"));
}

TEST_F(Outputs, NamesWithQuotesAreDrawn) {
  if (!gnuplot_is_here()) GTEST_SKIP() << "gnuplot is not installed";
  write_file(folder_ / "q.csv", "'70s,\"a''b\",\"`date` \"\"@\"\" \\n $x {}\",y\n1,2,3,3\n2,1,5,4\n3,5,1,4\n");
  EXPECT_EQ(run({"train", "q.csv", "--target", "y", "--features", "'70s", "--plot", "q.txt"}).exit_code, 0);
  EXPECT_TRUE(contains(file("q.txt"), "y from '70s")) << file("q.txt");
  EXPECT_EQ(run({"train", "q.csv", "--target", "y", "--features", "a''b", "--plot", "q.txt"}).exit_code, 0);
  EXPECT_TRUE(contains(file("q.txt"), "y from a''b")) << file("q.txt");
  EXPECT_EQ(run({"train", "q.csv", "--target", "y", "--drop", "'70s,a''b", "--plot", "q.txt"}).exit_code, 0);
  EXPECT_TRUE(contains(file("q.txt"), "y from `date` \"@\" \\n $x {}")) << file("q.txt");
  const Outcome outcome = run_adaline({.arguments = {"train", "d.csv", "--target", "y", "--plot", "q.svg"},
                                       .environment = {{"GNUTERM", "nonsense"}},
                                       .folder = folder_.path()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
}

// As a filter, or asked by another program that waits for each answer.
TEST_F(Outputs, PredictionsGoOutWhenTheInputPauses) {
  write_file(folder_ / "ask.sh",
             "mkfifo questions answers\n\"$1\" predict m.json - < questions > answers &\nexec 8> questions 9< "
             "answers\n"
             "echo x >&8\nfor x in 1 2 3; do\n  echo $x >&8\n  read -r -t 60 answer <&9 || exit 9\n  echo "
             "\"$answer\" >> "
             "told\ndone\nexec 8>&-\nwait\n");
  EXPECT_EQ(shell("bash ask.sh '" ADALINE_PROGRAM "'"), 0);
  EXPECT_EQ(file("told"), run({"predict", "m.json", "d.csv"}).output);
}

}  // namespace
}  // namespace adaline::test
