// The records that are in view, in pieces that threads read side by side.
#pragma once

#include <adaline/workers.hpp>

#include <cstddef>
#include <vector>

#include "io/csv_format.hpp"

namespace adaline::io {

// Whole records.
struct CsvPiece {
  const char* begin = nullptr;
  const char* end = nullptr;
  std::size_t line = 1;  // that it begins in
  std::size_t row = 0;   // its first record, counted from 0 over all pieces
  std::size_t rows = 0;  // how many there are, empty ones too
  bool has_quotes = false;
};

// Records of [begin, end), where the first begins in `line`: those whose line ends are in view, or all of them
// where `is_all` says that nothing follows. None where the end of the first one is not in view.
//
// Where no quote is in view, each line end is a record's, and threads count them side by side. Else the records
// are found one after the other, since a line end may be text or not by all quotes before it.
//
// `speed` is how many bytes of them a thread reads in a microsecond, about: short texts are one piece.
std::vector<CsvPiece> cut(const CsvFormat& format, const char* begin, const char* end, std::size_t line,
                          bool is_all, Workers* workers, double speed);

}  // namespace adaline::io
