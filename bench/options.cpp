#include "bench/options.hpp"

#include <cstdio>
#include <regex>

#include "bench/arguments.hpp"

namespace adaline::bench {
namespace {

constexpr const char* help = R"(
How fast each kernel and trainer is: at each level, beside plain loops and other libraries (where this program was
built with them), and beside what this machine can do at most.

  --full              all sizes, levels and rivals; else a selection
  --memory=MEGABYTES  of samples that lie in memory [256; with --full 1024; less where less is free]
  --name=TEXT         what this CPU is called, where the system says no more than its family and model

and the flags of Google Benchmark:

  --benchmark_filter=REGEX            only names in which it is found; with '-' before it, only others
  --benchmark_list_tests              only print the names
  --benchmark_repetitions=N           rounds [9]
  --benchmark_min_time=SECONDS        of each measurement in a round, at the least [0.0005]
  --benchmark_out=FILE                also write to a file: JSON, or what --benchmark_out_format says
  --benchmark_format=console|json|csv
  --benchmark_display_aggregates_only=true|false  all statistics of the rounds, and each round; else their median
  --benchmark_counters_tabular, _context, _enable_random_interleaving, ..

Names are TASK/CONTENDER/TYPE/n:N or TASK/CONTENDER/TYPE/rows:N/features:N. A contender is

  LEVEL            a level of the library
  plain            a plain loop, not vectorised
  compiler-LEVEL   that loop, as the compiler vectorises it for the level, with leave to reorder sums
  openblas, blis   OpenBLAS and BLIS, one thread, with kernels for the best level, or left out;
                   OPENBLAS_CORETYPE and BLIS_ARCH_TYPE choose others
  eigen-LEVEL      Eigen, compiled for the level
  highway-LEVEL    Highway's dot, likewise
  native           of filters and of single rows: the plain loop with -O3 -march=native -ffast-math;
  native-clang     the same by clang, where the build found it beside g++
  by_hand          of single rows: the library's public dot and axpy
  cmsis_form-LEVEL of filter_nlms, float: the portable form of CMSIS-DSP's arm_lms_norm_f32, written anew
  liquid           of filter_nlms, float: liquid-dsp's eqlms_rrrf
  limit            the least time in which this machine moves the bytes and does the multiply-adds, measured in the
                   same rounds: loads alone, y += x where a third is written, or multiply-adds in registers
  public, inlined  of short calls: the library's public functions, and a plain loop in the caller's file (-O2)

Of tasks threads_* a contender is

  threads-N        the level in use, on N threads: 1, 2, 4 .. to all that the process may use (OMP_NUM_THREADS sets
                   another number); without --full 1, 2 and all
  openblas-N       OpenBLAS, likewise
  limit-N          N threads that load the bytes at once, or multiply and add N times as fast as one

Their times are those of the clock on the wall, and vs_one_thread says how many times as fast as one thread several are.
That threads change no bit is checked before. Tasks growth_* are the level in use on more and more rows of 64 features,
and on 4096 rows of more and more features.

Of a task filter_* rows are the samples of a stream, features the taps of a filter: ns_per_sample is the time of a
sample, real_time_48kHz how many times as fast as samples of 48 kHz come it is done.

All contenders of a task, type and shape are measured turn by turn on the same data, after their results were compared.
CPU is the processor's time in this thread (but in threads_*), of which everything else is made; the spread is the middle
half of its rounds, divided by their median. Ratios (vs_RIVAL: how many times as fast as the rival) and the share of the
limit (of_limit) are taken round by round, then their median.

Examples:
  adaline_bench                                             about two minutes
  adaline_bench --benchmark_filter='^dot/.*/float/n:'       one kernel
  adaline_bench --full --benchmark_out=mine.json            everything, for the report: an hour
)";

}  // namespace

void print_help() { std::fputs(help + 1, stdout); }

std::function<bool(const std::string& name)> name_filter(const std::string& filter) {
  const auto all = [](const std::string&) { return true; };
  if (filter.empty() || filter == "all") return all;
  const bool negative = filter.starts_with('-');
  try {
    return [negative, expression = std::regex(filter.substr(negative ? 1 : 0), std::regex::extended)](
               const std::string& name) { return std::regex_search(name, expression) != negative; };
  } catch (const std::regex_error&) {
    return all;  // Google Benchmark says what is wrong with it
  }
}

Options read_options(std::vector<std::string>& arguments) {
  Options options;
  if (take_option(arguments, "full") == "true") options.selection = Selection::full;
  options.cpu_name = take_option(arguments, "name");
  if (const std::string memory = take_option(arguments, "memory"); !memory.empty()) {
    options.memory_bytes = static_cast<std::size_t>(positive_number("--memory", memory) * 0x1p20);
  }
  options.wanted = name_filter(google_flag(arguments, "filter"));
  const std::string list = google_flag(arguments, "list_tests");
  options.is_list = !list.empty() && list != "false" && list != "0";
  options.format = google_flag(arguments, "format");
  options.out = google_flag(arguments, "out");
  options.out_format = google_flag(arguments, "out_format");
  options.only_medians = (options.format.empty() || options.format == "console") &&
                         google_flag(arguments, "display_aggregates_only").empty();
  if (const std::string time = google_flag(arguments, "min_time"); !time.empty()) {
    options.least_seconds = positive_number("--benchmark_min_time", time);
  }
  // Measuring is ours: a repetition is over when Google Benchmark has seen one round.
  arguments.emplace_back("--benchmark_min_time=0");
  if (google_flag(arguments, "repetitions").empty()) arguments.emplace_back("--benchmark_repetitions=9");
  return options;
}

}  // namespace adaline::bench
