// `adaline cpu --verify`: every level that runs here, against the golden set.
#include <gtest/gtest.h>

#include <adaline/cpu.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <string>
#include <vector>

#include "cli/errors.hpp"
#include "cli/verification.hpp"
#include "goldens/recorded.hpp"
#include "kernels/definition/order.hpp"
#include "tests/cli/program.hpp"
#include "tests/support/right_outcomes.hpp"
#include "tests/support/sanitized.hpp"

namespace adaline::test {
namespace {

using goldens::Recorded;

TEST(CpuVerify, EveryLevelGivesTheRecordedBits) {
  const Outcome outcome = run_adaline({.arguments = {"cpu", "--verify"}});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
  const std::vector<std::string> lines = lines_of(outcome.output);
  const std::span<const Isa> levels = runnable_isas();
  ASSERT_EQ(lines.size(), 3 + levels.size()) << outcome.output;
  EXPECT_EQ(lines[0], "adaline " + std::string(version()) + ", numerics version " +
                          std::to_string(kernels::numerics_version));
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::string& line = lines[3 + i];
    EXPECT_TRUE(line.starts_with(std::string(to_string(levels[i])) + " ")) << line;
    EXPECT_TRUE(contains(line, is_fused(levels[i]) ? " fused " : " separate ")) << line;
    EXPECT_TRUE(contains(line, " " + std::to_string(goldens::recorded().size()) + " ")) << line;
    EXPECT_TRUE(line.ends_with(" 0  the recorded bits")) << line;
  }
}

// The level in use makes no difference to what is checked.
TEST(CpuVerify, JsonOfAllLevelsWhateverTheEnvironmentChooses) {
  if (is_sanitized) GTEST_SKIP() << "the golden set takes 13 s, and is verified above";
  const std::span<const Isa> levels = runnable_isas();
  const Outcome outcome =
      run_adaline({.arguments = {"cpu", "--verify", "--json"},
                   .environment = {{"ADALINE_ISA", std::string(to_string(levels.front()))}}});
  EXPECT_EQ(outcome.exit_code, 0);
  const auto object = nlohmann::json::parse(outcome.output);
  EXPECT_EQ(object.at("numerics_version"), kernels::numerics_version);
  ASSERT_EQ(object.at("levels").size(), levels.size());
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const auto& row = object.at("levels").at(i);
    EXPECT_EQ(row.at("name"), to_string(levels[i]));
    EXPECT_EQ(row.at("family"), is_fused(levels[i]) ? "fused" : "separate");
    EXPECT_EQ(row.at("checked"), goldens::recorded().size());
    EXPECT_EQ(row.at("different"), 0);
    EXPECT_FALSE(row.contains("first_difference"));
  }
}

TEST(CpuVerify, AnUnknownLevelIsAnError) {
  EXPECT_EQ(
      run_adaline({.arguments = {"cpu", "--verify"}, .environment = {{"ADALINE_ISA", "wrong"}}}).exit_code, 2);
}

// ---- that it can fail: with goldens of which two are wrong, in the program's own code

std::string error_of(const std::vector<cli::CheckedLevel>& levels, bool json, std::string& printed) {
  std::fflush(stdout);
  testing::internal::CaptureStdout();
  std::string error = "no error";
  try {
    cli::report_levels(levels, json);
  } catch (const cli::Error& e) {
    EXPECT_EQ(e.code(), cli::ExitCode::failure);
    error = e.what();
  }
  std::fflush(stdout);
  printed = testing::internal::GetCapturedStdout();
  return error;
}

TEST(CpuVerify, AWrongGoldenFailsAndIsNamed) {
  std::vector<Recorded> goldens(goldens::recorded().begin(), goldens::recorded().end());
  goldens[3].fused = "0";
  goldens[5].fused = "0";
  std::vector<cli::CheckedLevel> levels;
  for (const Isa isa : runnable_isas()) {
    levels.push_back({isa, goldens::compare(right_outcomes(is_fused(isa)), is_fused(isa), goldens)});
  }
  std::string printed;
  const std::string error = error_of(levels, false, printed);
  EXPECT_TRUE(
      error.starts_with("scalar does not give the recorded bits: " + std::string(goldens[3].name) + ": "))
      << error;
  EXPECT_TRUE(error.ends_with(", recorded 0")) << error;
  for (const std::string& line : lines_of(printed)) {
    EXPECT_EQ(contains(line, "2  OTHER BITS"), contains(line, " fused ")) << line;
  }

  const std::string same_error = error_of(levels, true, printed);
  EXPECT_EQ(same_error, error);
  const nlohmann::json object = nlohmann::json::parse(printed);
  for (const auto& row : object.at("levels")) {
    EXPECT_EQ(row.at("different"), row.at("family") == "fused" ? 2 : 0);
    EXPECT_EQ(row.contains("first_difference"), row.at("family") == "fused");
  }
}

}  // namespace
}  // namespace adaline::test
