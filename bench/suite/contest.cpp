#include "bench/suite/contest.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "bench/measure/statistics.hpp"
#include "bench/suite/data.hpp"
#include "bench/suite/tasks.hpp"
#include "bench/suite/type_name.hpp"
#include "bench/suite/verify.hpp"

namespace adaline::bench {
namespace {

using cases::Operands;
using cases::Shape;
using cases::Work;

constexpr const char* limit_name = "limit";

template <class T>
std::string name_of(const Task<T>& task, const std::string& contender, Shape shape) {
  std::string name(task.name);
  name.append("/").append(contender).append("/").append(type_name<T>);
  if (!task.over_samples) return name + "/n:" + std::to_string(shape.cols);
  return name + "/rows:" + std::to_string(shape.rows) + "/features:" + std::to_string(shape.cols);
}

// One task and shape, and those who take part.
template <class T>
struct Contest {
  const Task<T>* task;
  Shape shape;
  std::vector<const Contender*> contenders;
  bool wants_limit;
};

template <class T>
std::vector<Shape> shapes_of(const Task<T>& task, const Suite& suite) {
  return task.over_samples
             ? sample_shapes(suite.selection, sizeof(T), suite.memory_bytes)
             : vector_shapes(suite.selection, task.footprint({.rows = 1, .cols = 1}), suite.memory_bytes);
}

// Calls take(contest) for each that has somebody who is wanted.
template <class T, class F>
void for_contests(const Suite& suite, F take) {
  for (const Task<T>& task : tasks<T>()) {
    for (const Shape shape : shapes_of(task, suite)) {
      if (shape.rows < task.least_rows) continue;
      Contest<T> contest{&task, shape, {}, suite.wanted(name_of(task, limit_name, shape))};
      for (const Contender& contender : suite.contenders) {
        if (contender.for_short_calls && (task.kernel == nullptr || !is_short(shape))) continue;
        if (!contender.for_long_runs && is_long(shape)) continue;
        if (!task.is_offered_by(contender.kernels)) continue;
        if (suite.wanted(name_of(task, contender.name, shape))) contest.contenders.push_back(&contender);
      }
      if (!contest.contenders.empty() || contest.wants_limit) take(contest);
    }
  }
}

Row make_row(std::string name, std::string contender, const Measurements& measurements, const Work& work,
             std::size_t footprint) {
  Row row{std::move(name),
          std::move(contender),
          measurements.times,
          median(measurements.wall),
          median(measurements.processor),
          {},
          ""};
  row.numbers["bytes_per_second"] = static_cast<double>(work.bytes_read + work.bytes_written) / row.processor;
  row.numbers["items_per_second"] = static_cast<double>(work.multiply_adds) / row.processor;
  row.numbers["footprint"] = static_cast<double>(footprint);
  row.numbers["rounds"] = static_cast<double>(measurements.processor.size());
  row.numbers["spread"] = spread(measurements.processor);
  if (row.numbers["spread"] > widest_spread) row.label = "noisy";
  return row;
}

// What a contest measured: its contenders in their order, and the limit as if it were one.
struct Outcome {
  std::vector<Measurements> contenders;
  std::optional<Measurements> limit;
  std::string kind_of_limit;
};

// In each round.
Measurements limit_measurements(const Limit& limit, const Measurements& movement) {
  Measurements m{movement.times, {}, {}};
  for (const double seconds : movement.wall) m.wall.push_back(limit.seconds(seconds));
  for (const double seconds : movement.processor) m.processor.push_back(limit.seconds(seconds));
  return m;
}

template <class T>
Outcome hold(const Contest<T>& contest, const Effort& effort, Limits& limits, Data<T>& data) {
  const Task<T>& task = *contest.task;
  const Operands<T> operands = data.operands(task.over_samples, contest.shape);
  std::vector<Operands<T>> own(contest.contenders.size(), operands);  // the numbers; the arrays are the same
  std::vector<Repeat> repeats;
  for (std::size_t i = 0; i < own.size(); ++i) {
    repeats.push_back(task.prepare(task, contest.contenders[i]->kernels, own[i]));
  }
  if (!limits.are_known()) return {measure_in_rounds(repeats, effort), {}, ""};

  const Limit limit = limits.limit(task.work(contest.shape), task.footprint(contest.shape), sizeof(T));
  repeats.push_back(limit.movement->repeat);
  Outcome outcome{measure_in_rounds(repeats, effort), {}, ""};
  const Measurements movement = std::move(outcome.contenders.back());
  outcome.contenders.pop_back();
  outcome.limit = limit_measurements(limit, movement);
  outcome.kind_of_limit = limit.kind(median(movement.processor));
  return outcome;
}

template <class T>
std::vector<Row> rows_of(const Contest<T>& contest, const Outcome& outcome) {
  const auto row_of = [&](const std::string& contender, const Measurements& measurements) {
    Row row = make_row(name_of(*contest.task, contender, contest.shape), contender, measurements,
                       contest.task->work(contest.shape), contest.task->footprint(contest.shape));
    if (outcome.limit) {
      row.numbers["of_limit"] = median_ratio(outcome.limit->processor, measurements.processor);
    }
    return row;
  };
  std::vector<Row> rows;
  for (std::size_t i = 0; i < outcome.contenders.size(); ++i) {
    const std::vector<double>& seconds = outcome.contenders[i].processor;
    Row row = row_of(contest.contenders[i]->name, outcome.contenders[i]);
    for (std::size_t k = 0; k < outcome.contenders.size() && contest.contenders[i]->is_ours; ++k) {
      const Contender& rival = *contest.contenders[k];
      if (!rival.is_ours) {
        row.numbers["vs_" + rival.name] = median_ratio(outcome.contenders[k].processor, seconds);
      }
    }
    rows.push_back(std::move(row));
  }
  if (outcome.limit && contest.wants_limit) {
    Row row = row_of(limit_name, *outcome.limit);
    row.label = outcome.kind_of_limit + (row.label.empty() ? "" : ", " + row.label);
    rows.push_back(std::move(row));
  }
  return rows;
}

template <class T>
void measure_type(const Suite& suite, Limits& limits, const std::function<void(std::span<const Row>)>& give) {
  const auto data = std::make_unique<Data<T>>();  // freed before the next type takes its memory
  Verifier<T> verifier;
  for_contests<T>(suite, [&](const Contest<T>& contest) {
    verifier.verify(*contest.task, contest.shape, contest.contenders);
    give(rows_of(contest, hold(contest, suite.effort, limits, *data)));
  });
}

}  // namespace

std::vector<std::string> names(const Suite& suite) {
  std::vector<std::string> all;
  const auto add = [&](const auto& contest) {
    for (const Contender* contender : contest.contenders) {
      all.push_back(name_of(*contest.task, contender->name, contest.shape));
    }
    if (contest.wants_limit) all.push_back(name_of(*contest.task, limit_name, contest.shape));
  };
  for_contests<float>(suite, add);
  for_contests<double>(suite, add);
  return all;
}

void measure(const Suite& suite, Limits& limits, const std::function<void(std::span<const Row>)>& give) {
  measure_type<float>(suite, limits, give);
  measure_type<double>(suite, limits, give);
}

}  // namespace adaline::bench
