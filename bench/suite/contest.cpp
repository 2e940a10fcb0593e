#include "contest.hpp"

#include <memory>

#include "bench/measure/statistics.hpp"
#include "data.hpp"
#include "tasks.hpp"
#include "type_name.hpp"
#include "verify.hpp"

namespace adaline::bench {
namespace {

using kernels::cases::Operands;
using kernels::cases::Shape;
using kernels::cases::Work;

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

// The limit in each round, as if it were a contender.
Measurements limit_measurements(const Limit& limit, const Measurements& movement) {
  Measurements m{movement.times, {}, {}};
  for (const double seconds : movement.wall) m.wall.push_back(limit.seconds(seconds));
  for (const double seconds : movement.processor) m.processor.push_back(limit.seconds(seconds));
  return m;
}

template <class T>
std::vector<Row> measure_contest(const Contest<T>& contest, const Suite& suite, Limits& limits, Data<T>& data) {
  const Task<T>& task = *contest.task;
  const Work work = task.work(contest.shape);
  const std::size_t footprint = task.footprint(contest.shape);
  const Operands<T> operands = data.operands(task.over_samples, contest.shape);

  std::vector<Operands<T>> own(contest.contenders.size(), operands);  // the numbers; the arrays are the same
  std::vector<Repeat> repeats;
  for (std::size_t i = 0; i < own.size(); ++i) {
    repeats.push_back(task.prepare(task, *contest.contenders[i]->level, own[i]));
  }
  Limit limit{};
  if (limits.are_known()) {
    limit = limits.limit(work, footprint, sizeof(T));
    repeats.push_back(limit.movement->repeat);
  }
  std::vector<Measurements> all = measure_in_rounds(repeats, suite.effort);
  std::string kind_of_limit;
  if (limits.are_known()) {
    kind_of_limit = limit.kind(median(all.back().processor));
    all.back() = limit_measurements(limit, all.back());
  }

  std::vector<Row> rows;
  for (std::size_t i = 0; i < own.size(); ++i) {
    const Contender& contender = *contest.contenders[i];
    Row row = make_row(name_of(task, contender.name, contest.shape), contender.name, all[i], work, footprint);
    if (limits.are_known()) row.numbers["of_limit"] = median_ratio(all.back().processor, all[i].processor);
    if (contender.is_ours) {
      for (std::size_t k = 0; k < own.size(); ++k) {
        const Contender& rival = *contest.contenders[k];
        if (!rival.is_ours) row.numbers["vs_" + rival.name] = median_ratio(all[k].processor, all[i].processor);
      }
    }
    rows.push_back(std::move(row));
  }
  if (limits.are_known() && contest.wants_limit) {
    Row row = make_row(name_of(task, limit_name, contest.shape), limit_name, all.back(), work, footprint);
    row.label = kind_of_limit + (row.label.empty() ? "" : ", " + row.label);
    row.numbers["of_limit"] = 1;
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
    give(measure_contest(contest, suite, limits, *data));
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
