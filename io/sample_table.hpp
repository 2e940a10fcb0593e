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
};

// Reads the rows that are left. The reader's slots: the features, and behind them the target. Takes the memory
// of the numbers and no more than a block beside it. Throws InputError, also where there is no row.
template <class T>
SampleTable<T> read_samples(CsvReader& reader, std::size_t feature_count, Workers* workers = nullptr) {
  SampleTable<T> table{.features = {}, .targets = {}, .feature_count = feature_count};
  CsvBlock<T> block;
  while (reader.read_block(block, workers)) {
    const std::size_t rows = block.rows();
    if (reader.rows() == rows) {  // the first block: rows may become a little shorter
      const std::size_t expected = rows + reader.rows_expected() + reader.rows_expected() / 64;
      table.features.reserve(expected * feature_count);
      table.targets.reserve(expected);
    }
    T* const features = table.features.room_for(rows * feature_count);
    T* const targets = table.targets.room_for(rows);
    const parallel::Ranges ranges(workers, rows,
                                  parallel::microseconds_to_copy(rows * block.width() * sizeof(T)));
    ranges.for_each([&](std::size_t range) {
      for (std::size_t r = ranges.begin(range); r < ranges.end(range); ++r) {
        const T* const row = block.row(r).data();
        std::copy_n(row, feature_count, features + r * feature_count);
        targets[r] = row[feature_count];
      }
    });
    table.features.add(rows * feature_count);
    table.targets.add(rows);
  }
  if (reader.rows() == 0) throw InputError({reader.file()}, no_samples);
  return table;
}

}  // namespace adaline::io
