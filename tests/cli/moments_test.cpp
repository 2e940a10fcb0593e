// `adaline moments`, and what reads its files.
#include <gtest/gtest.h>

#include <adaline/moments.hpp>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "io/content_hash.hpp"
#include "io/visible.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/cli/text_table.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;
using Json = nlohmann::json;

class MomentsFiles : public testing::Test {
 protected:
  // a.csv, b.csv and c.csv: three parts of a table.
  MomentsFiles() {
    const TextTable table = made_table(2500);
    const std::size_t ends[] = {0, 1100, 1130, 2500};
    const char* const files[] = {"a.csv", "b.csv", "c.csv"};
    for (std::size_t i = 0; i < 3; ++i) {
      const auto begin = table.rows.begin();
      const TextTable part{table.names, {begin + std::ptrdiff_t(ends[i]), begin + std::ptrdiff_t(ends[i + 1])}};
      write_file(folder_ / files[i], part.text());
    }
  }

  Outcome run(const Arguments& arguments, const std::string& input = "") const {
    return run_adaline({.arguments = arguments, .folder = folder_.path(), .input = input});
  }
  std::string output(const Arguments& arguments, const std::string& input = "") const {
    const Outcome outcome = run(arguments, input);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    EXPECT_EQ(outcome.errors, "");
    return outcome.output;
  }
  void make(const Arguments& data, const std::string& file) const {
    output(Arguments{"moments"} + data + Arguments{"--target", "y", "--output", file, "--quiet"});
  }
  std::string model(const Arguments& data, const std::string& input = "") const {
    output(Arguments{"train"} + data + Arguments{"--model", "m.json", "--quiet"}, input);
    return read_file(folder_ / "m.json");
  }
  void expect_error(const Arguments& arguments, int code, const std::string& message) const {
    const std::vector<std::string> names = folder_.names();
    const Outcome outcome = run(arguments);
    EXPECT_EQ(outcome.exit_code, code) << message;
    EXPECT_EQ(outcome.output, "") << message;
    EXPECT_EQ(outcome.errors, "adaline: " + message + "\n");
    EXPECT_EQ(folder_.names(), names) << message;
  }
  void write_moments(const Moments& moments, const std::string& file) const {
    std::ofstream to(folder_ / file, std::ios::binary);
    moments.save(to);
  }

  const TemporaryFolder folder_;
};

// Of two features.
Moments some_moments() {
  const std::vector<double> x = {1, 2, 3, 1, 4, 3}, t = {3, 4, 9};
  Moments moments(2);
  moments.add(Samples<double>{{x.data(), 3, 2}, t});
  return moments;
}

Moments named(const std::vector<std::string_view>& features, std::string_view target) {
  Moments moments = some_moments();
  moments.set_names(features, target);
  return moments;
}

TEST_F(MomentsFiles, GiveTheBitsOfTheirSamples) {
  for (const std::string name : {"a", "b", "c"}) make({name + ".csv"}, name + ".moments");
  const std::string from_samples = model({"a.csv", "b.csv", "c.csv", "--target", "y", "--method", "exact"});
  EXPECT_EQ(model({"a.moments", "b.moments", "c.moments"}), from_samples);
  EXPECT_EQ(model({"a.moments", "b.csv", "c.moments"}), from_samples);
  EXPECT_EQ(model({"a.csv", "b.moments", "c.csv", "--target", "y"}), from_samples);
  make({"a.moments", "b.csv"}, "ab.moments");
  EXPECT_EQ(model({"ab.moments", "c.moments"}), from_samples);
  EXPECT_EQ(model({"ab.moments", "-", "--method", "exact"}, read_file(folder_ / "c.moments")), from_samples);
  // But for the name.
  std::string from_a_pipe = model({"ab.moments", "-"}, read_file(folder_ / "c.csv"));
  const std::string name = "standard input";
  ASSERT_TRUE(contains(from_a_pipe, name)) << from_a_pipe;
  EXPECT_EQ(from_a_pipe.replace(from_a_pipe.find(name), name.size(), "c.csv"), from_samples);
  make({"ab.moments", "c.csv"}, "abc.moments");
  EXPECT_EQ(model({"abc.moments"}), from_samples);
  // The order is what was asked for.
  const auto samples = [](const std::string& text) { return Json::parse(text).at("training").at("samples"); };
  EXPECT_EQ(samples(model({"c.moments", "a.moments"})), 2470);
  EXPECT_EQ(samples(model({"a.moments", "a.moments"})), 2200);
}

