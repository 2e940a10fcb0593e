// Whatever way a table is written, the same numbers are read, bit for bit.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string>
#include <type_traits>
#include <vector>

#include "io/csv_reader.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/io/for_each_row.hpp"
#include "tests/io/packet_pipe.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

using io::CsvReader;
using io::Source;

// Any finite number, with all bits random; at times a small one, that is written in few digits.
template <class T>
T any_number(Random& random) {
  using Bits = std::conditional_t<sizeof(T) == sizeof(float), std::uint32_t, std::uint64_t>;
  switch (random.below(8)) {
    case 0:
      return static_cast<T>(random.below(10));
    case 1:
      return value<T>(random, Values::zeros);
    case 2:
      return value<T>(random, Values::extremes);
    default:
      while (true) {
        const T number = std::bit_cast<T>(static_cast<Bits>(random.bits()));
        if (std::isfinite(number)) return number;
      }
  }
}

template <class T>
std::string digits_of(T number, Random& random) {
  constexpr std::chars_format formats[] = {std::chars_format::general, std::chars_format::scientific,
                                           std::chars_format::fixed};
  char digits[512];
  const auto written = std::to_chars(digits, digits + sizeof digits, number, formats[random.below(3)]);
  return {digits, written.ptr};
}

std::string with_quotes(const std::string& text) {
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + "\"";
}

template <class T>
std::string number_cell(T number, Random& random) {
  std::string digits = digits_of(number, random);
  if (digits[0] != '-' && random.below(4) == 0) digits = "+" + digits;
  switch (random.below(8)) {
    case 0:
      return with_quotes(digits);
    case 1:
      return with_quotes("  " + digits + "\t");
    case 2:
      return " " + digits + "  ";
    case 3:
      return " " + with_quotes(digits) + " ";
    default:
      return digits;
  }
}

std::string any_text(Random& random, const std::vector<std::string>& alphabet) {
  std::string text;
  for (std::size_t length = random.below(12); length > 0; --length)
    text += alphabet[random.below(alphabet.size())];
  return text;
}

std::string quoted_text(Random& random) {
  return any_text(random, {",", ";", "\t", "\"", "\n", "\r\n", "\r", " ", "a", "1", "\xc3\xa4", "\""});
}

std::string text_cell(Random& random) {
  if (random.below(2) == 0) return with_quotes(quoted_text(random));
  // A quote that does not come first is text.
  return random.below(4) == 0 ? "" : "x" + any_text(random, {"\"", " ", "y", "2", "'", "\xe2\x82\xac"});
}

std::string any_blanks(Random& random) {
  std::string blanks = random.below(2) == 0 ? " " : "\t";
  while (random.below(3) == 0) blanks += " \t"[random.below(2)];
  return blanks;
}

template <class T>
struct Table {
  char delimiter = ',';
  std::vector<std::string> columns;
  std::vector<std::size_t> slots;
  std::size_t width = 0;
  std::vector<T> numbers;  // by slot
  std::vector<std::string> records;
  std::string text;
};

