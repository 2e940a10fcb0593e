// A cell as a number.
#pragma once

#include <string>
#include <string_view>

namespace adaline::io {

// Reads the number nearest to what the cell says, as written: digits with a sign, a point and an exponent;
// blanks and quotes around it are fine. False where the cell is no finite number of type T: float or double.
template <class T>
bool parse_cell(std::string_view cell, T& value);

// Why parse_cell refused the cell, as a message: "'abc' is not a number".
template <class T>
std::string what_is_wrong(std::string_view cell);

}  // namespace adaline::io
