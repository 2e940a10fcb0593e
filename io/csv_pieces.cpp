#include "io/csv_pieces.hpp"

#include <algorithm>
#include <cstring>

#include "io/csv_cell.hpp"
#include "io/csv_record.hpp"
#include "parallel/ranges.hpp"

namespace adaline::io {
namespace {

using Pieces = std::vector<CsvPiece>;

const char* behind_last(const char* begin, const char* end, char line_end) {
  if (begin == end) return begin;
  const void* const last = memrchr(begin, line_end, static_cast<std::size_t>(end - begin));
  return last == nullptr ? begin : static_cast<const char*>(last) + 1;
}

// About equal pieces of [begin, end), each of which but the last ends behind a line end.
Pieces cut_at_line_ends(const CsvFormat& format, const char* begin, const char* end,
                        const parallel::Ranges& ranges) {
  Pieces pieces(ranges.count());
  const char* border = begin;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    pieces[i].begin = border;
    const char* const from = std::max(border, begin + ranges.end(i) - 1);
    const char* const at = from < end ? find(from, end, format.line_end) : nullptr;
    border = i + 1 == pieces.size() || at == nullptr ? end : at + 1;
    pieces[i].end = border;
  }
  return pieces;
}

void look_at(CsvPiece& piece, char line_end) {
  if (piece.begin == piece.end) return;
  piece.has_quotes = find(piece.begin, piece.end, '"') != nullptr;
  piece.rows = count(piece.begin, piece.end, line_end) + (piece.end[-1] == line_end ? 0 : 1);
}

// Each piece has at least so many bytes, but for the last one.
Pieces cut_at_records(const CsvFormat& format, const char* begin, const char* end, std::size_t line,
                      bool is_all, std::size_t bytes) {
  Pieces pieces;
  CsvPiece piece{.begin = begin, .end = begin, .line = line};
  while (piece.end != end) {
    LineEnd line_end = find_line_end(format, piece.end, end);
    if (line_end.at == nullptr && !is_all) break;
    const bool is_unfinished = line_end.at == nullptr;  // as the last line may be
    if (is_unfinished) line_end.at = end;
    const CsvRecord record = record_between(piece.end, line_end.at, line, line_end.has_quotes);
    line = next_line(format, record);
    piece.end = is_unfinished ? end : line_end.at + 1;
    piece.has_quotes = piece.has_quotes || line_end.has_quotes;
    ++piece.rows;
    if (static_cast<std::size_t>(piece.end - piece.begin) < bytes) continue;
    pieces.push_back(piece);
    piece = {.begin = piece.end, .end = piece.end, .line = line, .row = piece.row + piece.rows};
  }
  if (piece.rows > 0) pieces.push_back(piece);
  return pieces;
}

}  // namespace

Pieces cut(const CsvFormat& format, const char* begin, const char* end, std::size_t line, bool is_all,
           Workers* workers, double speed) {
  const char* const whole = is_all ? end : behind_last(begin, end, format.line_end);
  if (whole == begin) return {};
  const auto bytes = static_cast<std::size_t>(whole - begin);
  const parallel::Ranges ranges(workers, bytes, static_cast<double>(bytes) / speed);
  Pieces pieces = cut_at_line_ends(format, begin, whole, ranges);
  ranges.for_each([&](std::size_t i) { look_at(pieces[i], format.line_end); });
  if (std::ranges::any_of(pieces, &CsvPiece::has_quotes)) {
    return cut_at_records(format, begin, end, line, is_all, bytes / ranges.count() + 1);
  }
  std::size_t row = 0;
  for (CsvPiece& piece : pieces) {
    piece.line = line + row;
    piece.row = row;
    row += piece.rows;
  }
  return pieces;
}

}  // namespace adaline::io
