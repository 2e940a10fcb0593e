// `adaline predict --json` writes its object row by row.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <string>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/support/sanitized.hpp"

namespace adaline::test {
namespace {

void write_model(const TemporaryFolder& folder, const std::string& type) {
  write_file(folder / "m.json",
             R"({"format": "adaline model", "version": 1, "type": ")" + type +
                 R"(", "target": "\u00e4\u009b", "features": ["x"], "weights": [0.1], "bias": 1})");
}

TEST(PredictJson, IsTheTextOfTheWholeObject) {
  const TemporaryFolder folder;
  for (const std::string type : {"float", "double"}) {
    write_model(folder, type);
    for (const std::string rows : {"1\n", "0\n-10\n1e30\n-20\n3\n1e-9\n"}) {
      write_file(folder / "d.csv", "x\n" + rows);
      const Outcome outcome =
          run_adaline({.arguments = {"predict", "m.json", "d.csv", "--json"}, .folder = folder.path()});
      ASSERT_EQ(outcome.exit_code, 0) << outcome.errors;
      const auto object = nlohmann::ordered_json::parse(outcome.output);
      EXPECT_EQ(outcome.output, object.dump(2, ' ', true) + '\n');
      EXPECT_EQ(object.at("target"), "\xc3\xa4\xc2\x9b");
      EXPECT_EQ(object.size(), 2U);
    }
  }
}

// All numbers would take 12 MB, and their text 13; a block of such short rows takes 10.
TEST(PredictJson, HoldsSomeRows) {
  const TemporaryFolder folder;
  write_model(folder, "double");
  const std::size_t rows = is_sanitized ? 150'000 : 1'500'000;  // a sanitizer's own memory hides what is held
  std::string text = "x\n";
  for (std::size_t i = 0; i < rows; ++i) text += "3\n";
  write_file(folder / "d.csv", text);
  const auto predict = [&](const std::string& data) {
    write_file(folder / "d.csv", data);
    const Outcome outcome = run_adaline(
        {.arguments = {"predict", "m.json", "d.csv", "--json", "--output", "p.json", "--threads", "2"},
         .folder = folder.path()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return outcome.peak_memory;
  };
  const std::size_t of_one = predict("x\n3\n");
  const std::size_t of_many = predict(text);
  EXPECT_EQ(nlohmann::json::parse(read_file(folder / "p.json")).at("predictions").size(), rows);
  if (is_sanitized) return;
  EXPECT_LT(of_many, of_one + (std::size_t{16} << 20));
}

}  // namespace
}  // namespace adaline::test
