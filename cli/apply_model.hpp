// A model's predictions for the rows of a file.
#pragma once

#include <adaline/neuron.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "input.hpp"
#include "interrupt.hpp"
#include "io/columns.hpp"
#include "io/csv_reader.hpp"
#include "io/model.hpp"

namespace adaline::cli {

// The model's neuron in its own type, on features as the data holds them.
template <class T>
class Predictor {
 public:
  explicit Predictor(const io::Model& model) : model_(model), neuron_(model.weights.size()) {
    std::ranges::transform(model.weights, neuron_.weights().begin(),
                           [](double w) { return static_cast<T>(w); });
    neuron_.bias() = static_cast<T>(model.bias);
  }

  // Standardises x in place where the model asks for it.
  T predict(std::span<T> x) const {
    if (model_.standardization) io::standardize(x, *model_.standardization);
    return neuron_.predict(x);
  }

 private:
  const io::Model& model_;
  Neuron<T> neuron_;
};

template <class T>
struct Prediction {
  T value;                      // finite
  T target;                     // 0 where it was not asked for
  const io::CsvReader& reader;  // that has just read the row
};

struct ApplyOptions {
  io::Header header = io::Header::first_line;
  bool with_target = false;
  bool shows_progress = true;  // on a terminal
};

// Reads `data` row by row and never holds more: calls on_header(reader), then on_row(prediction) for each row.
// Columns are matched by name; others may be there. Throws InputError, also for a row whose prediction is not
// finite, and Error where it is interrupted.
template <class T, class OnHeader, class OnRow>
void apply_model_as(const io::Model& model, const std::string& data, const ApplyOptions& options,
                    const OnHeader& on_header, const OnRow& on_row) {
  const InterruptHandling handling;
  io::Source source(data, watch_reading(data, options.shows_progress));
  io::CsvReader reader(source, options.header);
  std::vector<std::string> names = model.features;
  if (options.with_target) names.push_back(model.target);
  io::choose_columns(reader, names);
  on_header(reader);

  const Predictor<T> predictor(model);
  std::vector<T> row(model.features.size() + 1);
  const std::span<T> features(row.data(), model.features.size());
  while (reader.read_row(row.data())) {
    const T value = predictor.predict(features);
    if (!std::isfinite(value)) {
      throw io::InputError(reader.place_of_row(),
                           "the values are too large: the prediction is no finite " + model.type);
    }
    on_row(Prediction<T>{value, row.back(), reader});
  }
  if (reader.rows() == 0) throw io::InputError({reader.file()}, io::no_samples);
}

// In the model's type.
template <class OnHeader, class OnRow>
void apply_model(const io::Model& model, const std::string& data, const ApplyOptions& options,
                 const OnHeader& on_header, const OnRow& on_row) {
  if (model.type == "float") {
    apply_model_as<float>(model, data, options, on_header, on_row);
  } else {
    apply_model_as<double>(model, data, options, on_header, on_row);
  }
}

}  // namespace adaline::cli
