// `adaline train`: its command line.
#include <CLI/CLI.hpp>

#include <fmt/core.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/checks.hpp"
#include "cli/command.hpp"
#include "cli/errors.hpp"
#include "cli/output_paths.hpp"
#include "cli/plot/plot.hpp"
#include "cli/ranks.hpp"
#include "cli/train/batch_of_parts.hpp"
#include "cli/train/exact.hpp"
#include "cli/train/run.hpp"
#include "io/input_error.hpp"
#include "io/moments_file.hpp"
#include "io/source.hpp"

namespace adaline::cli {
namespace {

void add_columns(CLI::App& command, TrainCommandOptions& options) {
  add_data_arguments(
      command, options.data,
      "The samples, as CSV or TSV; - for standard input. For --method batch and exact there may be several "
      "files, one behind another; for exact also moments, as `adaline moments` writes them");
  add_column_options(command, options, options.header);
  add_shares_option(command, options.shares);
}

void add_method(CLI::App& command, TrainCommandOptions& options) {
  command
      .add_option("--method", options.method,
                  "How often to update the weights: batch, online or minibatch; or exact: the least-squares "
                  "optimum itself, with a table of standard errors. Moments are for exact "
                  "alone, and need not name it")
      ->type_name("NAME")
      ->check(one_of({"batch", "online", "minibatch", "exact"}, "batch, online, minibatch or exact"))
      ->capture_default_str();
  command
      .add_option("--ridge", options.ridge,
                  "For exact: add L times the sum of the squared weights, in the units of the columns, to the "
                  "sum of squared errors")
      ->type_name("L")
      ->check(must_be("at least 0", [](double x) { return std::isfinite(x) && x >= 0; }))
      ->capture_default_str();
  command
      .add_option_function<std::string>(
          "--strategy",
          [&options](const std::string& text) {
            options.strategy = text == "gradient_descent"  ? BatchStrategy::gradient_descent
                               : text == "normal_equation" ? BatchStrategy::normal_equation
                                                           : BatchStrategy::automatic;
          },
          "For batch: read the samples in each epoch, or once, and go on with their moments; automatic: by the "
          "numbers of samples, columns and epochs, and of several files moments where there are at most 4096 "
          "features")
      ->type_name("NAME")
      ->check(one_of({"automatic", "gradient_descent", "normal_equation"},
                     "automatic, gradient_descent or normal_equation"))
      ->default_str("automatic");
  command.add_option("--batch-size", options.batch_size, "Samples in a mini-batch")
      ->type_name("N")
      ->check(whole_number(1))
      ->capture_default_str();
  command
      .add_flag("--keep-last-batch", options.training.keep_last_batch,
                "Use a last, shorter mini-batch instead of skipping it")
      ->disable_flag_override();
  command
      .add_option_function<std::string>(
          "--learning-rate",
          [&options](const std::string& text) {
            options.training.learning_rate = text == "auto" ? automatic : number_of(text);
          },
          "The size of a step; auto: chosen from the samples")
      ->type_name("R")
      ->check(CLI::Validator(
          [](const std::string& text) {
            const double rate = number_of(text);
            return text == "auto" || (std::isfinite(rate) && rate > 0)
                       ? ""
                       : text + " is not greater than 0, or auto";
          },
          ""))
      ->default_str("auto");
  command
      .add_option("--epochs", options.training.epochs,
                  "At most so many passes over the samples; if not given, 100000, and more for few samples")
      ->type_name("N")
      ->check(whole_number(1));
  command
      .add_option(
          "--tolerance", options.training.tolerance,
          "Stop when the loss is within this share of the least-squares optimum; 1e-6 for batch, else 0.01")
      ->type_name("T")
      ->check(must_be("at least 0", [](double x) { return std::isfinite(x) && x >= 0; }));
  command
      .add_option("--stop-delta", options.training.stop_delta,
                  "Stop when every weight changes by less; takes the place of --tolerance")
      ->type_name("D")
      ->check(must_be("at least 0", [](double x) { return std::isfinite(x) && x >= 0; }));
  command
      .add_option_function<std::string>(
          "--shuffle",
          [&options](const std::string& text) {
            options.training.shuffle = text == "each"   ? Shuffle::each_epoch
                                       : text == "once" ? Shuffle::once
                                                        : Shuffle::none;
          },
          "Take the samples in another order in each epoch, in one other order, or as they are")
      ->type_name("none|once|each")
      ->check(one_of({"none", "once", "each"}, "none, once or each"))
      ->default_str("each");
  command.add_option("--seed", options.training.seed, "Of the orders that --shuffle takes")
      ->type_name("N")
      ->check(whole_number(0))
      ->capture_default_str();
  CLI::Option* const no_bias =
      command
          .add_flag_callback(
              "--no-bias", [&options] { options.training.learn_bias = false; }, "A line through the origin")
          ->disable_flag_override();
  command.add_option("--initial-weight", options.initial_weight, "The weights to start from")
      ->type_name("W")
      ->check(must_be("a finite number", [](double x) { return std::isfinite(x); }))
      ->capture_default_str();
  command.add_option("--type", options.type, "The type of all numbers: float or double")
      ->type_name("NAME")
      ->check(one_of({"float", "double"}, "float or double"))
      ->capture_default_str();
  command
      .add_option("--initial-bias", options.initial_bias,
                  "The bias to start from; the mean of the targets if not given")
      ->type_name("B")
      ->check(must_be("a finite number", [](double x) { return std::isfinite(x); }))
      ->excludes(no_bias);
  command
      .add_flag_callback(
          "--no-standardize", [&options] { options.standardize = false; },
          "Train on the features as they are, instead of on (x - mean) / deviation")
      ->disable_flag_override();
  command.add_flag("--standardize")->disable_flag_override()->group("");  // as it is anyway
}

void add_output(CLI::App& command, TrainCommandOptions& options) {
  add_output_file(command, "--model", options.model, "Write the model to this file, as JSON",
                  check_output_file);
  add_output_file(command, "--trace", options.trace, "Write every step to this file, as CSV",
                  check_output_file);
  add_output_file(command, "--plot", options.plot,
                  "Draw the fit and the loss into this file: .svg, .png or .txt", check_plot_file);
  add_threads_option(command, options.training.threads,
                     "reading and the passes over all samples, of which online learning has none");
  add_flag(command, "--check", options.check,
           "Say in the last line by how much the loss is above the least-squares optimum, whatever ended the "
           "training");
  CLI::Option* const json = add_json_flag(command, options.json);
  CLI::Option* const quiet = add_flag(command, "--quiet", options.quiet, "Print nothing but errors");
  exclude(*quiet, *json);
  exclude(
      *add_flag(command, "--verbose", options.verbose, "Report epochs 1, 2, 5, 10, 20 .. on standard error"),
      *quiet);
}

// What is said of steps and epochs, of which exact has none.
constexpr const char* of_gradient_descent[] = {
    "--learning-rate", "--epochs",     "--tolerance",       "--stop-delta",     "--shuffle",
    "--seed",          "--batch-size", "--keep-last-batch", "--initial-weight", "--initial-bias",
    "--trace",         "--plot",       "--verbose",         "--strategy"};

void check_exact(const CLI::App& command) {
  for (const char* const option : of_gradient_descent) {
    if (command.count(option) == 0) continue;
    throw Error(ExitCode::usage,
                std::string(option) + " is for gradient descent; --method exact has no epochs");
  }
}

// Several files, and shares of one, are known by their moments alone.
bool is_of_parts(const TrainCommandOptions& options) { return options.data.size() > 1 || options.shares > 0; }

void check_batch_of_parts(const CLI::App& command) {
  for (const char* const option : {"--trace", "--plot"}) {
    if (command.count(option) == 0) continue;
    throw Error(ExitCode::usage, std::string(option) + " is for one file, which is not cut into shares");
  }
}

void check_method(const CLI::App& command, const TrainCommandOptions& options) {
  if (options.method == "exact") return check_exact(command);
  for (const char* const option : {"--ridge", "--weights"}) {
    if (command.count(option) == 0) continue;
    throw Error(ExitCode::usage, std::string(option) + " is for --method exact alone");
  }
  if (options.method != "batch" && options.shares > 0) {
    throw Error(ExitCode::usage, "--shares is for --method exact and batch");
  }
  const auto moments = std::ranges::find_if(options.data, io::is_file_of_moments);
  if (moments != options.data.end()) {
    throw Error(ExitCode::usage, io::in_quotes(*moments) + " holds moments, which only --method exact takes");
  }
  if (options.method != "batch" && options.data.size() > 1) {
    throw Error(ExitCode::usage,
                "unexpected argument " + io::in_quotes(options.data[1]) +
                    "; several files are for --method exact and batch (try 'adaline train --help')");
  }
  if (!options.has_target) {
    // It may have been meant to hold moments, which need none.
    if (access(options.data.front().c_str(), F_OK) != 0 && options.data.front() != "-")
      io::Source(options.data.front());
    throw Error(ExitCode::usage, "--target is required (try 'adaline train --help')");
  }
  if (options.method != "batch" && command.count("--strategy") > 0) {
    throw Error(ExitCode::usage, "--strategy is for --method batch alone");
  }
  if (is_of_parts(options)) check_batch_of_parts(command);
  if (options.method == "minibatch") return;
  for (const char* const option : {"--batch-size", "--keep-last-batch"}) {
    if (command.count(option) == 0) continue;
    throw Error(ExitCode::usage, std::string(option) + " is for --method minibatch alone");
  }
  if (options.method == "online") return;
  if (options.training.shuffle == Shuffle::none && command.count("--seed") == 0) return;
  throw Error(ExitCode::usage,
              "--shuffle and --seed are for --method online and minibatch; to batch, all orders are one");
}

// Those defaults that go with the method, and with how a run is to stop.
void complete(const CLI::App& command, TrainCommandOptions& options) {
  const bool is_batch = options.method == "batch";
  if (command.count("--tolerance") == 0 && options.training.stop_delta == 0) {
    options.training.tolerance = is_batch ? 1e-6 : 0.01;
  }
  if (command.count("--shuffle") == 0 && !is_batch) options.training.shuffle = Shuffle::each_epoch;
}

// All that the command line says, in the order of the options.
std::string text_of(const CLI::App& command) {
  std::string text;
  for (const CLI::Option* const option : command.get_options()) {
    for (const std::string& result : option->results()) text += option->get_name() + '\n' + result + '\0';
  }
  return text;
}

// Several ranks share a training by exact or batch. By other methods each process is on its own.
std::unique_ptr<Ranks> ranks_for(const TrainCommandOptions& options) {
  if (options.method != "exact" && options.method != "batch") return nullptr;
  return ranks_of_launcher();
}

void prepare(const CLI::App& command, TrainCommandOptions& options) {
  // Nothing else can be done with them.
  if (command.count("--method") == 0 && std::ranges::any_of(options.data, io::is_file_of_moments)) {
    options.method = "exact";
  }
  check_method(command, options);
}

void run_on_parts(const CLI::App& command, TrainCommandOptions& options, Ranks* ranks) {
  if (options.method == "exact") return run_exact(options, ranks);
  complete(command, options);
  run_batch_of_parts(options, ranks);
}

void run_on_ranks(const CLI::App& command, TrainCommandOptions& options, Ranks& ranks) {
  check_same(ranks, text_of(command));
  on_first(ranks, [&] {
    prepare(command, options);
    if (options.method == "exact" || is_of_parts(options)) return;
    throw Error(
        ExitCode::usage,
        "the ranks of mpirun share a batch training on several files, or on --shares, and this is one file");
  });
  options.method = ranks.from_first(options.method);
  run_on_parts(command, options, &ranks);
}

void run(const CLI::App& command, TrainCommandOptions& options) {
  options.has_target = command.count("--target") > 0;
  options.training.threads = threads_or_available(options.training.threads);
  if (const std::unique_ptr<Ranks> ranks = ranks_for(options)) {
    run_together(*ranks, [&] { run_on_ranks(command, options, *ranks); });
    return;
  }
  prepare(command, options);
  if (options.method == "exact" || is_of_parts(options)) return run_on_parts(command, options, nullptr);
  complete(command, options);
  run_train(options);
}

}  // namespace

Command add_train(CLI::App& program) {
  const auto options = std::make_shared<TrainCommandOptions>();
  CLI::App* const command = program.add_subcommand("train", "Train a neuron on the columns of a file");
  add_columns(*command, *options);
  add_method(*command, *options);
  add_output(*command, *options);
  command->footer(
      "--method exact reads the data once, in little memory, and prints what R's summary of lm does: for each "
      "column\n"
      "estimate, standard error, t and p value and a 95 % confidence interval, and for the fit the residual "
      "standard\n"
      "error, R2 and the F statistic. They hold for independent errors of one variance. Gradient descent, by "
      "the "
      "other\n"
      "methods, knows none of them. Standardization would change nothing that exact finds.\n\n"
      "Cells are separated by commas, semicolons, tabs, | or blanks; the columns that are used hold numbers.\n"
      "Names that hold a comma are chosen in quotes: --features 'a,\"b, c\"'. The last line is a verdict: "
      "converged,\n"
      "or how far from the least-squares optimum the model is, and what helps. If training diverges, no model "
      "is "
      "written.\n\n"
      "Example:\n"
      "  adaline train data.csv --target price --model model.json\n"
      "  adaline train january.csv february.csv --target price --method exact");
  return {command, [command, options] { run(*command, *options); }};
}

}  // namespace adaline::cli
