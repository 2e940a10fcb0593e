// A fuzzer's bytes as files that can be opened by a path. No disk, no thread.
#pragma once

#include <string>
#include <string_view>

#include "io/file_descriptor.hpp"

namespace adaline::test {

class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content);

  std::string path() const;

 private:
  io::FileDescriptor file_;
};

// Holds all from the start, so that nobody waits for a writer. At most a mebibyte, which is what everybody may
// have.
class FilledPipe {
 public:
  explicit FilledPipe(std::string_view content);

  // To be opened once.
  std::string path() const;

 private:
  io::FileDescriptor read_end_;
};

}  // namespace adaline::test
