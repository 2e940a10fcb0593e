// A file descriptor that closes itself.
#pragma once

#include <unistd.h>

#include <utility>

namespace adaline::io {

class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~FileDescriptor() { close(); }

  int number() const { return number_; }
  bool is_open() const { return number_ != -1; }

  // Returns what close() returned, 0 where nothing was open.
  int close() {
    const int number = std::exchange(number_, -1);
    return number == -1 ? 0 : ::close(number);
  }

 private:
  int number_ = -1;
};

}  // namespace adaline::io
