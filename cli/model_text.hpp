// A model and how it was trained, for people: what its file says is made visible (io/visible.hpp).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/model.hpp"

namespace adaline::cli {

// "target": what was trained, on what, how it ended and how well it fits. A line each, names in a column.
std::string describe_training(const io::Model& model);

// What is printed of an R2, also where there is none.
std::string describe_r2(const std::optional<double>& r2);

// The weights by name, also in the data's own units where the features were standardised.
std::string describe_weights(const io::Model& model);

// What it was made of, and the hashes that `xxh128sum` prints of these files.
std::string describe_parts(const std::vector<io::PartRecord>& parts);

// The model file's object, with `weights_in_data_units` and `bias_in_data_units` where the features were
// standardised.
nlohmann::ordered_json to_report(const io::Model& model, bool is_checked = false);
std::string report_as_json(const io::Model& model);

}  // namespace adaline::cli
