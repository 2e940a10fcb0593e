#include "io/source.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "io/input_error.hpp"
#include "parallel/ranges.hpp"

namespace adaline::io {

FileState state_of(const FileDescriptor& file) {
  struct stat status {};
  if (fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  return {static_cast<std::size_t>(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

namespace {

// Enough for each thread, while all of them and what is made of them stay in the last cache.
std::size_t windows_of(const Workers* workers) {
  return workers == nullptr ? 1 : std::min<std::size_t>(workers->threads(), 8);
}

}  // namespace

std::string input_name(const std::string& path) { return path == "-" ? "standard input" : path; }

std::string size_text(std::size_t bytes) {
  return bytes >> 20 != 0 ? std::to_string(bytes >> 20) + " MiB" : std::to_string(bytes) + " bytes";
}

Source::Source(const std::string& path, OnRead on_read, std::size_t window_bytes, std::size_t most_bytes)
    : name_(input_name(path)),
      on_read_(std::move(on_read)),
      window_bytes_(std::min(window_bytes, most_bytes)),
      most_bytes_(most_bytes) {
  if (path == "-") {
    file_ = FileDescriptor(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
  } else {
    open_file(path);
  }
  if (!file_.is_open()) refuse(errno);

  // A pipe has no size, and standard input may be a file of which a part was read.
  if (path != "-") opened_ = state_of(file_);
  file_bytes_ = opened_.bytes;
}

Source::Source(const std::string& path, const Section& section, OnRead on_read)
    : Source(path, std::move(on_read)) {
  if (opened_ != section.state) throw InputError({name_}, "changed while it was read");
  buffer_.assign(section.before.begin(), section.before.end());
  begin_ = buffer_.data();
  end_ = begin_ + buffer_.size();
  read_bytes_ = buffer_.size();
  shift_ = section.begin - read_bytes_;
  file_bytes_ = read_bytes_ + (section.end - section.begin);
}

// A named pipe opens only when somebody writes to it.
void Source::open_file(const std::string& path) {
  file_ = FileDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  while (!file_.is_open() && errno == EINTR) {
    if (on_read_) on_read_({});
    file_ = FileDescriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  }
}

bool Source::advance(const char* from, Workers* workers) {
  const auto visible_before = static_cast<std::size_t>(end_ - from);
  read_block(from, workers);
  const bool has_more = static_cast<std::size_t>(end_ - begin_) > visible_before;
  if (has_more && on_read_) on_read_({read_bytes_, file_bytes_});
  return has_more;
}

void Source::read_block(const char* from, Workers* workers) {
  const auto kept = static_cast<std::size_t>(end_ - from);
  if (is_full(from)) throw InputError({name_}, "a line of more than " + size_text(most_bytes_));
  const std::size_t window = window_bytes_ * windows_of(workers);
  // Doubled where one record is longer than the window, so that such a record costs linear time.
  std::size_t more = std::min(std::max(window, kept), most_bytes_ - kept);
  std::size_t least = kept < window ? 1 : more;  // of a pipe: whatever there is
  if (file_bytes_ > 0) {
    if (state_of(file_).bytes < file_bytes_) refuse_shorter_file();
    more = least = std::min(more, file_bytes_ - read_bytes_);
  }
  if (kept > 0) std::memmove(buffer_.data(), from, kept);
  if (buffer_.size() < kept + more) buffer_.resize(kept + more);
  begin_ = buffer_.data();
  end_ = begin_ + kept;

  std::size_t filled = file_bytes_ > 0 ? read_shares(buffer_.data() + kept, more, workers) : 0;
  while (filled < least && !at_end_) {
    if (on_read_ && file_bytes_ == 0 && would_wait()) on_read_({read_bytes_ + filled, 0, true});
    const std::ptrdiff_t count = read_some(buffer_.data() + kept + filled, more - filled, read_bytes_ + filled);
    if (count < 0 && errno != EINTR) refuse(errno);
    if (count > 0) filled += static_cast<std::size_t>(count);
    at_end_ = count == 0;
    if (at_end_ && file_bytes_ > 0) end_early(read_bytes_ + filled);
    // A signal, or the end, which may be that of a writer whom the same Ctrl-C ended: it may want to stop.
    if (count <= 0 && on_read_) on_read_({read_bytes_ + filled, file_bytes_});
  }
  if (on_bytes_) on_bytes_({end_, filled});
  end_ += filled;
  read_bytes_ += filled;
}

// Returns how many bytes were read; what ended them shows when the rest is read.
std::size_t Source::read_shares(char* to, std::size_t bytes, Workers* workers) const {
  const parallel::Ranges shares(workers, bytes, parallel::microseconds_to_copy(bytes));
  if (shares.count() == 1) return 0;
  std::vector<std::size_t> filled(shares.count());
  shares.for_each([&](std::size_t i) {
    const std::size_t begin = shares.begin(i), length = shares.end(i) - begin;
    std::ptrdiff_t count = 1;
    while (count > 0 && filled[i] < length) {
      count = read_some(to + begin + filled[i], length - filled[i], read_bytes_ + begin + filled[i]);
      if (count > 0) filled[i] += static_cast<std::size_t>(count);
    }
  });
  for (std::size_t i = 0; i < shares.count(); ++i) {
    if (filled[i] < shares.end(i) - shares.begin(i)) return shares.begin(i) + filled[i];
  }
  return bytes;
}

// Of a file, threads may read at several places at once.
std::ptrdiff_t Source::read_some(char* to, std::size_t bytes, std::size_t offset) const {
  if (file_bytes_ == 0) return read(file_.number(), to, bytes);
  return pread(file_.number(), to, bytes, static_cast<off_t>(shift_ + offset));
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

// The length of a file in /sys, and of others that are made when they are read, is only a guess. Where a file
// has not changed since it was opened, nobody made it shorter: its end is its end.
void Source::end_early(std::size_t bytes) {
  if (state_of(file_) != opened_) refuse_shorter_file();
  file_bytes_ = bytes;
}

std::string read_whole(const std::string& path, std::size_t limit) {
  Source source(path, {}, Source::usual_window_bytes, limit + 1);  // the one tells that there is more
  return read_whole(source, limit);
}

std::string read_whole(Source& source, std::size_t limit) {
  while (source.advance(source.begin())) {
    if (static_cast<std::size_t>(source.end() - source.begin()) > limit) {
      throw InputError({source.name()}, "larger than " + size_text(limit));
    }
  }
  return {source.begin(), source.end()};
}

}  // namespace adaline::io
