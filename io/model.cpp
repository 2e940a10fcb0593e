#include "io/model.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <functional>
#include <set>
#include <type_traits>
#include <utility>

#include "io/input_error.hpp"
#include "io/moments_file.hpp"
#include "io/preview.hpp"

namespace adaline::io {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* format_name = "adaline model";
constexpr int format_version = 1;

// What a text of JSON may be before any of it is kept. Three objects, two deep, are what a model has, and one
// for each part.
constexpr std::size_t most_values = 5'000'000;
// Each costs the parser a look at all elements of the array that it is in.
constexpr std::size_t most_objects = 1000 + most_parts;
constexpr int most_depth = 16;

// ---- writing

Json numbers(const std::string& type, const std::vector<double>& values) {
  Json result = Json::array();
  for (const double value : values) {
    result.push_back(type == "float" ? with_short_form(static_cast<float>(value)) : value);
  }
  return result;
}

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json to_object(const PartRecord& part) {
  Json object = {{"data", part.data}};
  if (part.share) {
    object["share"] = text_of(*part.share);
    object["bytes"] = {part.share->begin, part.share->end};
  }
  object["hash"] = part.hash;
  object["samples"] = part.samples;
  return object;
}

Json to_object(const TrainingRecord& training) {
  Json object = {{"method", training.method}};
  if (training.batch_size) {
    object["batch_size"] = *training.batch_size;
    object["keep_last_batch"] = training.keep_last_batch;
  }
  if (!training.strategy.empty()) object["strategy"] = training.strategy;
  object.update(Json{{"learning_rate", training.learning_rate},
                     {"automatic_rate", training.automatic_rate},
                     {"epoch_limit", training.epoch_limit},
                     {"stop_delta", training.stop_delta},
                     {"tolerance", training.tolerance},
                     {"shuffle", training.shuffle},
                     {"seed", training.seed},
                     {"learn_bias", training.learn_bias},
                     {"initial_weight", training.initial_weight},
                     {"initial_bias", training.initial_bias},
                     {"samples", training.samples},
                     {"epochs", training.epochs},
                     {"steps", training.steps},
                     {"stop_reason", training.stop_reason},
                     {"loss", training.loss},
                     {"rmse", training.rmse},
                     {"r2", or_null(training.r2)},
                     {"level", training.level},
                     {"numerics_version", training.numerics_version},
                     {"adaline", training.adaline}});
  if (training.solution) {
    object.update(Json{{"ridge", training.solution->ridge},
                       {"total_weight", training.solution->total_weight},
                       {"rank", training.solution->rank},
                       {"condition", or_null(training.solution->condition)},
                       {"quality", training.solution->quality},
                       {"relative_error", or_null(training.solution->relative_error)}});
  }
  if (training.converged) {
    object.update(Json{{"converged", *training.converged},
                       {"optimum", or_null(training.optimum)},
                       {"loss_fall_per_epoch", or_null(training.fall)},
                       {"epochs_needed", or_null(training.epochs_needed)}});
  }
  if (!training.parts.empty()) object["parts"] = to_json(training.parts);
  return object;
}

// Without its quotes.
std::size_t size_in_json(std::string_view text) {
  std::size_t bytes = 0;
  for (const char c : text) bytes += c >= 0 && c < ' ' ? 6 : c == '"' || c == '\\' ? 2 : 1;
  return bytes;
}

// ---- reading

Place place_of_byte(const std::string& name, std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
  const std::size_t line_end = before.rfind('\n');
  return {name, line, line_end == std::string_view::npos ? before.size() + 1 : before.size() - line_end};
}

// All that a model is read by. Others are not kept, whatever they hold.
bool is_read(const std::string& key) {
  static const std::set<std::string, std::less<>> keys = {"format",
                                                          "version",
                                                          "type",
                                                          "target",
                                                          "features",
                                                          "weights",
                                                          "bias",
                                                          "training",
                                                          "means",
                                                          "deviations",
                                                          "target_mean",
                                                          "standardization",
                                                          "method",
                                                          "batch_size",
                                                          "strategy",
                                                          "shuffle",
                                                          "learning_rate",
                                                          "epoch_limit",
                                                          "keep_last_batch",
                                                          "automatic_rate",
                                                          "stop_delta",
                                                          "tolerance",
                                                          "seed",
                                                          "learn_bias",
                                                          "initial_weight",
                                                          "initial_bias",
                                                          "samples",
                                                          "epochs",
                                                          "steps",
                                                          "stop_reason",
                                                          "loss",
                                                          "rmse",
                                                          "r2",
                                                          "level",
                                                          "adaline",
                                                          "converged",
                                                          "numerics_version",
                                                          "optimum",
                                                          "epochs_needed",
                                                          "loss_fall_per_epoch",
                                                          "ridge",
                                                          "total_weight",
                                                          "rank",
                                                          "condition",
                                                          "quality",
                                                          "relative_error",
                                                          "parts",
                                                          "data",
                                                          "hash",
                                                          "share",
                                                          "bytes"};
  return keys.contains(key);
}

// Asked by the parser before it keeps a part of the text. Refuses an object that holds a key twice, of which
// JSON's readers take one or the other, and what is no model by its size, which would take many times its size
// in memory.
class Intake {
 public:
  explicit Intake(std::string path) : path_(std::move(path)) {}

  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    using Event = Json::parse_event_t;
    const bool is_object = event == Event::object_start;
    if (is_object || event == Event::array_start) {
      if (depth >= most_depth) refuse(fmt::format("its JSON is nested more than {} deep", most_depth));
      if (is_object && ++objects_ > most_objects)
        refuse(fmt::format("its JSON has more than {} objects", most_objects));
    }
    if (is_object || event == Event::array_start || event == Event::value) {
      if (++values_ > most_values) refuse(fmt::format("its JSON has more than {} values", most_values));
    }
    if (is_object) open_object(static_cast<std::size_t>(depth));
    return event != Event::key || is_wanted(static_cast<std::size_t>(depth), parsed.get<std::string>());
  }

