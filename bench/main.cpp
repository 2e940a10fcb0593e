// The benchmark program: Google Benchmark over the list of kernels.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string_view>
#include <vector>

#include "context.hpp"
#include "limits/limits.hpp"
#include "suite.hpp"
#include "verify.hpp"

namespace adaline::bench {
namespace {

void print_help() {
  std::puts(
      "adaline_bench: how fast each kernel is, at each level and beside plain loops\n"
      "\n"
      "  --full   all sizes; else a selection that takes a minute or two\n"
      "\n"
      "Names are KERNEL/CONTENDER/TYPE/n:N or KERNEL/CONTENDER/TYPE/rows:N/features:N. A contender is a\n"
      "level of the library, `plain` (a plain loop, not vectorised), or `compiler-LEVEL` (that loop, as the\n"
      "compiler vectorises it for the level, with leave to reorder). Bytes and items (multiply-adds) per\n"
      "second count the least work that the kernel must do; of_limit is the share that it reached of what "
      "this\n"
      "machine allows for that work, by limits that are measured first: loads from each cache and from "
      "memory,\n"
      "updates, and multiply-adds. The other options are Google Benchmark's:\n");
  benchmark::PrintDefaultHelp();
}

// Takes --full out of the arguments.
Selection take_selection(std::vector<char*>& arguments) {
  const auto is_full = [](const char* argument) { return std::string_view(argument) == "--full"; };
  return std::erase_if(arguments, is_full) > 0 ? Selection::full : Selection::quick;
}

int run(std::vector<char*> arguments) {
  const Selection selection = take_selection(arguments);
  const bool is_listing = std::ranges::any_of(arguments, [](std::string_view argument) {
    return argument.starts_with("--benchmark_list_tests") && !argument.ends_with("=false");
  });
  // Before the user's arguments, so that these win.
  char short_time[] = "--benchmark_min_time=0.05";
  arguments.insert(arguments.begin() + 1, short_time);

  int count = static_cast<int>(arguments.size());
  arguments.push_back(nullptr);
  benchmark::Initialize(&count, arguments.data(), print_help);
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;

  const std::vector<Contender> all = contenders();
  verify(all);
  Limits limits;
  if (!is_listing) add_context(limits);
  register_benchmarks(all, selection, limits);
  const bool any = benchmark::RunSpecifiedBenchmarks() > 0;
  benchmark::Shutdown();
  return any ? 0 : 1;
}

}  // namespace
}  // namespace adaline::bench

int main(int count, char** arguments) {
  try {
    return adaline::bench::run({arguments, arguments + count});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "adaline_bench: %s\n", error.what());
    return 1;
  }
}
