// `adaline cpu`, and the environment variable ADALINE_ISA.
#include <gtest/gtest.h>

#include <adaline/cpu.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "kernels/dispatch/dispatch.hpp"
#include "tests/cli/program.hpp"

namespace adaline::test {
namespace {

constexpr Isa all_isas[] = {Isa::scalar, Isa::sse2,   Isa::avx2,  Isa::avx512,
                            Isa::neon,   Isa::sve256, Isa::sve512};

Outcome run_cpu(const std::string& level, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"cpu"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_adaline({.arguments = arguments, .environment = {{"ADALINE_ISA", level}}});
}

bool has_line(const Outcome& outcome, const std::string& line) {
  const auto lines = lines_of(outcome.output);
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

std::string refusal(const std::string& level) {
  std::string names;
  for (const Isa isa : runnable_isas()) names += (names.empty() ? "" : ", ") + std::string(to_string(isa));
  return "adaline: ADALINE_ISA: no level '" + level + "' can run here; there are: " + names + "\n";
}

TEST(Cpu, UsesTheFastestByDefault) {
  const Outcome outcome = run_cpu("");
  const std::string fastest(to_string(detected_isa()));
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "");
  EXPECT_TRUE(has_line(outcome, "used: " + fastest + " (default, the fastest that runs here)"))
      << outcome.output;
  EXPECT_TRUE(has_line(outcome, "detected: " + fastest)) << outcome.output;
}

TEST(Cpu, EveryNameThatTheEnvironmentCanHold) {
  const auto runnable = runnable_isas();
  for (const Isa isa : all_isas) {
    const std::string name(to_string(isa));
    const Outcome outcome = run_cpu(name);
    if (std::find(runnable.begin(), runnable.end(), isa) != runnable.end()) {
      EXPECT_EQ(outcome.exit_code, 0) << name;
      EXPECT_TRUE(has_line(outcome, "used: " + name + " (ADALINE_ISA)")) << outcome.output;
      EXPECT_TRUE(has_line(outcome, "detected: " + std::string(to_string(detected_isa())))) << outcome.output;
    } else {
      EXPECT_EQ(outcome.exit_code, 2) << name;
      EXPECT_EQ(outcome.errors, refusal(name));
      EXPECT_EQ(outcome.output, "");
    }
  }
}

TEST(Cpu, WrongNamesInTheEnvironment) {
  for (const std::string name : {"AVX2", "avx", "avx2 ", " avx2", "avx2,avx512", "0", "default", "'"}) {
    for (const std::string command : {"cpu", "demo"}) {
      const Outcome outcome = run_adaline({.arguments = {command}, .environment = {{"ADALINE_ISA", name}}});
      EXPECT_EQ(outcome.exit_code, 2) << command << " " << name;
      EXPECT_EQ(outcome.errors, refusal(name));
      EXPECT_EQ(outcome.output, "") << command << " " << name;
    }
  }
}

TEST(Cpu, HelpNeedsNoValidEnvironment) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--help"}, {"--version"}, {"cpu", "--help"}}) {
    EXPECT_EQ(run_adaline({.arguments = arguments, .environment = {{"ADALINE_ISA", "wrong"}}}).exit_code, 0);
  }
}

TEST(Cpu, ListsWhatTheLibraryHolds) {
  const Outcome outcome = run_cpu("");
  for (const kernels::Level* level : kernels::compiled_levels()) {
    const std::string name(to_string(level->isa));
    const auto lines = lines_of(outcome.output);
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [&](const auto& text) { return text.starts_with("  " + name + " "); });
    ASSERT_NE(line, lines.end()) << name;
    EXPECT_EQ(contains(*line, "runs here"), kernels::is_supported(level->isa)) << *line;
    EXPECT_EQ(contains(*line, "fused multiply-add"), is_fused(level->isa)) << *line;
  }
}

