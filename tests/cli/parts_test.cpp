// Files, and shares of a file, as parts: however they are spread, the model has the same bytes.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;
using Json = nlohmann::json;

class PartsOfATraining : public testing::Test {
 protected:
  // table.csv, and its rows as 1.csv .. 5.csv
  PartsOfATraining() {
    const TextTable table = made_table(6000);
    write_file(folder_ / "table.csv", table.text());
    const std::size_t ends[] = {0, 1024, 1025, 3100, 3105, 6000};
    for (std::size_t i = 0; i < 5; ++i) {
      const auto begin = table.rows.begin();
      const TextTable part{table.names, {begin + std::ptrdiff_t(ends[i]), begin + std::ptrdiff_t(ends[i + 1])}};
      write_file(folder_ / (std::to_string(i + 1) + ".csv"), part.text());
    }
  }

  Outcome run(const Arguments& arguments) const {
    return run_adaline({.arguments = arguments, .folder = folder_.path()});
  }
  std::string model(const Arguments& arguments) const {
    const Outcome outcome = run(Arguments{"train"} + arguments + Arguments{"--model", "m.json", "--quiet"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return read_file(folder_ / "m.json");
  }
  // What a shell makes of a command, in which $adaline is the program.
  void shell(const std::string& command) const {
    const std::string text =
        "cd '" + folder_.path().string() + "' && adaline='" ADALINE_PROGRAM "' && export adaline && " + command;
    EXPECT_EQ(std::system(text.c_str()), 0) << command;
  }
  void expect_error(const Arguments& arguments, int code, const std::string& message) const {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, code);
    EXPECT_EQ(outcome.errors, "adaline: " + message + "\n");
  }

  // What is said of a run that is fine.
  std::string notes_of(const Arguments& arguments) const {
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return outcome.errors;
  }

  void expect_batch(const char* strategy) const {
    const auto parsed = [&](const Arguments& arguments) { return Json::parse(model(arguments)); };
    for (const Arguments& more : {Arguments{},
                                  {"--no-bias"},
                                  {"--no-standardize", "--initial-weight", "2"},
                                  {"--initial-bias", "3", "--epochs", "20", "--tolerance", "0"}}) {
      const Json one = parsed(Arguments{"table.csv", "--target", "y", "--strategy", strategy} + more);
      for (const Arguments& data : {files_, Arguments{"table.csv", "--shares", "4"}}) {
        const Json parts = parsed(data + Arguments{"--target", "y", "--strategy", strategy} + more);
        for (std::size_t j = 0; j < 3; ++j) {
          EXPECT_NEAR(parts.at("weights")[j], one.at("weights")[j], 1e-9) << j;
        }
        EXPECT_NEAR(parts.at("bias"), one.at("bias"), 1e-9);
        const Json &record = parts.at("training"), &expected = one.at("training");
        for (const char* const name :
             {"method", "strategy", "automatic_rate", "epoch_limit", "samples", "epochs", "steps",
              "stop_reason", "converged", "learn_bias", "initial_weight"}) {
          EXPECT_EQ(record.at(name), expected.at(name)) << name;
        }
        for (const char* const name : {"learning_rate", "loss", "rmse", "r2", "optimum", "initial_bias"}) {
          const double value = expected.at(name);
          EXPECT_NEAR(record.at(name), value, 1e-9 * (1 + std::fabs(value))) << name;
        }
        EXPECT_EQ(record.at("parts").size(), data == files_ ? 5U : 4U);
        EXPECT_EQ(parts.contains("standardization"), one.contains("standardization"));
        if (!one.contains("standardization")) continue;
        for (const char* const name : {"means", "deviations"}) {
          for (std::size_t j = 0; j < 3; ++j) {
            EXPECT_NEAR(parts.at("standardization").at(name)[j], one.at("standardization").at(name)[j], 1e-9);
          }
        }
      }
    }
  }

  const TemporaryFolder folder_;
  const Arguments files_ = {"1.csv", "2.csv", "3.csv", "4.csv", "5.csv"};
  const Arguments exact_ = {"--target", "y", "--method", "exact"};
};

bool is_here(const std::string& program) {
  return std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) == 0;
}

TEST_F(PartsOfATraining, AnyThreads) {
  const std::string expected = model(files_ + exact_);
  for (const char* const threads : {"1", "2", "4"}) {
    EXPECT_EQ(model(files_ + exact_ + Arguments{"--threads", threads}), expected) << threads;
  }
}

