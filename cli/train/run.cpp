#include "cli/train/run.hpp"

#include <adaline/moments.hpp>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cli/columns.hpp"
#include "cli/errors.hpp"
#include "cli/input.hpp"
#include "cli/interrupt.hpp"
#include "cli/late_file.hpp"
#include "cli/output.hpp"
#include "cli/output_paths.hpp"
#include "cli/plot/plot.hpp"
#include "cli/score.hpp"
#include "cli/train/divergence.hpp"
#include "cli/train/epoch_progress.hpp"
#include "cli/train/figure.hpp"
#include "cli/train/outcome.hpp"
#include "cli/train/trace.hpp"
#include "cli/train/training_data.hpp"
#include "io/columns.hpp"
#include "io/sample_table.hpp"
#include "trainers/moments_of.hpp"
#include "trainers/optimum.hpp"

namespace adaline::cli {
namespace {

constexpr std::size_t most_plotted = 2000;

template <class T>
class Training {
 public:
  explicit Training(const TrainCommandOptions& options)
      : options_(options),
        workers_(options.training.threads),
        training_(options.training),
        model_file_(options.model),
        plot_file_(options.plot) {
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
    const std::string& data = options_.data.front();
    io::Source source(data, watch_reading(data, !options_.quiet));
    io::CsvReader reader(source, options_.header);
    model_.features = choose_training_columns(reader, options_);
    if (model_file_.is_wanted() && !io::fits_a_file(model_.features)) {
      throw io::InputError({reader.file()},
                           fmt::format("{} features are too many for a model file, which holds at most {}",
                                       model_.features.size(), io::size_text(io::largest_model_file)));
    }
    if (!options_.trace.empty()) {
      refuse_two_columns_named_bias(reader);
      trace_.emplace(options_.trace, model_.features, training_.learn_bias);
    }
    TrainingData<T> read = read_training_data<T>(reader, model_.features, options_, workers_);
    table_ = std::move(read.table);
    model_.standardization = std::move(read.standardization);
  }

  // delta:bias would be there twice.
  void refuse_two_columns_named_bias(const io::CsvReader& reader) const {
    if (!training_.learn_bias || std::ranges::find(model_.features, "bias") == model_.features.end()) return;
    throw io::InputError(
        reader.place_in_header(io::find_column(reader, "bias")),
        "a feature 'bias' cannot be told from the neuron's own bias by --trace; rename it, or use --no-bias");
  }

  void prepare() {
    check_batch_size();
    if (training_.epochs == 0) training_.epochs = usual_epochs(table_.targets.size(), model_.features.size());
    neuron_.emplace(model_.features.size());
    std::ranges::fill(neuron_->weights(), static_cast<T>(options_.initial_weight));
    neuron_->bias() = initial_bias();
    initial_bias_ = static_cast<double>(neuron_->bias()) + target_mean();
  }

  // That of the neuron, whose values are added to the target's mean where features are standardised.
  T initial_bias() const {
    if (options_.initial_bias) return static_cast<T>(*options_.initial_bias - target_mean());
    if (!training_.learn_bias || model_.standardization) return 0;
    return static_cast<T>(io::mean<T>(table_.targets.elements()));
  }

  double target_mean() const { return model_.standardization ? model_.standardization->target_mean : 0; }

  void check_batch_size() const {
    const std::size_t samples = table_.targets.size();
    if (options_.method != "minibatch" || training_.keep_last_batch || options_.batch_size <= samples) return;
    throw Error(
        ExitCode::usage,
        fmt::format("--batch-size: {}, but there are only {} samples, and a shorter batch is skipped (see "
                    "--keep-last-batch)",
                    options_.batch_size, samples));
  }

  void train() {
    const std::size_t limit = training_.epochs;
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
    training_.workers = &workers_;
    result_ = adaline::train(*neuron_, table_.samples(), options_.library_method(), training_, observer);
    seconds_ = progress.seconds();
    samples_per_second_ = progress.samples_per_second(result_.epochs);
    progress.clear();
    refuse_unfinished(result_, training_.epochs,
                      [this] { return advice_on_divergence(table_.samples(), model_.features, options_); });
  }

