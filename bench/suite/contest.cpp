#include "bench/suite/contest.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <stdexcept>
#include <utility>

#include "bench/suite/data.hpp"
#include "bench/suite/tasks.hpp"
#include "bench/suite/type_name.hpp"
#include "bench/suite/verify.hpp"
#include "kernels/dispatch/dispatch.hpp"

namespace adaline::bench {
namespace {

using cases::Operands;
using cases::Shape;

constexpr const char* limit_name = "limit";

template <class T>
std::string name_of(const Task<T>& task, const std::string& contender, Shape shape) {
  std::string name(task.name);
  name.append("/").append(contender).append("/").append(type_name<T>);
  if (!task.over_samples) return name + "/n:" + std::to_string(shape.cols);
  return name + "/rows:" + std::to_string(shape.rows) + "/features:" + std::to_string(shape.cols);
}

// Work on them grows with the square of their features.
constexpr std::size_t most_features_of_moments = 256;

template <class T>
std::vector<Shape> shapes_of(const Task<T>& task, const Suite& suite) {
  if (task.takes == Takes::run) return run_shapes(suite.selection, sizeof(T), suite.memory_bytes);
  if (task.takes == Takes::ridge) return ridge_shapes();
  if (task.takes == Takes::one_row) return one_row_shapes(suite.selection);
  if (task.takes == Takes::stream) return stream_shapes(suite.selection);
  if (task.takes == Takes::pool) return pool_shapes(sizeof(T), suite.memory_bytes);
  if (task.takes == Takes::moments) {
    return moment_shapes(suite.selection, sizeof(T), suite.memory_bytes);
  }
  if (task.takes == Takes::threads) return thread_shapes(suite.selection, sizeof(T), suite.memory_bytes);
  if (task.takes == Takes::growth) {
    const std::size_t most = task.kernel->writes_moments() ? most_features_of_moments : SIZE_MAX;
    return growth_shapes(suite.selection, sizeof(T), suite.memory_bytes, most);
  }
  return task.over_samples
             ? sample_shapes(suite.selection, sizeof(T), suite.memory_bytes)
             : vector_shapes(suite.selection, task.footprint({.rows = 1, .cols = 1}), suite.memory_bytes);
}

// Each once: what lies in memory may be as little as what lies in a cache.
template <class T>
std::vector<Shape> unique_shapes_of(const Task<T>& task, const Suite& suite) {
  const std::vector<Shape> all = shapes_of(task, suite);
  std::vector<Shape> unique;
  for (const Shape& shape : all) {
    const auto is_same = [&](const Shape& s) { return s.rows == shape.rows && s.cols == shape.cols; };
    if (std::ranges::none_of(unique, is_same)) unique.push_back(shape);
  }
  return unique;
}

template <class T>
bool takes_part(const Contender& contender, const Task<T>& task, Shape shape) {
  if ((task.takes == Takes::threads) != (contender.threads > 0)) return false;
  if (task.takes == Takes::growth) return contender.kernels.level() == &kernels::active_level();
  if ((task.takes == Takes::pool || task.takes == Takes::stream) && contender.for_short_calls) return false;
  if (task.takes == Takes::one_row && contender.is_ours && !contender.for_short_calls) return false;
  const bool is_about_calls = task.takes == Takes::one_row || (task.kernel != nullptr && is_short(shape));
  if (contender.for_short_calls && !is_about_calls) return false;
  if (!contender.for_long_runs && is_long(shape)) return false;
  return task.is_offered_by(contender.kernels);
}

// What all contests of a type share.
template <class T>
struct Shared {
  Data<T> data;
  Verifier<T> verifier;
};

template <class T>
class ContestOf final : public Contest {
 public:
  ContestOf(const Task<T>& task, Shape shape, std::vector<const Contender*> contenders,
            std::vector<Entrant> entrants, double least_seconds, Limits& limits,
            std::shared_ptr<Shared<T>> shared)
      : Contest(std::move(entrants), task.work(shape), task.footprint(shape), least_seconds,
                task.takes == Takes::stream ? shape.rows : 0),
        task_(task),
        shape_(shape),
        contenders_(std::move(contenders)),
        limits_(limits),
        shared_(std::move(shared)) {}

 protected:
  void verify() override {
    shared_->verifier.verify(task_, shape_, contenders_);
    if (task_.takes == Takes::threads) verify_bits<T>(task_, shape_, contenders_, shared_->data);
  }

  std::vector<Repeat> prepare() override {
    const Operands<T> operands = shared_->data.operands(task_.over_samples, shape_);
    operands_.assign(contenders_.size(), operands);  // the numbers; the arrays are the same
    std::vector<Repeat> repeats;
    for (std::size_t i = 0; i < contenders_.size(); ++i) {
      repeats.push_back(task_.prepare(task_, contenders_[i]->kernels, operands_[i]));
    }
    for (std::size_t place = contenders_.size(); place < entrants().size(); ++place) {
      repeats.push_back(limit(place).movement->repeat);
    }
    return repeats;
  }

