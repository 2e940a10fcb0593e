// Ranks by MPI.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "cli/errors.hpp"
#include "cli/ranks.hpp"
#include "mpi/communicator.hpp"

namespace adaline::cli {
namespace {

// Of Open MPI; of MPICH, its relatives and Slurm.
constexpr const char* sizes_of_launchers[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"};
constexpr const char* sign_of_other_launchers = "PMIX_RANK";

// How many processes the launcher has started; 0 where it does not say so.
std::size_t count_of_launcher() {
  for (const char* const name : sizes_of_launchers) {
    const char* const text = std::getenv(name);
    if (text == nullptr) continue;
    std::size_t count = 0;
    const std::string_view digits = text;
    std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (count > 0) return count;
  }
  return 0;
}

class Initialised {
 public:
  Initialised() { mpi::check(MPI_Init(nullptr, nullptr)); }
  Initialised(const Initialised&) = delete;
  Initialised& operator=(const Initialised&) = delete;
  ~Initialised() { MPI_Finalize(); }
};

class MpiRanks : public Ranks {
 public:
  explicit MpiRanks(std::size_t expected) : ranks_(MPI_COMM_WORLD) {
    if (expected == 0 || ranks_.count() == expected) return;
    throw Error(
        ExitCode::failure,
        fmt::format("{} processes were started together, but MPI knows of {}: the program is built with "
                    "another MPI than that of mpirun",
                    expected, ranks_.count()));
  }

  std::size_t number() const override { return ranks_.number(); }
  std::size_t count() const override { return ranks_.count(); }
  std::string from_first(const std::string& bytes) override { return ranks_.from_first(bytes); }
  void send(const std::string& bytes, std::size_t to) override { ranks_.send(bytes, to); }
  std::string receive(std::size_t from) override { return ranks_.receive(from); }
  void gather(std::span<const std::size_t> numbers, const BytesOf& bytes_of, const Take& take) override {
    ranks_.gather(numbers, bytes_of, take);
  }
  void send_notice(std::uint64_t number) override { ranks_.send_notice(number); }
  std::optional<std::uint64_t> next_notice() override { return ranks_.next_notice(); }
  void end_notices() override { ranks_.end_notices(); }
  [[noreturn]] void abort(int exit_code) override {
    MPI_Abort(MPI_COMM_WORLD, exit_code);
    std::abort();  // which it never comes to
  }

 private:
  Initialised initialised_;
  mpi::Communicator ranks_;
};

}  // namespace

std::unique_ptr<Ranks> ranks_of_launcher() {
  const std::size_t count = count_of_launcher();
  // Alone it needs no MPI, which takes its time, and might not run here at all: shells inherit these variables.
  if (count == 1 || (count == 0 && std::getenv(sign_of_other_launchers) == nullptr)) return nullptr;
  return std::make_unique<MpiRanks>(count);
}

}  // namespace adaline::cli
