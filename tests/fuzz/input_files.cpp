#include "tests/fuzz/input_files.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <stdexcept>

namespace adaline::test {
namespace {

void write_all(const io::FileDescriptor& file, std::string_view content) {
  const ssize_t written = write(file.number(), content.data(), content.size());
  if (written != static_cast<ssize_t>(content.size()))
    throw std::runtime_error("cannot write a fuzzer's bytes");
}

std::string path_of(const io::FileDescriptor& file) { return "/dev/fd/" + std::to_string(file.number()); }

}  // namespace

MemoryFile::MemoryFile(std::string_view content) : file_(memfd_create("fuzz", MFD_CLOEXEC)) {
  write_all(file_, content);
}

std::string MemoryFile::path() const { return path_of(file_); }

FilledPipe::FilledPipe(std::string_view content) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) throw std::runtime_error("no pipe");
  read_end_ = io::FileDescriptor(ends[0]);
  const io::FileDescriptor write_end(ends[1]);
  fcntl(write_end.number(), F_SETPIPE_SZ, 1 << 20);
  write_all(write_end, content);
}

std::string FilledPipe::path() const { return path_of(read_end_); }

}  // namespace adaline::test
