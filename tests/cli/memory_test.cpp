// Memory that cannot be had: one line, exit code 1, and nothing is written.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/support/sanitized.hpp"

namespace adaline::test {
namespace {

constexpr std::size_t megabyte = std::size_t{1} << 20;

std::string many_rows(std::size_t count) {
  std::string text = "x,y\n";
  for (std::size_t i = 0; i < count; ++i) text += i % 2 == 0 ? "1,2\n" : "2,4\n";
  return text;
}

class Memory : public testing::Test {
 protected:
  Memory() {
    write_file(folder_ / "d.csv", many_rows(8 * megabyte));  // of two doubles: 128 MB
    write_file(folder_ / "model.json", "old");
  }

  Outcome train_within(std::size_t bytes, const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"train",   "d.csv",      "--target", "y",
                                          "--model", "model.json", "--epochs", "1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_adaline({.arguments = arguments, .folder = folder_.path(), .most_memory = bytes});
  }

  const TemporaryFolder folder_;
};

TEST_F(Memory, ThatCannotBeHad) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer needs more addresses than any limit leaves";
  for (const std::vector<std::string>& more :
       {std::vector<std::string>{}, {"--method", "online"}, {"--standardize"}, {"--json"}}) {
    const Outcome outcome = train_within(80 * megabyte, more);
    EXPECT_EQ(outcome.exit_code, 1);
    EXPECT_EQ(outcome.output, "");
    EXPECT_EQ(outcome.errors, "adaline: out of memory\n");
    EXPECT_EQ(folder_.names(), (std::vector<std::string>{"d.csv", "model.json"}));
    EXPECT_EQ(read_file(folder_ / "model.json"), "old");
  }
  // The limit is what it fails of.
  EXPECT_EQ(train_within(800 * megabyte, {"--quiet"}).exit_code, 0);
}

// The file alone is larger.
TEST_F(Memory, OfMomentsIsThatOfSomeRows) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer needs more addresses than any limit leaves";
  const std::size_t limit = 30 * megabyte;
  ASSERT_GT(std::filesystem::file_size(folder_ / "d.csv"), limit);
  const auto run = [&](const std::vector<std::string>& arguments) {
    const Outcome outcome =
        run_adaline({.arguments = arguments, .folder = folder_.path(), .most_memory = limit});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return outcome.output;
  };
  const std::string exact = run({"train", "d.csv", "--target", "y", "--method", "exact", "--json"});
  const auto training = nlohmann::json::parse(exact).at("training");
  EXPECT_EQ(training.at("samples"), 8 * megabyte);
  EXPECT_LT(training.at("loss"), 1e-6);
  run({"moments", "d.csv", "--target", "y", "--output", "d.moments"});
  EXPECT_LT(std::filesystem::file_size(folder_ / "d.moments"), megabyte);
}

// Each bracket would be a value of many bytes.
TEST(MemoryOfAModel, OfBracketsAlone) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer needs more addresses than any limit leaves";
  const TemporaryFolder folder;
  write_file(folder / "m.json", std::string(20 * megabyte, '['));
  const Outcome outcome =
      run_adaline({.arguments = {"inspect", "m.json"}, .folder = folder.path(), .most_memory = 150 * megabyte});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.errors, "adaline: m.json: not a model: its JSON is nested more than 16 deep\n");
}

}  // namespace
}  // namespace adaline::test
