#include "bench/accuracy/measure.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "bench/accuracy/collector.hpp"
#include "bench/accuracy/questions.hpp"
#include "bench/suite/type_name.hpp"
#include "goldens/cases/list.hpp"

namespace adaline::bench {
namespace {

using cases::Case;
using cases::Operands;
using cases::Shape;

// Multiply-adds of a row of the table. With 113 bits, each is some hundred instructions.
constexpr std::size_t most_work = 1'500'000;

std::size_t trials_of(Shape shape, std::size_t most) {
  return std::clamp<std::size_t>(most_work / (shape.rows * shape.cols), 1, most);
}

template <class T>
AccuracyRow measure(const Case<T>& kernel, const Question<T>& question, Shape shape, Signs signs,
                    const std::array<Family, 3>& families, std::size_t most_trials) {
  AccuracyRow row{type_name<T>, shape, signs, 0, {}};
  std::array<Collector, 3> collectors;
  for (std::size_t trial = trials_of(shape, most_trials); trial > 0; --trial) {
    Problem<T> problem(shape, signs, trial);
    const std::vector<Truth> truth = question.truth(problem.operands());
    row.results += truth.size();
    for (std::size_t f = 0; f < families.size(); ++f) {
      if (!takes_part(families[f], kernel)) continue;
      Operands<T> operands = problem.operands();
      families[f].kernels->run(kernel, operands);
      const std::vector<double> answers = question.answers(operands);
      for (std::size_t i = 0; i < truth.size(); ++i) {
        if (!std::isfinite(answers[i])) throw std::runtime_error(std::string(kernel.name) + ": not finite");
        const Exact exact = truth[i].value;
        collectors[f].add(answers[i], truth[i], question.is_double ? ulp<double>(exact) : ulp<T>(exact));
      }
    }
  }
  for (std::size_t f = 0; f < families.size(); ++f) {
    if (takes_part(families[f], kernel)) row.errors[f] = collectors[f].errors();
  }
  return row;
}

template <class T>
void add_rows(std::vector<KernelAccuracy>& all, const std::array<Family, 3>& families,
              std::size_t most_trials) {
  for (std::size_t k = 0; k < cases::list<T>.size(); ++k) {
    const Case<T>& kernel = cases::list<T>[k];
    const Question<T>& asked = question<T>(kernel.name);
    all[k].kernel = kernel.name;
    for (const Shape shape : asked.shapes) {
      for (const Signs signs : asked.signs) {
        all[k].rows.push_back(measure(kernel, asked, shape, signs, families, most_trials));
      }
    }
  }
}

}  // namespace

std::vector<KernelAccuracy> measure_accuracy(const std::array<Family, 3>& families, std::size_t most_trials) {
  std::vector<KernelAccuracy> all(cases::list<float>.size());
  add_rows<float>(all, families, most_trials);
  add_rows<double>(all, families, most_trials);
  return all;
}

}  // namespace adaline::bench
