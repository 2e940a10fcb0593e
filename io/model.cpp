#include "io/model.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

#include "io/input_error.hpp"
#include "io/json_fields.hpp"
#include "io/model_json.hpp"
#include "io/moments_file.hpp"
#include "io/preview.hpp"

namespace adaline::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* format_name = "adaline model";
constexpr int format_version = 1;

Json numbers(const std::string& type, const std::vector<double>& values) {
  Json result = Json::array();
  for (const double value : values) {
    result.push_back(type == "float" ? with_short_form(static_cast<float>(value)) : value);
  }
  return result;
}

// Without its quotes.
std::size_t size_in_json(std::string_view text) {
  std::size_t bytes = 0;
  for (const char c : text) bytes += c >= 0 && c < ' ' ? 6 : c == '"' || c == '\\' ? 2 : 1;
  return bytes;
}

class ModelReader {
 public:
  explicit ModelReader(JsonFields fields) : fields_(std::move(fields)) {}

  Model read() const {
    check_format();
    Model model;
    model.type = fields_.get<std::string>("type");
    if (model.type != "float" && model.type != "double") fields_.refuse("'type' is " + in_quotes(model.type));
    model.target = fields_.get<std::string>("target");
    model.features = fields_.get<std::vector<std::string>>("features");
    check_features(model);
    model.weights = get_numbers("weights", model);
    model.bias = rounded(model, fields_.get<double>("bias"), "bias");
    if (fields_.has("standardization")) model.standardization = read_standardization(model);
    if (fields_.has("training")) {
      model.training = read_training_record(fields_.of(fields_.at("training")));
    }
    return model;
  }

 private:
  void check_format() const {
    const bool is_ours = fields_.has("format") && fields_.at("format") == format_name;
    if (!is_ours) fields_.refuse(fmt::format("there is no \"format\": \"{}\"", format_name));
    const int version = fields_.get<int>("version");
    if (version != format_version) {
      throw InputError({fields_.path()},
                       fmt::format("a model of the unknown version {}; this program reads version {}", version,
                                   format_version));
    }
  }

  void check_features(const Model& model) const {
    if (model.features.empty()) fields_.refuse("'features' is empty");
    std::set<std::string_view> names;
    for (const std::string& name : model.features) {
      if (name == model.target) fields_.refuse("'features' holds the target " + in_quotes(name));
      if (!names.insert(name).second) fields_.refuse("'features' holds " + in_quotes(name) + " twice");
    }
  }

  Standardization read_standardization(const Model& model) const {
    const JsonFields part = fields_.of(fields_.at("standardization"));
    Standardization result{.means = get_doubles(part, "means", model),
                           .deviations = get_doubles(part, "deviations", model)};
    result.target_mean = part.get_or<double>("target_mean", result.target_mean);
    for (const double deviation : result.deviations) {
      if (!(deviation > 0)) fields_.refuse(fmt::format("'deviations' holds {}", deviation));
    }
    return result;
  }

  std::vector<double> get_doubles(const JsonFields& part, const char* key, const Model& model) const {
    std::vector<double> values = part.get<std::vector<double>>(key);
    if (values.size() != model.features.size()) {
      fields_.refuse(
          fmt::format("'{}' holds {} numbers for {} features", key, values.size(), model.features.size()));
    }
    return values;
  }

  std::vector<double> get_numbers(const char* key, const Model& model) const {
    std::vector<double> values = get_doubles(fields_, key, model);
    for (double& value : values) value = rounded(model, value, key);
    return values;
  }

  // To the model's type, which to_json wrote in the short form.
  double rounded(const Model& model, double value, const char* key) const {
    const double result = model.type == "float" ? static_cast<double>(static_cast<float>(value)) : value;
    if (!std::isfinite(result)) fields_.refuse(fmt::format("'{}' holds {}, too large for a float", key, value));
    return result;
  }

  JsonFields fields_;
};

}  // namespace

LinearFunction Model::function() const {
  const LinearFunction trained{weights, bias};
  return standardization ? in_data_units(trained, *standardization) : trained;
}

nlohmann::ordered_json to_json(const Model& model) {
  Json object = {{"format", format_name},
                 {"version", format_version},
                 {"type", model.type},
                 {"target", model.target},
                 {"features", model.features},
                 {"weights", numbers(model.type, model.weights)},
                 {"bias", numbers(model.type, {model.bias}).front()}};
  if (model.standardization) {
    object["standardization"] = {{"means", model.standardization->means},
                                 {"deviations", model.standardization->deviations},
                                 {"target_mean", model.standardization->target_mean}};
  }
  if (model.training) object["training"] = to_json(*model.training);
  return object;
}

Model read_model(const std::string& path) {
  Source source(path, {}, Source::usual_window_bytes, largest_model_file + 1);
  return read_model(source);
}

Model read_model(Source& source) {
  Preview start(source);
  if (is_moments(start)) {
    throw InputError({source.name()},
                     "holds moments, not a model; one is made of them by: adaline train --method exact");
  }
  const std::string text = read_whole(source, largest_model_file);
  const Json object = parse_model(source.name(), text);
  return ModelReader(JsonFields(source.name(), object)).read();
}

bool fits_a_file(const std::vector<std::string>& features, const std::vector<PartRecord>& parts) {
  // Sign, 17 digits, point, exponent, comma, line end and indentation; a name has quotes in place of digits.
  constexpr std::size_t longest_number = 32, around_name = 11, rest = 1 << 16, around_part = 512;
  std::size_t bytes = rest;
  for (const std::string& name : features) bytes += 3 * longest_number + around_name + size_in_json(name);
  for (const PartRecord& part : parts) bytes += around_part + size_in_json(part.data);
  return bytes <= largest_model_file;
}

double with_short_form(float value) {
  char digits[32];
  const auto written = std::to_chars(digits, digits + sizeof digits, value);
  double result = 0;
  std::from_chars(digits, written.ptr, result);
  return static_cast<float>(result) == value ? result : static_cast<double>(value);
}

}  // namespace adaline::io
