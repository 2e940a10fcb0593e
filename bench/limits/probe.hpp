// The plainest things that a CPU can do with its widest registers, at one level: what no kernel can do faster.
#pragma once

#include <cstddef>

#include <adaline/cpu.hpp>

namespace adaline::bench {

// Which way of going through memory is the fastest differs from CPU to CPU, and from cache to cache.
using Read = void (*)(const char* x, std::size_t bytes);             // loads all bytes
using Update = void (*)(const char* x, char* y, std::size_t bytes);  // y += x, as floats; bytes of each array

// Sizes are multiples of 1024 bytes, arrays are aligned to 64.
struct Probe {
  Isa isa;
  Read reads[5];
  Update updates[2];
  // Independent chains of a * b + c. Returns how many multiply-adds of single elements it did in `rounds`.
  std::size_t (*multiply_adds_of_float)(std::size_t rounds);
  std::size_t (*multiply_adds_of_double)(std::size_t rounds);
};

}  // namespace adaline::bench
