#include "bench/options.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <map>
#include <regex>
#include <stdexcept>

namespace adaline::bench {
namespace {

constexpr const char* description =
    "How fast each kernel and trainer is: at each level, beside plain loops, OpenBLAS, BLIS, Eigen and Highway "
    "(where this program was built with them), and beside what this machine can do at most.";

constexpr const char* footer = R"(
Names are TASK/CONTENDER/TYPE/n:N or TASK/CONTENDER/TYPE/rows:N/features:N. A contender is
  LEVEL            a level of the library
  plain            a plain loop, not vectorised
  compiler-LEVEL   that loop, as the compiler vectorises it for the level, with leave to reorder sums
  openblas, blis   OpenBLAS and BLIS, one thread, with kernels for the best level, or left out;
                   OPENBLAS_CORETYPE and BLIS_ARCH_TYPE choose others
  eigen-LEVEL      Eigen, compiled for the level
  highway-LEVEL    Highway's dot, likewise
  limit            the least time in which this machine moves the bytes and does the multiply-adds, measured in the
                   same rounds: loads alone, y += x where a third is written, or multiply-adds in registers
  public, inlined  of short calls: the library's public functions, and a plain loop in the caller's file (-O2)

All contenders of a task, type and shape are measured turn by turn on the same data, after their results were compared.
Times are the processor's, the median of all rounds; the spread is the middle half of them, divided by the median. Ratios
(vs_RIVAL: how many times as fast as the rival) and the share of the limit are taken round by round, then their median.

Examples:
  adaline_bench                                             about two minutes
  adaline_bench --benchmark_filter='^dot/.*/float/n:'       one kernel
  adaline_bench --full --benchmark_out=mine.json            everything, for the report: twenty minutes
)";

}  // namespace

std::function<bool(const std::string& name)> name_filter(const std::string& filter) {
  if (filter.empty() || filter == "all") return [](const std::string&) { return true; };
  const bool negative = filter.starts_with('-');
  try {
    return [negative, expression = std::regex(filter.substr(negative ? 1 : 0))](const std::string& name) {
      return std::regex_search(name, expression) != negative;
    };
  } catch (const std::regex_error& error) {
    throw std::invalid_argument("--benchmark_filter: '" + filter +
                                "' is no regular expression: " + error.what());
  }
}

Options read_options(int count, char** arguments) {
  Options options;
  bool full = false;
  CLI::App app(description, "adaline_bench");
  app.footer(footer);
  app.add_flag("--full", full, "All sizes, levels and rivals; else a selection");
  app.add_option("--benchmark_filter,--filter", options.filter,
                 "Only names in which this regular expression is found; with '-' before it, only others");
  app.add_flag("--benchmark_list_tests,--list", options.list, "Only print the names");
  app.add_option("--benchmark_out,--out", options.out, "Also write JSON to this file");
  app.add_option("--benchmark_format,--format", options.format, "What to print")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Format>{{"console", Format::console}, {"json", Format::json}}))
      ->option_text("console|json [console]");
  app.add_option("--benchmark_min_time,--min-time", options.effort.least_seconds,
                 "Seconds of each measurement at the least")
      ->check(CLI::Range(1e-6, 10.0))
      ->capture_default_str();
  app.add_option("--benchmark_repetitions,--rounds", options.effort.rounds,
                 "Rounds; fewer where one takes more than a second, twice as many where the spread is wide")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error) == 0 ? 0 : 2);
  }
  if (full) options.selection = Selection::full;
  options.effort.spread = widest_spread;
  return options;
}

}  // namespace adaline::bench
