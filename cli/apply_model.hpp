// A model's predictions for the rows of a file.
#pragma once

#include <adaline/neuron.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "cli/input.hpp"
#include "cli/interrupt.hpp"
#include "io/columns.hpp"
#include "io/csv_reader.hpp"
#include "io/model.hpp"

namespace adaline::cli {

// The model's neuron in its own type T, on features as the data holds them.
template <class T>
class Predictor {
 public:
  explicit Predictor(const io::Model& model)
      : model_(model), neuron_(model.weights.size()), features_(model.weights.size()) {
    std::ranges::transform(model.weights, neuron_.weights().begin(),
                           [](double w) { return static_cast<T>(w); });
    neuron_.bias() = static_cast<T>(model.bias);
  }

  // x as read in double, to be standardised, rounded to T, and applied to; or as read in T itself.
  double predict(std::span<const double> x) {
    if (!model_.standardization) {
      std::ranges::transform(x, features_.begin(), [](double value) { return static_cast<T>(value); });
      return static_cast<double>(neuron_.predict(features_));
    }
    io::standardize<T>(x, *model_.standardization, features_);
    return static_cast<double>(neuron_.predict(features_)) + model_.standardization->target_mean;
  }

 private:
  const io::Model& model_;
  Neuron<T> neuron_;
  std::vector<T> features_;
};

struct Prediction {
  double value;                 // finite
  double target;                // 0 where it was not asked for
  const io::CsvReader& reader;  // that has just read the row
};

struct ApplyOptions {
  io::Header header = io::Header::first_line;
  bool with_target = false;
  bool shows_progress = true;          // on a terminal
  std::function<void()> on_wait = {};  // called before it waits for more of a pipe
};

// Reads `data` row by row and never holds more: calls on_header(reader), then on_row(prediction) for each row.
// Columns are matched by name; others may be there. Throws InputError, also for a row whose prediction is not
// finite, and Error where it is interrupted.
template <class T, class OnHeader, class OnRow>
void apply_model_as(const io::Model& model, const std::string& data, const ApplyOptions& options,
                    const OnHeader& on_header, const OnRow& on_row) {
  const InterruptHandling handling;
  io::Source source(data, watch_reading(data, options.shows_progress, options.on_wait));
  io::CsvReader reader(source, options.header);
  std::vector<std::string> names = model.features;
  if (options.with_target) names.push_back(model.target);
  io::choose_columns(reader, names);
  on_header(reader);

  Predictor<T> predictor(model);
  std::vector<double> row(model.features.size() + 1);
  const std::span<const double> features(row.data(), model.features.size());
  // Rounded once: as they are read, or when they are standardised.
  std::vector<T> rounded(row.size());
  const auto read_row = [&] {
    if (model.standardization || std::is_same_v<T, double>) return reader.read_row(row.data());
    const bool is_there = reader.read_row(rounded.data());
    std::ranges::copy(rounded, row.begin());
    return is_there;
  };
  while (read_row()) {
    const double value = predictor.predict(features);
    if (!std::isfinite(value)) {
      throw io::InputError(reader.place_of_row(),
                           "the values are too large: the prediction is no finite " + model.type);
    }
    on_row(Prediction{value, row.back(), reader});
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