TEST_F(PartsOfATraining, Xargs) {
  if (!is_here("xargs")) GTEST_SKIP() << "no xargs";
  shell("ls ?.csv | xargs -P 4 -I FILE \"$adaline\" moments FILE --target y --output FILE.moments --quiet");
  Arguments moments;
  for (const std::string& file : files_) moments.push_back(file + ".moments");
  EXPECT_EQ(model(moments), model(files_ + exact_));
}

TEST_F(PartsOfATraining, SharesByXargs) {
  if (!is_here("xargs")) GTEST_SKIP() << "no xargs";
  shell(
      "seq 7 | xargs -P 4 -I K \"$adaline\" moments table.csv --share K/7 --target y --output K.moments "
      "--quiet");
  Arguments moments;
  for (int k = 1; k <= 7; ++k) moments.push_back(std::to_string(k) + ".moments");
  const std::string expected = model(Arguments{"table.csv", "--shares", "7"} + exact_);
  EXPECT_EQ(model(moments), expected);
  EXPECT_EQ(run({"moments", "table.csv", "--shares", "7", "--target", "y", "-o", "all.moments"}).output,
            "target    y from 3 features\nsamples   6000\nparts     7\n");
  EXPECT_EQ(model({"all.moments"}), expected);
}

// ((1 2) (3 4)) 5. So groups of a power of two, made of files or of shares, are the parts that they are made
// of.
TEST_F(PartsOfATraining, AreFoldedInATree) {
  const auto moments = [&](const Arguments& files, const std::string& to) {
    const Arguments more = {"--target", "y", "--output", to, "--quiet"};
    EXPECT_EQ(run(Arguments{"moments"} + files + more).exit_code, 0) << to;
  };
  moments({"1.csv", "2.csv"}, "12");
  moments({"3.csv", "4.csv"}, "34");
  moments({"12", "34"}, "1234");
  const std::string expected = model(files_ + exact_);
  EXPECT_EQ(model(Arguments{"1234", "5.csv"} + exact_), expected);
  EXPECT_EQ(model(Arguments{"12", "34", "5.csv"} + exact_), expected);
  const auto weights = [](const std::string& text) { return Json::parse(text).at("weights"); };
  EXPECT_NE(weights(model(Arguments{"12", "3.csv", "4.csv", "5.csv"} + exact_)), weights(expected));
}

TEST_F(PartsOfATraining, OverflowTogether) {
  for (const std::string file : {"p.csv", "q.csv", "r.csv"})
    write_file(folder_ / file, "x,y\n6e153,1\n-6e153,2\n");
  EXPECT_EQ(run(Arguments{"train", "p.csv", "q.csv"} + exact_).exit_code, 0);
  expect_error(Arguments{"train", "p.csv", "q.csv", "r.csv"} + exact_, 3,
               "the samples: column 'x' has values too large: their squares overflow");
}

TEST_F(PartsOfATraining, Make) {
  if (!is_here("make")) GTEST_SKIP() << "no make";
  write_file(folder_ / "Makefile",
             "PARTS := $(sort $(wildcard ?.csv))\n"
             "made.json: $(PARTS:.csv=.moments)\n"
             "\t$(adaline) train $^ --model $@ --quiet\n"
             "%.moments: %.csv\n"
             "\t$(adaline) moments $< --target y --output $@ --quiet\n");
  shell("MAKEFLAGS= make -s -j 4");
  EXPECT_EQ(read_file(folder_ / "made.json"), model(files_ + exact_));
}

// The bits depend on how the rows are cut, so that all of this could fail.
TEST_F(PartsOfATraining, OtherPartsAreOtherBits) {
  const auto weights = [](const std::string& text) { return Json::parse(text).at("weights"); };
  const Json together = weights(model(Arguments{"table.csv"} + exact_));
  const Json apart = weights(model(files_ + exact_));
  EXPECT_NE(together, apart);
  EXPECT_NE(together, weights(model(Arguments{"table.csv", "--shares", "5"} + exact_)));
  for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(together[j], apart[j], 1e-10);
}

TEST_F(PartsOfATraining, SharesAreRecorded) {
  const std::string text = read_file(folder_ / "table.csv");
  const Json parts =
      Json::parse(model(Arguments{"table.csv", "--shares", "3"} + exact_)).at("training").at("parts");
  ASSERT_EQ(parts.size(), 3U);
  std::size_t end = text.find('\n') + 1, samples = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_EQ(parts[k].at("data"), "table.csv");
    EXPECT_EQ(parts[k].at("share"), std::to_string(k + 1) + "/3");
    EXPECT_EQ(parts[k].at("bytes")[0], end);
    end = parts[k].at("bytes")[1];
    samples += parts[k].at("samples").get<std::size_t>();
  }
  EXPECT_EQ(end, text.size());
  EXPECT_EQ(samples, 6000U);
  EXPECT_TRUE(contains(run({"inspect", "m.json"}).output, "\ntable.csv 2/3     "));
}

