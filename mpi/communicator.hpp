// A communicator, and bytes that its ranks exchange. Nothing but bytes is sent: what they mean, and in which
// order they are added, is decided by who sends and takes them.
#pragma once

#include <mpi.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace adaline::mpi {

// Throws std::runtime_error with MPI's own words where a call returns an error.
void check(int result);

// A communicator of our own, with the ranks of another one. Functions are collective, but for send(), receive()
// and the notices.
class Communicator {
 public:
  // Bytes are sent in pieces, as MPI counts in int.
  static constexpr std::size_t usual_piece = std::size_t{1} << 30U;
  explicit Communicator(MPI_Comm ranks, std::size_t piece = usual_piece);
  Communicator(const Communicator&) = delete;
  Communicator& operator=(const Communicator&) = delete;
  ~Communicator();

  std::size_t number() const { return number_; }
  std::size_t count() const { return count_; }
  bool is_first() const { return number_ == 0; }

  // What rank 0 passes is returned on all.
  std::string from_first(const std::string& bytes) const { return from_rank(0, bytes); }
  // What that rank passes.
  std::string from_rank(std::size_t rank, const std::string& bytes) const;

  // Each send() is for a receive() of that rank, in the order in which they are called.
  void send(const std::string& bytes, std::size_t to) const;
  std::string receive(std::size_t from) const;

  // Each rank gives bytes for some numbers, which rise. Rank 0 takes those of all ranks in the order of their
  // numbers, each when it is its turn. Where take() throws, the rest is received and dropped, and the exception
  // then passes on. Throws std::invalid_argument on rank 0 for a number that is there twice.
  using BytesOf = std::function<std::string(std::size_t index)>;
  using Take = std::function<void(std::size_t number, const std::string& bytes)>;
  void gather(std::span<const std::size_t> numbers, const BytesOf& bytes_of, const Take& take) const;

  // A number that all other ranks find without waiting for it, by next_notice().
  void send_notice(std::uint64_t number);
  std::optional<std::uint64_t> next_notice();
  // Receives the notices that nobody looked for. Call it when no rank sends any more.
  void end_notices();

 private:
  MPI_Comm ranks_ = MPI_COMM_NULL;
  std::size_t piece_;
  std::size_t number_ = 0;
  std::size_t count_ = 1;
  std::deque<std::uint64_t> notices_;  // that were sent
  std::vector<MPI_Request> requests_;
  std::uint64_t received_notices_ = 0;
};

}  // namespace adaline::mpi
