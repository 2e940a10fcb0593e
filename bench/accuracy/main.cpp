// How exact the kernels are, as a page in Markdown.
#include <cstddef>
#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/accuracy/families.hpp"
#include "bench/accuracy/least_squares.hpp"
#include "bench/accuracy/long_sums.hpp"
#include "bench/accuracy/measure.hpp"
#include "bench/accuracy/page.hpp"
#include "bench/arguments.hpp"

namespace {

constexpr const char* help =
    "usage: adaline_accuracy [--trials=N] [--least-squares]\n\n"
    "Prints docs/accuracy.md: the errors of each kernel against exact results, beside those of OpenBLAS (where "
    "this\n"
    "program was built with it). N are the trials of each size at the most [200]; fewer where they take "
    "long.\n"
    "With --least-squares, only the digits of least squares.\n";

}  // namespace

int main(int count, char** values) {
  using namespace adaline::bench;
  std::vector<std::string> arguments(values + 1, values + count);
  try {
    if (!take_option(arguments, "help").empty()) {
      std::fputs(help, stdout);
      return 0;
    }
    const std::string trials = take_option(arguments, "trials");
    const bool least_squares = !take_option(arguments, "least-squares").empty();
    const double number = trials.empty() ? 200 : positive_number("--trials", trials);
    if (!arguments.empty()) throw std::invalid_argument("unknown argument '" + arguments.front() + "'");
    if (least_squares) {
      print_least_squares(std::cout, measure_least_squares(least_squares_solvers()));
    } else {
      const auto all = families();
      const auto most_trials = static_cast<std::size_t>(number);
      print_accuracy(std::cout, all, measure_accuracy(all, most_trials), measure_long_sums(all, most_trials));
      std::cout << "\n";
      print_least_squares(std::cout, measure_least_squares(least_squares_solvers()));
    }
    if (!std::cout.flush()) throw std::runtime_error("cannot write to standard output");
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "adaline_accuracy: %s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "adaline_accuracy: %s\n", error.what());
    return 1;
  }
  return 0;
}
