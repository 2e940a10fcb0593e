// Moments that are read from files and pipes: what the library says of a file is said with its place.
#include "io/moments_file.hpp"

#include <gtest/gtest.h>

#include <adaline/moments.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/temporary_folder.hpp"
#include "tests/io/error_of.hpp"
#include "tests/io/packet_pipe.hpp"

namespace adaline::test {
namespace {

std::string bytes_of(const Moments& moments) {
  std::ostringstream to;
  moments.save(to);
  return to.str();
}

Moments some_moments() {
  std::vector<double> x, t;
  for (int i = 0; i < 3000; ++i) {
    x.push_back(i % 7);
    t.push_back(i % 11);
  }
  Moments moments(1);
  moments.add(Samples<double>{{x.data(), x.size(), 1}, t});
  const std::string_view names[] = {"x"};
  moments.set_names(names, "y");
  return moments;
}

class MomentsInput : public testing::Test {
 protected:
  Moments read(const std::filesystem::path& path, const io::OnRead& on_read = {},
               std::size_t bytes = 64) const {
    io::Source source(path, on_read, bytes);
    io::Preview start(source);
    EXPECT_TRUE(io::is_moments(start));
    return io::read_moments(source).moments;
  }

  const TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "d.moments";
  const std::string bytes_ = bytes_of(some_moments());
};

TEST_F(MomentsInput, AreWhatWasWritten) {
  write_file(file_, bytes_);
  for (const std::size_t bytes : {1U, 7U, 64U, 100'000U}) EXPECT_EQ(bytes_of(read(file_, {}, bytes)), bytes_);
  std::vector<std::string> pieces = {bytes_.substr(0, 3), bytes_.substr(3, 30)};
  for (std::size_t i = 33; i < bytes_.size(); i += 1001) pieces.push_back(bytes_.substr(i, 1001));
  const PacketPipe pipe(pieces);
  EXPECT_EQ(bytes_of(read(pipe.path(), {}, 4096)), bytes_);
}

TEST_F(MomentsInput, AreKnownByTheirStart) {
  const auto is_moments = [&](const std::string& text) {
    write_file(file_, text);
    io::Source source(file_);
    io::Preview start(source);
    EXPECT_EQ(io::is_moments(start), io::is_file_of_moments(file_)) << text;
    return io::is_file_of_moments(file_);
  };
  EXPECT_TRUE(is_moments(bytes_));
  EXPECT_TRUE(is_moments("adaline moments\n"));
  EXPECT_FALSE(is_moments("adaline moments"));
  EXPECT_FALSE(is_moments("adaline moments,y\n1,2\n"));
  EXPECT_FALSE(is_moments(""));
  EXPECT_FALSE(io::is_file_of_moments(folder_ / "none"));
  EXPECT_FALSE(io::is_file_of_moments(folder_.path()));
  EXPECT_FALSE(io::is_file_of_moments("-"));
}

TEST_F(MomentsInput, ErrorsHaveTheirPlace) {
  const auto error = [&](const std::string& text) {
    write_file(file_, text);
    return error_in(file_, [&] { read(file_); });
  };
  EXPECT_EQ(error(bytes_.substr(0, 16)), ": the file ends after 0 words of 8 bytes");
  EXPECT_EQ(error(bytes_.substr(0, bytes_.size() - 8)),
            ": the file ends after " + std::to_string(bytes_.size() / 8 - 3) + " words of 8 bytes");
  EXPECT_EQ(error(bytes_ + '\0'), ": there is something behind its moments");
  EXPECT_EQ(error(bytes_ + bytes_), ": there is something behind its moments");
  EXPECT_EQ(error("adaline moments\nand what they say"),
            ": format 8386098841994423905 is unknown here, where 1 is the latest");
}

// With a checksum that is right.
TEST_F(MomentsInput, NumbersOfSamplesAreThoseOfFiles) {
  std::string bytes = bytes_;
  const auto word = [&](std::size_t i) {
    std::uint64_t value = 0;
    for (std::size_t k = 0; k < 8; ++k)
      value |= std::uint64_t{static_cast<unsigned char>(bytes[16 + 8 * i + k])} << 8 * k;
    return value;
  };
  bytes[16 + 4 * 8 + 7] = '\x7f';  // the most significant byte of the number
  const std::size_t words = bytes.size() / 8 - 3;
  std::uint64_t checksum = 0xcbf29ce484222325U;
  for (std::size_t i = 0; i < words; ++i) checksum = (checksum ^ word(i)) * 0x100000001b3U;
  for (std::size_t k = 0; k < 8; ++k) bytes[16 + 8 * words + k] = static_cast<char>(checksum >> 8 * k & 0xffU);
  write_file(file_, bytes);
  EXPECT_EQ(error_in(file_, [&] { read(file_); }), ": damaged: more than 2^53 samples");
}

// It is no end of the file.
TEST_F(MomentsInput, WhatStopsTheReadingIsThrown) {
  write_file(file_, bytes_);
  int blocks = 0;
  const auto stop = [&](const io::ReadProgress&) {
    if (++blocks > 5) throw std::logic_error("stopped");
  };
  EXPECT_THROW(read(file_, stop), std::logic_error);
  blocks = 0;
  const auto shorten = [&](const io::ReadProgress&) {
    if (++blocks == 5) std::filesystem::resize_file(file_, 100);
  };
  EXPECT_EQ(error_in(file_, [&] { read(file_, shorten); }), ": became shorter while it was read");
}

}  // namespace
}  // namespace adaline::test
