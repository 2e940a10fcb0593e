#include "goldens/kernel_outcomes.hpp"

#include <iterator>
#include <set>
#include <span>
#include <string>
#include <vector>

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

Shape shape_of(const Sizes& sizes, bool over_samples, std::size_t size) {
  if (!over_samples) return {1, size, size};
  if (sizes.stride) return {size, sizes.cols, *sizes.stride};
  return {size, sizes.cols, sizes.cols + (sizes.gap > 0 ? sizes.gap : (size + sizes.cols) % 4)};
}

// The operands at one size.
template <class T>
struct Filled {
  Shape shape;
  Arrays<T> arrays;
};

// At all sizes that one golden covers.
template <class T>
std::vector<Filled<T>> filled(const Sizes& sizes, bool over_samples) {
  std::vector<Filled<T>> all;
  for (std::size_t size = sizes.first; size <= sizes.last; ++size) {
    const Shape shape = shape_of(sizes, over_samples, size);
    const std::uint64_t seed = (std::uint64_t{shape.rows} << 32U) + 4 * shape.cols + std::uint64_t(sizes.kind);
    all.push_back({shape, Arrays<T>(shape, sizes.kind, seed)});
  }
  return all;
}

template <class T, class Kernels>
void add_outcome(Hash& hash, const Case<T>& c, const Kernels& kernels, const Filled<T>& from) {
  Arrays<T> arrays = from.arrays;
  prepare(c, from.shape, arrays);
  Operands<T> operands = operands_in(arrays, from.shape);
  c.run(kernels, operands);
  add_outputs(hash, operands);
}

template <class T, class Kernels>
std::uint64_t hash_of(const Case<T>& c, const Kernels& kernels, std::span<const Filled<T>> all) {
  Hash hash;
  for (const Filled<T>& one : all) add_outcome(hash, c, kernels, one);
  return hash.value();
}

// "" if every plan of the level gives what its plan for this CPU gives, at the most rows and at half of them.
template <class T>
std::string wrong_plan(const Case<T>& c, const kernels::Level& level, const Sizes& sizes,
                       std::span<const Filled<T>> all) {
  // Rows far apart take time to copy, and their plans are those of rows that are not.
  if (!c.over_samples || sizes.gap > 0) return "";
  const auto plans = cases::all_plans<T>(level, sizes.cols);
  if (plans.size() == 1) return "";  // the one for this CPU
  for (const std::size_t at : std::set{all.size() - 1, (all.size() - 1) / 2}) {
    const auto one = all.subspan(at, 1);
    const std::uint64_t expected = hash_of(c, kernels::Kernels<T>(level), one);
    for (const cases::Plans& plan : plans) {
      const cases::PlannedKernels<T> planned(level.table<T>(), plan);
      if (hash_of(c, planned, one) != expected) {
        return " (" + std::to_string(sizes.first + at) + " with " + cases::description(plan) + ")";
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

// To each case its outcomes. Filling takes longer than most kernels: it is done once for all cases.
template <class T>
void add_outcomes(const kernels::Level& level, bool over_samples, std::span<std::vector<Outcome>> of_cases) {
  const kernels::Kernels<T> kernels(level);
  for (const Sizes& sizes : over_samples ? sample_sizes<T>() : vector_sizes<T>()) {
    const std::vector<Filled<T>> all = filled<T>(sizes, over_samples);
    for (std::size_t i = 0; i < of_cases.size(); ++i) {
      const Case<T>& c = cases::list<T>[i];
      if (c.over_samples != over_samples || sizes.cols > c.most_cols) continue;
      of_cases[i].push_back(
          {name_of(c, sizes), as_text(hash_of<T>(c, kernels, all)) + wrong_plan<T>(c, level, sizes, all)});
    }
  }
}

}  // namespace

template <class T>
void add_kernel_outcomes(const kernels::Level& level, std::vector<Outcome>& outcomes) {
  std::vector<std::vector<Outcome>> of_cases(std::size(cases::list<T>));
  for (const bool over_samples : {false, true}) add_outcomes<T>(level, over_samples, of_cases);
  for (const auto& of_case : of_cases) outcomes.insert(outcomes.end(), of_case.begin(), of_case.end());
}

template void add_kernel_outcomes<float>(const kernels::Level&, std::vector<Outcome>&);
template void add_kernel_outcomes<double>(const kernels::Level&, std::vector<Outcome>&);

}  // namespace adaline::goldens
