// Columns by name.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "io/csv_reader.hpp"

namespace adaline::io {

// The column of this name. Throws InputError where there is none, or more than one.
std::size_t find_column(const CsvReader& reader, const std::string& name);

// A row of numbers then holds the columns of these names, in this order. Throws as find_column.
void choose_columns(CsvReader& reader, std::span<const std::string> names);

}  // namespace adaline::io
