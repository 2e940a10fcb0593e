// All rows of a reader, one after the other.
#pragma once

#include <adaline/workers.hpp>

#include <cstddef>

#include "io/csv_reader.hpp"

namespace adaline::test {

// Calls f(row, record) for the numbers of each row, as a span, and its text.
template <class T, class F>
void for_each_row(io::CsvReader& reader, const F& f, Workers* workers = nullptr) {
  io::CsvBlock<T> block;
  while (reader.read_block(block, workers)) {
    for (std::size_t r = 0; r < block.rows(); ++r) f(block.row(r), block.records()[r]);
  }
}

}  // namespace adaline::test
