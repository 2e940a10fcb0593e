#include "source.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "input_error.hpp"

namespace adaline::io {
namespace {

std::size_t size_of(const FileDescriptor& file) {
  struct stat status {};
  if (fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  return static_cast<std::size_t>(status.st_size);
}

}  // namespace

std::string input_name(const std::string& path) { return path == "-" ? "standard input" : path; }

Source::Source(const std::string& path, OnRead on_read, std::size_t window_bytes)
    : name_(input_name(path)), on_read_(std::move(on_read)), window_bytes_(window_bytes) {
  if (path == "-") {
    file_ = FileDescriptor(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
  } else {
    open_file(path);
  }
  if (!file_.is_open()) refuse(errno);

  // A pipe has no size, and standard input may be a file of which a part was read.
  if (path != "-") file_bytes_ = size_of(file_);
}

// A named pipe opens only when somebody writes to it.
void Source::open_file(const std::string& path) {
  file_ = FileDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  while (!file_.is_open() && errno == EINTR) {
    if (on_read_) on_read_({});
    file_ = FileDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  }
}

bool Source::advance(const char* from) {
  const auto visible_before = static_cast<std::size_t>(end_ - from);
  read_block(from);
  const bool has_more = static_cast<std::size_t>(end_ - begin_) > visible_before;
  if (has_more && on_read_) on_read_({read_bytes_, file_bytes_});
  return has_more;
}

void Source::read_block(const char* from) {
  const auto kept = static_cast<std::size_t>(end_ - from);
  // Doubled where one record is longer than the window, so that such a record costs linear time.
  std::size_t more = std::max(window_bytes_, kept);
  std::size_t least = kept < window_bytes_ ? 1 : kept;  // of a pipe: whatever there is
  if (file_bytes_ > 0) {
    if (size_of(file_) < file_bytes_) refuse_shorter_file();
    more = least = std::min(more, file_bytes_ - read_bytes_);
  }
  if (kept > 0) std::memmove(buffer_.data(), from, kept);
  if (buffer_.size() < kept + more) buffer_.resize(kept + more);
  begin_ = buffer_.data();
  end_ = begin_ + kept;

  std::size_t filled = 0;
  while (filled < least && !at_end_) {
    if (on_read_ && file_bytes_ == 0 && would_wait()) on_read_({read_bytes_ + filled, 0, true});
    const ssize_t count = read(file_.number(), buffer_.data() + kept + filled, more - filled);
    if (count < 0 && errno != EINTR) refuse(errno);
    if (count > 0) filled += static_cast<std::size_t>(count);
    at_end_ = count == 0;
    if (at_end_ && file_bytes_ > 0) refuse_shorter_file();
    // A signal, or the end, which may be that of a writer whom the same Ctrl-C ended: it may want to stop.
    if (count <= 0 && on_read_) on_read_({read_bytes_ + filled, file_bytes_});
  }
  end_ += filled;
  read_bytes_ += filled;
}

bool Source::would_wait() const {
  pollfd input{file_.number(), POLLIN, 0};
  return poll(&input, 1, 0) == 0;
}

void Source::refuse(int error) const {
  throw InputError({name_}, std::string("cannot be read: ") + std::strerror(error));
}

// Somebody writes it anew: what was read so far is no result.
void Source::refuse_shorter_file() const { throw InputError({name_}, "became shorter while it was read"); }

std::string read_whole(const std::string& path, std::size_t limit) {
  Source source(path);
  while (source.advance(source.begin())) {
    if (static_cast<std::size_t>(source.end() - source.begin()) > limit) {
      throw InputError({source.name()}, "larger than " + std::to_string(limit >> 20) + " MiB");
    }
  }
  return {source.begin(), source.end()};
}

}  // namespace adaline::io
