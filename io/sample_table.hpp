// All samples of a file in memory.
#pragma once

#include <adaline/matrix.hpp>

#include <algorithm>
#include <cstddef>
#include <span>

#include "io/csv_reader.hpp"
#include "io/growing_array.hpp"
#include "parallel/ranges.hpp"

namespace adaline::io {

template <class T>
struct SampleTable {
  GrowingArray<T> features;  // row-major, packed
  GrowingArray<T> targets;
  std::size_t feature_count = 0;

  Samples<T> samples() const {
    return {{features.elements().data(), targets.size(), feature_count}, targets.elements()};
  }
  std::span<T> row(std::size_t r) { return features.elements().subspan(r * feature_count, feature_count); }

  // Takes the rows of a block from `first` on: features, and behind them the target. Workers share the work.
  void add(const CsvBlock<T>& block, std::size_t first, Workers* workers) {
    const std::size_t rows = block.rows() - first;
    T* const to_features = features.room_for(rows * feature_count);
    T* const to_targets = targets.room_for(rows);
    const parallel::Ranges ranges(workers, rows,
                                  parallel::microseconds_to_copy(rows * block.width() * sizeof(T)));
    ranges.for_each([&](std::size_t range) {
      for (std::size_t r = ranges.begin(range); r < ranges.end(range); ++r) {
        const T* const row = block.row(first + r).data();
        std::copy_n(row, feature_count, to_features + r * feature_count);
        to_targets[r] = row[feature_count];
      }
    });
    features.add(rows * feature_count);
    targets.add(rows);
  }
};

// Reads the rows that are left. The reader's slots: the features, and behind them the target. Takes the memory
// of the numbers and no more than a block beside it. Throws InputError, also where there is no row.
template <class T>
SampleTable<T> read_samples(CsvReader& reader, std::size_t feature_count, Workers* workers = nullptr) {
  SampleTable<T> table{.features = {}, .targets = {}, .feature_count = feature_count};
  CsvBlock<T> block;
  while (reader.read_block(block, workers)) {
    if (reader.rows() == block.rows()) {  // the first block: rows may become a little shorter
      const std::size_t behind = reader.rows_expected(), expected = block.rows() + behind + behind / 64;
      table.features.reserve(expected * feature_count);
      table.targets.reserve(expected);
    }
    table.add(block, 0, workers);
  }
  if (reader.rows() == 0) throw InputError({reader.file()}, no_samples);
  return table;
}

}  // namespace adaline::io
