// The benchmark program: the contests as benchmarks of Google Benchmark.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <exception>
#include <iostream>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/contenders.hpp"
#include "bench/google/context.hpp"
#include "bench/google/registration.hpp"
#include "bench/google/reporter.hpp"
#include "bench/limits/limits.hpp"
#include "bench/machine/processor.hpp"
#include "bench/options.hpp"
#include "bench/suite/contest.hpp"

namespace adaline::bench {
namespace {

using GoogleReporter = std::unique_ptr<benchmark::BenchmarkReporter>;

GoogleReporter reporter_of_file(const std::string& format) {
  if (format == "console") {
    return std::make_unique<benchmark::ConsoleReporter>(benchmark::ConsoleReporter::OO_None);
  }
  if (format == "csv") return std::make_unique<benchmark::CSVReporter>();
  return std::make_unique<benchmark::JSONReporter>();
}

// Gives Google Benchmark its flags; what is left is nobody's. The arguments must outlive the run, as it keeps
// the name of the program.
bool initialize(std::vector<std::string>& arguments) {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, pointers.data(), print_help);
  return !benchmark::ReportUnrecognizedArguments(count, pointers.data());
}

int run(const Options& options) {
  const std::size_t memory =
      options.memory_bytes > 0 ? options.memory_bytes : memory_bytes(options.selection, available_memory());
  const Suite suite{contenders(options.selection), options.selection, memory, options.least_seconds,
                    options.wanted};
  Limits limits(2 * options.least_seconds);
  const auto all = contests(suite, limits);
  bool has_failed = false;
  register_benchmarks(all, has_failed);
  if (!options.is_list && !all.empty()) {
    for (const auto& [key, value] : context(suite, limits)) benchmark::AddCustomContext(key, value);
    if (!options.cpu_name.empty()) benchmark::AddCustomContext("cpu_name", options.cpu_name);
  }

  const auto columns = [&](const std::string& format) {
    return format == "csv" ? counter_names(all) : std::set<std::string>();
  };
  Reporter screen(GoogleReporter(benchmark::CreateDefaultDisplayReporter()),
                  options.only_medians ? Reporter::Rows::medians : Reporter::Rows::all,
                  columns(options.format));
  Reporter file(reporter_of_file(options.out_format), Reporter::Rows::all, columns(options.out_format));
  if (benchmark::RunSpecifiedBenchmarks(&screen, options.out.empty() ? nullptr : &file) == 0) return 1;
  if (!std::cout.flush()) throw std::runtime_error("cannot write to standard output");
  if (options.is_list) return 0;
  if (!options.out.empty() && !file.is_written())
    throw std::runtime_error("--benchmark_out: cannot write " + options.out);
  return has_failed ? 1 : 0;
}

}  // namespace
}  // namespace adaline::bench

int main(int count, char** values) {
  using namespace adaline::bench;
  std::vector<std::string> arguments(values, values + count);
  try {
    const Options options = read_options(arguments);
    if (!initialize(arguments)) return 2;
    return run(options);
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "adaline_bench: %s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "adaline_bench: %s\n", error.what());
    return 1;
  }
}