template <class T>
Table<T> any_table(Random& random, std::size_t columns, std::size_t rows) {
  Table<T> table;
  // A single column names no delimiter: then it is a comma.
  if (columns > 1) table.delimiter = ",;\t| "[random.below(5)];
  const bool is_by_blanks = table.delimiter == ' ';
  const bool ends_in_cr = random.below(4) == 0;

  table.width = 1 + random.below(columns);
  table.slots.assign(columns, CsvReader::unused);
  std::iota(table.slots.begin(), table.slots.begin() + static_cast<std::ptrdiff_t>(table.width),
            std::size_t{0});
  for (std::size_t i = columns - 1; i > 0; --i) std::swap(table.slots[i], table.slots[random.below(i + 1)]);

  const auto write = [&](const std::vector<std::string>& cells) {
    std::string record = cells[0];
    for (std::size_t i = 1; i < cells.size(); ++i) {
      const bool is_run = is_by_blanks && !table.records.empty();  // a tab in the header would be the separator
      record += is_run ? any_blanks(random) : std::string(1, table.delimiter);
      record += cells[i];
    }
    table.text += record + (ends_in_cr ? "\r" : random.below(2) == 0 ? "\n" : "\r\n");
    table.records.push_back(std::move(record));
  };

  if (random.below(4) == 0) table.text = "\xef\xbb\xbf";
  std::vector<std::string> cells(columns);
  for (std::string& cell : cells) {
    table.columns.push_back(quoted_text(random));
    cell = with_quotes(table.columns.back());
  }
  write(cells);
  for (std::size_t r = 0; r < rows; ++r) {
    std::vector<T> row(table.width);
    for (std::size_t c = 0; c < columns; ++c) {
      if (table.slots[c] == CsvReader::unused) {
        cells[c] = is_by_blanks ? with_quotes(quoted_text(random)) : text_cell(random);
      } else {
        row[table.slots[c]] = any_number<T>(random);
        cells[c] = number_cell(row[table.slots[c]], random);
      }
    }
    write(cells);
    table.numbers.insert(table.numbers.end(), row.begin(), row.end());
  }
  if (random.below(4) == 0) {
    table.text.resize(table.text.size() - (table.text.ends_with("\r\n") ? 2 : 1));
  } else if (random.below(4) == 0) {
    table.text += ends_in_cr ? "\r\r" : "\r\n\n";
  }
  return table;
}

std::vector<std::string> in_pieces(const std::string& text, std::size_t most, Random& random) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at < text.size(); at += pieces.back().size()) {
    pieces.push_back(text.substr(at, 1 + random.below(most)));
  }
  return pieces;
}

template <class T>
void expect_read(const Table<T>& table, const std::string& path) {
  Source source(path);
  CsvReader reader(source);
  RC_ASSERT(reader.columns() == table.columns);
  if (table.columns.size() > 1) RC_ASSERT(reader.delimiter() == table.delimiter);
  RC_ASSERT(reader.first_record() == table.records[0]);
  reader.choose(table.slots);
  std::vector<T> numbers;
  std::vector<std::string> records = {table.records[0]};
  for_each_row<T>(reader, [&](auto row, std::string_view record) {
    numbers.insert(numbers.end(), row.begin(), row.end());
    records.emplace_back(record);
  });
  RC_ASSERT(reader.rows() + 1 == table.records.size());
  RC_ASSERT(records == table.records);
  RC_ASSERT(std::ranges::equal(numbers, table.numbers, same_bits<T>));
}

template <class T>
class RandomTables : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(RandomTables, Types);

TYPED_TEST(RandomTables, AreReadFromAFile) {
  using T = TypeParam;
  const TemporaryFolder folder;
  rc::detail::checkGTest([&] {
    const auto columns = *rc::gen::inRange<std::size_t>(1, 12);
    const auto rows = *rc::gen::inRange<std::size_t>(0, 60);
    Random random(*rc::gen::arbitrary<std::uint64_t>());
    const Table<T> table = any_table<T>(random, columns, rows);
    write_file(folder / "table", table.text);
    expect_read(table, folder / "table");
  });
}

TYPED_TEST(RandomTables, AreReadFromAPipeInSmallPieces) {
  using T = TypeParam;
  rc::detail::checkGTest([&] {
    const auto columns = *rc::gen::inRange<std::size_t>(1, 8);
    const auto rows = *rc::gen::inRange<std::size_t>(0, 30);
    const auto most = *rc::gen::element<std::size_t>(1, 3, 20, 1000);
    Random random(*rc::gen::arbitrary<std::uint64_t>());
    const Table<T> table = any_table<T>(random, columns, rows);
    const PacketPipe pipe(in_pieces(table.text, most, random));
    expect_read(table, pipe.path());
  });
}

}  // namespace
}  // namespace adaline::test
