// A file of ten million rows: all of it is trained on, in little more than the memory of its numbers.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/support/sanitized.hpp"

namespace adaline::test {
namespace {

constexpr std::size_t row_count = is_sanitized ? 1'000'000 : 10'000'000;

// x and y of three digits, y = x / 2 and a little: about ten bytes for each row.
void write_rows(const std::filesystem::path& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wb"), &std::fclose);
  ASSERT_NE(file, nullptr);
  std::string block = "x,y\n";
  std::uint32_t random = 1;
  const auto add = [&](unsigned thousandths) {
    block += "0.";
    for (const unsigned unit : {100U, 10U, 1U}) block += static_cast<char>('0' + thousandths / unit % 10);
  };
  const auto flush = [&] {
    ASSERT_EQ(std::fwrite(block.data(), 1, block.size(), file.get()), block.size());
    block.clear();
  };
  for (std::size_t r = 0; r < row_count; ++r) {
    random = random * 1664525 + 1013904223;  // Numerical Recipes' generator
    const unsigned x = (random >> 8) % 900;
    add(x);
    block += ',';
    add(x / 2 + (random >> 28));
    block += '\n';
    if (block.size() > (std::size_t{1} << 20)) flush();
  }
  flush();
}

class LargeFile : public testing::Test {
 protected:
  LargeFile() { write_rows(folder_ / "d.csv"); }

  Outcome train(const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"train", "d.csv",       "--target", "y",     "--epochs",
                                          "2",     "--tolerance", "0",        "--json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_adaline({.arguments = arguments, .folder = folder_.path()});
  }

  const TemporaryFolder folder_;
};

TEST_F(LargeFile, TakesTheMemoryOfItsNumbers) {
  const Outcome outcome = train({"--method", "minibatch"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
  const auto training = nlohmann::json::parse(outcome.output).at("training");
  EXPECT_EQ(training.at("samples"), row_count);
  EXPECT_EQ(training.at("epochs"), 2);
  EXPECT_EQ(training.at("steps"), 2 * (row_count / 32));
  EXPECT_LT(training.at("rmse").get<double>(), 0.01);
  if (is_sanitized) return;
  const std::size_t matrix = row_count * 2 * sizeof(double);
  EXPECT_LE(outcome.peak_memory, matrix + matrix / 5 + (std::size_t{16} << 20));
  // What is measured is the program.
  EXPECT_GE(outcome.peak_memory, matrix);
}

}  // namespace
}  // namespace adaline::test
