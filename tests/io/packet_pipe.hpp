// A pipe that is read in the pieces that were written.
#pragma once

#include <string>
#include <thread>
#include <vector>

#include "io/file_descriptor.hpp"

namespace adaline::test {

// Written by a thread of its own, which ends when all was read or nobody reads. A piece is at most 4096 bytes.
class PacketPipe {
 public:
  explicit PacketPipe(std::vector<std::string> pieces);
  PacketPipe(const PacketPipe&) = delete;
  PacketPipe& operator=(const PacketPipe&) = delete;
  ~PacketPipe();

  // Where the pipe can be opened to read, as a file.
  std::string path() const;

 private:
  io::FileDescriptor read_end_;
  std::thread writer_;
};

}  // namespace adaline::test
