// Any bytes: a table that holds what is written, or an InputError. The same one from a file and from a pipe,
// whatever part of it is in view.
#include <adaline/workers.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "io/columns.hpp"
#include "io/csv_reader.hpp"
#include "io/sample_table.hpp"
#include "tests/fuzz/bytes.hpp"
#include "tests/fuzz/input_files.hpp"
#include "tests/fuzz/plain_table.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/io/for_each_row.hpp"

namespace adaline::test {
namespace {

using io::CsvReader;
using io::Header;
using io::InputError;
using io::Source;

template <class T>
using BitsOf = std::conditional_t<sizeof(T) == sizeof(float), std::uint32_t, std::uint64_t>;

// All that a reader tells.
template <class T>
struct Reading {
  char delimiter = 0;
  std::vector<std::string> columns;
  std::vector<std::size_t> slots;
  std::size_t width = 0;             // of a row of numbers
  std::vector<std::string> records;  // the header too
  std::vector<BitsOf<T>> numbers;
  std::string error;  // without the file's name

  bool operator==(const Reading&) const = default;
};

// Column c is read where bit c mod 8 of `chosen` is set, the last one first.
template <class T>
void choose(Reading<T>& reading, std::size_t chosen) {
  reading.slots.assign(reading.columns.size(), CsvReader::unused);
  for (std::size_t c = reading.columns.size(); c-- > 0;) {
    if ((chosen >> c % 8 & 1U) != 0) reading.slots[c] = reading.width++;
  }
}

template <class T>
Reading<T> read(const std::string& path, std::size_t window, std::size_t chosen, Header header,
                Workers* workers = nullptr) {
  Reading<T> reading;
  try {
    Source source(path, {}, window);
    CsvReader reader(source, header);
    reading.delimiter = reader.delimiter();
    reading.columns = reader.columns();
    if (reader.has_header()) reading.records.emplace_back(reader.first_record());
    choose(reading, chosen);
    reader.choose(reading.slots);
    if (workers != nullptr) reader.assume_speed(1e-6);  // each byte is worth a thread
    for_each_row<T>(
        reader,
        [&](auto row, std::string_view record) {
          reading.records.emplace_back(record);
          for (const T number : row) reading.numbers.push_back(std::bit_cast<BitsOf<T>>(number));
        },
        workers);
    expect(reader.rows() + (reader.has_header() ? 1 : 0) == reading.records.size(), "rows() counts the rows");
  } catch (const InputError& error) {
    const std::string_view message = error.what();
    expect(message.starts_with(path), "an error begins with the file");
    reading.error = message.substr(path.size());
  }
  return reading;
}

// By the C library, which shares no code with the reader. False where the cell is no finite number.
template <class T>
bool get_number(std::string_view cell, BitsOf<T>& bits) {
  const std::string text = number_in(cell);
  T number = 0;
  if constexpr (sizeof(T) == sizeof(float)) {
    number = std::strtof(text.c_str(), nullptr);
  } else {
    number = std::strtod(text.c_str(), nullptr);
  }
  bits = std::bit_cast<BitsOf<T>>(number);
  return !text.empty() && std::isfinite(number);
}

// What the text holds, with the slots of a reading.
template <class T>
Reading<T> read_plainly_as(const Reading<T>& like, std::string_view text, Header header) {
  const PlainTable plain = read_plainly(text);
  Reading<T> reading;
  reading.slots = like.slots;
  reading.width = like.width;
  const std::string some_error =
      like.error.empty() ? "an error" : like.error;  // which one is the reader's to say
  if (!plain.is_right) reading.error = some_error;
  if (plain.records.empty()) return reading;
  reading.delimiter = plain.delimiter;
  const bool has_header = header == Header::first_line;
  for (const std::string_view cell : plain.records[0].cells) {
    reading.columns.push_back(has_header ? name_in(cell) : std::to_string(reading.columns.size() + 1));
  }
  if (has_header) reading.records.emplace_back(plain.records[0].text);
  for (std::size_t r = has_header ? 1 : 0; r < plain.records.size(); ++r) {
    std::vector<BitsOf<T>> row(reading.width);
    bool are_numbers = true;
    for (std::size_t c = 0; c < reading.slots.size(); ++c) {
      const std::size_t slot = reading.slots[c];
      if (slot == CsvReader::unused) continue;
      are_numbers = get_number<T>(plain.records[r].cells[c], row[slot]) && are_numbers;
    }
    if (!are_numbers) {
      reading.error = some_error;
      break;
    }
    reading.records.emplace_back(plain.records[r].text);
    reading.numbers.insert(reading.numbers.end(), row.begin(), row.end());
  }
  return reading;
}

// Every name is found in its column, or is there twice; others are not found.
template <class T>
void expect_columns_found(const Reading<T>& reading, const std::string& path, Header header) {
  Source source(path);
  const CsvReader reader(source, header);
  const std::vector<std::string>& names = reader.columns();
  const std::string other = names.front() + '?';
  for (const std::string& name : {names.front(), names.back(), other}) {
    const auto count = std::ranges::count(names, name);
    try {
      const std::size_t column = io::find_column(reader, name);
      expect(count == 1 && names[column] == name, "a column is found by its name");
    } catch (const InputError&) {
      expect(count != 1, "a column is found if it is there once");
    }
  }
  expect(names == reading.columns, "the same header twice");
}

// The last slot is the target.
template <class T>
void expect_samples(const Reading<T>& reading, const std::string& path, Header header) {
  Source source(path);
  CsvReader reader(source, header);
  reader.choose(reading.slots);
  const std::size_t feature_count = reading.width - 1;
  const std::size_t rows = reading.records.size() - (header == Header::first_line ? 1 : 0);
  try {
    const auto table = io::read_samples<T>(reader, feature_count);
    const Samples<T> samples = table.samples();
    expect(reading.error.empty() && samples.targets.size() == rows, "a sample for each row");
    for (std::size_t r = 0; r < samples.targets.size(); ++r) {
      const auto* const row = reading.numbers.data() + r * reading.width;
      for (std::size_t c = 0; c < reading.width; ++c) {
        const T number = c < feature_count ? samples.features.data[r * feature_count + c] : samples.targets[r];
        expect(std::bit_cast<BitsOf<T>>(number) == row[c], "samples hold the numbers of the rows");
      }
    }
  } catch (const InputError&) {
    expect(!reading.error.empty() || rows == 0, "samples are read where rows are");
  }
}

template <class T>
void check(std::string_view text, std::size_t chosen, std::size_t window, Header header) {
  const MemoryFile file(text);
  const Reading<T> reading = read<T>(file.path(), Source::usual_window_bytes, chosen, header);
  expect(read<T>(file.path(), window, chosen, header) == reading,
         "a small window shows what a large one shows");
  static Workers workers(3);
  expect(read<T>(file.path(), window, chosen, header, &workers) == reading, "threads read what one does");
  expect(read<T>(FilledPipe(text).path(), window, chosen, header) == reading,
         "a pipe gives what the file gives");
  expect(reading == read_plainly_as(reading, text, header),
         "what is right is read as written, and what is wrong is refused");
  if (reading.columns.empty()) return;
  expect_columns_found(reading, file.path(), header);
  if (reading.width > 0) expect_samples(reading, file.path(), header);
}

}  // namespace
}  // namespace adaline::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace adaline::test;
  Bytes bytes(data, size);
  const std::size_t how = bytes.take<std::uint8_t>();
  const std::size_t chosen = bytes.take<std::uint8_t>();
  const std::size_t window = 1 + how / 4;
  const Header header = how / 2 % 2 == 0 ? Header::first_line : Header::none;
  how % 2 == 0 ? check<float>(bytes.rest(), chosen, window, header)
               : check<double>(bytes.rest(), chosen, window, header);
  return 0;
}
