#include "kernel_outcomes.hpp"

#include <cstdio>

#include "hash.hpp"
#include "kernels/cases/arrays.hpp"
#include "kernels/cases/list.hpp"
#include "kernels/cases/type_name.hpp"
#include "sizes.hpp"

namespace adaline::goldens {
namespace {

using kernels::cases::Arrays;
using kernels::cases::Case;
using kernels::cases::Operands;
using kernels::cases::Shape;
using kernels::cases::type_name;

// Everything that a kernel may write but its scratch.
template <class T>
void add_outputs(Hash& hash, const Operands<T>& o) {
  hash.add(o.weights, o.shape.cols);
  hash.add(o.rows_out, o.shape.rows);
  hash.add(o.cols_out, o.shape.cols);
  hash.add(o.bias);
  hash.add(o.scalar_out);
  hash.add(o.loss_out);
  hash.add(o.loss_sum.lanes, kernels::row_lanes<T>);
  hash.add(o.loss_sum.chunks);
  hash.add(std::uint64_t{o.loss_sum.rows});
}

template <class T>
Shape shape_of(const Case<T>& c, const Sizes& sizes, std::size_t size) {
  if (!c.over_samples) return {1, size, size};
  return {size, sizes.cols, sizes.cols + (sizes.gap > 0 ? sizes.gap : (size + sizes.cols) % 4)};
}

template <class T>
std::uint64_t hash_of(const Case<T>& c, const kernels::KernelTable<T>& table, const Sizes& sizes) {
  Hash hash;
  for (std::size_t size = sizes.first; size <= sizes.last; ++size) {
    const Shape shape = shape_of(c, sizes, size);
    const std::uint64_t seed = (std::uint64_t{shape.rows} << 32U) + 4 * shape.cols + std::uint64_t(sizes.kind);
    Arrays<T> arrays(shape, sizes.kind, seed);
    Operands<T> operands = operands_in(arrays, shape);
    c.run(table, operands);
    add_outputs(hash, operands);
  }
  return hash.value();
}

// "online_epoch float special 1..33 x 9": rows by features; of a vector kernel, elements.
template <class T>
std::string name_of(const Case<T>& c, const Sizes& sizes) {
  std::string name = std::string(c.name) + " " + std::string(type_name<T>) + " " +
                     std::string(kernels::cases::to_string(sizes.kind)) + " " + std::to_string(sizes.first);
  if (sizes.last > sizes.first) name += ".." + std::to_string(sizes.last);
  if (c.over_samples) name += " x " + std::to_string(sizes.cols);
  if (sizes.gap > 0) name += " far apart";
  return name;
}

std::string as_text(std::uint64_t hash) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

}  // namespace

template <class T>
void add_kernel_outcomes(const kernels::KernelTable<T>& table, std::vector<Outcome>& outcomes) {
  for (const Case<T>& c : kernels::cases::list<T>) {
    for (const Sizes& sizes : c.over_samples ? sample_sizes<T>() : vector_sizes<T>()) {
      outcomes.push_back({name_of(c, sizes), as_text(hash_of(c, table, sizes))});
    }
  }
}

template void add_kernel_outcomes(const kernels::KernelTable<float>&, std::vector<Outcome>&);
template void add_kernel_outcomes(const kernels::KernelTable<double>&, std::vector<Outcome>&);

}  // namespace adaline::goldens
