#include "run.hpp"

#include <adaline/cpu.hpp>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/atomic_file.hpp"
#include "cli/errors.hpp"
#include "cli/input.hpp"
#include "cli/interrupt.hpp"
#include "cli/model_text.hpp"
#include "cli/output.hpp"
#include "cli/output_paths.hpp"
#include "cli/plot/plot.hpp"
#include "cli/score.hpp"
#include "columns.hpp"
#include "epoch_progress.hpp"
#include "figure.hpp"
#include "io/columns.hpp"
#include "io/sample_table.hpp"
#include "kernels/order.hpp"
#include "stability.hpp"
#include "trace.hpp"

namespace adaline::cli {
namespace {

constexpr std::size_t most_plotted = 2000;

// Three digits, rounded down: the rate in a message must be one that works.
double rounded_down(double value) {
  const double unit = std::pow(10, std::floor(std::log10(value)) - 2);
  return std::floor(value / unit) * unit;
}

// A file that is filled when all is known, made before hours of work may turn out to be for nothing.
class LateFile {
 public:
  explicit LateFile(const std::string& path) : path_(path) {
    if (!path.empty()) file_.emplace(path);
  }
  bool is_wanted() const { return file_.has_value(); }
  const std::string& path() const { return path_; }
  void write(std::string_view text) { file_->write(text); }
  void commit() {
    if (file_) file_->commit();
  }

 private:
  std::string path_;
  std::optional<AtomicFile> file_;
};

template <class T>
class Training {
 public:
  explicit Training(const TrainCommandOptions& options)
      : options_(options), model_file_(options.model), plot_file_(options.plot) {
    if (plot_file_.is_wanted() && !has_gnuplot()) throw Error(ExitCode::failure, no_gnuplot);
  }

  void run() {
    read();
    prepare();
    train();
    finish();
  }

 private:
  void read() {
    io::Source source(options_.data, watch_reading(options_.data, !options_.quiet));
    io::CsvReader reader(source, options_.header);
    model_.features = choose_training_columns(reader, options_);
    if (!options_.trace.empty()) {
      refuse_two_columns_named_bias(reader);
      trace_.emplace(options_.trace, model_.features, options_.training.learn_bias);
    }
    table_ = io::read_samples<T>(reader, model_.features.size());
  }

  // delta:bias would be there twice.
  void refuse_two_columns_named_bias(const io::CsvReader& reader) const {
    if (!options_.training.learn_bias || std::ranges::find(model_.features, "bias") == model_.features.end())
      return;
    throw io::InputError(
        reader.place_in_header(io::find_column(reader, "bias")),
        "a feature 'bias' cannot be told from the neuron's own bias by --trace; rename it, or use --no-bias");
  }

  void prepare() {
    check_batch_size();
    if (options_.standardize) standardize();
    neuron_.emplace(model_.features.size());
    std::ranges::fill(neuron_->weights(), static_cast<T>(options_.initial_weight));
  }

  void check_batch_size() const {
    const std::size_t samples = table_.targets.size();
    if (options_.method != "minibatch" || options_.training.keep_last_batch || options_.batch_size <= samples)
      return;
    throw Error(
        ExitCode::usage,
        fmt::format("--batch-size: {}, but there are only {} samples, and a shorter batch is skipped (see "
                    "--keep-last-batch)",
                    options_.batch_size, samples));
  }

  void standardize() {
    const io::Center center = options_.training.learn_bias ? io::Center::mean : io::Center::zero;
    const io::Standardization by = io::measure(table_.samples().features, center);
    for (std::size_t j = 0; j < model_.features.size(); ++j) {
      if (std::isfinite(by.deviations[j])) continue;
      throw io::InputError({io::input_name(options_.data)}, "column " + io::in_quotes(model_.features[j]) +
                                                                " has values too large to be standardized");
    }
    if (!options_.quiet) name_constant_columns(by.constant);
    for (std::size_t r = 0; r < table_.targets.size(); ++r) io::standardize(table_.row(r), by);
    model_.standardization = by;
  }

  void name_constant_columns(const std::vector<std::size_t>& columns) const {
    constexpr std::size_t most_named = 3;
    if (columns.empty()) return;
    std::string names;
    for (const std::size_t j : std::span(columns).first(std::min(columns.size(), most_named))) {
      names += (names.empty() ? "" : ", ") + io::in_quotes(model_.features[j]);
    }
    if (columns.size() > most_named) names += fmt::format(" and {} more", columns.size() - most_named);
    note(fmt::format("{} constant up to rounding, and so without a say: {}",
                     columns.size() == 1 ? "a column is" : "columns are", names));
  }

  void train() {
    const std::size_t limit = options_.training.epochs;
    EpochProgress progress(table_.targets.size(), limit, {.line = !options_.quiet, .lines = options_.verbose});
    Observer<T> observer;
    observer.on_epoch = [&](const Epoch<T>& epoch) {
      losses_.add(epoch.loss);
      progress.update(epoch.epoch + 1, epoch.loss);
      return !InterruptHandling::is_interrupted();
    };
    if (trace_) {
      observer.step_loss = true;
      observer.on_step = [this](const Step<T>& step) {
        trace_->add(step);
        return true;
      };
    }
    result_ =
        adaline::train(*neuron_, table_.samples(), options_.library_method(), options_.training, observer);
    seconds_ = progress.seconds();
    samples_per_second_ = progress.samples_per_second(result_.epochs);
    progress.clear();
    if (result_.stop_reason == StopReason::observer) refuse_interrupted();
    if (result_.stop_reason == StopReason::diverged) refuse_diverged();
  }

