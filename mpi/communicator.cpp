#include "mpi/communicator.hpp"

#include <algorithm>
#include <cstring>
#include <exception>
#include <stdexcept>
#include <utility>
#include <vector>

namespace adaline::mpi {
namespace {

constexpr int part_tag = 1, notice_tag = 2;

// Calls transfer(begin, count) for all bytes, in pieces.
template <class Transfer>
void in_pieces(std::size_t bytes, std::size_t piece, Transfer transfer) {
  for (std::size_t begin = 0; begin < bytes; begin += piece) {
    check(transfer(begin, static_cast<int>(std::min(piece, bytes - begin))));
  }
}

struct NumberOnRank {
  std::uint64_t number = 0;
  std::size_t rank = 0;
};

}  // namespace

void check(int result) {
  if (result == MPI_SUCCESS) return;
  char text[MPI_MAX_ERROR_STRING] = {};
  int length = 0;
  MPI_Error_string(result, text, &length);
  throw std::runtime_error("MPI: " + std::string(text, static_cast<std::size_t>(length)));
}

Communicator::Communicator(MPI_Comm ranks, std::size_t piece) : piece_(piece) {
  check(MPI_Comm_dup(ranks, &ranks_));
  int number = 0, count = 1;
  check(MPI_Comm_rank(ranks_, &number));
  check(MPI_Comm_size(ranks_, &count));
  number_ = static_cast<std::size_t>(number);
  count_ = static_cast<std::size_t>(count);
}

Communicator::~Communicator() { MPI_Comm_free(&ranks_); }

std::string Communicator::from_rank(std::size_t rank, const std::string& bytes) const {
  const int root = static_cast<int>(rank);
  std::uint64_t size = bytes.size();
  check(MPI_Bcast(&size, sizeof size, MPI_BYTE, root, ranks_));
  std::string text = rank == number_ ? bytes : std::string(size, '\0');
  in_pieces(size, piece_, [&](std::size_t begin, int count) {
    return MPI_Bcast(text.data() + begin, count, MPI_BYTE, root, ranks_);
  });
  return text;
}

void Communicator::send(const std::string& bytes, std::size_t to) const {
  const int rank = static_cast<int>(to);
  const std::uint64_t size = bytes.size();
  check(MPI_Send(&size, sizeof size, MPI_BYTE, rank, part_tag, ranks_));
  in_pieces(size, piece_, [&](std::size_t begin, int count) {
    return MPI_Send(bytes.data() + begin, count, MPI_BYTE, rank, part_tag, ranks_);
  });
}

std::string Communicator::receive(std::size_t from) const {
  const int rank = static_cast<int>(from);
  std::uint64_t size = 0;
  check(MPI_Recv(&size, sizeof size, MPI_BYTE, rank, part_tag, ranks_, MPI_STATUS_IGNORE));
  std::string bytes(size, '\0');
  in_pieces(size, piece_, [&](std::size_t begin, int count) {
    return MPI_Recv(bytes.data() + begin, count, MPI_BYTE, rank, part_tag, ranks_, MPI_STATUS_IGNORE);
  });
  return bytes;
}

void Communicator::gather(std::span<const std::size_t> numbers, const BytesOf& bytes_of,
                          const Take& take) const {
  std::string mine(numbers.size() * sizeof(std::uint64_t), '\0');
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::uint64_t number = numbers[i];
    std::memcpy(mine.data() + i * sizeof number, &number, sizeof number);
  }
  if (!is_first()) {
    send(mine, 0);
    for (std::size_t i = 0; i < numbers.size(); ++i) send(bytes_of(i), 0);
    return;
  }

  std::vector<NumberOnRank> all;
  for (std::size_t rank = 0; rank < count_; ++rank) {
    const std::string theirs = rank == 0 ? mine : receive(rank);
    for (std::size_t at = 0; at < theirs.size(); at += sizeof(std::uint64_t)) {
      NumberOnRank each{0, rank};
      std::memcpy(&each.number, theirs.data() + at, sizeof each.number);
      all.push_back(each);
    }
  }
  // Those of one rank stay in their order, in which it sends them.
  std::ranges::stable_sort(all, {}, &NumberOnRank::number);
  std::exception_ptr failure;
  const auto twice = std::ranges::adjacent_find(all, {}, &NumberOnRank::number);
  if (twice != all.end()) {
    failure = std::make_exception_ptr(
        std::invalid_argument("part " + std::to_string(twice->number) + " is there twice"));
  }
  std::size_t own = 0;
  for (const NumberOnRank& each : all) {
    std::string bytes = each.rank == 0 ? std::string() : receive(each.rank);
    if (failure) continue;
    try {
      if (each.rank == 0) bytes = bytes_of(own++);
      take(each.number, bytes);
    } catch (...) {
      failure = std::current_exception();
    }
  }
  if (failure) std::rethrow_exception(failure);
}

void Communicator::send_notice(std::uint64_t number) {
  notices_.push_back(number);
  for (int rank = 0; rank < static_cast<int>(count_); ++rank) {
    if (rank == static_cast<int>(number_)) continue;
    requests_.push_back(MPI_REQUEST_NULL);
    check(MPI_Isend(&notices_.back(), sizeof number, MPI_BYTE, rank, notice_tag, ranks_, &requests_.back()));
  }
}

std::optional<std::uint64_t> Communicator::next_notice() {
  int is_there = 0;
  MPI_Status status;
  check(MPI_Iprobe(MPI_ANY_SOURCE, notice_tag, ranks_, &is_there, &status));
  if (is_there == 0) return std::nullopt;
  std::uint64_t number = 0;
  check(MPI_Recv(&number, sizeof number, MPI_BYTE, status.MPI_SOURCE, notice_tag, ranks_, MPI_STATUS_IGNORE));
  ++received_notices_;
  return number;
}

void Communicator::end_notices() {
  std::vector<std::uint64_t> sent(count_);
  const std::uint64_t mine = notices_.size();
  check(MPI_Allgather(&mine, sizeof mine, MPI_BYTE, sent.data(), sizeof mine, MPI_BYTE, ranks_));
  std::uint64_t expected = 0;
  for (std::size_t rank = 0; rank < count_; ++rank) {
    if (rank != number_) expected += sent[rank];
  }
  while (received_notices_ < expected) {
    std::uint64_t number = 0;
    check(MPI_Recv(&number, sizeof number, MPI_BYTE, MPI_ANY_SOURCE, notice_tag, ranks_, MPI_STATUS_IGNORE));
    ++received_notices_;
  }
  check(MPI_Waitall(static_cast<int>(requests_.size()), requests_.data(), MPI_STATUSES_IGNORE));
  requests_.clear();
}

}  // namespace adaline::mpi