  Timing measure(std::size_t place, const Repeat& repeat, std::size_t times) override {
    if (task_.takes != Takes::threads) return measure_once(repeat, times);
    if (place >= contenders_.size()) return measure_on_threads(repeat, times);
    const ThreadsInUse in_use(*contenders_[place]);
    return measure_on_threads(repeat, times);
  }

  Timing limit_of(std::size_t place, const Timing& movement) override {
    const Limit of_machine = limit(place);
    return {of_machine.seconds(movement.wall), of_machine.seconds(movement.processor)};
  }
  const char* kind_of_limit(std::size_t place, const Timing& movement) override {
    return limit(place).kind(movement.processor);
  }

 private:
  // Measured when it is asked for the first time.
  Limit limit(std::size_t place) {
    return limits_.limit(work(), footprint(), task_.multiply_add_size, entrants()[place].workers);
  }

  const Task<T>& task_;
  Shape shape_;
  std::vector<const Contender*> contenders_;
  Limits& limits_;
  std::shared_ptr<Shared<T>> shared_;
  std::vector<Operands<T>> operands_;
};

// One; in a contest about threads one for each number of them. They are measured where somebody asks for
// them, or takes part.
template <class T>
void add_limits(const Suite& suite, const Task<T>& task, Shape shape, std::vector<Entrant>& entrants) {
  std::vector<Entrant> limits;
  if (task.takes == Takes::threads) {
    for (const Contender& contender : suite.contenders) {
      if (contender.workers == nullptr) continue;
      limits.push_back({.contender = limit_name + ("-" + std::to_string(contender.threads)),
                        .threads = contender.threads,
                        .workers = contender.workers.get()});
    }
  } else {
    limits.push_back({.contender = limit_name});
  }
  bool is_any_wanted = !entrants.empty();
  for (Entrant& limit : limits) {
    limit.benchmark = name_of(task, limit.contender, shape);
    limit.is_limit = true;
    limit.is_wanted = suite.wanted(limit.benchmark);
    is_any_wanted = is_any_wanted || limit.is_wanted;
  }
  if (is_any_wanted) entrants.insert(entrants.end(), limits.begin(), limits.end());
}

template <class T>
void add_contests(const Suite& suite, Limits& limits, std::vector<std::unique_ptr<Contest>>& all) {
  const auto shared = std::make_shared<Shared<T>>();
  for (const Task<T>& task : tasks<T>()) {
    for (const Shape shape : unique_shapes_of(task, suite)) {
      if (shape.rows < task.least_rows) continue;
      std::vector<const Contender*> contenders;
      std::vector<Entrant> entrants;
      for (const Contender& contender : suite.contenders) {
        const std::string name = name_of(task, contender.name, shape);
        if (!takes_part(contender, task, shape) || !suite.wanted(name)) continue;
        contenders.push_back(&contender);
        entrants.push_back({.benchmark = name,
                            .contender = contender.name,
                            .is_ours = contender.is_ours,
                            .threads = contender.threads});
      }
      if (limits.are_known()) add_limits(suite, task, shape, entrants);
      if (entrants.empty()) continue;
      all.push_back(std::make_unique<ContestOf<T>>(task, shape, std::move(contenders), std::move(entrants),
                                                   suite.least_seconds, limits, shared));
    }
  }
}

}  // namespace

void Contest::measure_rounds(std::size_t count) {
  const std::size_t first = entrants_.front().rounds.size();
  if (!failure_.empty()) throw std::runtime_error(failure_);
  try {
    if (first == 0 && count > 0) verify();
  } catch (const std::exception& error) {
    failure_ = error.what();
    throw;
  }
  for (std::size_t round = first; round < count; ++round) measure_round(round);
}

void Contest::measure_round(std::size_t round) {
  const std::vector<Repeat> repeats = prepare();
  for (std::size_t i = 0; round == 0 && i < repeats.size(); ++i) {
    const auto one = [&](const Repeat& repeat, std::size_t times) { return measure(i, repeat, times); };
    entrants_[i].calls = times_that_last(repeats[i], least_seconds_, one);
  }
  for (std::size_t position = 0; position < repeats.size(); ++position) {
    const std::size_t i = turn(round, position, repeats.size());
    Entrant& entrant = entrants_[i];
    const Timing timing = measure(i, repeats[i], entrant.calls);
    if (!entrant.is_limit) {
      entrant.rounds.push_back(timing);
      continue;
    }
    if (entrant.rounds.empty()) entrant.kind_of_limit = kind_of_limit(i, timing);
    entrant.rounds.push_back(limit_of(i, timing));
  }
}

Timing Contest::measure(std::size_t, const Repeat& repeat, std::size_t times) {
  return measure_once(repeat, times);
}

std::vector<std::unique_ptr<Contest>> contests(const Suite& suite, Limits& limits) {
  std::vector<std::unique_ptr<Contest>> all;
  add_contests<float>(suite, limits, all);
  add_contests<double>(suite, limits, all);
  return all;
}

}  // namespace adaline::bench
