#include "bench/accuracy/least_squares_problems.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <sstream>
#include <stdexcept>

#include "bench/accuracy/plain_csv.hpp"
#include "goldens/cases/random_bits.hpp"

namespace adaline::bench {
namespace {

std::string path_of(const std::string& name) { return std::string(ADALINE_NIST_DATA) + "/" + name + ".csv"; }

constexpr std::size_t rows = 1000;
constexpr std::array<double, 5> weights = {1, -2, 3, -4, 5};
constexpr double noise = 0x1p-10;

double number(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

// Of a condition number, the ratio of singular values that follow each other: its fourth root, inverted.
double ratio_of(const std::string& condition) {
  static const std::map<std::string, double> ratios = {{"1e2", 0.31622776601683794},
                                                       {"1e4", 0.1},
                                                       {"1e6", 0.03162277660168379},
                                                       {"1e8", 0.01},
                                                       {"1e10", 0.0031622776601683794}};
  const auto found = ratios.find(condition);
  if (found == ratios.end()) throw std::invalid_argument("no such condition number: '" + condition + "'");
  return found->second;
}

// Certified values are rounded to double here: 15 digits of them stay.
void read_certified(const std::string& name, NistSet& set) {
  set.problem.learn_bias = false;
  for (const auto& cells : read_plain_csv(path_of("certified"))) {
    if (cells.at(0) != name || cells.at(1).front() != 'B') continue;
    if (cells.at(1) == "B0") set.problem.learn_bias = true;
    set.certified.coefficients.push_back(Exact(number(cells.at(2))));
    set.certified.standard_errors.push_back(Exact(number(cells.at(3))));
  }
}

}  // namespace

NistSet nist_set(const std::string& name) {
  NistSet set;
  read_certified(name, set);
  LeastSquaresProblem& problem = set.problem;
  problem.cols = set.certified.coefficients.size() - (problem.learn_bias ? 1 : 0);
  const auto table = read_plain_csv(path_of(name));
  for (auto row = table.begin() + 1; row != table.end(); ++row) {
    problem.y.push_back(number(row->front()));
    const std::size_t first = problem.x.size();
    for (auto cell = row->begin() + 1; cell != row->end(); ++cell) problem.x.push_back(number(*cell));
    while (problem.x.size() - first < problem.cols) problem.x.push_back(problem.x.back() * problem.x[first]);
  }
  return set;
}

LeastSquaresProblem random_problem(const std::string& name) {
  std::istringstream words(name);
  std::string type, condition, offset;
  if (!(words >> type >> condition >> offset) || (type != "double" && type != "float")) {
    throw std::invalid_argument("no such problem: '" + name + "'");
  }
  const double ratio = ratio_of(condition);
  const double mean = number(offset);
  LeastSquaresProblem problem;
  problem.cols = weights.size();
  problem.is_float = type == "float";
  std::uint64_t state = 1;
  const auto uniform = [&state] {
    state += cases::split_mix_step;
    return static_cast<double>(cases::split_mix(state) >> 11U) * 0x1p-52 - 1;
  };
  const auto rounded = [&](double value) {
    return problem.is_float ? static_cast<double>(static_cast<float>(value)) : value;
  };
  for (std::size_t i = 0; i < rows; ++i) {
    std::array<double, weights.size()> row{};
    double scale = 1;
    double total = 0;
    for (double& value : row) {
      value = scale * uniform();
      total += value;
      scale *= ratio;
    }
    // Mirrored at the plane that is orthogonal to (1, 1, 1, 1, 1): each feature holds a part of each column.
    for (double& value : row) value -= 0.4 * total;
    double target = 1 + noise * uniform();
    for (std::size_t j = 0; j < row.size(); ++j) target += weights[j] * row[j];
    for (const double value : row) problem.x.push_back(rounded(value + mean));
    problem.y.push_back(rounded(target));
  }
  return problem;
}

std::string checksum(const LeastSquaresProblem& problem) {
  std::uint64_t sum = 0xCBF29CE484222325U;
  const auto add = [&sum](double value) {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    sum = (sum ^ bits ^ (bits >> 32U)) * 0x100000001B3U;
  };
  for (std::size_t i = 0; i < problem.y.size(); ++i) {
    for (std::size_t j = 0; j < problem.cols; ++j) add(problem.x[i * problem.cols + j]);
    add(problem.y[i]);
  }
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(sum));
  return text.data();
}

}  // namespace adaline::bench
