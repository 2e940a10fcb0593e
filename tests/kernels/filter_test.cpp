// An adaptive filter has the bits of its definition at every level, for every cut of its stream, and is the
// textbook's LMS.
#include <gtest/gtest.h>

#include <adaline/adaptive_filter.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "goldens/cases/level_in_use.hpp"
#include "goldens/outcomes.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "tests/support/guarded_memory.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

template <class T>
class Filter : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Filter, Types);

template <class T>
AdaptiveFilter<T> filter_of(const kernels::Level& level, std::size_t taps, const FilterOptions<T>& options) {
  const cases::LevelInUse in_use(level);
  return AdaptiveFilter<T>(taps, options);
}

template <class T>
struct Stream {
  std::vector<T> input, desired;

  Stream(std::size_t n, Values kind, std::uint64_t seed) {
    Random random(seed);
    for (std::size_t i = 0; i < n; ++i) {
      input.push_back(kind == Values::numbers ? random.number<T>(4) : value<T>(random, kind));
      desired.push_back(kind == Values::numbers ? random.number<T>(4) : value<T>(random, kind));
    }
  }
};

// All that comes of a stream.
template <class T>
struct Result {
  std::vector<T> output, error, weights;
  FilterFaults faults;
};

// The first difference, or "".
template <class T>
std::string difference(const Result<T>& got, const Result<T>& want) {
  const auto compare = [](const char* name, const std::vector<T>& a, const std::vector<T>& b) -> std::string {
    for (std::size_t i = 0; i < b.size(); ++i) {
      if (i >= a.size() || !same_bits(a[i], b[i])) return name + (" " + std::to_string(i));
    }
    return "";
  };
  std::string what = compare("output", got.output, want.output);
  if (what.empty()) what = compare("error", got.error, want.error);
  if (what.empty()) what = compare("weight", got.weights, want.weights);
  if (what.empty() && !(got.faults == want.faults)) what = "faults";
  return what;
}

// The stream in pieces of the given sizes in turn, in guarded memory.
template <class T>
Result<T> result_of(AdaptiveFilter<T>& filter, const Stream<T>& s, const std::vector<std::size_t>& pieces) {
  const std::size_t n = s.input.size();
  static GuardedMemory memory[4] = {GuardedMemory(1 << 16), GuardedMemory(1 << 16), GuardedMemory(1 << 16),
                                    GuardedMemory(1 << 16)};
  T* arrays[4];
  for (std::size_t i = 0; i < 4; ++i) arrays[i] = memory[i].template place<T>(n, {true, 0});
  std::copy(s.input.begin(), s.input.end(), arrays[0]);
  std::copy(s.desired.begin(), s.desired.end(), arrays[1]);
  std::size_t done = 0;
  for (std::size_t i = 0; done < n; ++i) {
    const std::size_t piece = std::min(pieces[i % pieces.size()], n - done);
    filter.process({arrays[0] + done, piece}, {arrays[1] + done, piece}, {arrays[2] + done, piece},
                   {arrays[3] + done, piece});
    done += piece;
  }
  for (const GuardedMemory& m : memory) EXPECT_TRUE(m.untouched_around());
  const auto w = filter.weights();
  return {{arrays[2], arrays[2] + n}, {arrays[3], arrays[3] + n}, {w.begin(), w.end()}, filter.faults()};
}

template <class T>
std::vector<FilterOptions<T>> all_options() {
  std::vector<FilterOptions<T>> all;
  for (const bool normalised : {false, true}) {
    for (const T leakage : {T(0), T(0.01)}) {
      for (const bool sign_error : {false, true}) {
        for (const bool sign_data : {false, true}) {
          all.push_back({.rate = normalised ? T(0.4) : T(0.002),
                         .normalised = normalised,
                         .leakage = leakage,
                         .sign_error = sign_error,
                         .sign_data = sign_data});
        }
      }
    }
  }
  return all;
}

