// A table, read in the simplest way: all of the text, a character at a time. What io/csv_reader.hpp must agree
// with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adaline::test {

struct PlainTable {
  struct Record {
    std::string_view text;
    std::vector<std::string_view> cells;  // as written, with their quotes
  };

  char delimiter = ',';         // ' ': runs of blanks
  std::vector<Record> records;  // the header, if there is one, first; as many as are right
  bool is_right = false;        // all of them
};

PlainTable read_plainly(std::string_view text);

// A cell of the header as a name.
std::string name_in(std::string_view cell);

// Digits with a sign, a point and an exponent; "" where the cell holds anything else.
std::string number_in(std::string_view cell);

}  // namespace adaline::test