// More shares than rows: some are empty.
TEST_F(PartsOfATraining, EmptyShares) {
  write_file(folder_ / "small.csv", "x,y\n1,2\n2,3\n4,9\n");
  EXPECT_EQ(Json::parse(model(Arguments{"small.csv", "--shares", "10"} + exact_)).at("training").at("samples"),
            3);
  EXPECT_EQ(run({"moments", "small.csv", "--share", "1/10", "--target", "y", "-o", "e.moments"}).output,
            "target    y from 1 feature\nsamples   0\nparts     1\n");
  EXPECT_EQ(run({"moments", "small.csv", "--share", "3/10", "--target", "y", "-o", "f.moments"}).exit_code, 0);
  EXPECT_EQ(Json::parse(model({"e.moments", "small.csv", "--target", "y"})).at("training").at("samples"), 3);
}

TEST_F(PartsOfATraining, SharesOfSeveralFiles) {
  Arguments moments;
  for (const std::string file : {"3.csv", "5.csv"}) {
    for (const std::string k : {"1", "2"}) {
      moments.push_back(file + k + ".moments");
      EXPECT_EQ(run({"moments", file, "--share", k + "/2", "--target", "y", "-o", moments.back()}).exit_code,
                0);
    }
  }
  const std::string expected = model(moments);
  EXPECT_EQ(model(Arguments{"3.csv", "5.csv", "--shares", "2"} + exact_), expected);
  // Moments are not cut.
  EXPECT_EQ(model(Arguments{moments[0], moments[1], "5.csv", "--shares", "2"} + exact_), expected);
}

// Gradient descent on the moments of the parts, or on gradients of the parts: the steps of one on the samples.
TEST_F(PartsOfATraining, Batch) {
  for (const char* const strategy : {"normal_equation", "gradient_descent"}) expect_batch(strategy);
  EXPECT_EQ(Json::parse(model(files_ + Arguments{"--target", "y"})).at("training").at("strategy"),
            "normal_equation");
}

TEST_F(PartsOfATraining, BatchOfAnyThreads) {
  for (const char* const strategy : {"normal_equation", "gradient_descent"}) {
    const Arguments arguments = files_ + Arguments{"--target", "y", "--strategy", strategy, "--threads"};
    EXPECT_EQ(model(arguments + Arguments{"2"}), model(arguments + Arguments{"1"}));
  }
}

// Bits tell in which way the parts were added.
TEST_F(PartsOfATraining, BatchAddsGradientsOfParts) {
  const auto weights = [&](const Arguments& data) {
    return Json::parse(
               model(data + Arguments{"--target", "y", "--strategy", "gradient_descent", "--epochs", "3"}))
        .at("weights");
  };
  EXPECT_NE(weights(files_), weights({"table.csv", "--shares", "4"}));
  EXPECT_NE(weights({"1.csv", "3.csv", "5.csv"}), weights({"3.csv", "5.csv", "1.csv"}));
}

TEST_F(PartsOfATraining, BatchOfFloatsAndConstants) {
  write_file(folder_ / "a.csv", "x,c,y\n1,7,3\n2,7,5\n");
  write_file(folder_ / "b.csv", "x,c,y\n4,7,9\n5,7,11\n");
  const Outcome outcome =
      run({"train", "a.csv", "b.csv", "--target", "y", "--type", "float", "--model", "m.json"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.errors, "adaline: a column is constant up to rounding, and so without a say: 'c'\n");
  const Json got = Json::parse(read_file(folder_ / "m.json"));
  EXPECT_EQ(got.at("type"), "float");
  EXPECT_EQ(got.at("standardization").at("deviations")[1], 1);
  EXPECT_NEAR(got.at("weights")[0].get<double>() / got.at("standardization").at("deviations")[0].get<double>(),
              2, 1e-3);
  EXPECT_TRUE(contains(outcome.output, "\nconverged: ")) << outcome.output;
}

TEST_F(PartsOfATraining, BatchErrors) {
  const Arguments two = {"train", "1.csv", "3.csv", "--target", "y"};
  expect_error(two + Arguments{"--trace", "t.csv"}, 2, "--trace is for one file, which is not cut into shares");
  expect_error(two + Arguments{"--plot", "p.txt"}, 2, "--plot is for one file, which is not cut into shares");
  expect_error(two + Arguments{"none.csv"}, 3, "none.csv: cannot be read: No such file or directory");
  const Outcome diverged = run(two + Arguments{"--learning-rate", "9", "--model", "none.json"});
  EXPECT_EQ(diverged.exit_code, 4);
  EXPECT_TRUE(contains(diverged.errors, "; the largest rate that is stable here is ")) << diverged.errors;
  const Outcome raw = run(two + Arguments{"--learning-rate", "9", "--no-standardize"});
  EXPECT_TRUE(contains(raw.errors, "leave out --no-standardize (the feature 'b' has a root mean square of "))
      << raw.errors;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "none.json"));
}