  [[noreturn]] void refuse_interrupted() const {
    throw Error(ExitCode::failure,
                fmt::format("interrupted after epoch {} of {} ({} steps, loss {:.6g}); nothing was written",
                            result_.epochs, options_.training.epochs, result_.steps, result_.loss));
  }

  [[noreturn]] void refuse_diverged() const {
    const TrainOptions& training = options_.training;
    const Samples<T> samples = table_.samples();
    const double stable = largest_stable_rate(samples, options_.library_method(), training);
    // Up to it an online run cannot be taken for a diverging one (trainers/growth.hpp).
    const bool is_batch = options_.method == "batch";
    const double safe = is_batch ? stable : stable / 2;
    const LargestFeature largest = largest_feature(samples.features);
    std::string advice;
    if (stable == 0) {
      advice = fmt::format("the values are too large for a {}", options_.type);
    } else if (training.learning_rate < safe) {
      advice = fmt::format("rates up to {:.3g} are stable for this data, but its values overflow a {}",
                           rounded_down(safe), options_.type);
    } else if (is_batch) {
      advice = fmt::format("the largest rate that is stable for this data is {:.3g}", rounded_down(safe));
    } else {
      advice = fmt::format("rates up to {:.3g} are safe for this data", rounded_down(safe));
    }
    throw Error(
        ExitCode::diverged,
        fmt::format(
            "diverged after {} epoch{} at the learning rate {}: {}; the feature of the largest scale is {} "
            "(root mean square {:.3g}){}; no model was written",
            result_.epochs, result_.epochs == 1 ? "" : "s", training.learning_rate, advice,
            io::in_quotes(model_.features[largest.column]), largest.root_mean_square,
            options_.standardize ? "" : ", which --standardize would change"));
  }

  void finish() {
    describe();
    if (plot_file_.is_wanted()) plot_file_.write(draw_for_file(figure(), plot_file_.path()));
    if (model_file_.is_wanted()) model_file_.write(io::to_json(model_).dump(2) + '\n');
    if (trace_) trace_->commit();
    plot_file_.commit();
    model_file_.commit();
    if (options_.json) {
      print_json();
    } else if (!options_.quiet) {
      print_summary();
    }
  }

  void describe() {
    model_.type = options_.type;
    model_.target = options_.target;
    model_.weights.assign(neuron_->weights().begin(), neuron_->weights().end());
    model_.bias = static_cast<double>(neuron_->bias());
    Score score;
    for (std::size_t r = 0; r < table_.targets.size(); ++r) {
      score.add(static_cast<double>(table_.targets.elements()[r]),
                static_cast<double>(neuron_->predict(table_.row(r))));
    }
    const TrainOptions& training = options_.training;
    const bool is_mini_batch = options_.method == "minibatch";
    model_.training =
        io::TrainingRecord{.method = options_.method,
                           .batch_size = is_mini_batch ? std::optional(options_.batch_size) : std::nullopt,
                           .keep_last_batch = training.keep_last_batch,
                           .learning_rate = training.learning_rate,
                           .epoch_limit = training.epochs,
                           .stop_delta = training.stop_delta,
                           .learn_bias = training.learn_bias,
                           .initial_weight = options_.initial_weight,
                           .samples = table_.targets.size(),
                           .epochs = result_.epochs,
                           .steps = result_.steps,
                           .stop_reason = std::string(to_string(result_.stop_reason)),
                           .loss = result_.loss,
                           .rmse = score.rmse(),
                           .r2 = score.r2(),
                           .level = std::string(to_string(active_isa())),
                           .numerics_version = kernels::numerics_version,
                           .adaline = std::string(version())};
  }

  Figure figure() {
    FittedSamples shown{.feature = {}, .target = {}, .prediction = {}, .all = table_.targets.size()};
    const std::size_t stride = (shown.all + most_plotted - 1) / most_plotted;
    for (std::size_t r = 0; r < shown.all; r += stride) {
      shown.feature.push_back(in_data_units(table_.row(r)[0]));
      shown.target.push_back(static_cast<double>(table_.targets.elements()[r]));
      shown.prediction.push_back(static_cast<double>(neuron_->predict(table_.row(r))));
    }
    return training_figure(shown, model_.features, model_.target, losses_);
  }

  double in_data_units(T first_feature) const {
    const auto value = static_cast<double>(first_feature);
    if (!model_.standardization) return value;
    return value * model_.standardization->deviations[0] + model_.standardization->means[0];
  }

  void print_json() const {
    nlohmann::ordered_json object = to_report(model_);
    object["seconds"] = seconds_;
    object["samples_per_second"] = samples_per_second_;
    print("{}\n", object.dump(2));
  }

  void print_summary() const {
    print("{}", describe_training(model_));
    print("{:<9} {:.3g} s, {:.3g} samples/s\n", "time", seconds_, samples_per_second_);
    print("\n{}", describe_weights(model_));
  }

  const TrainCommandOptions& options_;
  const InterruptHandling handling_;
  LateFile model_file_;
  LateFile plot_file_;
  std::optional<Trace> trace_;
  io::SampleTable<T> table_;
  std::optional<Neuron<T>> neuron_;
  io::Model model_;
  LossHistory losses_;
  TrainResult result_;
  double seconds_ = 0;
  double samples_per_second_ = 0;
};

}  // namespace

void run_train(const TrainCommandOptions& options) {
  refuse_overwriting({{"DATA", options.data}},
                     {{"--model", options.model}, {"--trace", options.trace}, {"--plot", options.plot}});
  if (options.type == "float") {
    Training<float>(options).run();
  } else {
    Training<double>(options).run();
  }
}

}  // namespace adaline::cli
