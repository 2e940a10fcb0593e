#include "cli/ranks.hpp"

#include <fmt/core.h>

#include <exception>

#include "cli/errors.hpp"
#include "cli/failure.hpp"
#include "cli/output.hpp"

namespace adaline::cli {

void on_first(Ranks& ranks, const std::function<void()>& work) {
  std::exception_ptr failure;
  bool has_failed = false;
  if (ranks.is_first()) {
    try {
      work();
    } catch (const std::exception&) {
      failure = std::current_exception();
      has_failed = true;
    }
  }
  has_failed = ranks.from_first(has_failed ? "failed" : "done") == "failed";
  if (!has_failed) return;
  ranks.set_over();
  if (failure) std::rethrow_exception(failure);
  throw Error(ExitCode::done, "");
}

void run_together(Ranks& ranks, const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception&) {
    if (ranks.is_over()) throw;
    const Failure failure = current_failure();
    note(failure.message);
    ranks.abort(static_cast<int>(failure.code));
  }
}

void check_same(Ranks& ranks, const std::string& arguments) {
  const std::size_t mine[] = {ranks.number()};
  std::optional<std::size_t> other;
  const auto take = [&](std::size_t number, const std::string& theirs) {
    if (!other && theirs != arguments) other = number;
  };
  ranks.gather(
      mine, [&](std::size_t) { return arguments; }, take);
  on_first(ranks, [&] {
    if (!other) return;
    throw Error(
        ExitCode::usage,
        fmt::format("rank {} of mpirun was given other options or files than rank 0: all ranks share one "
                    "training",
                    *other));
  });
}

}  // namespace adaline::cli
