#include <adaline/mpi.hpp>

#include <algorithm>
#include <limits>
#include <new>
#include <numeric>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "mpi/communicator.hpp"

namespace adaline::mpi {
namespace {

// What a rank sends begins with one of these. An error is what is wrong with an argument.
constexpr char moments_follow = 'm', error_follows = 'e', no_memory = 'n';

[[noreturn]] void fail(const std::string& bytes) {
  if (bytes.front() == no_memory) throw std::bad_alloc();
  throw std::invalid_argument(bytes.substr(1));
}

// What make() returns, or what it throws.
template <class Make>
std::string moments_or_error(Make make) {
  try {
    return moments_follow + make();
  } catch (const std::invalid_argument& error) {
    return error_follows + std::string(error.what());
  } catch (const std::bad_alloc&) {
    return {no_memory};
  }
}

std::string bytes_of(const Moments& moments) {
  std::ostringstream to;
  moments.save(to);
  return to.str();
}

Moments moments_of(const std::string& bytes) {
  std::istringstream from(bytes);
  return Moments::load(from);
}

// One part, whose tree of chunks is folded: its size is then that of its sums.
std::string folded_bytes_of(const Moments& moments) {
  Moments folded(moments.features());
  folded.merge(moments);
  return bytes_of(folded);
}

// On rank 0.
Moments fold_on_first(Communicator& ranks, std::span<const std::size_t> numbers,
                      const Communicator::BytesOf& bytes) {
  std::optional<Moments> all;
  ranks.gather(numbers, bytes, [&](std::size_t number, const std::string& part) {
    if (part.front() != moments_follow) fail(part);
    const Moments moments = moments_of(part.substr(1));
    if (!all) {
      all = moments;
    } else if (all->features() != moments.features()) {
      throw std::invalid_argument("part " + std::to_string(number) + " has " +
                                  std::to_string(moments.features()) + " features, expected " +
                                  std::to_string(all->features()) + " (as parts before it)");
    } else {
      all->merge(moments);
    }
  });
  if (!all) throw std::invalid_argument("no rank has a part");
  return *all;
}

}  // namespace

Moments fold(std::span<const Moments> mine, std::span<const std::size_t> numbers, MPI_Comm communicator) {
  Communicator ranks(communicator);
  std::string wrong;
  if (mine.size() != numbers.size()) {
    wrong = "numbers has " + std::to_string(numbers.size()) + " elements, expected " +
            std::to_string(mine.size()) + " (one for each part of rank " + std::to_string(ranks.number()) + ")";
  }
  std::vector<std::size_t> order(mine.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::size_t> sorted;
  if (wrong.empty()) {
    std::ranges::sort(order, {}, [&](std::size_t i) { return numbers[i]; });
    for (const std::size_t i : order) sorted.push_back(numbers[i]);
  } else {
    // One that nobody else has, for the error.
    sorted = {std::numeric_limits<std::size_t>::max() - ranks.number()};
  }
  const auto bytes = [&](std::size_t i) {
    return moments_or_error([&] {
      if (!wrong.empty()) throw std::invalid_argument(wrong);
      return folded_bytes_of(mine[order[i]]);
    });
  };

  // What rank 0 found is then known to all of them.
  std::string outcome;
  if (ranks.is_first()) {
    outcome = moments_or_error([&] { return bytes_of(fold_on_first(ranks, sorted, bytes)); });
  } else {
    ranks.gather(sorted, bytes, {});
  }
  outcome = ranks.from_first(outcome);
  if (outcome.front() != moments_follow) fail(outcome);
  return moments_of(outcome.substr(1));
}

}  // namespace adaline::mpi
