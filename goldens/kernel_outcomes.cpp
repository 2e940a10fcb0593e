#include "goldens/kernel_outcomes.hpp"

#include <set>

#include "goldens/cases/arrays.hpp"
#include "goldens/cases/list.hpp"
#include "goldens/cases/type_name.hpp"
#include "goldens/hash.hpp"
#include "goldens/sizes.hpp"

namespace adaline::goldens {
namespace {

using cases::Arrays;
using cases::Case;
using cases::Operands;
using cases::Shape;
using cases::type_name;

// Everything that a kernel may write.
template <class T>
void add_outputs(Hash& hash, const Operands<T>& o) {
  hash.add(o.weights, o.shape.cols);
  hash.add(o.rows_out, o.shape.rows);
  hash.add(o.cols_out, o.shape.cols);
  hash.add(o.bias);
  hash.add(o.scalar_out);
  hash.add(o.loss_out);
  hash.add(o.loss_sum.lanes, kernels::row_lanes<T>);
  hash.add(kernels::sum_of_subtrees(o.loss_sum, 0));
  hash.add(std::uint64_t{o.loss_sum.rows});
  if (o.moments_out != nullptr) hash.add(o.moments_out, cases::moments_size(o.shape.cols));
}

template <class T>
Shape shape_of(const Case<T>& c, const Sizes& sizes, std::size_t size) {
  if (!c.over_samples) return {1, size, size};
  if (sizes.stride) return {size, sizes.cols, *sizes.stride};
  return {size, sizes.cols, sizes.cols + (sizes.gap > 0 ? sizes.gap : (size + sizes.cols) % 4)};
}

// The operands at one size.
template <class T>
Arrays<T> arrays_of(const Case<T>& c, const Shape& shape, const Sizes& sizes) {
  const std::uint64_t seed = (std::uint64_t{shape.rows} << 32U) + 4 * shape.cols + std::uint64_t(sizes.kind);
  Arrays<T> arrays(shape, sizes.kind, seed);
  prepare(c, shape, arrays);
  return arrays;
}

// The arrays are used up.
template <class T, class Kernels>
void add_outcome(Hash& hash, const Case<T>& c, const Kernels& kernels, const Shape& shape, Arrays<T>& arrays) {
  Operands<T> operands = operands_in(arrays, shape);
  c.run(kernels, operands);
  add_outputs(hash, operands);
}

template <class T, class Kernels>
std::uint64_t hash_of(const Case<T>& c, const Kernels& kernels, const Sizes& sizes) {
  Hash hash;
  for (std::size_t size = sizes.first; size <= sizes.last; ++size) {
    const Shape shape = shape_of(c, sizes, size);
    Arrays<T> arrays = arrays_of(c, shape, sizes);
    add_outcome(hash, c, kernels, shape, arrays);
  }
  return hash.value();
}

template <class T, class Kernels>
std::uint64_t hash_at(const Case<T>& c, const Kernels& kernels, const Shape& shape, Arrays<T> arrays) {
  Hash hash;
  add_outcome(hash, c, kernels, shape, arrays);
  return hash.value();
}

// "" if every plan of the level gives what its plan for this CPU gives, at the most rows and at half of them.
template <class T>
std::string wrong_plan(const Case<T>& c, const kernels::Level& level, const Sizes& sizes) {
  // Rows far apart take time to fill, and their plans are those of rows that are not.
  if (!c.over_samples || sizes.gap > 0) return "";
  const auto plans = cases::all_plans<T>(level, sizes.cols);
  if (plans.size() == 1) return "";  // the one for this CPU
  for (const std::size_t size : std::set{sizes.last, sizes.first + (sizes.last - sizes.first) / 2}) {
    const Shape shape = shape_of(c, sizes, size);
    const Arrays<T> arrays = arrays_of(c, shape, sizes);
    const std::uint64_t expected = hash_at(c, kernels::Kernels<T>(level), shape, arrays);
    for (const cases::Plans& plan : plans) {
      const cases::PlannedKernels<T> planned(level.table<T>(), plan);
      if (hash_at(c, planned, shape, arrays) != expected) {
        return " (" + std::to_string(size) + " with " + cases::description(plan) + ")";
      }
    }
  }
  return "";
}

// "online_epoch float special 1..33 x 9": rows by features; of a vector kernel, elements.
template <class T>
std::string name_of(const Case<T>& c, const Sizes& sizes) {
  std::string name = std::string(c.name) + " " + std::string(type_name<T>) + " " +
                     std::string(cases::to_string(sizes.kind)) + " " + std::to_string(sizes.first);
  if (sizes.last > sizes.first) name += ".." + std::to_string(sizes.last);
  if (c.over_samples) name += " x " + std::to_string(sizes.cols);
  if (sizes.gap > 0) name += " far apart";
  if (sizes.stride) name += " stride " + std::to_string(*sizes.stride);
  return name;
}

}  // namespace

template <class T>
void add_kernel_outcomes(const kernels::Level& level, std::vector<Outcome>& outcomes) {
  const kernels::Kernels<T> kernels(level);
  for (const Case<T>& c : cases::list<T>) {
    for (const Sizes& sizes : c.over_samples ? sample_sizes<T>() : vector_sizes<T>()) {
      if (sizes.cols > c.most_cols) continue;
      outcomes.push_back(
          {name_of(c, sizes), as_text(hash_of(c, kernels, sizes)) + wrong_plan(c, level, sizes)});
    }
  }
}

template void add_kernel_outcomes<float>(const kernels::Level&, std::vector<Outcome>&);
template void add_kernel_outcomes<double>(const kernels::Level&, std::vector<Outcome>&);

}  // namespace adaline::goldens
