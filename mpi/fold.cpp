#include <adaline/mpi.hpp>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>
#include <numeric>
#include <optional>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mpi/communicator.hpp"
#include "mpi/tree_of_ranks.hpp"

namespace adaline::mpi {
namespace {

// Moments; or where `error` is not empty, what is wrong with an argument, or that there was no memory.
struct Folded {
  std::optional<Moments> moments;
  std::string error;
};

constexpr char moments_follow = 'm', error_follows = 'e', no_memory = 'n';

// What make() returns, or what it throws.
template <class Make>
Folded folded_or_error(const Make& make) {
  try {
    return {make(), ""};
  } catch (const std::invalid_argument& error) {
    return {std::nullopt, error_follows + std::string(error.what())};
  } catch (const std::bad_alloc&) {
    return {std::nullopt, {no_memory}};
  }
}

[[noreturn]] void fail(const std::string& error) {
  if (error.front() == no_memory) throw std::bad_alloc();
  throw std::invalid_argument(error.substr(1));
}

// The first error of the parts is that of all.
struct Fold {
  static void join(Folded& first, const Folded& behind) {
    if (!first.moments) return;
    if (!behind.moments) {
      first = behind;
      return;
    }
    const Folded joined = folded_or_error([&] {
      first.moments->merge(*behind.moments);
      return std::nullopt;
    });
    if (!joined.error.empty()) first = joined;
  }

  static std::string to_bytes(const Folded& folded) {
    if (!folded.moments) return folded.error;
    try {
      std::ostringstream to;
      to.put(moments_follow);
      folded.moments->save(to);
      return std::move(to).str();
    } catch (const std::bad_alloc&) {
      return {no_memory};
    }
  }

  static Folded value_of(const std::string& bytes) {
    if (bytes.front() != moments_follow) return {std::nullopt, bytes};
    return folded_or_error([&] {
      std::istringstream from(bytes.substr(1));
      return Moments::load(from);
    });
  }
};

// What all ranks are told of a part.
struct PartOnRank {
  std::uint64_t number = 0;
  std::uint64_t features = 0;
  std::uint64_t rank = 0;
};

std::string bytes_of(const std::vector<PartOnRank>& parts) {
  return {reinterpret_cast<const char*>(parts.data()), parts.size() * sizeof(PartOnRank)};
}

void append_parts(std::string_view bytes, std::vector<PartOnRank>& parts) {
  const std::size_t before = parts.size();
  parts.resize(before + bytes.size() / sizeof(PartOnRank));
  if (!bytes.empty()) std::memcpy(parts.data() + before, bytes.data(), bytes.size());
}

// In the order of their numbers; throws std::invalid_argument where they cannot be folded.
void check(const std::vector<PartOnRank>& parts) {
  if (parts.empty()) throw std::invalid_argument("no rank has a part");
  const auto twice = std::ranges::adjacent_find(parts, {}, &PartOnRank::number);
  if (twice != parts.end()) {
    throw std::invalid_argument("part " + std::to_string(twice->number) + " is there twice");
  }
  for (const PartOnRank& part : parts) {
    if (part.features == parts.front().features) continue;
    throw std::invalid_argument("part " + std::to_string(part.number) + " has " +
                                std::to_string(part.features) + " features, expected " +
                                std::to_string(parts.front().features) + " (as parts before it)");
  }
}

// The parts of all ranks in the order of their numbers, on all ranks; or what is wrong with them.
std::vector<PartOnRank> parts_of_all(const Communicator& ranks, const std::vector<PartOnRank>& mine,
                                     const std::string& wrong) {
  constexpr char parts_follow = 'p';
  const std::size_t number[] = {ranks.number()};
  std::vector<PartOnRank> all;
  std::string error;
  ranks.gather(
      number,
      [&](std::size_t) { return wrong.empty() ? parts_follow + bytes_of(mine) : error_follows + wrong; },
      [&](std::size_t, const std::string& bytes) {
        if (bytes.front() == parts_follow) {
          append_parts(std::string_view(bytes).substr(1), all);
        } else if (error.empty()) {
          error = bytes;
        }
      });
  std::ranges::stable_sort(all, {}, &PartOnRank::number);
  if (ranks.is_first() && error.empty()) {
    try {
      check(all);
    } catch (const std::invalid_argument& wrong_parts) {
      error = error_follows + std::string(wrong_parts.what());
    }
  }
  const std::string outcome = ranks.from_first(error.empty() ? parts_follow + bytes_of(all) : error);
  if (outcome.front() != parts_follow) fail(outcome);
  all.clear();
  append_parts(std::string_view(outcome).substr(1), all);
  return all;
}

}  // namespace

Moments fold(std::span<const Moments> mine, std::span<const std::size_t> numbers, MPI_Comm communicator) {
  Communicator ranks(communicator);
  std::string wrong;
  if (mine.size() != numbers.size()) {
    wrong = "numbers has " + std::to_string(numbers.size()) + " elements, expected " +
            std::to_string(mine.size()) + " (one for each part of rank " + std::to_string(ranks.number()) + ")";
  }
  std::vector<std::size_t> order(wrong.empty() ? mine.size() : 0);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return numbers[i]; });
  std::vector<PartOnRank> parts;
  try {
    for (const std::size_t i : order) {
      parts.push_back({.number = numbers[i], .features = mine[i].features(), .rank = ranks.number()});
    }
  } catch (const std::invalid_argument& error) {
    wrong = error.what();  // moments that were moved from
  }
  std::vector<std::size_t> owners;
  for (const PartOnRank& part : parts_of_all(ranks, parts, wrong)) owners.push_back(part.rank);

  TreeOfRanks tree(ranks, std::move(owners));
  auto next = order.begin();  // the tree asks for them in their order
  const auto take = [&](std::size_t begin, std::size_t end) -> std::optional<Folded> {
    if (end - begin > 1) return std::nullopt;
    const Moments& part = mine[*next++];
    return folded_or_error([&] {
      // Its tree of chunks is folded: its size is then that of its sums.
      Moments folded(part.features());
      folded.merge(part);
      return folded;
    });
  };
  const std::optional<Folded> all = tree.fold<Folded, Fold>(take);
  const std::string outcome = ranks.from_rank(tree.root(), all ? Fold::to_bytes(*all) : "");
  const Folded result = Fold::value_of(outcome);
  if (!result.moments) fail(result.error);
  return *result.moments;
}

}  // namespace adaline::mpi
