// Any kernel on any operands: all levels that this CPU can run return the bits of the reference of their
// family, and touch nothing beside their arrays. An input holds many such trials, so that few files reach all
// of the kernels.
#include <iterator>
#include <vector>

#include "goldens/cases/list.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "tests/fuzz/bytes.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/trial.hpp"

namespace adaline::test {
namespace {

// Enough for two chunks of rows, and for blocks of the longest rows that have an order of their own.
constexpr std::size_t most_elements = std::size_t{1} << 15U;
constexpr std::size_t most_padding = 15;

// Mostly small; one time in eight around the ends of chunks, one time in four rows of more than 256 elements,
// and one time in four rows that overlap.
Shape shape_from(Bytes& bytes, bool over_samples) {
  const std::size_t rows = bytes.take<std::uint8_t>();
  const std::size_t cols = bytes.take<std::uint8_t>();
  const std::size_t scale = bytes.take<std::uint8_t>();
  const std::size_t distance = bytes.take<std::uint8_t>();
  const std::size_t padding = distance % (most_padding + 1);
  if (!over_samples) {
    const std::size_t n = cols + 256 * (scale % 8);
    return {1, n, n};
  }
  Shape shape;
  shape.cols = scale % 4 == 3 ? 4 * cols + scale / 64 : cols;
  const bool overlap = distance / (most_padding + 1) % 4 == 3;
  shape.stride = overlap ? std::min(padding, shape.cols) : shape.cols + padding;
  shape.rows = scale / 4 % 8 == 7 ? (1 + scale / 32 % 2) * kernels::chunk_rows + rows - 128 : rows;
  shape.rows = std::min(shape.rows, most_elements / (shape.stride + 1));
  return shape;
}

// Any bits at any place of what a kernel reads.
template <class T>
void set_element(Arrays<T>& arrays, Bytes& bytes) {
  const std::size_t which = bytes.take<std::uint8_t>() % 5;
  const std::size_t index = bytes.take<std::uint16_t>();
  const T bits = bytes.take<T>();
  if (which == 0) arrays.bias = bits;
  if (which == 1) arrays.rate = bits;
  if (which < 2) return;
  std::vector<T>& array = which == 2 ? arrays.features : which == 3 ? arrays.targets : arrays.weights;
  if (!array.empty()) array[index % array.size()] = bits;
}

// As an earlier piece of the epoch may have left it.
template <class T>
kernels::LossSum<T> loss_so_far(std::size_t rows, Random random) {
  kernels::LossSum<T> sum;
  sum.rows = rows;
  if (rows > 0) {
    for (double& lane : sum.lanes) lane = random.number<double>();
  }
  for (double& subtree : sum.subtrees) subtree = random.number<double>();
  return sum;
}

template <class T>
void compare_levels(const Case<T>& c, Bytes& bytes) {
  static Arena arena((most_elements + most_padding) * sizeof(T));
  Shape shape = shape_from(bytes, c.over_samples);
  shape.cols = std::min(shape.cols, c.most_cols);
  const std::size_t place = bytes.take<std::uint8_t>();
  const Placement where{place % 2 == 0, place / 2 % 16};
  const std::size_t choices = bytes.take<std::uint8_t>();
  const auto seed = bytes.take<std::uint8_t>();

  Arrays<T> arrays(shape, static_cast<Values>(choices % 4), seed);
  arrays.learn_bias = choices / 4 % 2 == 0;
  arrays.wants_errors = choices / 8 % 2 == 0;
  arrays.wants_loss = choices / 64 != 3;
  if (choices / 16 % 4 == 3) arrays.loss_sum = loss_so_far<T>(bytes.take<std::uint16_t>(), Random(seed));
  for (std::size_t left = bytes.take<std::uint8_t>() % 16; left > 0; --left) set_element(arrays, bytes);

  for (const kernels::Level* level : kernels::runnable_levels()) {
    const std::string what = disagreement(c, *level, arrays, shape, arena, where);
    if (!what.empty()) fail(description(c, *level, shape, where) + ": " + what);
  }
}

template <class T>
void run(std::size_t kernel, Bytes& bytes) {
  const auto& list = cases::list<T>;
  compare_levels<T>(list[kernel % std::size(list)], bytes);
}

}  // namespace
}  // namespace adaline::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace adaline::test;
  Bytes bytes(data, size);
  while (!bytes.is_empty()) {
    const std::size_t choice = bytes.take<std::uint8_t>();
    choice % 2 == 0 ? run<float>(choice / 2, bytes) : run<double>(choice / 2, bytes);
  }
  return 0;
}
