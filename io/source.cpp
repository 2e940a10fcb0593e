#include "source.hpp"

#include <fcntl.h>
#include <sys/mman.h>
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

  // A pipe has no size, and standard input may be a file of which a part was read: both are read in blocks.
  const std::size_t size = path == "-" ? 0 : size_of(file_);
  if (size == 0) return;
  void* const mapping = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file_.number(), 0);
  if (mapping == MAP_FAILED) return;  // some file systems cannot
  mapping_ = static_cast<char*>(mapping);
  mapped_bytes_ = size;
  begin_ = end_ = mapping_;
}

Source::~Source() {
  if (mapping_ != nullptr) munmap(mapping_, mapped_bytes_);
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
  mapping_ != nullptr ? show_more_of_mapping(from) : read_block(from);
  const bool has_more = static_cast<std::size_t>(end_ - begin_) > visible_before;
  if (has_more && on_read_) on_read_({read_bytes_, mapped_bytes_});
  return has_more;
}

void Source::show_more_of_mapping(const char* from) {
  // Touching pages that are no longer there would end the program.
  if (size_of(file_) < mapped_bytes_) throw InputError({name_}, "became shorter while it was read");
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t done = static_cast<std::size_t>(from - mapping_) / page * page;
  madvise(mapping_ + released_bytes_, done - released_bytes_, MADV_DONTNEED);
  released_bytes_ = done;

  // Doubled where one record is longer than the window, so that such a record costs linear time.
  const std::size_t more = std::max(window_bytes_, static_cast<std::size_t>(end_ - from));
  read_bytes_ += std::min(more, mapped_bytes_ - read_bytes_);
  begin_ = from;
  end_ = mapping_ + read_bytes_;
}

void Source::read_block(const char* from) {
  const auto kept = static_cast<std::size_t>(end_ - from);
  if (kept > 0) std::memmove(buffer_.data(), from, kept);
  const std::size_t room = std::max(window_bytes_, kept);
  if (buffer_.size() < kept + room) buffer_.resize(kept + room);
  begin_ = buffer_.data();
  end_ = begin_ + kept;
  // Whatever there is; but doubled, as a mapping is, where one record is longer than the window.
  const char* const wanted = end_ + (kept < window_bytes_ ? 1 : kept);
  while (end_ < wanted && !at_end_) {
    const auto filled = static_cast<std::size_t>(end_ - begin_);
    const ssize_t count = read(file_.number(), buffer_.data() + filled, buffer_.size() - filled);
    if (count > 0) {
      end_ += count;
      read_bytes_ += static_cast<std::size_t>(count);
    }
    if (count < 0 && errno != EINTR) refuse(errno);
    // A signal, or the end, which may be that of a writer whom the same Ctrl-C ended: it may want to stop.
    if (count <= 0 && on_read_) on_read_({read_bytes_, 0});
    at_end_ = count == 0;
  }
}

void Source::refuse(int error) const {
  throw InputError({name_}, std::string("cannot be read: ") + std::strerror(error));
}

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
