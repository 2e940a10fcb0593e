#include "bench/accuracy/long_sums.hpp"

#include <algorithm>

#include "bench/accuracy/collector.hpp"
#include "bench/accuracy/problem.hpp"
#include "bench/accuracy/questions.hpp"
#include "bench/suite/type_name.hpp"
#include "goldens/cases/list.hpp"
#include "kernels/definition/vector.hpp"

namespace adaline::bench {
namespace {

using cases::Operands;
using cases::Shape;

constexpr std::size_t most_work = 4'000'000;  // terms of a row of the table

// numpy's pairwise summation: eight lanes for up to 128 terms, halves beyond.
template <class T, class Term>
T pairwise(std::size_t first, std::size_t n, const Term& term) {
  if (n > 128) {
    const std::size_t half = n / 2 / 8 * 8;
    const T sum = pairwise<T>(first, half, term);
    return sum + pairwise<T>(first + half, n - half, term);
  }
  T lane[8] = {};
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    for (std::size_t l = 0; l < 8; ++l) lane[l] += term(first + i + l);
  }
  T sum = ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
  for (; i < n; ++i) sum += term(first + i);
  return sum;
}

// A kernel's results by the ways that are nobody's kernels.
struct Ways {
  std::vector<double> chains, pairs;
};

// Lanes that go on to the end.
template <std::size_t L, class T>
Ways ways_of_products(const T* x, const T* y, std::size_t n) {
  using namespace kernels::definition;
  return {{double(sum_in_lanes<Fused, L>(x, y, 1, n))},
          {double(pairwise<T>(0, n, [&](std::size_t i) { return x[i] * y[i]; }))}};
}

template <class T>
Ways ways_of_dot(const Operands<T>& o) {
  return ways_of_products<kernels::dot_lanes<T>, T>(o.features, o.weights, o.shape.cols);
}

template <class T>
Ways ways_of_squares(const Operands<T>& o) {
  return ways_of_products<kernels::square_lanes<T>, T>(o.features, o.features, o.shape.cols);
}

// Of one feature.
template <class T>
Ways ways_of_gradient(const Operands<T>& o) {
  kernels::Kernels<T> kernels = kernels::active_kernels<T>();
  T descent = 0;
  T bias_descent = 0;
  for (std::size_t first = 0; first < o.shape.rows; first += kernels::chunk_rows) {
    const std::size_t rows = std::min(kernels::chunk_rows, o.shape.rows - first);
    T of_chunk = 0;
    T bias_of_chunk = 0;
    kernels.residual_gradient({o.features + first, rows, 1, 1}, o.targets + first, o.weights, o.bias, &of_chunk,
                              &bias_of_chunk);
    descent += of_chunk;
    bias_descent += bias_of_chunk;
  }
  const auto error = [&](std::size_t i) { return o.targets[i] - (o.features[i] * o.weights[0] + o.bias); };
  return {{double(descent), double(bias_descent)},
          {double(pairwise<T>(0, o.shape.rows, [&](std::size_t i) { return error(i) * o.features[i]; })),
           double(pairwise<T>(0, o.shape.rows, error))}};
}

template <class T>
LongSum measure(std::string_view name, Shape shape, Ways (*others)(const Operands<T>&),
                const std::array<Family, 3>& families, std::size_t most_trials) {
  const cases::Case<T>& kernel = cases::case_named<T>(name);
  const Question<T>& asked = question<T>(name);
  const std::size_t n = shape.rows * shape.cols;
  std::array<Collector, ways_of_long_sums.size()> collectors;
  for (std::size_t trial = std::clamp<std::size_t>(most_work / n, 1, most_trials); trial > 0; --trial) {
    Problem<T> problem(shape, Signs::positive, trial);
    const std::vector<Truth> truth = asked.truth(problem.operands());
    const auto add = [&](std::size_t way, const std::vector<double>& answers) {
      for (std::size_t i = 0; i < truth.size(); ++i) {
        collectors[way].add(answers[i], truth[i], ulp<T>(truth[i].value));
      }
    };
    const auto add_kernels = [&](std::size_t way, const Family& family) {
      if (!takes_part(family, kernel)) return;
      Operands<T> operands = problem.operands();
      family.kernels->run(kernel, operands);
      add(way, asked.answers(operands));
    };
    const Ways ways = others(problem.operands());
    add_kernels(0, families.front());
    add(1, ways.chains);
    add(2, ways.pairs);
    add_kernels(3, families.back());
  }
  LongSum sum{name, type_name<T>, n, {}};
  for (std::size_t way = 0; way < collectors.size(); ++way) {
    if (!collectors[way].is_empty()) sum.typical[way] = collectors[way].errors().typical;
  }
  return sum;
}

template <class T>
void add_sums(const std::array<Family, 3>& families, std::size_t most_trials, std::vector<LongSum>& all) {
  for (const std::size_t n : {std::size_t{100'000}, std::size_t{2'000'000}}) {
    all.push_back(measure<T>("dot", {1, n, n}, &ways_of_dot<T>, families, most_trials));
    all.push_back(measure<T>("sum_of_squares", {1, n, n}, &ways_of_squares<T>, families, most_trials));
    all.push_back(measure<T>("residual_gradient", {n, 1, 1}, &ways_of_gradient<T>, families, most_trials));
  }
}

}  // namespace

std::vector<LongSum> measure_long_sums(const std::array<Family, 3>& families, std::size_t most_trials) {
  std::vector<LongSum> all;
  add_sums<float>(families, most_trials, all);
  add_sums<double>(families, most_trials, all);
  std::ranges::stable_sort(all, {}, [](const LongSum& sum) { return sum.kernel; });
  return all;
}

}  // namespace adaline::bench
