// adaline::mpi::fold() on any number of ranks: the bits of one process, and errors that all ranks get. It is
// run by mpirun, and ends with 1 where a rank has found a difference.
#include <mpi.h>

#include <adaline/moments.hpp>
#include <adaline/mpi.hpp>

#include <cstddef>
#include <cstdio>
#include <functional>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mpi/communicator.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

int failures = 0;

void expect_same(const std::string& got, const std::string& want, const char* what) {
  if (got == want) return;
  ++failures;
  std::fprintf(stderr, "%s: got %s, expected %s\n", what, got.c_str(), want.c_str());
}

std::string bytes_of(const Moments& moments) {
  std::ostringstream to;
  moments.save(to);
  return to.str();
}

// Of so many rows as no two parts have.
Moments part(std::size_t number, std::size_t features = 3) {
  Random random(number + 1);
  const std::size_t rows = 700 * number % 4000;
  std::vector<double> x(rows * features), t(rows);
  for (double& value : x) value = static_cast<double>(random.below(1000)) / 7 + 1e6;
  for (double& value : t) value = static_cast<double>(random.below(1000)) / 3;
  Moments moments(features);
  moments.add(Samples<double>{{x.data(), rows, features}, t});
  const std::vector<std::string_view> names(features, "x");
  moments.set_names(names, "y");
  return moments;
}

struct Mine {
  std::vector<Moments> parts;
  std::vector<std::size_t> numbers;
};

// In blocks, one after another, all on the last rank, or anywhere; in falling order, which must not matter.
Mine parts_of(std::size_t rank, std::size_t ranks, std::size_t count, std::size_t way) {
  Mine mine;
  for (std::size_t i = count; i-- > 0;) {
    const std::size_t owners[] = {i * ranks / count, i % ranks, ranks - 1, (i * i + 3 * i + 1) / 2 % ranks};
    const std::size_t owner = owners[way];
    if (owner != rank) continue;
    mine.parts.push_back(part(i));
    mine.numbers.push_back(10 * i);
  }
  return mine;
}

void check_bits(std::size_t rank, std::size_t ranks) {
  for (const std::size_t count : {1U, 2U, 3U, 5U, 7U, 8U, 13U, 20U, 33U}) {
    MomentsFold fold;
    for (std::size_t i = 0; i < count; ++i) fold.add(part(i));
    // As any part that was folded.
    Moments all(fold.total().features());
    all.merge(fold.total());
    for (const std::size_t way : {0U, 1U, 2U, 3U}) {
      const Mine mine = parts_of(rank, ranks, count, way);
      const Moments got = mpi::fold(mine.parts, mine.numbers, MPI_COMM_WORLD);
      expect_same(bytes_of(got) == bytes_of(all) ? "same" : "others", "same", "bits");
    }
  }
}

std::string error_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "no error";
}

void check_errors(std::size_t rank, std::size_t ranks) {
  const std::vector<Moments> one = {part(rank)};
  const std::vector<std::size_t> own = {rank}, same = {5}, none;
  expect_same(error_of([] { mpi::fold({}, {}, MPI_COMM_WORLD); }), "no rank has a part", "no part");
  if (ranks > 1) {
    expect_same(error_of([&] { mpi::fold(one, same, MPI_COMM_WORLD); }), "part 5 is there twice", "twice");
  }
  const std::size_t last = ranks - 1;
  const std::vector<Moments> wider = {part(rank, rank == last ? 4 : 3)};
  if (ranks > 1) {
    expect_same(error_of([&] { mpi::fold(wider, own, MPI_COMM_WORLD); }),
                "part " + std::to_string(last) + " has 4 features, expected 3 (as parts before it)",
                "features");
  }
  expect_same(error_of([&] { mpi::fold(one, rank == last ? none : own, MPI_COMM_WORLD); }),
              "numbers has 0 elements, expected 1 (one for each part of rank " + std::to_string(last) + ")",
              "numbers");
  // Of several errors, that of the first parts.
  Moments named = part(rank);
  const std::vector<std::string_view> names = {"x", rank == 0 ? "x" : "z", "x"};
  named.set_names(names, rank < 2 ? "y" : "t");
  if (ranks > 1) {
    expect_same(error_of([&] {
                  mpi::fold({&named, 1}, own, MPI_COMM_WORLD);
                }),
                "behind: column 1 (counted from 0) is \"z\", and \"x\" in these moments", "names");
  }
  Moments moved = part(rank);
  const Moments taken = std::move(moved);
  expect_same(
      error_of([&] { mpi::fold(rank == last ? std::span(&moved, 1) : std::span(one), own, MPI_COMM_WORLD); }),
      "moments: they were moved from", "moved");
  // And it goes on.
  check_bits(rank, ranks);
}

// What is longer than MPI counts goes in pieces, here of seven bytes.
void check_pieces(std::size_t rank, std::size_t ranks) {
  const auto text = [](std::size_t number) {
    return std::string(number, static_cast<char>('a' + number % 26));
  };
  const mpi::Communicator communicator(MPI_COMM_WORLD, 7);
  std::vector<std::size_t> mine;
  for (std::size_t number = rank; number < 60; number += ranks) mine.push_back(number);
  std::size_t next = 0;
  const auto take = [&](std::size_t number, const std::string& bytes) {
    expect_same(std::to_string(number), std::to_string(next++), "order of bytes");
    expect_same(bytes, text(number), "bytes");
  };
  communicator.gather(
      mine, [&](std::size_t i) { return text(mine[i]); }, take);
  expect_same(std::to_string(next), rank == 0 ? "60" : "0", "number of messages");
  for (const std::size_t length : {0U, 6U, 7U, 50U}) {
    expect_same(communicator.from_first(rank == 0 ? text(length) : "other"), text(length), "broadcast");
  }
}

}  // namespace
}  // namespace adaline::test

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  int rank = 0, ranks = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  if (argc != 2 || std::to_string(ranks) != argv[1]) {
    std::fprintf(stderr, "%d ranks are not the number that was asked for\n", ranks);
    MPI_Abort(MPI_COMM_WORLD, 1);
  }
  adaline::test::check_pieces(static_cast<std::size_t>(rank), static_cast<std::size_t>(ranks));
  adaline::test::check_errors(static_cast<std::size_t>(rank), static_cast<std::size_t>(ranks));
  MPI_Finalize();
  return adaline::test::failures == 0 ? 0 : 1;
}