TEST_F(PartsOfATraining, SharesErrors) {
  write_file(folder_ / "bad.csv", "x,y\n1,2\n2,3\n4,9\n5,?\n");
  expect_error(Arguments{"train", "bad.csv", "--shares", "3"} + exact_, 3,
               "bad.csv:5:3: '?' is not a number (column 'y')");
  expect_error({"moments", "bad.csv", "--share", "2/2", "--target", "y", "-o", "o"}, 3,
               "bad.csv:5:3: '?' is not a number (column 'y')");
  const std::string hint = " (try 'adaline moments --help')";
  for (const std::string share : {"0/2", "3/2", "2", "a/b", "1/10001", "1/2/3"}) {
    expect_error({"moments", "bad.csv", "--share", share, "--target", "y", "-o", "o"}, 2,
                 "--share: '" + share + "' is no share, as 2/4 is; there are at most 10000" + hint);
  }
  expect_error({"moments", "bad.csv", "--shares", "1e1", "--target", "y", "-o", "o"}, 2,
               "--shares: 1e1 is not a whole number from 1 to 10000" + hint);
  expect_error({"moments", "bad.csv", "--share", "1/2", "--shares", "2", "--target", "y", "-o", "o"}, 2,
               "--shares excludes --share" + hint);
  expect_error({"moments", "1.csv", "2.csv", "--share", "1/2", "--target", "y", "-o", "o"}, 2,
               "--share is of one file, and there are 2");
  for (const std::string method : {"online", "minibatch"}) {
    expect_error({"train", "1.csv", "--target", "y", "--shares", "2", "--method", method}, 2,
                 "--shares is for --method exact and batch");
  }
  run({"moments", "1.csv", "--target", "y", "-o", "1.moments"});
  expect_error({"train", "1.moments", "--shares", "2"}, 2,
               "--shares is for CSV: moments hold the columns that they were made of");
  expect_error({"moments", "1.moments", "--share", "1/2", "-o", "o"}, 2,
               "--share is for CSV, and '1.moments' holds moments");
  expect_error(Arguments{"train", "1.csv", "2.csv", "--shares", "5001", "--model", "m.json"} + exact_, 3,
               "the samples: 10002 parts are too many for a model file, which lists at most 10000");
}

// Of 2.csv and its copy, by their bytes; in the list of a file of moments, too.
TEST_F(PartsOfATraining, AreNamedWhereTheyCountAgain) {
  write_file(folder_ / "copy.csv", read_file(folder_ / "2.csv"));
  const std::string copied = "adaline: part copy.csv has the bytes of part 2.csv: its samples count again\n";
  const Arguments exact = {"train", "1.csv", "2.csv", "copy.csv", "--target", "y", "--method", "exact"};
  EXPECT_EQ(notes_of(exact), copied);
  EXPECT_EQ(notes_of(exact + Arguments{"--quiet"}), "");
  EXPECT_EQ(notes_of({"train", "2.csv", "1.csv", "copy.csv", "--target", "y"}), copied);
  EXPECT_EQ(notes_of({"moments", "2.csv", "3.csv", "--target", "y", "--output", "a.moments"}), "");
  EXPECT_EQ(notes_of({"moments", "a.moments", "copy.csv", "--target", "y", "--output", "b.moments"}), copied);
  const std::string five = notes_of(
      {"moments", "1.csv", "1.csv", "1.csv", "1.csv", "1.csv", "1.csv", "--target", "y", "--output", "c"});
  EXPECT_TRUE(five.ends_with("adaline: 2 more parts have the bytes of others\n")) << five;
  // Shares without a row are alike.
  EXPECT_EQ(notes_of({"train", "2.csv", "4.csv", "--target", "y", "--method", "exact", "--shares", "9"}), "");
}

}  // namespace
}  // namespace adaline::test