template <class T>
std::string name_of(const kernels::Level& level, std::size_t taps, const FilterOptions<T>& o) {
  return std::string(to_string(level.isa)) + " taps " + std::to_string(taps) +
         (o.normalised ? " normalised" : "") + (o.leakage > 0 ? " leaky" : "") +
         (o.sign_error ? " sign_error" : "") + (o.sign_data ? " sign_data" : "");
}

// A few of them, for many taps: an emulator takes its time.
template <class T>
std::vector<FilterOptions<T>> some_options() {
  return {{}, {.rate = T(0.0005), .normalised = false}, {.leakage = T(0.01), .sign_data = true}};
}

// One after the other, in whole blocks, across blocks, and many ahead.
const std::vector<std::vector<std::size_t>> cuts = {{1}, {16}, {64}, {5, 1, 40, 8, 3}, {1000}};

// The stream at every level, in the cuts first, first + step ..: "" or what differs.
template <class T>
std::string difference_at_levels(std::size_t taps, const FilterOptions<T>& options, const Stream<T>& stream,
                                 std::size_t first, std::size_t step) {
  Result<T> expected[2];
  for (const bool is_of_fused : {false, true}) {
    auto filter = filter_of<T>(goldens::reference_level(is_of_fused), taps, options);
    expected[is_of_fused] = result_of(filter, stream, {1000});
  }
  for (const kernels::Level* level : kernels::runnable_levels()) {
    if (level->isa == Isa::scalar) continue;  // the definition itself
    for (std::size_t i = first; i < cuts.size(); i += step) {
      auto filter = filter_of<T>(*level, taps, options);
      const std::string what = difference(result_of(filter, stream, cuts[i]), expected[is_fused(level->isa)]);
      if (!what.empty()) return name_of(*level, taps, options) + " cut " + std::to_string(i) + ": " + what;
    }
  }
  return "";
}

TYPED_TEST(Filter, HasTheBitsOfTheDefinition) {
  using T = TypeParam;
  for (const std::size_t taps : {1U, 3U, 8U, 9U, 17U, 33U}) {
    const Stream<T> stream(150, Values::numbers, taps);
    for (const FilterOptions<T>& options : all_options<T>()) {
      ASSERT_EQ(difference_at_levels(taps, options, stream, 0, 1), "");
    }
  }
  for (const std::size_t taps : {64U, 100U, 257U}) {
    const Stream<T> stream(taps + 150, Values::numbers, taps);
    for (const FilterOptions<T>& options : some_options<T>()) {
      ASSERT_EQ(difference_at_levels(taps, options, stream, 0, 2), "");
    }
  }
}

// Each value that is not finite ends what a block does in one go.
TYPED_TEST(Filter, HasTheBitsOfTheDefinitionForAllKindsOfValues) {
  using T = TypeParam;
  for (const Values kind : {Values::zeros, Values::extremes, Values::special}) {
    for (const std::size_t taps : {2U, 20U, 70U}) {
      for (std::uint64_t seed = 0; seed < 3; ++seed) {
        const Stream<T> stream(taps + 130, kind, seed);
        for (const FilterOptions<T>& options : taps == 20 ? all_options<T>() : some_options<T>()) {
          ASSERT_EQ(difference_at_levels(taps, options, stream, seed + 1, cuts.size()), "")
              << cases::to_string(kind) << " seed " << seed;
        }
      }
    }
  }
}

// No cut of a stream changes a bit of the definition either.
TYPED_TEST(Filter, GoesOnWhereAPieceEnds) {
  using T = TypeParam;
  const Stream<T> stream(150, Values::numbers, 1);
  for (const FilterOptions<T>& options : all_options<T>()) {
    auto whole = filter_of<T>(goldens::reference_level(true), 21, options);
    const Result<T> expected = result_of(whole, stream, {1000});
    for (const auto& cut : cuts) {
      auto filter = filter_of<T>(goldens::reference_level(true), 21, options);
      ASSERT_EQ(difference(result_of(filter, stream, cut), expected), "");
    }
  }
}

}  // namespace
}  // namespace adaline::test
