// How exact the kernels are, as a page in Markdown.
#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>

#include "bench/accuracy/families.hpp"
#include "bench/accuracy/measure.hpp"
#include "bench/accuracy/page.hpp"

int main(int count, char** arguments) {
  using namespace adaline::bench;
  std::size_t trials = 200;
  CLI::App app(
      "The errors of each kernel against exact results, beside those of OpenBLAS (where this program was "
      "built with it). Prints docs/accuracy.md.",
      "adaline_accuracy");
  app.add_option("--trials", trials, "Trials of each size at the most; fewer where they take long")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    const auto all = families();
    print_accuracy(std::cout, all, measure_accuracy(all, trials));
    if (!std::cout.flush()) throw std::runtime_error("cannot write to standard output");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "adaline_accuracy: %s\n", error.what());
    return 1;
  }
  return 0;
}
