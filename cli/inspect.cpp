// `adaline inspect`: what a model holds and how it was trained.
#include <memory>
#include <string>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/model_text.hpp"
#include "cli/output.hpp"
#include "cli/verdict.hpp"
#include "io/model.hpp"

namespace adaline::cli {
namespace {

struct InspectOptions {
  std::string model;
  bool json = false;
};

void run_inspect(const InspectOptions& options) {
  const io::Model model = io::read_model(options.model);
  if (options.json) {
    print("{}\n", report_as_json(model));
  } else {
    print("{}\n{}", describe_training(model), describe_weights(model));
    if (const std::string text = verdict(model); !text.empty()) print("\n{}\n", text);
  }
}

}  // namespace

Command add_inspect(CLI::App& program) {
  const auto options = std::make_shared<InspectOptions>();
  CLI::App* const command = add_command(program, "inspect", "Show a model's weights and how it was trained");
  add_model_argument(*command, options->model);
  add_json_flag(*command, options->json);
  add_footer(*command, "Example:\n  adaline inspect model.json");
  return {command, [options] { run_inspect(*options); }};
}

}  // namespace adaline::cli
