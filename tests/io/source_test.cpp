// All bytes of an input are seen once, in order, through a window; and what can go wrong meanwhile.
#include "io/source.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/cli/temporary_folder.hpp"
#include "tests/io/error_of.hpp"
#include "tests/io/packet_pipe.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

namespace fs = std::filesystem;
using io::ReadProgress;
using io::Source;

constexpr std::size_t window = Source::usual_window_bytes;

std::string random_bytes(std::size_t count) {
  Random random(count);
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.bits() >> 56U);
  return bytes;
}

std::vector<std::string> in_packets(const std::string& text) {
  std::vector<std::string> packets;
  for (std::size_t at = 0; at < text.size(); at += 4096) packets.push_back(text.substr(at, 4096));
  return packets;
}

// Reads all, each time letting go a part of what is seen: nothing, all, or something between.
std::string read_in_parts(Source& source) {
  Random random(1);
  std::string all;
  const char* from = source.begin();
  while (source.advance(from)) {
    const auto visible = static_cast<std::size_t>(source.end() - source.begin());
    const std::size_t parts[] = {0, visible, random.below(visible + 1), random.below(visible + 1)};
    from = source.begin() + parts[random.below(4)];
    all.append(source.begin(), from);
  }
  return all.append(source.begin(), source.end());
}

// How often advance() shows more, when nothing is ever let go.
std::size_t advances_to_see_all(Source& source, const std::string& all) {
  std::size_t advances = 0;
  while (source.advance(source.begin())) ++advances;
  EXPECT_TRUE(std::equal(source.begin(), source.end(), all.begin(), all.end()));
  EXPECT_FALSE(source.advance(source.begin()));
  return advances;
}

// What is read from standard input, until destroyed.
class StandardInput {
 public:
  explicit StandardInput(const std::string& path) {
    const io::FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    dup2(file.number(), STDIN_FILENO);
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;
  ~StandardInput() { dup2(before_.number(), STDIN_FILENO); }

 private:
  io::FileDescriptor before_{fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)};
};

class SourceTest : public testing::Test {
 protected:
  std::string file_with(const std::string& text) {
    write_file(file_, text);
    return file_;
  }

  TemporaryFolder folder_;
  fs::path file_ = folder_ / "data";
};

// ---- what is seen

TEST_F(SourceTest, AFileInParts) {
  for (const std::size_t size : {std::size_t{1}, window - 1, window, window + 1, 5 * window + 123}) {
    const std::string bytes = random_bytes(size);
    Source source(file_with(bytes));
    EXPECT_EQ(source.name(), file_);
    EXPECT_TRUE(read_in_parts(source) == bytes) << size;
  }
}

// Blocks are several times as long, and are read by shares.
TEST_F(SourceTest, ByThreads) {
  Workers workers(3);
  for (const std::size_t size : {window, 3 * window + 1, 40 * window + 123}) {
    const std::string bytes = random_bytes(size);
    Source source(file_with(bytes));
    std::string all;
    std::size_t advances = 0;
    while (source.advance(source.end(), &workers)) {
      all.append(source.begin(), source.end());
      ++advances;
    }
    EXPECT_TRUE(all == bytes) << size;
    EXPECT_EQ(advances, (size + 3 * window - 1) / (3 * window));
  }
  // Each share is shorter than it was.
  const std::string bytes = random_bytes(40 * window);
  Source source(file_with(bytes));
  ASSERT_TRUE(source.advance(source.end(), &workers));
  fs::resize_file(file_, 20 * window);
  EXPECT_EQ(error_in(file_, [&] { source.advance(source.end(), &workers); }),
            ": became shorter while it was read");
}

TEST_F(SourceTest, APipeInParts) {
  for (const std::size_t size : {std::size_t{1}, window, 3 * window + 123}) {
    const std::string bytes = random_bytes(size);
    const PacketPipe pipe(in_packets(bytes));
    Source source(pipe.path());
    EXPECT_TRUE(read_in_parts(source) == bytes) << size;
  }
}

// A page at a time would be slow, all of it at once would need the memory.
TEST_F(SourceTest, ShowsAFileByWindows) {
  const std::string bytes = random_bytes(3 * window + 1);
  Source source(file_with(bytes));
  EXPECT_EQ(source.begin(), source.end());
  for (std::size_t at = 0; at < bytes.size(); at += window) {
    ASSERT_TRUE(source.advance(source.end()));
    EXPECT_EQ(std::string(source.begin(), source.end()), bytes.substr(at, window));
  }
  EXPECT_FALSE(source.advance(source.end()));
  EXPECT_EQ(source.begin(), source.end());
}

