// `adaline evaluate`: how well a model predicts samples that it was not trained on.
#include <adaline/workers.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <memory>
#include <string>

#include "cli/apply_model.hpp"
#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/json_text.hpp"
#include "cli/model_text.hpp"
#include "cli/output.hpp"
#include "cli/score.hpp"

namespace adaline::cli {
namespace {

struct EvaluateOptions {
  std::string model;
  std::string data;
  io::Header header = io::Header::first_line;
  std::size_t threads = 0;
  bool json = false;
};

void print_text(const Score& score) {
  print("samples   {}\n", score.count());
  print("RMSE      {:.6g}\n", score.rmse());
  print("MAE       {:.6g}\n", score.mae());
  print("R2        {}\n", describe_r2(score.r2()));
}

void print_json(const io::Model& model, const Score& score) {
  const nlohmann::ordered_json object = {{"target", model.target},
                                         {"samples", score.count()},
                                         {"rmse", score.rmse()},
                                         {"mae", score.mae()},
                                         {"r2", score.r2() ? nlohmann::ordered_json(*score.r2()) : nullptr}};
  print("{}\n", json_text(object));
}

void run_evaluate(const EvaluateOptions& options) {
  const io::Model model = io::read_model(options.model);
  Workers workers(threads_or_available(options.threads));
  Score score;
  apply_model(
      model, options.data, {.header = options.header, .with_target = true, .workers = &workers},
      [](const io::CsvReader&) {},
      [&](const PredictedRows& rows) {
        for (std::size_t r = 0; r < rows.values.size(); ++r) {
          score.add(rows.targets[r], rows.values[r]);
          if (score.is_finite()) continue;
          throw io::InputError(rows.reader.place_of_row(rows.records[r]),
                               "the values are too large: their squared errors overflow");
        }
      });
  options.json ? print_json(model, score) : print_text(score);
}

}  // namespace

Command add_evaluate(CLI::App& program) {
  const auto options = std::make_shared<EvaluateOptions>();
  CLI::App* const command =
      add_command(program, "evaluate", "Compare a model's values with the targets of a file");
  add_model_argument(*command, options->model);
  add_data_argument(*command, options->data);
  add_no_header_flag(*command, options->header);
  add_threads_option(*command, options->threads, "reading and predicting");
  add_json_flag(*command, options->json);
  add_footer(
      *command,
      "RMSE: root of the mean squared error. MAE: mean absolute error. R2: the share of the targets' variance "
      "that\n"
      "the model explains; 1 is perfect, 0 is no better than their mean.\n\n"
      "Example:\n  adaline evaluate model.json held_out.csv");
  return {command, [options] { run_evaluate(*options); }};
}

}  // namespace adaline::cli