TEST_F(MomentsFiles, AreNoLargerForMoreSamples) {
  make({"a.csv"}, "a.moments");
  make({"a.csv", "a.csv", "a.csv", "a.csv", "a.csv"}, "five.moments");
  const std::string first = read_file(folder_ / "a.moments");
  EXPECT_TRUE(first.starts_with("adaline moments\n"));
  EXPECT_EQ(first.size() % 8, 0U);
  EXPECT_LT(std::filesystem::file_size(folder_ / "five.moments"), first.size());  // no row is left over
  // What is written can be written again.
  make({"five.moments"}, "again.moments");
  EXPECT_EQ(read_file(folder_ / "again.moments"), read_file(folder_ / "five.moments"));
}

TEST_F(MomentsFiles, SummariesOfTheCommand) {
  EXPECT_EQ(output({"moments", "a.csv", "b.csv", "--target", "y", "-o", "ab.moments"}),
            "target    y from 3 features\nsamples   1130\nparts     2\n");
  const Json object =
      Json::parse(output({"moments", "ab.moments", "c.csv", "--output", "abc.moments", "--json"}));
  const auto part = [&](const std::string& file, std::size_t samples) {
    io::ContentHash hash;
    hash.add(read_file(folder_ / file));
    return Json{{"data", file}, {"hash", hash.text()}, {"samples", samples}};
  };
  EXPECT_EQ(object, (Json{{"target", "y"},
                          {"features", {"a", "b", "c"}},
                          {"samples", 2500},
                          {"total_weight", 2500},
                          {"parts", {part("a.csv", 1100), part("b.csv", 30), part("c.csv", 1370)}}}));
  // Where both go the same way, one of them is quiet.
  const std::string bytes = output({"moments", "ab.moments", "--output", "/dev/stdout", "--quiet"});
  EXPECT_EQ(bytes, read_file(folder_ / "ab.moments"));
}

TEST_F(MomentsFiles, ChooseColumns) {
  output({"moments", "a.csv", "--target", "y", "--features", "c,a", "-o", "ca.moments"});
  EXPECT_EQ(Json::parse(output({"inspect", "ca.moments", "--json"})).at("features"), (Json{"c", "a"}));
  // Columns of files of other orders are found by name.
  write_file(folder_ / "d.csv", "y;id;a;c\n1;x;2;3\n");
  EXPECT_EQ(
      Json::parse(output({"moments", "ca.moments", "d.csv", "--features", "c,a", "-o", "e.moments", "--json"}))
          .at("samples"),
      1101);
  output({"moments", "d.csv", "--target", "y", "--drop", "id", "-o", "d.moments"});
  EXPECT_EQ(Json::parse(output({"inspect", "d.moments", "--json"})).at("features"), (Json{"a", "c"}));
  write_file(folder_ / "w.csv", "x,w,y\n1,2,3\n2,0,4\n5,0.5,6\n");
  EXPECT_EQ(output({"moments", "w.csv", "--target", "y", "--weights", "w", "-o", "w.moments"}),
            "target    y from 1 feature\nsamples   2\nweight    2.5\nparts     1\n");
  write_file(folder_ / "n.csv", "1,2\n3,5\n4,4\n");
  output({"moments", "n.csv", "--no-header", "--target", "2", "-o", "n.moments"});
  EXPECT_EQ(model({"n.moments"}), model({"n.csv", "--no-header", "--target", "2", "--method", "exact"}));
}

