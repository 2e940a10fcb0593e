// One comparison of a level with the reference of its family: the same operands for both, the level's in
// guarded memory.
#pragma once

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "goldens/cases/arrays.hpp"
#include "goldens/cases/case.hpp"
#include "goldens/cases/plans.hpp"
#include "goldens/cases/type_name.hpp"
#include "kernels/definition/functions.hpp"
#include "tests/support/guarded_memory.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {

using cases::Arrays;
using cases::Case;
using cases::copy_numbers;
using cases::Operands;
using cases::operands_in;
using cases::Shape;

// The plain definition that the level must reproduce.
template <class T>
const kernels::Functions<T>& definition_of(Isa isa) {
  namespace definition = kernels::definition;
  static constexpr auto fused = definition::functions<definition::Fused, T>();
  static constexpr auto separate = definition::functions<definition::Separate, T>();
  return is_fused(isa) ? fused : separate;
}

// Reusable guarded memory for the arrays of one Operands.
class Arena {
 public:
  explicit Arena(std::size_t bytes_of_largest) {
    for (auto& m : memory_) m = std::make_unique<GuardedMemory>(bytes_of_largest);
    memory_[6] = std::make_unique<GuardedMemory>(cases::moments_size(most_moments) * sizeof(double));
  }

  template <class T>
  Operands<T> place(const Arrays<T>& from, Shape shape, Placement where) {
    const auto copy = [&](std::size_t i, const std::vector<T>& v) {
      T* const p = memory_[i]->template place<T>(v.size(), where);
      std::copy(v.begin(), v.end(), p);
      return p;
    };
    Operands<T> o;
    o.shape = shape;
    o.features = copy(0, from.features);
    o.targets = copy(1, from.targets);
    o.weights = copy(2, from.weights);
    o.rows_out = copy(3, from.rows_out);
    o.cols_out = copy(4, from.cols_out);
    const T* const sample_weights = copy(5, from.sample_weights);
    if (from.has_sample_weights) o.sample_weights = sample_weights;
    double* const moments = memory_[6]->template place<double>(from.moments_out.size(), where);
    if (!from.moments_out.empty()) o.moments_out = moments;
    copy_numbers(from, o);
    return o;
  }

  bool untouched_around() const {
    return std::ranges::all_of(memory_, [](const auto& m) { return m->untouched_around(); });
  }

 private:
  static constexpr std::size_t most_moments = 140;
  std::unique_ptr<GuardedMemory> memory_[7];
};

// "" if all bits of everything that a kernel may write are equal, else the first difference.
template <class T>
std::string difference(const Operands<T>& got, const Operands<T>& want) {
  std::string found;
  const auto compare = [&](const char* name, const auto* a, const auto* b, std::size_t n) {
    for (std::size_t i = 0; i < n && found.empty(); ++i) {
      if (same_bits(a[i], b[i])) continue;
      char text[160];
      std::snprintf(text, sizeof text, "%s[%zu]: %a, expected %a", name, i, double(a[i]), double(b[i]));
      found = text;
    }
  };
  const Shape s = got.shape;
  compare("features", got.features, want.features, Arrays<T>::extent(s));
  compare("targets", got.targets, want.targets, s.rows);
  compare("weights", got.weights, want.weights, s.cols);
  compare("rows_out", got.rows_out, want.rows_out, s.rows);
  compare("cols_out", got.cols_out, want.cols_out, s.cols);
  if (want.moments_out != nullptr) {
    compare("moments_out", got.moments_out, want.moments_out, cases::moments_size(s.cols));
  }
  compare("bias", &got.bias, &want.bias, 1);
  compare("scalar_out", &got.scalar_out, &want.scalar_out, 1);
  compare("loss_out", &got.loss_out, &want.loss_out, 1);
  compare("loss_sum.lanes", got.loss_sum.lanes, want.loss_sum.lanes, kernels::row_lanes<T>);
  if (found.empty() && got.loss_sum.rows != want.loss_sum.rows) found = "loss_sum.rows";
  for (std::size_t k = 0; found.empty() && want.loss_sum.finished_chunks() >> k > 0; ++k) {
    if (want.loss_sum.has_subtree(k)) {
      compare("loss_sum.subtrees", got.loss_sum.subtrees + k, want.loss_sum.subtrees + k, 1);
    }
  }
  return found;
}

// Runs the case by some kernels of the level, in the arena: "" if what they wrote is wanted, else what differs.
template <class T, class Kernels>
std::string difference_in(const Case<T>& c, const Kernels& kernels, const Arrays<T>& arrays, Shape shape,
                          Arena& arena, Placement where, const Operands<T>& want) {
  Operands<T> got = arena.place(arrays, shape, where);
  c.run(kernels, got);
  std::string what = difference(got, want);
  if (what.empty() && !arena.untouched_around()) what = "wrote next to an array";
  return what;
}

// Runs the case on the level, by its plan for this CPU and by every other plan, and on the definition: "" if
// they agree, else what differs. A shape with too many features for the case agrees.
template <class T>
std::string disagreement(const Case<T>& c, const kernels::Level& level, Arrays<T> arrays, Shape shape,
                         Arena& arena, Placement where) {
  if (shape.cols > c.most_cols) return "";
  // Their definition grows with the square of the features: of wide shapes one in three is tried.
  if (c.writes_moments() && shape.cols > kernels::narrow_features && (shape.rows + shape.cols) % 3 != 0)
    return "";
  prepare(c, shape, arrays);
  Arrays<T> of_definition = arrays;
  Operands<T> want = operands_in(of_definition, shape);
  c.run(definition_of<T>(level.isa), want);
  std::string what = difference_in(c, kernels::Kernels<T>(level), arrays, shape, arena, where, want);
  if (!what.empty() || !c.over_samples) return what;
  for (const cases::Plans& plans : cases::all_plans<T>(level, shape.cols)) {
    const cases::PlannedKernels<T> planned(level.table<T>(), plans);
    what = difference_in(c, planned, arrays, shape, arena, where, want);
    if (!what.empty()) return cases::description(plans) + ": " + what;
  }
  return "";
}

// Which trial it was, for messages.
template <class T>
std::string description(const Case<T>& c, const kernels::Level& level, Shape shape, Placement where) {
  std::string text = std::string(c.name) + ' ' + std::string(to_string(level.isa));
  text.append(" ").append(cases::type_name<T>);
  const auto add = [&](const char* name, std::size_t number) { text += name + std::to_string(number); };
  add(" rows ", shape.rows);
  add(" cols ", shape.cols);
  add(" stride ", shape.stride);
  add(where.at_end ? " at end gap " : " at begin gap ", where.gap);
  return text;
}

}  // namespace adaline::test