// The kept part doubles: a record of any length costs linear time.
TEST_F(SourceTest, ARecordLongerThanAWindow) {
  const std::string bytes = random_bytes(8 * window);
  Source file(file_with(bytes));
  EXPECT_EQ(advances_to_see_all(file, bytes), 4U);

  const PacketPipe pipe(in_packets(bytes));
  Source source(pipe.path());
  EXPECT_EQ(advances_to_see_all(source, bytes), window / 4096 + 3);
}

TEST_F(SourceTest, Nothing) {
  for (const std::string& path : {file_with(""), std::string("/dev/null")}) {
    Source source(path);
    EXPECT_FALSE(source.advance(source.begin()));
    EXPECT_EQ(source.begin(), source.end());
    EXPECT_FALSE(source.advance(source.end()));
    EXPECT_EQ(io::read_whole(path, 1), "");
  }
  const PacketPipe pipe({});
  EXPECT_EQ(io::read_whole(pipe.path(), 1), "");
}

TEST_F(SourceTest, StandardInput) {
  const std::string bytes = random_bytes(2 * window);
  const StandardInput input(file_with(bytes));
  char first[10];
  ASSERT_EQ(read(STDIN_FILENO, first, sizeof first), 10);
  Source source("-");
  EXPECT_EQ(source.name(), "standard input");
  EXPECT_TRUE(read_in_parts(source) == bytes.substr(10));
}

// As those of /proc are.
TEST_F(SourceTest, AFileThatTellsNoSize) {
  EXPECT_EQ(fs::file_size("/proc/self/cmdline"), 0U);
  EXPECT_EQ(io::read_whole("/proc/self/cmdline", window), read_file("/proc/self/cmdline"));
  EXPECT_NE(read_file("/proc/self/cmdline"), "");
}

// As those of /sys are: 4096 bytes, whatever they hold.
TEST_F(SourceTest, AFileThatTellsMoreThanItHolds) {
  const fs::path file = "/sys/class/net/lo/address";
  std::error_code error;
  if (fs::file_size(file, error) != 4096 || error) GTEST_SKIP() << "there is no " << file;
  std::vector<ReadProgress> calls;
  Source source(file, [&](const ReadProgress& progress) { calls.push_back(progress); });
  EXPECT_EQ(read_in_parts(source), read_file(file));
  EXPECT_FALSE(source.advance(source.end()));
  ASSERT_FALSE(calls.empty());
  EXPECT_EQ(calls.back().bytes, calls.back().total);
  EXPECT_NE(read_file(file), "");
  EXPECT_EQ(io::read_whole(file, window), read_file(file));
}

TEST_F(SourceTest, WhatAFileGrowsByIsNotSeen) {
  const std::string bytes = random_bytes(2 * window);
  Source source(file_with(bytes));
  ASSERT_TRUE(source.advance(source.begin()));
  write_file(file_, bytes + "more");
  while (source.advance(source.begin())) continue;
  EXPECT_TRUE(std::equal(source.begin(), source.end(), bytes.begin(), bytes.end()));
}

TEST_F(SourceTest, ClosesWhatItOpened) {
  const auto open_files = [] {
    const fs::directory_iterator files("/proc/self/fd");
    return std::distance(begin(files), end(files));
  };
  const auto before = open_files();
  for (const std::string& path : {file_with("text"), std::string("/dev/null"), std::string("-")}) Source{path};
  EXPECT_EQ(open_files(), before);
}

// ---- progress

TEST_F(SourceTest, TellsItsProgress) {
  const std::string bytes = random_bytes(3 * window + 1);
  std::vector<ReadProgress> calls;
  Source source(file_with(bytes), [&](const ReadProgress& progress) { calls.push_back(progress); });
  EXPECT_TRUE(calls.empty());
  while (source.advance(source.end())) continue;
  ASSERT_EQ(calls.size(), 4U);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    EXPECT_EQ(calls[i].bytes, std::min((i + 1) * window, bytes.size()));
    EXPECT_EQ(calls[i].total, bytes.size());
  }
}