TEST(Cpu, ListsWhatTheBuildLeftOut) {
  const Outcome outcome = run_cpu("");
  for (const Isa isa : kernels::left_out_levels()) {
    const bool runs = kernels::is_supported(isa);
    const auto name = fmt::format("  {:<8} not built", to_string(isa));
    EXPECT_TRUE(has_line(outcome, name + (runs ? ", though this CPU has it" : ""))) << outcome.output;
  }
  EXPECT_EQ(contains(outcome.output, "not built"), !kernels::left_out_levels().empty());
}

TEST(Cpu, Json) {
  for (const std::string& level : {std::string(), std::string(to_string(runnable_isas().front()))}) {
    const Outcome outcome = run_cpu(level, {"--json"});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.errors, "");
    const auto object = nlohmann::json::parse(outcome.output);
    ASSERT_TRUE(object.is_object());
    EXPECT_EQ(object.at("version"), version());
    EXPECT_EQ(object.at("detected"), to_string(detected_isa()));
    EXPECT_EQ(object.at("used"), level.empty() ? to_string(detected_isa()) : level);
    EXPECT_EQ(object.at("reason"), level.empty() ? "default" : "ADALINE_ISA");
    const auto compiled = kernels::compiled_levels();
    ASSERT_EQ(object.at("levels").size(), compiled.size());
    for (std::size_t i = 0; i < compiled.size(); ++i) {
      const auto& row = object.at("levels").at(i);
      EXPECT_EQ(row.at("name"), to_string(compiled[i]->isa));
      EXPECT_EQ(row.at("runs_here"), kernels::is_supported(compiled[i]->isa));
      EXPECT_EQ(row.at("fused"), is_fused(compiled[i]->isa));
    }
    const auto left_out = kernels::left_out_levels();
    ASSERT_EQ(object.at("levels_not_built").size(), left_out.size());
    for (std::size_t i = 0; i < left_out.size(); ++i) {
      EXPECT_EQ(object.at("levels_not_built").at(i), to_string(left_out[i]));
    }
  }
}

TEST(CpuPlan, NamesTheStrategiesOfTheLevelInUse) {
  for (const Isa isa : runnable_isas()) {
    const std::string name(to_string(isa));
    const Outcome outcome = run_cpu(name, {"--plan"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_TRUE(has_line(outcome, "level: " + name)) << outcome.output;
    const bool has_plans = isa != Isa::scalar;
    for (const char* title : {"predict, squared_loss of float", "residual_gradient of double",
                              "online_epoch of float", "accumulate_moments of float and double"}) {
      EXPECT_EQ(has_line(outcome, title), has_plans) << name;
    }
  }
}

// Ranges of features follow each other without a gap, for each kernel and each place of the samples.
TEST(CpuPlan, CoversEveryShapeInJson) {
  for (const Isa isa : runnable_isas()) {
    const Outcome outcome = run_cpu(std::string(to_string(isa)), {"--plan", "--json"});
    const auto object = nlohmann::json::parse(outcome.output);
    EXPECT_EQ(object.at("used"), to_string(isa));
    for (const char* const type : {"float", "double"}) {
      EXPECT_EQ(object.at(type).empty(), isa == Isa::scalar);
      std::size_t next = 1;
      std::size_t groups = 0;
      for (const auto& line : object.at(type)) {
        EXPECT_EQ(line.at("first_features"), next) << line;
        EXPECT_NE(line.at("strategy"), "none") << line;
        const bool ends = !line.contains("last_features");
        groups += ends ? 1U : 0U;
        next = ends ? 1 : line.at("last_features").get<std::size_t>() + 1;
      }
      EXPECT_EQ(groups, isa == Isa::scalar ? 0U : 9U) << "three kernels, three places";
    }
    EXPECT_EQ(object.contains("accumulate_moments"), isa != Isa::scalar);
    if (isa == Isa::scalar) continue;
    EXPECT_GT(object.at("accumulate_moments").at("block_rows"), 0);
  }
}

TEST(CpuPlan, IsNotForVerification) {
  const Outcome outcome = run_cpu("", {"--plan", "--verify"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.errors, "");
}

}  // namespace
}  // namespace adaline::test
