#include "cli/apply_model.hpp"

#include <adaline/neuron.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <type_traits>
#include <vector>

#include "cli/input.hpp"
#include "cli/interrupt.hpp"
#include "io/columns.hpp"
#include "parallel/ranges.hpp"

namespace adaline::cli {
namespace {

template <class T>
Neuron<T> neuron_of(const io::Model& model) {
  Neuron<T> neuron(model.weights.size());
  std::ranges::transform(model.weights, neuron.weights().begin(), [](double w) { return static_cast<T>(w); });
  neuron.bias() = static_cast<T>(model.bias);
  return neuron;
}

// In the model's own type T. What is to be standardised is read in double.
template <class T, bool is_standardized>
class Predictor {
 public:
  using Read = std::conditional_t<is_standardized, double, T>;

  explicit Predictor(const io::Model& model) : model_(model), neuron_(neuron_of<T>(model)) {}

  // Of the rows from `first` on; values has an element for each.
  void predict(const io::CsvBlock<Read>& block, std::size_t first, std::span<double> values) const {
    const std::size_t rows = values.size(), features = model_.weights.size();
    std::vector<T> z(rows);
    double target_mean = 0;
    if constexpr (is_standardized) {
      std::vector<T> x(rows * features);
      for (std::size_t r = 0; r < rows; ++r) {
        io::standardize<T>(block.row(first + r).first(features), *model_.standardization,
                           std::span(x).subspan(r * features, features));
      }
      neuron_.predict(MatrixView<T>{x.data(), rows, features}, z);
      target_mean = model_.standardization->target_mean;
    } else {
      neuron_.predict(MatrixView<T>{block.row(first).data(), rows, features, block.width()}, z);
    }
    for (std::size_t r = 0; r < rows; ++r) values[r] = static_cast<double>(z[r]) + target_mean;
  }

 private:
  const io::Model& model_;
  Neuron<T> neuron_;
};

template <class T, bool is_standardized>
void apply(const io::Model& model, io::CsvReader& reader, Workers* workers,
           const std::function<void(const PredictedRows&)>& on_rows) {
  const Predictor<T, is_standardized> predictor(model);
  const std::size_t features = model.weights.size();
  io::CsvBlock<typename Predictor<T, is_standardized>::Read> block;
  std::vector<double> values, targets;
  while (reader.read_block(block, workers)) {
    const std::size_t rows = block.rows();
    const bool has_targets = block.width() > features;
    values.resize(rows);
    targets.resize(has_targets ? rows : 0);
    // About 10 ns for a row and 1 for a number.
    const double nanoseconds = static_cast<double>(rows) * (10 + static_cast<double>(features));
    const parallel::Ranges ranges(workers, rows, nanoseconds / 1000);
    ranges.for_each([&](std::size_t range) {
      const std::size_t first = ranges.begin(range), count = ranges.end(range) - first;
      predictor.predict(block, first, std::span(values).subspan(first, count));
      if (!has_targets) return;
      for (std::size_t r = first; r < first + count; ++r)
        targets[r] = static_cast<double>(block.row(r)[features]);
    });
    const auto wrong = std::ranges::find_if_not(values, [](double value) { return std::isfinite(value); });
    const auto right = static_cast<std::size_t>(wrong - values.begin());
    if (right > 0) {
      on_rows({.reader = reader,
               .records = block.records().first(right),
               .values = std::span(values).first(right),
               .targets = std::span(targets).first(has_targets ? right : 0)});
    }
    if (right == rows) continue;
    throw io::InputError(reader.place_of_row(block.records()[right]),
                         "the values are too large: the prediction is no finite " + model.type);
  }
  if (reader.rows() == 0) throw io::InputError({reader.file()}, io::no_samples);
}

template <class T>
void apply(const io::Model& model, io::CsvReader& reader, Workers* workers,
           const std::function<void(const PredictedRows&)>& on_rows) {
  model.standardization ? apply<T, true>(model, reader, workers, on_rows)
                        : apply<T, false>(model, reader, workers, on_rows);
}

}  // namespace

void apply_model(const io::Model& model, const std::string& data, const ApplyOptions& options,
                 const std::function<void(const io::CsvReader&)>& on_header,
                 const std::function<void(const PredictedRows&)>& on_rows) {
  const InterruptHandling handling;
  io::Source source(data, watch_reading(data, options.shows_progress, options.on_wait));
  io::CsvReader reader(source, options.header);
  std::vector<std::string> names = model.features;
  if (options.with_target) names.push_back(model.target);
  io::choose_columns(reader, names);
  on_header(reader);
  model.type == "float" ? apply<float>(model, reader, options.workers, on_rows)
                        : apply<double>(model, reader, options.workers, on_rows);
}

}  // namespace adaline::cli
