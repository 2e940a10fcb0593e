// Processes that run one command together, as mpirun starts them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace adaline::cli {

// Ranks are numbered from 0; rank 0 writes and prints. Functions are collective, but for send(), receive() and
// the notices: all ranks call them, in the same order. docs/mpi.md says how a training uses them.
class Ranks {
 public:
  Ranks() = default;
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;
  virtual ~Ranks() = default;

  virtual std::size_t number() const = 0;
  virtual std::size_t count() const = 0;
  bool is_first() const { return number() == 0; }

  // What rank 0 passes is returned on all.
  virtual std::string from_first(const std::string& bytes) = 0;

  // Each send() is for a receive() of that rank, in the order in which they are called.
  virtual void send(const std::string& bytes, std::size_t to) = 0;
  virtual std::string receive(std::size_t from) = 0;

  // Each rank gives bytes for some numbers, which rise; none is there twice. Rank 0 takes those of all ranks in
  // the order of their numbers; an exception of take() passes on when all have been received.
  using BytesOf = std::function<std::string(std::size_t index)>;
  using Take = std::function<void(std::size_t number, const std::string& bytes)>;
  virtual void gather(std::span<const std::size_t> numbers, const BytesOf& bytes_of, const Take& take) = 0;

  // A number that all other ranks find by next_notice(), which waits for none. Behind end_notices() there are
  // none left.
  virtual void send_notice(std::uint64_t number) = 0;
  virtual std::optional<std::uint64_t> next_notice() = 0;
  virtual void end_notices() = 0;

  // Ends all ranks at once.
  [[noreturn]] virtual void abort(int exit_code) = 0;

  // Whether all ranks know that the run has failed.
  bool is_over() const { return is_over_; }
  void set_over() { is_over_ = true; }

 private:
  bool is_over_ = false;
};

// Null where nothing like mpirun started this process, or the program was built without MPI. One at a time, and
// once in a process.
std::unique_ptr<Ranks> ranks_of_launcher();

// Runs `work` on rank 0. Where it throws, the run is over on all ranks: the exception passes on there, and on
// other ranks an Error without text and with the exit code 0. Launchers end all ranks where one of them fails:
// the others might fail before rank 0 has said why.
void on_first(Ranks& ranks, const std::function<void()>& work);

// Runs what ranks do together. Where one of them fails alone, as by lack of memory between two steps, it says
// so and ends all of them: the others would wait for it.
void run_together(Ranks& ranks, const std::function<void()>& work);

// Throws Error (usage) where a rank was given something else than rank 0.
void check_same(Ranks& ranks, const std::string& arguments);

}  // namespace adaline::cli
