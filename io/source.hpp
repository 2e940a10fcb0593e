// The bytes of an input, a window at a time.
#pragma once

#include <adaline/workers.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/file_descriptor.hpp"

namespace adaline::io {

// Called as an input is read; may throw to stop it.
struct ReadProgress {
  std::size_t bytes = 0;
  std::size_t total = 0;  // 0: not known
  bool waits = false;     // nothing is there to be read at present, as in a pipe whose writer pauses
};
using OnRead = std::function<void(const ReadProgress&)>;

// Called with all bytes of an input, in order, as they are read; may throw.
using OnBytes = std::function<void(std::string_view)>;

// What messages call it: the path, or "standard input" for "-".
std::string input_name(const std::string& path);

// A regular file as the system tells of it.
struct FileState {
  std::size_t bytes = 0;  // 0: not known, of what is no regular file
  std::int64_t changed_seconds = 0;
  std::int64_t changed_nanoseconds = 0;
  bool operator==(const FileState&) const = default;
};

FileState state_of(const FileDescriptor& file);

// Bytes of a regular file, behind a text that is read first.
struct Section {
  std::string before;
  std::size_t begin = 0;
  std::size_t end = 0;
  FileState state;  // of the file, when it was cut
};

// Read in blocks, so that only a window is in memory. Not mapped: a mapped file that somebody cuts short ends
// the program when it touches what is gone. Every function throws InputError, which names the file, where the
// system refuses.
class Source {
 public:
  // Large enough that a system call for each costs nothing, small enough to stay in the last cache.
  static constexpr std::size_t usual_window_bytes = std::size_t{256} << 10;

  // Of what is seen at once: a line of ten million numbers with all their digits. Without a limit, a file
  // without line ends, or with a quote that is not closed, would take its size in memory, and a pipe all there
  // is.
  static constexpr std::size_t usual_most_bytes = std::size_t{256} << 20;

  explicit Source(const std::string& path, OnRead on_read = {}, std::size_t window_bytes = usual_window_bytes,
                  std::size_t most_bytes = usual_most_bytes);
  // A section of a file, which has not changed since it was cut. Some of both must be there.
  Source(const std::string& path, const Section& section, OnRead on_read = {});
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  // Call it before anything is read. The text before a section is no part of it.
  void watch_bytes(OnBytes on_bytes) { on_bytes_ = std::move(on_bytes); }

  // For messages.
  const std::string& name() const { return name_; }

  // What can be seen at present.
  const char* begin() const { return begin_; }
  const char* end() const { return end_; }
  // Where begin() is in a file, of which no section is read.
  std::size_t offset() const { return read_bytes_ - static_cast<std::size_t>(end_ - begin_); }

  // Lets go what lies before `from`, and shows more behind the rest; false where there is no more. begin() is
  // then what `from` was; other pointers are no longer valid. Refuses where the rest is full already. With
  // workers it shows more at once, which they read side by side where it is a file.
  bool advance(const char* from, Workers* workers = nullptr);

  // How many bytes there are, and how many of them were read. 0: not known, as of a pipe.
  std::size_t bytes() const { return file_bytes_; }
  std::size_t read_bytes() const { return read_bytes_; }

  // Whether from `from` on as much is seen as may be at once.
  bool is_full(const char* from) const { return static_cast<std::size_t>(end_ - from) >= most_bytes_; }
  std::size_t most_bytes() const { return most_bytes_; }

 private:
  void open_file(const std::string& path);
  void read_block(const char* from, Workers* workers);
  std::size_t read_shares(char* to, std::size_t bytes, Workers* workers) const;
  std::ptrdiff_t read_some(char* to, std::size_t bytes, std::size_t offset) const;
  bool would_wait() const;
  [[noreturn]] void refuse(int error) const;
  [[noreturn]] void refuse_shorter_file() const;
  void end_early(std::size_t bytes);

  std::string name_;
  OnRead on_read_;
  OnBytes on_bytes_;
  std::size_t window_bytes_;
  std::size_t most_bytes_;
  FileDescriptor file_;
  const char* begin_ = nullptr;
  const char* end_ = nullptr;

  std::vector<char> buffer_;
  std::size_t file_bytes_ = 0;  // 0: not known, of a pipe
  FileState opened_;            // where the size is known
  std::size_t read_bytes_ = 0;
  std::size_t shift_ = 0;  // of a section: where it is in the file, beyond what was read by then
  bool at_end_ = false;
};

// The size of a limit, for messages: "256 MiB".
std::string size_text(std::size_t bytes);

// All of a small input, at most `limit` bytes.
std::string read_whole(const std::string& path, std::size_t limit);
// The same of a source that more may be seen of at once than `limit`, and that nothing was let go of.
std::string read_whole(Source& source, std::size_t limit);

}  // namespace adaline::io
