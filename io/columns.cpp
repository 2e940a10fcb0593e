#include "columns.hpp"

#include <algorithm>

#include "suggestion.hpp"

namespace adaline::io {

std::size_t find_column(const CsvReader& reader, const std::string& name) {
  const std::vector<std::string>& columns = reader.columns();
  const auto found = std::ranges::find(columns, name);
  if (found == columns.end()) {
    throw InputError({reader.file(), 1}, "no column " + in_quotes(name) + suggestion(name, columns));
  }
  const auto again = std::find(found + 1, columns.end(), name);
  if (again != columns.end()) {
    throw InputError(reader.place_in_header(static_cast<std::size_t>(again - columns.begin())),
                     "column " + in_quotes(name) + " is there twice");
  }
  return static_cast<std::size_t>(found - columns.begin());
}

void choose_columns(CsvReader& reader, std::span<const std::string> names) {
  std::vector<std::size_t> slots(reader.columns().size(), CsvReader::unused);
  for (std::size_t slot = 0; slot < names.size(); ++slot) slots[find_column(reader, names[slot])] = slot;
  reader.choose(std::move(slots));
}

}  // namespace adaline::io
