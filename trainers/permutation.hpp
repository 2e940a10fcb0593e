// The order of rows of a shuffled epoch: a permutation that is computed, element by element, and never stored.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace adaline::trainers {

// The finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

// Maps 0 .. size - 1 to themselves, each to another. The same on every platform:
//
//   A Feistel network of four rounds on the numbers of 2 h bits, with h the smallest of 4, 5 .. for which 4^h
//   is at least `size`: (left, right) becomes (right, left xor the upper h bits of mix(right + key of the
//   round)). The keys are mix(s + r * 0x9e3779b97f4a7c15), r = 1 .. 4, with s = mix(seed) + epoch. What comes
//   out beyond `size` goes in again (Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002).
//
// It takes no memory, where a stored order would take 8 bytes for each row, and a shuffle of it a cache miss.
class Permutation {
 public:
  Permutation(std::uint64_t size, std::uint64_t seed, std::uint64_t epoch) : size_(size) {
    const int bits = static_cast<int>(std::bit_width(size > 1 ? size - 1 : 1));
    half_ = std::max(4, (bits + 1) / 2);
    const std::uint64_t start = mix(seed) + epoch;
    for (std::uint64_t r = 0; r < rounds; ++r) keys_[r] = mix(start + (r + 1) * 0x9e3779b97f4a7c15U);
  }

  std::uint64_t operator()(std::uint64_t i) const {
    do i = network(i);
    while (i >= size_);
    return i;
  }

 private:
  static constexpr std::uint64_t rounds = 4;

  std::uint64_t network(std::uint64_t i) const {
    std::uint64_t left = i >> half_;
    std::uint64_t right = i & ((std::uint64_t{1} << half_) - 1);
    for (const std::uint64_t key : keys_) {
      const std::uint64_t next = left ^ (mix(right + key) >> (64 - half_));
      left = right;
      right = next;
    }
    return left << half_ | right;
  }

  std::uint64_t size_;
  int half_;
  std::uint64_t keys_[rounds];
};

}  // namespace adaline::trainers
