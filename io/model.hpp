// A trained neuron with all that is needed to use it on other data, and its file.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/part_record.hpp"
#include "io/source.hpp"
#include "io/standardization.hpp"
#include "io/training_record.hpp"

namespace adaline::io {

// A model of a million features, with the means and deviations of each, takes 100 MB.
inline constexpr std::size_t largest_model_file = std::size_t{128} << 20;

struct Model {
  std::string type;  // "float" or "double": that of the neuron; both are held exactly below
  std::string target;
  std::vector<std::string> features;
  std::vector<double> weights;  // one for each feature, as trained: for standardised features, where they were
  double bias = 0;
  std::optional<Standardization> standardization;
  std::optional<TrainingRecord> training;  // none in files that other programs wrote

  // In the units of the data, whatever was trained with.
  LinearFunction function() const;
};

// The model as its file holds it. Every number reads back exactly, and is written in the shortest such form.
nlohmann::ordered_json to_json(const Model& model);

// Whether a model of these features and parts is no larger than what read_model() takes, whatever its numbers
// are. The names are UTF-8, and the parts no more than most_parts.
bool fits_a_file(const std::vector<std::string>& features, const std::vector<PartRecord>& parts = {});

// Reads what to_json gave. Throws InputError: larger than largest_model_file, of more than 5 million values or
// nested more than 16 deep; not JSON (with line and column), anything behind it, a key that is there twice, not
// a model of this program, of another version, or one whose parts do not fit each other.
Model read_model(const std::string& path);
// The same of a source that nothing was let go of.
Model read_model(Source& source);

// The double whose shortest decimal form is that of `value`, if it reads back as `value`: 0.1f as 0.1.
double with_short_form(float value);
inline double with_short_form(double value) { return value; }

}  // namespace adaline::io