  void finish() {
    describe();
    // Each file is on the disk before the first one gets its name, and nothing has one unless all could be
    // said.
    if (model_file_.is_wanted()) model_file_.write(io::to_json(model_).dump(2) + '\n');
    if (trace_) trace_->finish();
    say(model_, options_, seconds_, samples_per_second_);
    flush_output();
    model_file_.commit();
    if (trace_) trace_->commit();
    // A picture is the last thing to fail.
    if (!plot_file_.is_wanted()) return;
    plot_file_.write(draw_for_file(figure(), plot_file_.path()));
    plot_file_.commit();
  }

  // Predictions of some samples at once.
  Score score_of_all() {
    constexpr std::size_t most = 65536;
    const Samples<T> samples = table_.samples();
    const MatrixView<T>& x = samples.features;
    std::vector<T> z(std::min(x.rows, most));
    Score score;
    for (std::size_t first = 0; first < x.rows; first += most) {
      const std::size_t rows = std::min(x.rows - first, most);
      neuron_->predict(MatrixView<T>{x.data + first * x.row_stride, rows, x.cols, x.row_stride},
                       std::span(z).first(rows), &workers_);
      for (std::size_t r = 0; r < rows; ++r) {
        score.add(static_cast<double>(samples.targets[first + r]), static_cast<double>(z[r]));
      }
    }
    return score;
  }

  void describe() {
    model_.type = options_.type;
    model_.target = options_.target;
    model_.weights.assign(neuron_->weights().begin(), neuron_->weights().end());
    model_.bias = static_cast<double>(neuron_->bias());
    const Score score = score_of_all();
    model_.training = record_of(options_, training_, result_, table_.targets.size(), initial_bias_,
                                {.rmse = score.rmse(), .r2 = score.r2()});
    judge(
        *model_.training, result_, losses_.series(), options_.check, [this] { return find_optimum(nullptr); },
        find_by_moments());
  }

  trainers::Optimum find_optimum(const Moments* moments) {
    return trainers::find_optimum(table_.samples(), training_.learn_bias, neuron_->bias(), moments, false,
                                  &workers_);
  }

  // Floats of few samples, whose columns nearly depend on each other, are too coarse for conjugate gradients,
  // where moments, in double, may still do.
  FindOptimum find_by_moments() {
    const std::size_t rows = table_.targets.size(), columns = model_.features.size();
    if (trainers::has_moments(rows, columns) || columns > trainers::most_features_of_moments) return {};
    return [this] {
      const Moments moments = trainers::moments_of<T>(table_.samples(), &workers_);
      return find_optimum(&moments);
    };
  }

  Figure figure() {
    FittedSamples shown{.feature = {}, .target = {}, .prediction = {}, .all = table_.targets.size()};
    const std::size_t stride = (shown.all + most_plotted - 1) / most_plotted;
    for (std::size_t r = 0; r < shown.all; r += stride) {
      shown.feature.push_back(in_data_units(table_.row(r)[0]));
      shown.target.push_back(static_cast<double>(table_.targets.elements()[r]) + target_mean());
      shown.prediction.push_back(static_cast<double>(neuron_->predict(table_.row(r))) + target_mean());
    }
    return training_figure(shown, model_.features, model_.target, losses_);
  }

  double in_data_units(T first_feature) const {
    const auto value = static_cast<double>(first_feature);
    if (!model_.standardization) return value;
    return value * model_.standardization->deviations[0] + model_.standardization->means[0];
  }

  const TrainCommandOptions& options_;
  mutable Workers workers_;
  TrainOptions training_;
  const InterruptHandling handling_;
  LateFile model_file_;
  LateFile plot_file_;
  std::optional<Trace> trace_;
  io::SampleTable<T> table_;
  std::optional<Neuron<T>> neuron_;
  io::Model model_;
  double initial_bias_ = 0;  // in the target's unit
  LossHistory losses_;
  TrainResult result_;
  double seconds_ = 0;
  double samples_per_second_ = 0;
};

}  // namespace

void run_train(const TrainCommandOptions& options) {
  refuse_overwriting({{"DATA", options.data.front()}},
                     {{"--model", options.model}, {"--trace", options.trace}, {"--plot", options.plot}});
  if (options.type == "float") {
    Training<float>(options).run();
  } else {
    Training<double>(options).run();
  }
}

}  // namespace adaline::cli