 private:
  // The parser does not tell the end of an object that is not kept.
  void open_object(std::size_t depth) {
    keys_.resize(depth);
    keys_.emplace_back();
  }

  bool is_wanted(std::size_t depth, const std::string& key) {
    if (!keys_[depth - 1].insert(key).second) refuse("the key " + in_quotes(key) + " is there twice");
    return is_read(key);
  }

  [[noreturn]] void refuse(const std::string& what) const { throw InputError({path_}, "not a model: " + what); }

  std::string path_;
  std::size_t values_ = 0;
  std::size_t objects_ = 0;
  std::vector<std::set<std::string>> keys_;  // of the objects around, at their depths
};

Json parse(const std::string& path, const std::string& text) {
  // To the parser, a zero byte is the end of the text.
  if (const std::size_t zero = text.find('\0'); zero != std::string::npos) {
    throw InputError(place_of_byte(path, text, zero + 1), "not a model: this is no valid JSON");
  }
  Intake intake(path);
  try {
    return Json::parse(text, std::ref(intake));
  } catch (const Json::parse_error& error) {
    throw InputError(place_of_byte(path, text, error.byte), "not a model: this is no valid JSON");
  } catch (const Json::exception&) {
    throw InputError({path}, "not a model: its JSON holds a number that is out of range");
  }
}

// What Value holds, which Json itself would cut from 1.5 and wrap from -1.
template <class Value>
bool is_count(const Json& number) {
  return number.is_number_unsigned() && std::in_range<Value>(number.get<std::uint64_t>());
}

class ModelReader {
 public:
  ModelReader(std::string path, const Json& object) : path_(std::move(path)), object_(object) {}

