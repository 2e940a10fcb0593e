// The benchmark program: contests, and what is said of them.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "bench/contenders.hpp"
#include "bench/limits/limits.hpp"
#include "bench/machine/context.hpp"
#include "bench/machine/processor.hpp"
#include "bench/options.hpp"
#include "bench/output/console.hpp"
#include "bench/output/json.hpp"
#include "bench/suite/contest.hpp"

namespace adaline::bench {
namespace {

int run(const Options& options) {
  const Suite suite{contenders(options.selection), options.selection,
                    memory_bytes(options.selection, available_memory()), options.effort,
                    name_filter(options.filter)};
  const std::vector<std::string> wanted = names(suite);
  if (wanted.empty()) throw std::runtime_error("--benchmark_filter: '" + options.filter + "' leaves nothing");
  if (options.list) {
    for (const std::string& name : wanted) std::cout << name << "\n";
    return 0;
  }

  std::ofstream file;
  if (!options.out.empty()) {
    file.open(options.out);
    if (!file) throw std::runtime_error("--benchmark_out: cannot write " + options.out);
  }
  Limits limits;
  const nlohmann::ordered_json about = context(suite, limits);
  {
    std::optional<JsonOutput> to_screen;
    std::optional<JsonOutput> to_file;
    if (options.format == Format::json) to_screen.emplace(std::cout, about);
    if (!options.out.empty()) to_file.emplace(file, about);
    measure(suite, limits, [&](std::span<const Row> rows) {
      to_screen ? to_screen->write(rows) : print_table(std::cout, rows);
      if (to_file) to_file->write(rows);
    });
  }
  if (!options.out.empty() && !file.flush())
    throw std::runtime_error("--benchmark_out: cannot write " + options.out);
  if (!std::cout.flush()) throw std::runtime_error("cannot write to standard output");
  return 0;
}

}  // namespace
}  // namespace adaline::bench

int main(int count, char** arguments) {
  const adaline::bench::Options options = adaline::bench::read_options(count, arguments);
  try {
    return adaline::bench::run(options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "adaline_bench: %s\n", error.what());
    return 1;
  }
}
