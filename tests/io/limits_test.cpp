// Inputs that would take all memory are refused before they do.
#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "io/content_hash.hpp"
#include "io/csv_reader.hpp"
#include "io/model.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/io/error_of.hpp"
#include "tests/io/for_each_row.hpp"
#include "tests/io/packet_pipe.hpp"

namespace adaline::test {
namespace {

constexpr std::size_t window = 64, most = 4096;

// Reads all rows of at most `most` bytes.
void read_rows(const std::string& path, io::Header header = io::Header::first_line) {
  io::Source source(path, {}, window, most);
  io::CsvReader reader(source, header);
  reader.choose(std::vector<std::size_t>(reader.columns().size(), io::CsvReader::unused));
  for_each_row<double>(reader, [](auto, auto) {});
}

std::vector<std::string> in_packets(const std::string& text) {
  std::vector<std::string> packets;
  for (std::size_t at = 0; at < text.size(); at += 1) packets.push_back(text.substr(at, 1));
  return packets;
}

// Of a file, and of a pipe, that hold this text.
std::string error(const std::string& text) {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "d.csv";
  write_file(file, text);
  const PacketPipe pipe(in_packets(text));
  std::string message = error_in(file, [&] { read_rows(file); });
  EXPECT_EQ(error_in(pipe.path(), [&] { read_rows(pipe.path()); }), message);
  return message;
}

TEST(LongestLine, IsRead) {
  for (const std::size_t length : {window, most / 2, most - 1}) {
    const std::string cells = std::string(length - 2, '1') + ",1";
    EXPECT_EQ(error("x,y\n" + cells + "\n" + cells + "\n"), "no error") << length;
    EXPECT_EQ(error(cells + "\n1,2\n"), "no error") << length;
  }
}

TEST(LongestLine, IsALimit) {
  const std::string cells = std::string(most, '1') + ",1\n";
  EXPECT_EQ(error("x,y\n1,2\n" + cells), ":3: a line of more than 4096 bytes");
  EXPECT_EQ(error("x,y\n1,2\n" + cells + cells), ":3: a line of more than 4096 bytes");
  EXPECT_EQ(error("x,y\n1,2\n\"3,4\n" + cells + "1,2\n"),
            ":3: a line of more than 4096 bytes; is a quote not closed?");
  // Before it is known what separates cells.
  EXPECT_EQ(error(cells), ": a line of more than 4096 bytes");
  EXPECT_EQ(error(std::string(3 * most, 'x')), ": a line of more than 4096 bytes");
  EXPECT_EQ(error(std::string(3 * most, '\n')), ": a line of more than 4096 bytes");
}

TEST(LongestLine, HoldsWhatIsSeen) {
  const TemporaryFolder folder;
  write_file(folder / "d", std::string(3 * most, 'x'));
  io::Source source(folder / "d", {}, window, most);
  std::size_t seen = 0;
  error_of([&] {
    while (source.advance(source.begin())) seen = static_cast<std::size_t>(source.end() - source.begin());
  });
  EXPECT_EQ(seen, most);
}

TEST(Limits, OfUsualFilesAreFarOff) {
  const TemporaryFolder folder;
  std::string line = "1";
  for (int i = 1; i < 100'000; ++i) line += ",1";
  write_file(folder / "d.csv", line + '\n' + line + '\n');
  io::Source source(folder / "d.csv");
  io::CsvReader reader(source, io::Header::none);
  EXPECT_EQ(reader.columns().size(), 100'000U);
}

class ModelLimits : public testing::Test {
 protected:
  std::string error(const std::string& text) {
    write_file(file_, text);
    return error_in(file_, [&] { io::read_model(file_); });
  }

  static std::string model_with(const std::string& member) {
    return R"({"format": "adaline model", "version": 1, "type": "double", "target": "y", "features": ["x"],)"
           R"("weights": [1], "more": )" +
           member + R"(, "bias": 1})";
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "m.json";
};

std::string repeated(const std::string& text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

TEST_F(ModelLimits, Depth) {
  const std::string too_deep = ": not a model: its JSON is nested more than 16 deep";
  struct Level {
    std::string opening, closing;
    std::size_t depth;
  };
  for (const Level& level : {Level{"[", "]", 1}, {R"({"a":)", "}", 1}, {R"([{"bias":)", "}]", 2}}) {
    const auto nested = [&](std::size_t depth) {
      const std::size_t count = depth / level.depth;
      return model_with(repeated(level.opening, count) + "1" + repeated(level.closing, count));
    };
    EXPECT_EQ(error(nested(14)), "no error") << level.opening;
    EXPECT_EQ(error(nested(16)), too_deep) << level.opening;
  }
  EXPECT_EQ(error(std::string(8'000'000, '[')), too_deep);
}

TEST_F(ModelLimits, Values) {
  const std::string too_many = ": not a model: its JSON has more than 5000000 values";
  EXPECT_EQ(error(model_with("[" + repeated("1,", 5'000'000) + "1]")), too_many);
  EXPECT_EQ(error(model_with("[" + repeated("1,", 100'000) + "1]")), "no error");
}

TEST_F(ModelLimits, Objects) {
  EXPECT_EQ(error(model_with("[" + repeated("{},", 10'990) + "1]")), "no error");
  EXPECT_EQ(error(model_with("[" + repeated("{},", 11'000) + "1]")),
            ": not a model: its JSON has more than 11000 objects");
}

// Members that nobody reads may hold anything, and are not kept; a key must still be there once.
TEST_F(ModelLimits, OtherMembers) {
  EXPECT_EQ(error(model_with(R"({"features": 1, "a": [{"a": {"b": {}}}, {"a": 2}], "b": null})")), "no error");
  EXPECT_EQ(error(model_with(R"([{"a": {}, "a": 1}])")), ": not a model: the key 'a' is there twice");
  EXPECT_EQ(error(model_with(R"({"a": {}}, "more": 1)")), ": not a model: the key 'more' is there twice");
}

// Sparse, so that nothing of it is on the disk.
TEST_F(ModelLimits, Size) {
  write_file(file_, "");
  std::filesystem::resize_file(file_, io::largest_model_file + 1);
  EXPECT_EQ(error_in(file_, [&] { io::read_model(file_); }), ": larger than 128 MiB");
}

TEST_F(ModelLimits, WhatATrainingMayWrite) {
  EXPECT_TRUE(io::fits_a_file(std::vector<std::string>(1'000'000, "feature_123456")));
  EXPECT_FALSE(io::fits_a_file(std::vector<std::string>(2'000'000, "x")));
  EXPECT_FALSE(io::fits_a_file({std::string(io::largest_model_file, 'x')}));
  EXPECT_FALSE(io::fits_a_file({std::string(io::largest_model_file / 5, '\x1b')}));
  io::PartRecord part{
      .data = std::string(4096, 'd'), .share = std::nullopt, .hash = io::ContentHash().text(), .samples = 1};
  EXPECT_TRUE(io::fits_a_file({"x"}, std::vector(io::most_parts, part)));
  part.data = std::string(20'000, 'd');
  EXPECT_FALSE(io::fits_a_file({"x"}, std::vector(io::most_parts, part)));
}

}  // namespace
}  // namespace adaline::test
