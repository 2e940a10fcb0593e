#include "tests/cli/text_table.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <random>
#include <stdexcept>

#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {

std::string TextTable::text(char delimiter, const std::string& line_end) const {
  std::string result;
  const auto add = [&](const std::vector<std::string>& cells) {
    for (std::size_t c = 0; c < cells.size(); ++c)
      result += (c == 0 ? "" : std::string(1, delimiter)) + cells[c];
    result += line_end;
  };
  add(names);
  for (const auto& row : rows) add(row);
  return result;
}

template <class T>
Matrix<T> TextTable::columns(const std::vector<std::string>& wanted) const {
  Matrix<T> result(rows.size(), wanted.size());
  for (std::size_t c = 0; c < wanted.size(); ++c) {
    const auto column = static_cast<std::size_t>(std::ranges::find(names, wanted[c]) - names.begin());
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const std::string& cell = rows[r].at(column);
      std::from_chars(cell.data(), cell.data() + cell.size(), result(r, c));
    }
  }
  return result;
}

TextTable made_table(std::size_t rows) {
  std::mt19937 random(7);  // whose numbers the standard fixes, unlike those of its distributions
  const auto thousandths = [&](int range) { return static_cast<int>(random() % static_cast<unsigned>(range)); };
  TextTable table{.names = {"a", "b", "c", "y"}, .rows = {}};
  for (std::size_t r = 0; r < rows; ++r) {
    const double a = (thousandths(4000) - 2000) / 1000.0;
    const double b = (thousandths(100000) - 30000) / 1000.0;
    const double c = thousandths(1000) / 1000.0;
    const double y = 0.5 * a - 0.02 * b + 3 * c + 1 + (thousandths(200) - 100) / 1000.0;
    table.rows.push_back({fmt::format("{:.3f}", a), fmt::format("{:.3f}", b), fmt::format("{:.3f}", c),
                          fmt::format("{:.4f}", y)});
  }
  return table;
}

template <class T>
Neuron<T> neuron_in(const std::filesystem::path& model) {
  const auto object = nlohmann::json::parse(read_file(model));
  if (object.at("type") != (sizeof(T) == sizeof(float) ? "float" : "double")) {
    throw std::runtime_error("a model of another type");
  }
  const auto weights = object.at("weights").get<std::vector<double>>();
  Neuron<T> neuron(weights.size());
  std::ranges::transform(weights, neuron.weights().begin(), [](double w) { return static_cast<T>(w); });
  neuron.bias() = static_cast<T>(object.at("bias").get<double>());
  return neuron;
}

template Matrix<float> TextTable::columns(const std::vector<std::string>&) const;
template Matrix<double> TextTable::columns(const std::vector<std::string>&) const;
template Neuron<float> neuron_in(const std::filesystem::path&);
template Neuron<double> neuron_in(const std::filesystem::path&);

}  // namespace adaline::test