  Model read() const {
    check_format();
    Model model;
    model.type = get<std::string>(object_, "type");
    if (model.type != "float" && model.type != "double") refuse("'type' is " + in_quotes(model.type));
    model.target = get<std::string>(object_, "target");
    model.features = get<std::vector<std::string>>(object_, "features");
    check_features(model);
    model.weights = get_numbers(object_, "weights", model);
    model.bias = rounded(model, get<double>(object_, "bias"), "bias");
    if (object_.contains("standardization")) model.standardization = read_standardization(model);
    if (object_.contains("training")) model.training = read_training(object_["training"]);
    return model;
  }

 private:
  void check_format() const {
    const bool is_ours = object_.is_object() && object_.contains("format") && object_["format"] == format_name;
    if (!is_ours) refuse(fmt::format("there is no \"format\": \"{}\"", format_name));
    const int version = get<int>(object_, "version");
    if (version != format_version) {
      throw InputError({path_}, fmt::format("a model of the unknown version {}; this program reads version {}",
                                            version, format_version));
    }
  }

  void check_features(const Model& model) const {
    if (model.features.empty()) refuse("'features' is empty");
    std::set<std::string_view> names;
    for (const std::string& name : model.features) {
      if (name == model.target) refuse("'features' holds the target " + in_quotes(name));
      if (!names.insert(name).second) refuse("'features' holds " + in_quotes(name) + " twice");
    }
  }

  Standardization read_standardization(const Model& model) const {
    const Json part = get<Json>(object_, "standardization");
    Standardization result{.means = get_doubles(part, "means", model),
                           .deviations = get_doubles(part, "deviations", model)};
    if (part.contains("target_mean")) result.target_mean = get<double>(part, "target_mean");
    for (const double deviation : result.deviations) {
      if (!(deviation > 0)) refuse(fmt::format("'deviations' holds {}", deviation));
    }
    return result;
  }

  TrainingRecord read_training(const Json& part) const {
    TrainingRecord training;
    training.method = get<std::string>(part, "method");
    if (part.contains("batch_size")) {
      training.batch_size = get<std::size_t>(part, "batch_size");
      training.keep_last_batch = get<bool>(part, "keep_last_batch");
    }
    if (part.contains("strategy")) training.strategy = get<std::string>(part, "strategy");
    training.learning_rate = get<double>(part, "learning_rate");
    if (part.contains("automatic_rate")) training.automatic_rate = get<bool>(part, "automatic_rate");
    training.epoch_limit = get<std::size_t>(part, "epoch_limit");
    training.stop_delta = get<double>(part, "stop_delta");
    if (part.contains("tolerance")) training.tolerance = get<double>(part, "tolerance");
    if (part.contains("shuffle")) training.shuffle = get<std::string>(part, "shuffle");
    if (part.contains("seed")) training.seed = get<std::uint64_t>(part, "seed");
    training.learn_bias = get<bool>(part, "learn_bias");
    training.initial_weight = get<double>(part, "initial_weight");
    if (part.contains("initial_bias")) training.initial_bias = get<double>(part, "initial_bias");
    training.samples = get<std::size_t>(part, "samples");
    training.epochs = get<std::size_t>(part, "epochs");
    training.steps = get<std::size_t>(part, "steps");
    training.stop_reason = get<std::string>(part, "stop_reason");
    training.loss = get<double>(part, "loss");
    training.rmse = get<double>(part, "rmse");
    training.r2 = get_unless_null<double>(part, "r2");
    training.level = get<std::string>(part, "level");
    training.numerics_version = get<int>(part, "numerics_version");
    training.adaline = get<std::string>(part, "adaline");
    if (part.contains("ridge")) training.solution = read_solution(part);
    if (part.contains("parts")) training.parts = read_parts(part);
    if (!part.contains("converged")) return training;
    training.converged = get<bool>(part, "converged");
    training.optimum = get_unless_null<double>(part, "optimum");
    training.fall = get_unless_null<double>(part, "loss_fall_per_epoch");
    training.epochs_needed = get_unless_null<std::size_t>(part, "epochs_needed");
    return training;
  }

