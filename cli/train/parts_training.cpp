#include "cli/train/parts_training.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "cli/moments/part_bytes.hpp"
#include "cli/moments/parts_on_ranks.hpp"
#include "cli/moments/repetitions.hpp"
#include "cli/output.hpp"
#include "cli/output_paths.hpp"

namespace adaline::cli {
namespace {

PartsOptions parts_options_of(const TrainCommandOptions& options, Workers& workers) {
  PartsOptions result;
  result.command = "train";
  result.columns = options;
  result.has_target = options.has_target;
  result.header = options.header;
  result.share_option = options.shares > 0 ? "--shares" : "";
  result.shows_progress = !options.quiet;
  result.workers = &workers;
  result.keeps_rows = options.method == "batch" && options.strategy == BatchStrategy::gradient_descent;
  result.takes_wide_moments = options.method == "exact" || options.strategy == BatchStrategy::normal_equation;
  return result;
}

bool has_weight(const PartSums& sums) {
  const auto* const moments = std::get_if<Moments>(&sums);
  return moments != nullptr ? moments->total_weight() > 0 : std::get<io::ColumnMoments>(sums).samples > 0;
}

std::unique_ptr<PartsTraining> begin(const TrainCommandOptions& options, const MakeTraining& make) {
  refuse_overwriting(data_files(options.data), {{"--model", options.model}});
  return make();
}

void run_alone(const TrainCommandOptions& options, const MakeTraining& make) {
  const std::unique_ptr<PartsTraining> training = begin(options, make);
  for (const PartInput& input : training->inputs()) training->parts().add(input);
  training->finish({.mine = training->parts().take_rows()});
}

void run_on_ranks(const TrainCommandOptions& options, Ranks& ranks, const MakeTraining& make) {
  std::unique_ptr<PartsTraining> training;  // on rank 0
  std::optional<InterruptHandling> handling;
  std::string inputs;
  Workers workers(options.training.threads);
  PartsOptions parts_options = parts_options_of(options, workers);
  if (!ranks.is_first()) {
    handling.emplace();
    parts_options.shows_progress = false;
  }
  on_first(ranks, [&] {
    training = begin(options, make);
    inputs = to_bytes(training->inputs());
  });
  // Rank 0 says which files hold moments: others need not see them.
  const std::vector<PartInput> all = inputs_of(ranks.from_first(inputs));
  RowsOfParts rows{.mine = read_on_ranks(ranks, all, parts_options, training ? &training->parts() : nullptr),
                   .ranks = &ranks,
                   .owners = owners_of(all, ranks.count())};
  // Whether there are rows, rank 0 alone may know: others may have no part.
  const bool serves = options.method == "batch";
  const auto finish = [&] {
    std::optional<EndOfServing> end;
    if (serves) end.emplace(ranks);
    training->finish(std::move(rows));
  };
  if (ranks.is_first()) return on_first(ranks, finish);
  if (serves) serve_gradients(std::move(rows), options.type, &workers);
  on_first(ranks, {});
}

}  // namespace

PartsTraining::PartsTraining(const TrainCommandOptions& options)
    : options_(options),
      workers_(options.training.threads),
      parts_options_(parts_options_of(options, workers_)),
      model_file_(options.model),
      parts_(parts_options_) {}

std::vector<PartInput> PartsTraining::inputs() const {
  std::vector<PartInput> inputs = part_inputs(options_.data, options_.shares);
  check_count(inputs.size());
  return inputs;
}

void PartsTraining::finish(RowsOfParts rows) {
  parts_.finish();
  check_size();
  if (!options_.quiet) name_repetitions(parts_.records());
  if (!has_weight(parts_.sums())) throw io::InputError(place(), "no sample has a weight");
  model_.type = options_.type;
  model_.target = parts_.target();
  model_.features = parts_.features();
  train(std::move(rows));
  model_.training->parts = parts_.records();
  if (model_file_.is_wanted()) model_file_.write(io::to_json(model_).dump(2) + '\n');
  say();
  flush_output();
  model_file_.commit();
}

io::Place PartsTraining::place() const {
  return {options_.data.size() == 1 ? io::input_name(options_.data.front()) : "the samples"};
}

double PartsTraining::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void PartsTraining::check_count(std::size_t parts) const {
  if (!model_file_.is_wanted() || parts <= io::most_parts) return;
  throw io::InputError(place(), fmt::format("{} parts are too many for a model file, which lists at most {}",
                                            parts, io::most_parts));
}

// Files of moments may be of more parts than one.
void PartsTraining::check_size() const {
  check_count(parts_.records().size());
  if (!model_file_.is_wanted() || io::fits_a_file(parts_.features(), parts_.records())) return;
  throw io::InputError(place(), fmt::format("{} features are too many for a model file, which holds at most {}",
                                            parts_.features().size(), io::size_text(io::largest_model_file)));
}

void run_on_parts(const TrainCommandOptions& options, Ranks* ranks, const MakeTraining& make) {
  ranks == nullptr ? run_alone(options, make) : run_on_ranks(options, *ranks, make);
}

}  // namespace adaline::cli
