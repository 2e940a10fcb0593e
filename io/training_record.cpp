#include "io/training_record.hpp"

#include <nlohmann/json.hpp>

#include <utility>

#include "io/input_error.hpp"
#include "io/json_fields.hpp"

namespace adaline::io {
namespace {

using Json = nlohmann::ordered_json;

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

SolutionRecord read_solution(const JsonFields& fields) {
  return {.ridge = fields.get<double>("ridge"),
          .total_weight = fields.get<double>("total_weight"),
          .rank = fields.get<std::size_t>("rank"),
          .condition = fields.get_unless_null<double>("condition"),
          .quality = fields.get<std::string>("quality"),
          .relative_error = fields.get_unless_null<double>("relative_error")};
}

ShareRecord read_share(const JsonFields& fields) {
  const auto text = fields.get<std::string>("share");
  std::optional<ShareRecord> share = share_of(text);
  if (!share) fields.refuse("'share' is " + in_quotes(text));
  const Json& bytes = fields.at("bytes");
  const bool are_two = bytes.is_array() && bytes.size() == 2 && is_count<std::uint64_t>(bytes[0]) &&
                       is_count<std::uint64_t>(bytes[1]);
  if (!are_two) fields.refuse_kind("bytes");
  share->begin = bytes[0].get<std::uint64_t>();
  share->end = bytes[1].get<std::uint64_t>();
  return *share;
}

std::vector<PartRecord> read_parts(const JsonFields& fields) {
  const Json& list = fields.at("parts");
  if (!list.is_array()) fields.refuse_kind("parts");
  std::vector<PartRecord> parts;
  for (const Json& object : list) {
    const JsonFields of_part = fields.of(object);
    PartRecord part{.data = of_part.get<std::string>("data"),
                    .share = std::nullopt,
                    .hash = of_part.get<std::string>("hash"),
                    .samples = of_part.get<std::uint64_t>("samples")};
    if (of_part.has("share")) part.share = read_share(of_part);
    if (const auto wrong = what_is_wrong_with(part)) fields.refuse("in 'parts' " + *wrong);
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace

nlohmann::ordered_json to_json(const std::vector<PartRecord>& parts) {
  Json list = Json::array();
  for (const PartRecord& part : parts) list.push_back(to_object(part));
  return list;
}

nlohmann::ordered_json to_json(const TrainingRecord& training) {
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

TrainingRecord read_training_record(const JsonFields& fields) {
  TrainingRecord training;
  training.method = fields.get<std::string>("method");
  if (fields.has("batch_size")) {
    training.batch_size = fields.get<std::size_t>("batch_size");
    training.keep_last_batch = fields.get<bool>("keep_last_batch");
  }
  training.strategy = fields.get_or<std::string>("strategy", training.strategy);
  training.learning_rate = fields.get<double>("learning_rate");
  training.automatic_rate = fields.get_or<bool>("automatic_rate", training.automatic_rate);
  training.epoch_limit = fields.get<std::size_t>("epoch_limit");
  training.stop_delta = fields.get<double>("stop_delta");
  training.tolerance = fields.get_or<double>("tolerance", training.tolerance);
  training.shuffle = fields.get_or<std::string>("shuffle", training.shuffle);
  training.seed = fields.get_or<std::uint64_t>("seed", training.seed);
  training.learn_bias = fields.get<bool>("learn_bias");
  training.initial_weight = fields.get<double>("initial_weight");
  training.initial_bias = fields.get_or<double>("initial_bias", training.initial_bias);
  training.samples = fields.get<std::size_t>("samples");
  training.epochs = fields.get<std::size_t>("epochs");
  training.steps = fields.get<std::size_t>("steps");
  training.stop_reason = fields.get<std::string>("stop_reason");
  training.loss = fields.get<double>("loss");
  training.rmse = fields.get<double>("rmse");
  training.r2 = fields.get_unless_null<double>("r2");
  training.level = fields.get<std::string>("level");
  training.numerics_version = fields.get<int>("numerics_version");
  training.adaline = fields.get<std::string>("adaline");
  if (fields.has("ridge")) training.solution = read_solution(fields);
  if (fields.has("parts")) training.parts = read_parts(fields);
  if (!fields.has("converged")) return training;
  training.converged = fields.get<bool>("converged");
  training.optimum = fields.get_unless_null<double>("optimum");
  training.fall = fields.get_unless_null<double>("loss_fall_per_epoch");
  training.epochs_needed = fields.get_unless_null<std::size_t>("epochs_needed");
  return training;
}

}  // namespace adaline::io