TEST_F(MomentsFiles, OfOtherColumns) {
  make({"a.csv"}, "a.moments");
  write_file(folder_ / "other.csv", "a,c,b,y\n1,2,3,4\n");
  write_file(folder_ / "fewer.csv", "a,b,y\n1,2,3\n");
  write_file(folder_ / "none.csv", "a,b,c,z\n1,2,3,4\n");
  const Arguments moments = {"moments", "--target", "y", "-o", "o.moments"};
  expect_error(moments + Arguments{"a.csv", "other.csv"}, 3,
               "other.csv:1: feature 2 is 'c', but 'b' in a.csv; name those to take, by --features");
  expect_error(moments + Arguments{"a.moments", "fewer.csv"}, 3,
               "fewer.csv:1: 2 features, but 3 in a.moments; name those to take, by --features");
  expect_error(moments + Arguments{"fewer.csv", "a.moments"}, 3, "a.moments: 3 features, but 2 in fewer.csv");
  expect_error(moments + Arguments{"a.csv", "none.csv"}, 3,
               "none.csv:1: no column 'y'; there are 'a', 'b', 'c', 'z'");
  expect_error({"train", "a.moments", "--target", "z"}, 3, "a.moments: its target is 'y', not 'z'");
  expect_error({"train", "a.moments", "--features", "a,b"}, 3,
               "a.moments: moments hold the columns that they were made of, and its features are not those of "
               "--features");
  for (const Arguments& option : {Arguments{"--drop", "a"}, {"--weights", "a"}, {"--no-header"}}) {
    expect_error(Arguments{"train", "a.moments"} + option, 2,
                 option.front() + " is for CSV: moments hold the columns that they were made of");
  }
  write_moments(named({"a", "b"}, "z"), "z.moments");
  write_moments(named({"a", "b"}, "y"), "y.moments");
  expect_error({"train", "y.moments", "z.moments"}, 3, "z.moments: its target is 'z', but 'y' in y.moments");
}

TEST_F(MomentsFiles, WithoutNames) {
  write_moments(some_moments(), "bare.moments");
  expect_error({"train", "bare.moments"}, 3,
               "bare.moments: its 3 columns have no names: give them by --features and --target");
  EXPECT_EQ(Json::parse(model({"bare.moments", "--features", "p,q", "--target", "r"})).at("features"),
            (Json{"p", "q"}));
  write_moments(named({"p", "q"}, "r"), "pq.moments");
  EXPECT_EQ(Json::parse(model({"pq.moments", "bare.moments"})).at("training").at("samples"), 6);
  write_moments(named({"p", "p"}, "r"), "twice.moments");
  expect_error({"train", "twice.moments"}, 3, "twice.moments: column 'p' is there twice");
  write_moments(named({"p", "r"}, "r"), "target.moments");
  expect_error({"inspect", "target.moments"}, 3, "target.moments: column 'r' is there twice");
  write_moments(named({"p", "\xff"}, "r"), "bytes.moments");
  expect_error({"train", "bytes.moments"}, 3, "bytes.moments: column '\\xff': its name is not UTF-8");
  write_moments(named({"p", ""}, "r"), "empty.moments");
  expect_error({"train", "empty.moments"}, 3, "empty.moments: column '' has no name");
  write_moments(Moments(0), "zero.moments");
  expect_error({"train", "zero.moments"}, 3, "zero.moments: its moments are of no feature");
  write_moments(Moments(2), "no_samples.moments");
  expect_error({"train", "no_samples.moments", "--features", "a,b", "--target", "y"}, 3,
               "no_samples.moments: no sample has a weight");
}

TEST_F(MomentsFiles, ThatAreBroken) {
  make({"a.csv"}, "a.moments");
  const std::string bytes = read_file(folder_ / "a.moments");
  const auto expect_refusal = [&](const std::string& text, const std::string& message) {
    write_file(folder_ / "broken.moments", text);
    for (const Arguments& arguments :
         {Arguments{"train", "broken.moments", "--model", "m.json"},
          {"inspect", "broken.moments"},
          {"moments", "a.csv", "broken.moments", "--target", "y", "-o", "o.moments"}}) {
      expect_error(arguments, 3, "broken.moments: " + message);
    }
  };
  const std::size_t parts_at = bytes.find("adaline parts 1\n");
  ASSERT_NE(parts_at, std::string::npos);
  for (const std::size_t words : {std::size_t{0}, std::size_t{5}, parts_at / 8 - 3}) {
    for (const std::size_t odd : {std::size_t{0}, std::size_t{3}}) {
      expect_refusal(bytes.substr(0, 16 + 8 * words + odd),
                     "the file ends after " + std::to_string(words) + " words of 8 bytes");
    }
  }
  std::string damaged = bytes;
  damaged[parts_at / 2] = static_cast<char>(damaged[parts_at / 2] ^ 1);
  expect_refusal(damaged, "damaged: the checksum is another one");
  std::string later = bytes;
  later[16] = 9;
  expect_refusal(later, "format 9 is unknown here, where 1 is the latest");
  expect_refusal(bytes.substr(0, parts_at) + "\n", "there is something behind its moments");
  expect_refusal(bytes + "\n", "the list of its parts: there is something behind it");
  expect_refusal(bytes.substr(0, bytes.size() - 8), "the list of its parts: the file ends after " +
                                                        std::to_string((bytes.size() - parts_at) / 8 - 3) +
                                                        " words of 8 bytes");
  // The start of another file.
  write_file(folder_ / "short", "adaline mom");
  expect_error({"train", "short", "--target", "y", "--method", "exact"}, 3,
               "short:1: no column 'y'; there are 'adaline', 'mom'");
}

