// Outputs that take nothing: exit code 1 and the system's reason.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

class Unwritable : public testing::Test {
 protected:
  Unwritable() {
    write_file(folder_ / "d.csv", "x,y\n1,2\n2,4\n3,5\n");
    const Outcome outcome = run({"train", "d.csv", "--target", "y", "--model", "model.json", "--quiet"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
  }

  Outcome run(const Arguments& arguments, Output output = Output::captured) const {
    return run_adaline({.arguments = arguments, .folder = folder_.path(), .output = output});
  }

  void expect_failure(const Arguments& arguments, const std::string& message) const {
    const std::vector<std::string> names = folder_.names();
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 1) << message;
    EXPECT_EQ(outcome.output, "") << message;
    EXPECT_EQ(outcome.errors, "adaline: " + message + "\n");
    EXPECT_EQ(folder_.names(), names) << message;
  }

  const TemporaryFolder folder_;
};

TEST_F(Unwritable, FullDisk) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const std::string message = "cannot write '/dev/full': No space left on device";
  expect_failure({"train", "d.csv", "--target", "y", "--model", "/dev/full"}, message);
  expect_failure({"train", "d.csv", "--target", "y", "--trace", "/dev/full"}, message);
  // Found while it trains.
  expect_failure({"train", "d.csv", "--target", "y", "--trace", "/dev/full", "--epochs", "1000000000000"},
                 message);
  expect_failure({"predict", "model.json", "d.csv", "--output", "/dev/full"}, message);
  expect_failure({"predict", "model.json", "d.csv", "--output", "/dev/full", "--append"}, message);
  expect_failure({"predict", "model.json", "d.csv", "--output", "/dev/full", "--json"}, message);
}

// A quota, or a disk that is full after some bytes: the old file stays, and the part of a new one goes.
TEST_F(Unwritable, FilesOfLimitedSize) {
  std::string rows = "x,y\n";
  for (int i = 0; i < 3000; ++i) rows += std::to_string(i % 7) + "," + std::to_string(i % 5) + "\n";
  write_file(folder_ / "long.csv", rows);
  const std::string model = read_file(folder_ / "model.json");
  const std::vector<std::string> names = folder_.names();
  const auto expect_too_large = [&](const Arguments& arguments, const std::string& file, std::size_t largest) {
    const Outcome outcome =
        run_adaline({.arguments = arguments, .folder = folder_.path(), .largest_file = largest});
    EXPECT_EQ(outcome.exit_code, 1) << file;
    EXPECT_EQ(outcome.errors, "adaline: cannot write '" + file + "': File too large\n");
    EXPECT_EQ(folder_.names(), names);
    EXPECT_EQ(read_file(folder_ / "model.json"), model);
  };
  expect_too_large({"train", "long.csv", "--target", "y", "--quiet", "--model", "model.json"}, "model.json",
                   100);
  expect_too_large({"train", "long.csv", "--target", "y", "--quiet", "--method", "online", "--epochs", "1",
                    "--trace", "trace.csv", "--model", "model.json"},
                   "trace.csv", 20000);
  expect_too_large({"predict", "model.json", "long.csv", "--output", "out.csv"}, "out.csv", 5000);
}

TEST_F(Unwritable, NoFileIsThereWhereAnotherFails) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const std::string message = "cannot write '/dev/full': No space left on device";
  expect_failure({"train", "d.csv", "--target", "y", "--trace", "/dev/full", "--model", "m.json"}, message);
  expect_failure({"train", "d.csv", "--target", "y", "--model", "/dev/full", "--trace", "t.csv"}, message);
}

// A training of that many epochs would not end.
TEST_F(Unwritable, FoldersAreTriedBeforeTheTraining) {
  const auto train_into = [&](const std::string& option, const std::string& file, const std::string& reason) {
    expect_failure({"train", "d.csv", "--target", "y", "--epochs", "1000000000000", option, file},
                   "cannot write '" + file + "': " + reason);
  };
  for (const std::string option : {"--model", "--trace", "--plot"}) {
    train_into(option, "none/out.svg", "No such file or directory");
    train_into(option, "d.csv/out.svg", "Not a directory");
  }
  std::filesystem::create_directory(folder_ / "folder.svg");
  train_into("--model", "folder.svg", "Is a directory");
  expect_failure({"predict", "model.json", "d.csv", "--output", "none/out"},
                 "cannot write 'none/out': No such file or directory");
}

TEST_F(Unwritable, StandardOutput) {
  const std::vector<std::pair<Output, std::string>> cases = {{Output::full_disk, "No space left on device"},
                                                             {Output::closed_pipe, "Broken pipe"},
                                                             {Output::closed, "Bad file descriptor"}};
  const std::vector<Arguments> printing = {{"train", "d.csv", "--target", "y"},
                                           {"train", "d.csv", "--target", "y", "--json"},
                                           {"predict", "model.json", "d.csv"},
                                           {"predict", "model.json", "d.csv", "--append"},
                                           {"predict", "model.json", "d.csv", "--json"},
                                           {"evaluate", "model.json", "d.csv"},
                                           {"inspect", "model.json"},
                                           {"inspect", "model.json", "--json"},
                                           {"train", "--help"},
                                           {"cpu", "--json"}};
  for (const auto& [output, reason] : cases) {
    for (const Arguments& arguments : printing) {
      const Outcome outcome = run(arguments, output);
      EXPECT_EQ(outcome.exit_code, 1) << arguments.front();
      EXPECT_EQ(outcome.errors, "adaline: cannot write to standard output: " + reason + "\n");
    }
    EXPECT_EQ(run({"train", "d.csv", "--target", "y", "--quiet"}, output).exit_code, 0);
  }
}

}  // namespace
}  // namespace adaline::test
