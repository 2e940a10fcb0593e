// `adaline demo`: the notebook's three trainings on its own twelve samples.
#include <adaline/cpu.hpp>

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/demo/figure.hpp"
#include "cli/demo/run.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/plot/plot.hpp"
#include "cli/terminal.hpp"

namespace adaline::cli {
namespace {

struct DemoOptions {
  std::string plot_file;
  bool json = false;
};

void print_heading(const notebook::Training& training) {
  print("{}: learning rate {}, at most {} epochs\n", training.name, training.options.learning_rate,
        training.options.epochs);
}

void print_table(const std::vector<Run>& runs, const LeastSquares& best) {
  print("{:<14} {:>6} {:>6} {:>9} {:>10}  {}\n", "method", "epochs", "steps", "weight", "loss", "stopped");
  for (const Run& run : runs) {
    print("{:<14} {:>6} {:>6} {:>9.5f} {:>10.3f}  {}\n", run.training.name, run.result.epochs, run.result.steps,
          run.weights.back(), run.result.loss, to_string(run.result.stop_reason));
  }
  print("{:<14} {:>6} {:>6} {:>9.5f} {:>10.3f}  {}\n", "least squares", "", "", best.weight, best.loss,
        "exact");
}

void print_json(const std::vector<Run>& runs, const LeastSquares& best) {
  nlohmann::ordered_json table = nlohmann::ordered_json::array();
  for (const Run& run : runs) {
    table.push_back({{"method", run.training.name},
                     {"learning_rate", run.training.options.learning_rate},
                     {"epochs", run.result.epochs},
                     {"steps", run.result.steps},
                     {"weight", run.weights.back()},
                     {"loss", run.result.loss},
                     {"stop_reason", to_string(run.result.stop_reason)}});
  }
  const nlohmann::ordered_json object = {{"level", to_string(active_isa())},
                                         {"samples", notebook::inputs.size()},
                                         {"runs", std::move(table)},
                                         {"least_squares", {{"weight", best.weight}, {"loss", best.loss}}}};
  print("{}\n", json_text(object));
}

void draw(const DemoOptions& options, const Figure& figure) {
  if (!options.plot_file.empty()) {
    draw_to_file(figure, options.plot_file);
    note("wrote " + options.plot_file);
  } else if (options.json) {
    return;
  } else if (!has_gnuplot()) {
    note(no_gnuplot);
  } else if (is_terminal(STDOUT_FILENO)) {
    print("\n");
    draw_on_terminal(figure);
  }
}

void run_demo(const DemoOptions& options) {
  const LeastSquares best = least_squares();
  if (!options.json) print("Twelve samples, one weight. Kernels: {}\n\n", to_string(active_isa()));
  std::vector<Run> runs;
  for (const notebook::Training& training : notebook::trainings()) {
    if (!options.json) print_heading(training);
    runs.push_back(run_training(training, !options.json));
    if (!options.json) print("\n");
  }
  options.json ? print_json(runs, best) : print_table(runs, best);
  flush_output();
  draw(options, demo_figure(runs, best));
}

}  // namespace

Command add_demo(CLI::App& program) {
  const auto options = std::make_shared<DemoOptions>();
  CLI::App* const command =
      add_command(program, "demo", "Train one neuron by all three methods on twelve built-in samples");
  add_output_file(*command, "--plot", options->plot_file,
                  "Draw the trainings into this file: .svg, .png or .txt", check_plot_file);
  add_json_flag(*command, options->json);
  add_footer(*command,
             "On a terminal, and without --plot, the trainings are drawn with characters.\n\n"
             "Example:\n  adaline demo --plot demo.svg");
  return {command, [options] { run_demo(*options); }};
}

}  // namespace adaline::cli
