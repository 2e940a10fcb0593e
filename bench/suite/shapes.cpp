#include "bench/suite/shapes.hpp"

#include <algorithm>
#include <bit>
#include <initializer_list>

namespace adaline::bench {
namespace {

using cases::Shape;

constexpr std::size_t KB = 1024;
constexpr std::size_t MB = 1024 * KB;

// The notebook has twelve samples of one feature.
constexpr std::size_t notebook_samples = 12;

// Enough to be in memory; plain loops take half a second for it.
constexpr std::size_t most_memory_of_moments = 256 * MB;

// Likewise, where each shape is measured with several numbers of threads, or is one of many.
constexpr std::size_t memory_of_scaling(Selection selection) {
  return selection == Selection::quick ? 64 * MB : 256 * MB;
}

// Of one feature, whatever its type.
constexpr std::size_t one_feature = 0;

void add_samples(std::vector<Shape>& shapes, std::size_t element_size, std::size_t bytes,
                 std::initializer_list<std::size_t> bytes_of_a_row) {
  for (const std::size_t row : bytes_of_a_row) {
    const std::size_t features = row == one_feature ? 1 : row / element_size;
    shapes.push_back({.rows = bytes / element_size / features, .cols = features});
  }
}

}  // namespace

std::size_t memory_bytes(Selection selection, std::size_t available) {
  const std::size_t most = selection == Selection::full ? 1024 * MB : 256 * MB;
  // Features, targets, predictions and peers' errors of one feature, twice as much for the limits, and air.
  const std::size_t room = available / 8;
  return room < most ? std::bit_floor(room) : most;
}

std::vector<Shape> vector_shapes(Selection selection, std::size_t bytes_per_element, std::size_t memory_bytes) {
  std::vector<Shape> shapes;
  const auto add = [&](std::size_t n) { shapes.push_back({.rows = 1, .cols = n}); };
  if (selection == Selection::quick) {
    for (const int n : {1, 12, 64}) add(static_cast<std::size_t>(n));
    for (const std::size_t bytes : {32 * KB, 1 * MB, 8 * MB}) add(bytes / bytes_per_element);
  } else {
    for (const int n : {1, 2, 4, 7, 8, 12, 16, 31, 32, 64}) add(static_cast<std::size_t>(n));
    for (const std::size_t bytes : {2 * KB, 4 * KB, 32 * KB, 128 * KB, 1 * MB, 8 * MB, 64 * MB}) {
      add(bytes / bytes_per_element);
    }
  }
  add(memory_bytes / bytes_per_element);
  return shapes;
}

std::vector<Shape> sample_shapes(Selection selection, std::size_t element_size, std::size_t memory_bytes) {
  std::vector<Shape> shapes;
  const auto add = [&](std::size_t bytes, std::initializer_list<std::size_t> bytes_of_a_row) {
    add_samples(shapes, element_size, bytes, bytes_of_a_row);
  };
  if (selection == Selection::quick) {
    shapes.push_back({.rows = notebook_samples, .cols = 1});
    add(32 * KB, {one_feature, 64, 1 * KB});
    add(1 * MB, {one_feature, 64, 256, 1 * KB, 4 * KB});
    add(8 * MB, {1 * KB});
    add(memory_bytes, {64, 1 * KB});
    return shapes;
  }
  for (const std::size_t features : {1U, 4U, 12U, 64U}) {
    shapes.push_back({.rows = notebook_samples, .cols = features});
  }
  add(32 * KB, {one_feature, 16, 64, 256, 512, 1 * KB, 2 * KB, 4 * KB, 8 * KB});
  add(1 * MB, {one_feature, 16, 64, 256, 512, 1 * KB, 2 * KB, 4 * KB, 8 * KB, 64 * KB});
  add(8 * MB, {one_feature, 16, 64, 256, 512, 1 * KB, 2 * KB, 4 * KB, 8 * KB, 64 * KB});
  add(memory_bytes, {one_feature, 64, 1 * KB, 64 * KB, 1 * MB});
  return shapes;
}

std::vector<Shape> one_row_shapes(Selection selection) {
  std::vector<Shape> shapes;
  const auto add = [&](std::initializer_list<std::size_t> all) {
    for (const std::size_t features : all) shapes.push_back({.rows = 4, .cols = features});
  };
  selection == Selection::quick ? add({1, 16, 256, 1024})
                                : add({1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096});
  return shapes;
}

std::vector<Shape> stream_shapes(Selection selection) {
  std::vector<Shape> shapes;
  const auto add = [&](std::initializer_list<std::size_t> all) {
    for (const std::size_t taps : all) shapes.push_back({.rows = 1024, .cols = taps});
  };
  selection == Selection::quick ? add({64, 512}) : add({16, 64, 128, 256, 512, 1024});
  return shapes;
}

std::vector<Shape> moment_shapes(Selection selection, std::size_t element_size, std::size_t memory_bytes) {
  std::vector<Shape> shapes = {{.rows = notebook_samples, .cols = 1}};
  const auto add = [&](std::size_t bytes, std::initializer_list<std::size_t> all) {
    for (const std::size_t features : all) {
      shapes.push_back({.rows = bytes / element_size / features, .cols = features});
    }
  };
  const std::size_t memory = std::min(memory_bytes, most_memory_of_moments);
  const auto some = [&](std::size_t bytes) { return std::min(memory_bytes, bytes); };
  if (selection == Selection::quick) {
    add(memory, {1, 16});
    add(some(8 * MB), {64});
  } else {
    add(memory, {1, 2, 4, 8, 16});
    add(some(8 * MB), {32, 64, 100, 128, 256});
    add(some(16 * MB), {512, 1000});  // at least twice as many rows as features
  }
  return shapes;
}

std::vector<Shape> run_shapes(Selection selection, std::size_t element_size, std::size_t memory_bytes) {
  std::vector<Shape> shapes = {{.rows = 512, .cols = 16}};
  const auto add = [&](std::size_t bytes, std::initializer_list<std::size_t> all) {
    for (const std::size_t features : all) {
      shapes.push_back({.rows = std::min(bytes, memory_bytes) / element_size / features, .cols = features});
    }
  };
  add(1 * MB, {16});
  if (selection == Selection::full) add(64 * MB, {16, 64, 256});
  return shapes;
}

std::vector<Shape> ridge_shapes() {
  return {{.rows = 512, .cols = 16}, {.rows = 2000, .cols = 5}, {.rows = 10000, .cols = 100}};
}

std::vector<Shape> pool_shapes(std::size_t element_size, std::size_t memory_bytes) {
  std::vector<Shape> shapes;
  for (const std::size_t n : {std::size_t{256}, std::size_t{1024}, std::size_t{4096}}) {
    const std::size_t rows = memory_bytes / element_size / n;
    if (rows > 1) shapes.push_back({.rows = rows, .cols = n});
  }
  return shapes;
}

std::vector<Shape> thread_shapes(Selection selection, std::size_t element_size, std::size_t memory_bytes) {
  std::vector<Shape> shapes;
  const auto add = [&](std::size_t memory, std::initializer_list<std::size_t> all) {
    for (const std::size_t features : all) {
      for (const std::size_t bytes : {1 * MB, 8 * MB, memory}) {
        shapes.push_back({.rows = std::min(bytes, memory_bytes) / element_size / features, .cols = features});
      }
    }
  };
  selection == Selection::quick ? add(memory_of_scaling(selection), {64})
                                : add(memory_of_scaling(selection), {16, 64, 256});
  return shapes;
}

std::vector<std::size_t> thread_counts(Selection selection, std::size_t available) {
  std::vector<std::size_t> counts;
  for (std::size_t threads = 1; threads < available; threads *= 2) {
    if (selection == Selection::full || threads <= 2) counts.push_back(threads);
  }
  counts.push_back(available);
  return counts;
}

std::vector<Shape> growth_shapes(Selection selection, std::size_t element_size, std::size_t memory_bytes,
                                 std::size_t most_features) {
  constexpr std::size_t features = 64, rows = 4096, least_rows = 16;
  const std::size_t most = std::min(memory_bytes, memory_of_scaling(selection)) / element_size;
  const std::size_t step = selection == Selection::full ? 2 : 4;
  std::vector<Shape> shapes;
  for (std::size_t count = least_rows; count * features <= most; count *= step) {
    shapes.push_back({.rows = count, .cols = features});
  }
  for (std::size_t count = 1; count * rows <= most && count <= most_features; count *= step) {
    shapes.push_back({.rows = rows, .cols = count});
  }
  return shapes;
}

bool is_short(Shape shape) { return shape.rows * shape.cols <= 1024; }

bool is_long(Shape shape) { return shape.rows * shape.cols > MB; }

}  // namespace adaline::bench
