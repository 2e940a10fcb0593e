// All samples of a file in memory.
#pragma once

#include <adaline/matrix.hpp>

#include <cstddef>
#include <span>

#include "io/csv_reader.hpp"
#include "io/growing_array.hpp"

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
// of the numbers and no more. Throws InputError, also where there is no row.
template <class T>
SampleTable<T> read_samples(CsvReader& reader, std::size_t feature_count) {
  SampleTable<T> table{.features = {}, .targets = {}, .feature_count = feature_count};
  while (true) {
    // The target is read behind the features of its row, where the next row then begins.
    T* const row = table.features.room_for(feature_count + 1);
    if (!reader.read_row(row)) break;
    table.features.add(feature_count);
    *table.targets.room_for(1) = row[feature_count];
    table.targets.add(1);
  }
  if (reader.rows() == 0) throw InputError({reader.file()}, no_samples);
  return table;
}

}  // namespace adaline::io
