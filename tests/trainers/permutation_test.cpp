// The permutation of shuffled epochs: each number once, evenly, and the same everywhere.
#include "trainers/permutation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <numeric>
#include <set>
#include <vector>

namespace adaline::test {
namespace {

using trainers::Permutation;

std::vector<std::uint64_t> all_of(const Permutation& permutation, std::uint64_t size) {
  std::vector<std::uint64_t> result;
  for (std::uint64_t i = 0; i < size; ++i) result.push_back(permutation(i));
  return result;
}

TEST(Permutation, HoldsEachNumberOnce) {
  std::vector<std::uint64_t> sizes(300);
  std::iota(sizes.begin(), sizes.end(), 1);
  sizes.insert(sizes.end(), {1023, 1024, 1025, 65535, 65536, 65537, 300000});
  for (const std::uint64_t size : sizes) {
    const std::vector<std::uint64_t> order = all_of(Permutation(size, size, 7), size);
    std::vector<bool> seen(size);
    for (const std::uint64_t i : order) {
      ASSERT_LT(i, size);
      EXPECT_FALSE(seen[i]) << size << ": " << i;
      seen[i] = true;
    }
  }
}

// By its definition, in Python. Another permutation would change the bits of every shuffled training.
TEST(Permutation, IsTheSameOnEveryPlatform) {
  EXPECT_EQ(all_of(Permutation(10, 0, 0), 10), (std::vector<std::uint64_t>{3, 5, 0, 6, 1, 9, 8, 7, 4, 2}));
  EXPECT_EQ(all_of(Permutation(12, 42, 3), 12),
            (std::vector<std::uint64_t>{10, 6, 0, 9, 4, 1, 5, 7, 3, 11, 2, 8}));
  const std::uint64_t many = 10'000'000'000;
  const Permutation large(many, 1, 2);
  EXPECT_EQ(large(0), 2321449088U);
  EXPECT_EQ(large(many - 1), 7901628579U);
}

TEST(Permutation, OtherSeedsAndEpochsAreOthers) {
  std::set<std::vector<std::uint64_t>> orders;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    for (std::uint64_t epoch = 0; epoch < 20; ++epoch) orders.insert(all_of(Permutation(50, seed, epoch), 50));
  }
  EXPECT_EQ(orders.size(), 400U);
}

// Pearson's statistic of a table of counts; of so many cells it is about their number.
double chi_square(const std::vector<std::size_t>& counts, double expected) {
  double sum = 0;
  for (const std::size_t count : counts) {
    const double difference = static_cast<double>(count) - expected;
    sum += difference * difference / expected;
  }
  return sum;
}

// Each number comes to each place, and behind each other number, equally often.
TEST(Permutation, IsEven) {
  for (const std::uint64_t size : {2U, 3U, 5U, 16U, 17U, 100U}) {
    constexpr std::size_t trials = 5000;
    std::vector<std::size_t> places(size * size), followers(size * size);
    for (std::size_t epoch = 0; epoch < trials; ++epoch) {
      const std::vector<std::uint64_t> order = all_of(Permutation(size, 5, epoch), size);
      for (std::size_t i = 0; i < size; ++i) ++places[i * size + order[i]];
      for (std::size_t i = 1; i < size; ++i) ++followers[order[i - 1] * size + order[i]];
    }
    // (size - 1)^2 degrees of freedom, with five deviations of that many.
    const auto free = static_cast<double>((size - 1) * (size - 1));
    EXPECT_LT(chi_square(places, double(trials) / double(size)), free + 5 * std::sqrt(2 * free) + 10) << size;
    std::vector<std::size_t> others;
    for (std::size_t a = 0; a < size; ++a) {
      EXPECT_EQ(followers[a * size + a], 0U);
      for (std::size_t b = 0; b < size; ++b) {
        if (a != b) others.push_back(followers[a * size + b]);
      }
    }
    const auto cells = static_cast<double>(others.size());
    EXPECT_LT(chi_square(others, double(trials) / double(size)), cells + 5 * std::sqrt(2 * cells) + 10) << size;
  }
}

}  // namespace
}  // namespace adaline::test