  SolutionRecord read_solution(const Json& part) const {
    return {.ridge = get<double>(part, "ridge"),
            .total_weight = get<double>(part, "total_weight"),
            .rank = get<std::size_t>(part, "rank"),
            .condition = get_unless_null<double>(part, "condition"),
            .quality = get<std::string>(part, "quality"),
            .relative_error = get_unless_null<double>(part, "relative_error")};
  }

  std::vector<PartRecord> read_parts(const Json& training) const {
    const Json list = get<Json>(training, "parts");
    if (!list.is_array()) refuse("'parts' is of the wrong kind");
    std::vector<PartRecord> parts;
    for (const Json& object : list) {
      PartRecord part{.data = get<std::string>(object, "data"),
                      .share = std::nullopt,
                      .hash = get<std::string>(object, "hash"),
                      .samples = get<std::uint64_t>(object, "samples")};
      if (object.contains("share")) part.share = read_share(object);
      if (const auto wrong = what_is_wrong_with(part)) refuse("in 'parts' " + *wrong);
      parts.push_back(std::move(part));
    }
    return parts;
  }

  ShareRecord read_share(const Json& part) const {
    const std::string text = get<std::string>(part, "share");
    std::optional<ShareRecord> share = share_of(text);
    if (!share) refuse("'share' is " + in_quotes(text));
    const Json bytes = get<Json>(part, "bytes");
    const bool are_two = bytes.is_array() && bytes.size() == 2 && is_count<std::uint64_t>(bytes[0]) &&
                         is_count<std::uint64_t>(bytes[1]);
    if (!are_two) refuse("'bytes' is of the wrong kind");
    share->begin = bytes[0].get<std::uint64_t>();
    share->end = bytes[1].get<std::uint64_t>();
    return *share;
  }

  template <class Value>
  std::optional<Value> get_unless_null(const Json& part, const char* key) const {
    if (get<Json>(part, key).is_null()) return std::nullopt;
    return get<Value>(part, key);
  }

  std::vector<double> get_doubles(const Json& part, const char* key, const Model& model) const {
    std::vector<double> values = get<std::vector<double>>(part, key);
    if (values.size() != model.features.size()) {
      refuse(fmt::format("'{}' holds {} numbers for {} features", key, values.size(), model.features.size()));
    }
    return values;
  }

  std::vector<double> get_numbers(const Json& part, const char* key, const Model& model) const {
    std::vector<double> values = get_doubles(part, key, model);
    for (double& value : values) value = rounded(model, value, key);
    return values;
  }

  // To the model's type, which to_json wrote in the short form.
  double rounded(const Model& model, double value, const char* key) const {
    const double result = model.type == "float" ? static_cast<double>(static_cast<float>(value)) : value;
    if (!std::isfinite(result)) refuse(fmt::format("'{}' holds {}, too large for a float", key, value));
    return result;
  }

  template <class Value>
  Value get(const Json& part, const char* key) const {
    if (!part.is_object() || !part.contains(key)) refuse(fmt::format("'{}' is missing", key));
    try {
      if constexpr (std::is_integral_v<Value> && !std::is_same_v<Value, bool>) {
        if (!is_count<Value>(part[key])) refuse(fmt::format("'{}' is of the wrong kind", key));
      }
      return part[key].get<Value>();
    } catch (const Json::exception&) {
      refuse(fmt::format("'{}' is of the wrong kind", key));
    }
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw InputError({path_}, "not a model of this program: " + what);
  }

  std::string path_;
  const Json& object_;
};

}  // namespace

LinearFunction Model::function() const {
  const LinearFunction trained{weights, bias};
  return standardization ? in_data_units(trained, *standardization) : trained;
}

nlohmann::ordered_json to_json(const std::vector<PartRecord>& parts) {
  Json list = Json::array();
  for (const PartRecord& part : parts) list.push_back(to_object(part));
  return list;
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
  if (model.training) object["training"] = to_object(*model.training);
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
  return ModelReader(source.name(), parse(source.name(), text)).read();
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
