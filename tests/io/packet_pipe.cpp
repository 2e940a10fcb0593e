#include "tests/io/packet_pipe.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace adaline::test {
namespace {

void write_pieces(io::FileDescriptor end, const std::vector<std::string>& pieces) {
  // Where nobody reads any longer, write() shall return.
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
  for (const std::string& piece : pieces) {
    if (write(end.number(), piece.data(), piece.size()) == -1) return;
  }
}

}  // namespace

PacketPipe::PacketPipe(std::vector<std::string> pieces) {
  int ends[2];
  // With O_DIRECT a read() returns what one write() gave, never more.
  if (pipe2(ends, O_DIRECT | O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  read_end_ = io::FileDescriptor(ends[0]);
  writer_ = std::thread([end = io::FileDescriptor(ends[1]), all = std::move(pieces)]() mutable {
    write_pieces(std::move(end), all);
  });
}

PacketPipe::~PacketPipe() {
  read_end_.close();
  writer_.join();
}

std::string PacketPipe::path() const { return "/dev/fd/" + std::to_string(read_end_.number()); }

}  // namespace adaline::test