TEST_F(SourceTest, TellsTheProgressOfAPipeWithoutATotal) {
  const PacketPipe pipe({"abc", "de", "f"});
  std::vector<std::size_t> bytes;
  Source source(pipe.path(), [&](const ReadProgress& progress) {
    EXPECT_EQ(progress.total, 0U);
    if (progress.waits) return;
    if (bytes.empty() || bytes.back() != progress.bytes) bytes.push_back(progress.bytes);
  });
  while (source.advance(source.end())) continue;
  EXPECT_EQ(bytes, (std::vector<std::size_t>{3, 5, 6}));
}

TEST_F(SourceTest, TheListenerMayStopIt) {
  struct Stop {};
  int calls = 0;
  const auto stop = [&](const ReadProgress& progress) {
    if (!progress.waits && ++calls == 2) throw Stop{};
  };
  const std::string bytes = random_bytes(4 * window);
  Source file(file_with(bytes), stop);
  EXPECT_TRUE(file.advance(file.end()));
  EXPECT_THROW(file.advance(file.end()), Stop);

  calls = 0;
  const PacketPipe pipe(in_packets(bytes));
  Source source(pipe.path(), stop);
  EXPECT_TRUE(source.advance(source.end()));
  EXPECT_THROW(source.advance(source.end()), Stop);
}

// ---- what goes wrong

TEST_F(SourceTest, RefusesWhatCannotBeRead) {
  const fs::path missing = folder_ / "missing";
  EXPECT_EQ(error_in(missing, [&] { Source{missing}; }), ": cannot be read: No such file or directory");
  EXPECT_EQ(error_in(missing, [&] { io::read_whole(missing, 1); }),
            ": cannot be read: No such file or directory");
  EXPECT_EQ(error_in(folder_.path(), [&] { io::read_whole(folder_.path(), 1); }),
            ": cannot be read: Is a directory");
  const fs::path below = file_with("text") + "/below";
  EXPECT_EQ(error_in(below, [&] { Source{below}; }), ": cannot be read: Not a directory");
}

TEST_F(SourceTest, RefusesWhatMayNotBeRead) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read all";
  file_with("text");
  fs::permissions(file_, fs::perms::none);
  EXPECT_EQ(error_in(file_, [&] { Source{file_}; }), ": cannot be read: Permission denied");
}

TEST_F(SourceTest, RefusesAFileThatBecomesShorter) {
  for (const std::size_t left : {std::size_t{0}, window, 4 * window - 1}) {
    Source source(file_with(random_bytes(4 * window)));
    ASSERT_TRUE(source.advance(source.begin()));
    fs::resize_file(file_, left);
    EXPECT_EQ(error_in(file_, [&] { source.advance(source.end()); }), ": became shorter while it was read");
  }
}

// Touching what is no longer in a mapped file would end the program.
TEST_F(SourceTest, WhatIsSeenStaysWhenTheFileBecomesShorter) {
  const std::string bytes = random_bytes(4 * window);
  for (const std::size_t left : {std::size_t{0}, std::size_t{1}, window / 2}) {
    Source source(file_with(bytes), [&](const ReadProgress&) { fs::resize_file(file_, left); });
    ASSERT_TRUE(source.advance(source.begin()));
    EXPECT_TRUE(std::equal(source.begin(), source.end(), bytes.begin(), bytes.begin() + window));
    EXPECT_EQ(error_in(file_, [&] { source.advance(source.begin()); }), ": became shorter while it was read");
  }
}

TEST_F(SourceTest, ReadsASmallInputWhole) {
  constexpr std::size_t mebibyte = std::size_t{1} << 20;
  const std::string bytes = random_bytes(2 * mebibyte);
  EXPECT_TRUE(io::read_whole(file_with(bytes), 2 * mebibyte) == bytes);
  EXPECT_EQ(error_in(file_, [&] { io::read_whole(file_, 2 * mebibyte - 1); }), ": larger than 1 MiB");
  EXPECT_EQ(error_in(file_, [&] { io::read_whole(file_, mebibyte); }), ": larger than 1 MiB");

  const PacketPipe fits(in_packets(bytes));
  EXPECT_TRUE(io::read_whole(fits.path(), 2 * mebibyte) == bytes);
  const PacketPipe too_large(in_packets(bytes + "x"));
  EXPECT_EQ(error_in(too_large.path(), [&] { io::read_whole(too_large.path(), 2 * mebibyte); }),
            ": larger than 2 MiB");
}

}  // namespace
}  // namespace adaline::test
