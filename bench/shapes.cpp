#include "shapes.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <bit>

namespace adaline::bench {
namespace {

using kernels::cases::Shape;

// The notebook has twelve samples of one feature.
constexpr std::size_t notebook_samples = 12;

// Elements that fill 16 or 32 KB (in L1), 256 or 512 KB (in L2), 4 or 8 MB (in most last caches).
constexpr std::size_t small = 4096;
constexpr std::size_t medium = 65536;
constexpr std::size_t large = 1048576;

// Elements of an array that lies in memory.
std::size_t beyond_caches(std::size_t element_size) {
  constexpr std::size_t least = std::size_t{64} << 20U;
  constexpr std::size_t most = std::size_t{1} << 30U;
  std::size_t bytes = least;
  for (const auto& cache : benchmark::CPUInfo::Get().caches) {
    bytes = std::max(bytes, 2 * static_cast<std::size_t>(cache.size));
  }
  return std::bit_ceil(std::min(bytes, most)) / element_size;
}

Shape vector_of(std::size_t n) { return {.rows = 1, .cols = n}; }

Shape samples(std::size_t elements, std::size_t features) {
  return {.rows = elements / features, .cols = features};
}

}  // namespace

std::vector<Shape> vector_shapes(Selection selection, std::size_t element_size) {
  const std::size_t last = beyond_caches(element_size);
  const std::size_t step = selection == Selection::full ? 4 : 16;
  std::vector<Shape> shapes{vector_of(notebook_samples)};
  for (std::size_t n = 64; n < last; n *= step) shapes.push_back(vector_of(n));
  shapes.push_back(vector_of(last));
  return shapes;
}

std::vector<Shape> sample_shapes(Selection selection, std::size_t element_size) {
  const std::size_t last = beyond_caches(element_size);
  if (selection == Selection::quick) {
    return {samples(notebook_samples, 1), samples(small, 4),     samples(small, 64), samples(medium, 1),
            samples(medium, 64),          samples(medium, 1024), samples(last, 64)};
  }
  std::vector<Shape> shapes;
  for (std::size_t features = 1; features <= 4096; features *= 4) {
    shapes.push_back({.rows = notebook_samples, .cols = features});
    for (const std::size_t elements : {small, medium, large, last}) {
      shapes.push_back(samples(elements, features));
    }
  }
  return shapes;
}

}  // namespace adaline::bench
