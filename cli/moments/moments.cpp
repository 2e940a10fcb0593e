// `adaline moments`: all that least squares needs to know of files, as a small one.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <streambuf>
#include <string>
#include <vector>

#include "cli/arguments.hpp"
#include "cli/atomic_file.hpp"
#include "cli/command.hpp"
#include "cli/errors.hpp"
#include "cli/interrupt.hpp"
#include "cli/json_text.hpp"
#include "cli/moments/parts.hpp"
#include "cli/moments/repetitions.hpp"
#include "cli/output.hpp"
#include "cli/output_paths.hpp"
#include "cli/text_table.hpp"
#include "io/model.hpp"
#include "io/moments_file.hpp"
#include "io/part_record.hpp"
#include "io/visible.hpp"

namespace adaline::cli {
namespace {

struct MomentsOptions : ColumnChoice {
  std::vector<std::string> data;
  io::Header header = io::Header::first_line;
  std::size_t shares = 0;
  std::optional<io::ShareRecord> share;
  std::string output;
  std::size_t threads = 0;
  bool json = false;
  bool quiet = false;
};

// A file as the library writes to it.
class FileBuffer : public std::streambuf {
 public:
  explicit FileBuffer(AtomicFile& file) : file_(file) {}

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    file_.write({bytes, static_cast<std::size_t>(count)});
    return count;
  }
  int_type overflow(int_type c) override {
    const char byte = traits_type::to_char_type(c);
    file_.write({&byte, 1});
    return traits_type::not_eof(c);
  }

 private:
  AtomicFile& file_;
};

void save(const Parts& parts, AtomicFile& file) {
  FileBuffer buffer(file);
  std::ostream stream(&buffer);
  // What the file throws says more than that it failed.
  stream.exceptions(std::ios::badbit);
  io::write_moments(parts.moments(), parts.records(), stream);
  file.finish();
}

void print_text(const Parts& parts) {
  const Moments& moments = parts.moments();
  print("{:<9} {} from {}\n", "target", io::visible(parts.target()), count_of(moments.features(), "feature"));
  print("{:<9} {:.0f}\n", "samples", moments.samples());
  if (moments.total_weight() != moments.samples())
    print("{:<9} {}\n", "weight", six_digits(moments.total_weight()));
  print("{:<9} {}\n", "parts", parts.records().size());
}

void print_json(const Parts& parts) {
  const Moments& moments = parts.moments();
  const nlohmann::ordered_json object = {{"target", parts.target()},
                                         {"features", parts.features()},
                                         {"samples", static_cast<std::uint64_t>(moments.samples())},
                                         {"total_weight", moments.total_weight()},
                                         {"parts", io::to_json(parts.records())}};
  print("{}\n", json_text(object));
}

void run_moments(const MomentsOptions& options, bool has_target) {
  if (options.share && options.data.size() > 1) {
    throw Error(ExitCode::usage,
                "--share is of one file, and there are " + std::to_string(options.data.size()));
  }
  refuse_overwriting(data_files(options.data), {{"--output", options.output}});
  const InterruptHandling handling;
  AtomicFile file(options.output);
  Workers workers(threads_or_available(options.threads));
  const PartsOptions parts_options{.command = "moments",
                                   .columns = options,
                                   .has_target = has_target,
                                   .header = options.header,
                                   .share_option = options.share        ? "--share"
                                                   : options.shares > 0 ? "--shares"
                                                                        : "",
                                   .shows_progress = !options.quiet,
                                   .workers = &workers};
  Parts parts(parts_options);
  std::vector<PartInput> inputs = part_inputs(options.data, options.shares);
  if (options.share) inputs = {{options.data.front(), options.share}};
  for (const PartInput& input : inputs) parts.add(input);
  parts.finish();
  if (!options.quiet) name_repetitions(parts.records());
  save(parts, file);
  if (options.json) {
    print_json(parts);
  } else if (!options.quiet) {
    print_text(parts);
  }
  flush_output();
  file.commit();
}

}  // namespace

Command add_moments(CLI::App& program) {
  const auto options = std::make_shared<MomentsOptions>();
  CLI::App* const command =
      add_command(program, "moments", "Sum files up for least squares, to be merged and trained on");
  add_data_arguments(*command, options->data,
                     "The samples, as CSV or TSV, or moments, in the order in which they are folded; - for "
                     "standard input");
  add_column_options(*command, *options, options->header);
  CLI::Option* const shares = add_shares_option(*command, options->shares);
  exclude(*add_share_option(*command, options->share), *shares);
  require(*add_output_file(*command, "-o,--output", options->output, "Write the moments to this file",
                           check_output_file));
  add_threads_option(*command, options->threads, "reading and summing up");
  CLI::Option* const json = add_json_flag(*command, options->json);
  exclude(*add_flag(*command, "--quiet", options->quiet, "Print nothing but errors"), *json);
  add_footer(
      *command,
      "Moments are number, means and products of samples: their size does not depend on how many there "
      "are.\n"
      "Files of them are merged by this command and by `adaline train`, with the bits that the samples "
      "give\n"
      "in one run, on any machine. All files hold the same columns in the same order.\n\n"
      "A share of a file holds the rows that begin in its part of the bytes; a quote in one is an error. What "
      "a\n"
      "model was made of is listed in it, with a hash that xxh128sum checks.\n\n"
      "Example:\n"
      "  adaline moments january.csv --target price --output january.moments\n"
      "  adaline moments february.csv --target price --output february.moments\n"
      "  adaline train january.moments february.moments --model model.json\n"
      "  adaline moments big.csv --share 3/8 --target price --output big-3.moments");
  return {command, [command, options] { run_moments(*options, is_given(*command, "--target")); }};
}

}  // namespace adaline::cli