TEST_F(MomentsFiles, AreForExactAlone) {
  make({"a.csv"}, "a.moments");
  for (const std::string method : {"batch", "online", "minibatch"}) {
    expect_error({"train", "a.moments", "--method", method}, 2,
                 "'a.moments' holds moments, which only --method exact takes");
  }
  const Outcome piped = run({"train", "-", "--target", "y"}, read_file(folder_ / "a.moments"));
  EXPECT_EQ(piped.exit_code, 3);
  EXPECT_EQ(
      piped.errors,
      "adaline: standard input: holds moments, not samples; they are for: adaline train --method exact\n");
  expect_error({"predict", "a.moments", "a.csv"}, 3,
               "a.moments: holds moments, not a model; one is made of them by: adaline train --method exact");
  model({"a.moments"});
  expect_error({"evaluate", "m.json", "a.moments"}, 3,
               "a.moments: holds moments, not samples; they are for: adaline train --method exact");
}

TEST_F(MomentsFiles, AreWrittenWholeOrNotAtAll) {
  write_file(folder_ / "old.moments", "old");
  write_file(folder_ / "bad.csv", "a,b,c,y\n1,2,3,4\n1,2,3,x\n");
  expect_error({"moments", "a.csv", "bad.csv", "--target", "y", "-o", "old.moments"}, 3,
               "bad.csv:3:7: 'x' is not a number (column 'y')");
  EXPECT_EQ(read_file(folder_ / "old.moments"), "old");
  make({"a.csv"}, "old.moments");
  EXPECT_TRUE(read_file(folder_ / "old.moments").starts_with("adaline moments\n"));
  expect_error({"moments", "a.csv", "--target", "y", "-o", "none/o.moments"}, 1,
               "cannot write 'none/o.moments': No such file or directory");
  expect_error({"moments", "a.csv", "--target", "y", "-o", "./a.csv"}, 2,
               "DATA and --output are the same file: './a.csv'");
  expect_error({"moments", "b.csv", "a.csv", "--target", "y", "-o", "a.csv"}, 2,
               "DATA and --output are the same file: 'a.csv'");
  expect_error({"train", "b.csv", "a.csv", "--target", "y", "--method", "exact", "--model", "a.csv"}, 2,
               "DATA and --model are the same file: 'a.csv'");
  const Outcome too_large =
      run_adaline({.arguments = {"moments", "a.csv", "--target", "y", "-o", "new.moments"},
                   .folder = folder_.path(),
                   .largest_file = 100});
  EXPECT_EQ(too_large.exit_code, 1);
  EXPECT_EQ(too_large.errors, "adaline: cannot write 'new.moments': File too large\n");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "new.moments"));
}

TEST_F(MomentsFiles, ThatAreNotThere) {
  for (const Arguments& arguments : {Arguments{"train", "no.moments"},
                                     {"train", "no.moments", "--method", "exact"},
                                     {"train", "no.moments", "--method", "online"},
                                     {"inspect", "no.moments"},
                                     {"moments", "no.moments", "-o", "o.moments"}}) {
    expect_error(arguments, 3, "no.moments: cannot be read: No such file or directory");
  }
}

TEST_F(MomentsFiles, Usage) {
  const std::string hint = " (try 'adaline moments --help')";
  expect_error({"moments"}, 2, "DATA is required" + hint);
  expect_error({"moments", "a.csv", "--target", "y"}, 2, "--output is required" + hint);
  expect_error({"moments", "a.csv", "-o", "o.moments"}, 2, "--target is required" + hint);
  expect_error({"moments", "a.csv", "-o", "-"}, 2,
               "--output: '-' is no file; standard output is /dev/stdout" + hint);
  expect_error({"moments", "a.csv", "-o", "o", "--targt", "y"}, 2,
               "unknown option '--targt' (did you mean '--target'?)" + hint);
  expect_error({"moments", "a.csv", "-o", "o", "--target", "y", "--features", "a", "--drop", "b"}, 2,
               "--features excludes --drop" + hint);
}

