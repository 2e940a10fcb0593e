// The plainest things that a CPU can do with its widest registers, at one level: what no kernel can do faster.
#pragma once

#include <cstddef>

#include <adaline/cpu.hpp>

namespace adaline::bench {

// Sizes are multiples of 1024 bytes, arrays are aligned to 64.
struct Probe {
  Isa isa;
  // Loads all bytes, in one stream or in four at once.
  void (*read)(const char* x, std::size_t bytes);
  void (*read_four_streams)(const char* x, std::size_t bytes);
  // y += x, as floats: reads two arrays of this size and writes one.
  void (*update)(const char* x, char* y, std::size_t bytes);
  // Independent chains of a * b + c. Returns how many multiply-adds of single elements it did in `rounds`.
  std::size_t (*multiply_adds_of_float)(std::size_t rounds);
  std::size_t (*multiply_adds_of_double)(std::size_t rounds);
};

}  // namespace adaline::bench
