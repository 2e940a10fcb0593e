#include "io/columns.hpp"

#include "io/missing_column.hpp"

namespace adaline::io {

std::size_t find_column(const CsvReader& reader, const std::string& name) {
  const auto [column, again] = reader.columns_named(name);
  if (column == CsvReader::unused) throw InputError(reader.place_of_header(), missing_column(reader, name));
  if (again != CsvReader::unused) {
    throw InputError(reader.place_in_header(again), "column " + in_quotes(name) + " is there twice");
  }
  return column;
}

void choose_columns(CsvReader& reader, std::span<const std::string> names) {
  std::vector<std::size_t> slots(reader.columns().size(), CsvReader::unused);
  for (std::size_t slot = 0; slot < names.size(); ++slot) slots[find_column(reader, names[slot])] = slot;
  reader.choose(std::move(slots));
}

}  // namespace adaline::io
