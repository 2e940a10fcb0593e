// `adaline predict`: a model's value for each row of a file.
#include <adaline/workers.hpp>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/apply_model.hpp"
#include "cli/arguments.hpp"
#include "cli/atomic_file.hpp"
#include "cli/command.hpp"
#include "cli/digits.hpp"
#include "cli/errors.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/output_paths.hpp"
#include "cli/terminal.hpp"
#include "parallel/ranges.hpp"

namespace adaline::cli {
namespace {

struct PredictOptions {
  std::string model;
  std::string data;
  io::Header header = io::Header::first_line;
  std::string output;
  bool append = false;
  std::size_t threads = 0;
  bool json = false;
};

constexpr const char* column_name = "prediction";

// The text of the result, to the file or to standard output, block by block.
class Sink {
 public:
  explicit Sink(const std::string& file) {
    if (!file.empty()) file_.emplace(file);
  }

  void write(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= block) flush();
  }

  void pass_on() {
    flush();
    if (!file_) flush_output();
  }

  void finish() {
    flush();
    if (file_) file_->commit();
  }

 private:
  static constexpr std::size_t block = 65536;

  void flush() {
    file_ ? file_->write(buffer_) : write_output(buffer_);
    buffer_.clear();
  }

  std::optional<AtomicFile> file_;
  std::string buffer_;
};

// Of a model that is a float, and adds nothing in double to it, the shortest form is that of a float.
double in_short_form(const io::Model& model, double value) {
  const auto rounded = static_cast<float>(value);
  const bool is_float = model.type == "float" && static_cast<double>(rounded) == value;
  return is_float ? io::with_short_form(rounded) : value;
}

void refuse_existing_column(const io::CsvReader& reader) {
  const std::size_t column = reader.columns_named(column_name).first;
  if (column == io::CsvReader::unused) return;
  throw io::InputError(reader.place_in_header(column),
                       fmt::format("there is a column '{}' already; --append would add another", column_name));
}

// Where the values go to a terminal, they show themselves how far it is. Where the input pauses, what is known
// goes out: so the program answers row by row in a pipe, or to another one that asks and waits.
ApplyOptions how(const PredictOptions& options, Workers& workers, Sink& sink) {
  return {.header = options.header,
          .shows_progress = !options.output.empty() || !is_terminal(STDOUT_FILENO),
          .on_wait = [&sink] { sink.pass_on(); },
          .workers = &workers};
}

// Rows as text, written by all threads and passed on in their order.
class RowText {
 public:
  RowText(Workers& workers, Sink& sink) : workers_(workers), sink_(sink) {}

  // Calls add(text, r) for each row, to put its text behind what is there.
  template <class Add>
  void write(std::size_t rows, const Add& add) {
    constexpr double microseconds_of_row = 0.1;
    const parallel::Ranges ranges(&workers_, rows, microseconds_of_row * static_cast<double>(rows));
    if (texts_.size() < ranges.count()) texts_.resize(ranges.count());
    ranges.for_each([&](std::size_t range) {
      texts_[range].clear();
      for (std::size_t r = ranges.begin(range); r < ranges.end(range); ++r) add(texts_[range], r);
    });
    for (std::size_t range = 0; range < ranges.count(); ++range) sink_.write(texts_[range]);
  }

 private:
  Workers& workers_;
  Sink& sink_;
  std::vector<std::string> texts_;
};

void print_values(const PredictOptions& options, const io::Model& model, Workers& workers, Sink& sink) {
  RowText text(workers, sink);
  apply_model(
      model, options.data, how(options, workers, sink), [](const io::CsvReader&) {},
      [&](const PredictedRows& rows) {
        text.write(rows.values.size(), [&](std::string& to, std::size_t r) {
          to += Digits(in_short_form(model, rows.values[r]));
          to += '\n';
        });
      });
}

void print_with_columns(const PredictOptions& options, const io::Model& model, Workers& workers, Sink& sink) {
  RowText text(workers, sink);
  std::string delimiter, line_end;
  apply_model(
      model, options.data, how(options, workers, sink),
      [&](const io::CsvReader& reader) {
        delimiter = reader.delimiter();
        line_end = reader.line_end();
        if (!reader.sep_line().empty()) sink.write(reader.sep_line() + line_end);
        if (!reader.has_header()) return;
        refuse_existing_column(reader);
        sink.write(fmt::format("{}{}{}{}", reader.first_record(), delimiter, column_name, line_end));
      },
      [&](const PredictedRows& rows) {
        text.write(rows.values.size(), [&](std::string& to, std::size_t r) {
          to += rows.records[r];
          to += delimiter;
          to += Digits(in_short_form(model, rows.values[r]));
          to += line_end;
        });
      });
}

// Row by row, in the form of json_text().
void print_json(const PredictOptions& options, const io::Model& model, Workers& workers, Sink& sink) {
  RowText text(workers, sink);
  std::size_t rows_before = 0;
  apply_model(
      model, options.data, how(options, workers, sink),
      [&](const io::CsvReader&) {
        sink.write(fmt::format("{{\n  \"target\": {},\n  \"predictions\": [", json_text(model.target)));
      },
      [&](const PredictedRows& rows) {
        text.write(rows.values.size(), [&](std::string& to, std::size_t r) {
          to += rows_before + r == 0 ? "\n    " : ",\n    ";
          to += json_text(in_short_form(model, rows.values[r]));
        });
        rows_before += rows.values.size();
      });
  sink.write("\n  ]\n}\n");
}

void run_predict(const PredictOptions& options) {
  // As cat does: else it would read what it writes.
  const NamedFile output = options.output.empty() ? NamedFile{"standard output", "/dev/stdout"}
                                                  : NamedFile{"--output", options.output};
  refuse_overwriting({{"MODEL", options.model}, {"DATA", options.data}}, {output});
  const io::Model model = io::read_model(options.model);
  Workers workers(threads_or_available(options.threads));
  Sink sink(options.output);
  if (options.json) {
    print_json(options, model, workers, sink);
  } else if (options.append) {
    print_with_columns(options, model, workers, sink);
  } else {
    print_values(options, model, workers, sink);
  }
  sink.finish();
}

}  // namespace

Command add_predict(CLI::App& program) {
  const auto options = std::make_shared<PredictOptions>();
  CLI::App* const command = add_command(program, "predict", "Print a model's value for each row of a file");
  add_model_argument(*command, options->model);
  add_data_argument(*command, options->data);
  add_output_file(*command, "--output", options->output, "Write to this file instead of standard output",
                  check_output_file);
  add_no_header_flag(*command, options->header);
  CLI::Option* const append = add_flag(*command, "--append", options->append,
                                       "Print the rows of the file with one more column, `prediction`");
  add_threads_option(*command, options->threads, "reading, predicting and writing");
  exclude(*add_json_flag(*command, options->json), *append);
  add_footer(*command,
             "Columns are matched by name; those that the model does not need may hold anything. The file is "
             "read block "
             "by\n"
             "block and may be of any size.\n\n"
             "Example:\n  adaline predict model.json new.csv --append --output predicted.csv");
  return {command, [options] { run_predict(*options); }};
}

}  // namespace adaline::cli
