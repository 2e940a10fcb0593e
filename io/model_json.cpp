#include "io/model_json.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "io/input_error.hpp"
#include "io/part_record.hpp"

namespace adaline::io {
namespace {

using Json = nlohmann::ordered_json;

// What a text of JSON may be before any of it is kept. Three objects, two deep, are what a model has, and one
// for each part.
constexpr std::size_t most_values = 5'000'000;
// Each costs the parser a look at all elements of the array that it is in.
constexpr std::size_t most_objects = 1000 + most_parts;
constexpr int most_depth = 16;

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

}  // namespace

nlohmann::ordered_json parse_model(const std::string& path, const std::string& text) {
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

}  // namespace adaline::io