// By hand: of 1, 2, 3, 6 and 2 + 2 x.
TEST_F(MomentsFiles, Inspected) {
  write_file(folder_ / "d.csv", "x,one,twice,y\n1,1,2,4\n2,1,4,6\n3,1,6,8\n6,1,12,14\n");
  make({"d.csv"}, "d.moments");
  const std::string hash = "xxh128:7f9aaf6415cf147c2088d870063685e7";
  EXPECT_EQ(output({"inspect", "d.moments"}),
            "moments   of 3 features and y\n"
            "samples   4\n"
            "condition 1, rank 1 of 3\n"
            "rate      0.0313 at most, of batch learning without standardization\n"
            "\n"
            "column  mean  std. deviation  correlation\n"
            "x          3         2.16025            1\n"
            "one        1               0            -\n"
            "twice      6         4.32049            1\n"
            "y          8         4.32049\n"
            "\n"
            "note: left out, with a weight of 0, as it is constant: one = 1\n"
            "note: left out, with a weight of 0, as it depends on others: twice = 2 x\n"
            "note: the fit is exact up to rounding: standard errors, t, p and F say nothing\n"
            "\n"
            "part   samples                                     hash\n"
            "d.csv        4  " +
                hash + "\n");
  const Json object = Json::parse(output({"inspect", "d.moments", "--json"}));
  EXPECT_EQ(object.at("parts"), (Json{{{"data", "d.csv"}, {"hash", hash}, {"samples", 4}}}));
  EXPECT_EQ(object.at("target"), "y");
  EXPECT_EQ(object.at("samples"), 4);
  EXPECT_EQ(object.at("target_mean"), 8);
  EXPECT_EQ(object.at("rank"), 1);
  EXPECT_EQ(object.at("quality"), "rank_deficient");
  const Json& columns = object.at("columns");
  EXPECT_EQ(columns[0].at("mean"), 3);
  EXPECT_NEAR(columns[0].at("standard_deviation"), std::sqrt(14.0 / 3), 1e-14);
  EXPECT_NEAR(columns[2].at("correlation_with_target"), 1, 1e-15);
  EXPECT_TRUE(columns[1].at("correlation_with_target").is_null());
  EXPECT_NEAR(object.at("dependent_columns")[1].at("of").at("x").get<double>(), 2, 1e-14);
  EXPECT_EQ(object.at("notes").size(), 3U);
  // 2 / the largest eigenvalue of the mean of x x' and 1.
  EXPECT_GT(object.at("largest_stable_rate"), 0.031);
  EXPECT_LT(object.at("largest_stable_rate"), 0.0314);
  const std::string piped = output({"inspect", "-"}, read_file(folder_ / "d.moments"));
  EXPECT_EQ(piped, output({"inspect", "d.moments"}));
}

TEST_F(MomentsFiles, InspectedWithoutSamplesAndNames) {
  write_moments(Moments(2), "none.moments");
  EXPECT_EQ(output({"inspect", "none.moments"}),
            "moments   of 2 features and target\nsamples   0\n\ncolumn  mean  std. deviation  correlation\n"
            "1          0               -            -\n2          0               -            -\n"
            "target     0               -\n");
  EXPECT_EQ(Json::parse(output({"inspect", "none.moments", "--json"})).count("rank"), 0U);
}

TEST_F(MomentsFiles, NamesThatATerminalWouldObey) {
  const std::string hostile = "\x1b]0;owned\x07";
  write_moments(named({hostile + "1", hostile + "2"}, hostile), "h.moments");
  write_file(folder_ / (hostile + ".moments"), read_file(folder_ / "h.moments"));
  for (const Arguments& arguments : {Arguments{"inspect", "h.moments"},
                                     {"inspect", "h.moments", "--json"},
                                     {"train", "h.moments"},
                                     {"train", "h.moments", "--json"},
                                     {"train", "h.moments", "--target", hostile + "?"},
                                     {"train", "h.moments", "a.csv"},
                                     {"train", hostile + ".moments", "--method", "batch"},
                                     {"train", hostile + ".moments", "a.csv", "--target", hostile},
                                     {"moments", hostile + ".moments", "-o", "o.moments"},
                                     {"moments", hostile + ".moments", "-o", "o.moments", "--json"}}) {
    const Outcome outcome = run(arguments);
    EXPECT_NE(outcome.output + outcome.errors, "");
    for (const std::string& line : lines_of(outcome.output + outcome.errors))
      EXPECT_EQ(io::visible(line), line);
  }
}

}  // namespace
}  // namespace adaline::test
