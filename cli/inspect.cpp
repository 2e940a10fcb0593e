// `adaline inspect`: what a model holds and how it was trained.
#include <nlohmann/json.hpp>

#include <memory>
#include <string>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/json_text.hpp"
#include "cli/model_text.hpp"
#include "cli/moments/summary.hpp"
#include "cli/output.hpp"
#include "cli/verdict.hpp"
#include "io/model.hpp"
#include "io/moments_file.hpp"
#include "io/preview.hpp"

namespace adaline::cli {
namespace {

struct InspectOptions {
  std::string model;
  bool json = false;
};

void run_inspect(const InspectOptions& options) {
  io::Source source(options.model);
  io::Preview start(source);
  if (io::is_moments(start)) {
    const auto [moments, parts] = io::read_moments(source);
    if (options.json) {
      nlohmann::ordered_json object = moments_json(moments);
      if (!parts.empty()) object["parts"] = io::to_json(parts);
      print("{}\n", json_text(object));
    } else {
      print("{}", moments_text(moments));
      if (!parts.empty()) print("\n{}", describe_parts(parts));
    }
    return;
  }
  const io::Model model = io::read_model(source);
  if (options.json) {
    print("{}\n", report_as_json(model));
  } else {
    print("{}\n{}", describe_training(model), describe_weights(model));
    if (model.training && !model.training->parts.empty()) print("\n{}", describe_parts(model.training->parts));
    if (const std::string text = verdict(model); !text.empty()) print("\n{}\n", text);
  }
}

}  // namespace

Command add_inspect(CLI::App& program) {
  const auto options = std::make_shared<InspectOptions>();
  CLI::App* const command =
      add_command(program, "inspect", "Show a model's weights and how it was trained, or moments");
  add_model_argument(*command, options->model,
                     "The model, as `adaline train` wrote it, or moments, as `adaline moments` did");
  add_json_flag(*command, options->json);
  add_footer(
      *command,
      "Of moments it shows means, deviations and correlations with the target, and what they say of\nleast "
      "squares: "
      "rank, condition, columns that depend on others, and the largest stable rate of batch\nlearning.\n\n"
      "Example:\n  adaline inspect model.json");
  return {command, [options] { run_inspect(*options); }};
}

}  // namespace adaline::cli
