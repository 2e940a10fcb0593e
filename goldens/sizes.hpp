// The sizes that goldens are made of: all around every border in kernels/definition/order.hpp, where the
// definition or the code of a level goes another way.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

#include "goldens/cases/values.hpp"
#include "kernels/definition/order.hpp"

namespace adaline::goldens {

using cases::Values;

// What one golden covers: samples of `cols` features, of each number of rows from `first` to `last`. Of a
// vector kernel, the numbers of elements.
struct Sizes {
  Values kind = Values::alike;
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t cols = 0;
  std::size_t gap = 0;                     // between rows; 0: 0 .. 3 in turn
  std::optional<std::size_t> stride = {};  // of rows that overlap
};

template <class T>
std::vector<Sizes> vector_sizes() {
  constexpr std::size_t step = kernels::row_lanes<T>;
  constexpr std::size_t most = 2 * kernels::square_lanes<T>;
  std::vector<Sizes> all;
  for (std::size_t n = 0; n < most; n += step) all.push_back({.first = n, .last = n + step - 1});
  all.push_back({.first = 1000, .last = 1003});
  constexpr std::size_t chunk = kernels::chunk_elements<T>;
  all.push_back({.first = chunk - 1, .last = chunk + 1});
  for (const std::size_t n : {4 * chunk, 5 * chunk + step + 1}) all.push_back({.first = n, .last = n});
  for (const Values kind : {Values::numbers, Values::zeros, Values::extremes, Values::special}) {
    all.push_back({.kind = kind, .first = 1, .last = kernels::dot_lanes<T> + 1});
  }
  return all;
}

// None, each narrow one, and three around each border.
template <class T>
std::set<std::size_t> feature_counts() {
  constexpr std::size_t widest = 4096 / sizeof(T) + 1;
  std::set<std::size_t> counts = {widest};
  for (std::size_t d = 0; d <= kernels::narrow_features; ++d) counts.insert(d);
  const auto add_border = [&](std::size_t last) { counts.insert({last - 1, last, last + 1}); };
  for (const std::size_t border : {kernels::narrow_features, kernels::row_lanes<T>, 2 * kernels::row_lanes<T>,
                                   kernels::most_features_in_parts<T>}) {
    add_border(border);
  }
  for (std::size_t d = 1; d < widest; ++d) {
    if (kernels::online_block_rows<T>(d) != kernels::online_block_rows<T>(d + 1)) add_border(d);
  }
  return counts;
}

template <class T>
std::vector<Sizes> sample_sizes() {
  constexpr std::size_t lanes = kernels::row_lanes<T>;
  constexpr std::size_t chunk = kernels::chunk_rows;
  constexpr std::size_t segments = kernels::segmented_rows<T>;
  constexpr std::size_t wide = kernels::most_features_in_parts<T> + 1;
  std::vector<Sizes> all;
  // Of blocks and groups of rows: none, one, two, and every remainder.
  for (const std::size_t d : feature_counts<T>()) all.push_back({.last = 2 * lanes + 1, .cols = d});
  all.push_back({.first = segments - 1, .last = segments + lanes + 1, .cols = 1});
  for (const std::size_t d : std::set{std::size_t{1}, std::size_t{2}, std::size_t{5}, kernels::narrow_features,
                                      kernels::narrow_features + 1, lanes + 1, wide - 1, wide}) {
    all.push_back({.first = chunk - 1, .last = chunk + 1, .cols = d});
    all.push_back({.first = 2 * chunk + lanes + 1, .last = 2 * chunk + lanes + 1, .cols = d});
  }
  // More than four chunks, whose tree is not a chain: of samples, and of columns. Of columns one and two, too.
  for (const std::size_t d : {std::size_t{1}, std::size_t{5}, kernels::narrow_features + 1, wide}) {
    all.push_back({.first = 5 * chunk + 1, .last = 5 * chunk + 1, .cols = d});
  }
  constexpr std::size_t columns = kernels::chunk_elements<T>;
  all.push_back({.first = 3, .last = 3, .cols = columns});
  all.push_back({.first = lanes + 5, .last = lanes + 5, .cols = columns + 1});
  all.push_back({.first = 3, .last = 3, .cols = 5 * columns + lanes + 1});
  for (const Values kind : {Values::numbers, Values::zeros, Values::extremes, Values::special}) {
    for (const std::size_t d :
         std::set{std::size_t{1}, std::size_t{3}, kernels::narrow_features + 1, lanes + 1, wide}) {
      all.push_back({.kind = kind, .first = 1, .last = 2 * lanes + 1, .cols = d});
    }
  }
  // Rows so far apart that together they are in no cache: levels have code of its own for that.
  for (const std::size_t d : {kernels::narrow_features + 1, wide}) {
    all.push_back({.first = 2 * lanes + 1,
                   .last = 2 * lanes + 1,
                   .cols = d,
                   .gap = (std::size_t{17} << 20U) / sizeof(T) / (2 * lanes)});
  }
  // Rows that overlap: a tapped delay line, and one row again and again.
  for (const std::size_t d : {std::size_t{5}, kernels::narrow_features + 1, wide, 4 * wide}) {
    all.push_back({.first = 2 * lanes + 1, .last = 2 * lanes + 1, .cols = d, .stride = 1});
    all.push_back({.first = lanes + 1, .last = lanes + 1, .cols = d, .stride = 0});
  }
  all.push_back({.first = chunk + 1, .last = chunk + 1, .cols = wide, .stride = 1});
  all.push_back({.first = segments + 1, .last = segments + 1, .cols = 1, .stride = 0});
  return all;
}

}  // namespace adaline::goldens
