#include "bench/suite/filter_tasks.hpp"

#include <adaline/adaptive_filter.hpp>

#include <algorithm>
#include <limits>
#include <memory>

#include "bench/baselines/row_loops.hpp"
#include "bench/suite/stream.hpp"
#include "goldens/cases/level_in_use.hpp"

namespace adaline::bench {
namespace {

using cases::Operands;
using cases::Shape;
using cases::Work;

// What the two tasks of a filter do: by the class, by a rival's own loop, and by any dot and axpy.
template <class T>
struct Lms {
  static constexpr auto loop = &Loops<T>::lms;
  static FilterOptions<T> options(T rate) { return {.rate = rate, .normalised = false}; }
  static void rows(RowByRow<T>& r, const auto& kernels) { lms_rows(r, kernels); }
};

template <class T>
struct Nlms {
  static constexpr auto loop = &Loops<T>::nlms;
  static constexpr T rate = T(0.5);
  static FilterOptions<T> options(T) { return {.rate = rate, .epsilon = Stream<T>::epsilon}; }
  static void rows(RowByRow<T>& r, const auto& kernels) { nlms_rows(r, kernels); }
};

// A filter keeps the level that is in use when it is made.
template <class T>
AdaptiveFilter<T> make_filter(const kernels::Level& level, std::size_t taps, const FilterOptions<T>& options) {
  const cases::LevelInUse in_use(level);
  return AdaptiveFilter<T>(taps, options);
}

// Frozen, it takes the samples before the stream into its delay line.
template <class T>
void begin(AdaptiveFilter<T>& filter, const Stream<T>& stream) {
  filter.freeze();
  filter.process(stream.before(), {}, {}, {});
  filter.freeze(false);
  filter.set_weights(stream.weights_newest_first());
}

template <class T, class Do>
Repeat prepare_filter(const Task<T>&, const Implementation& implementation, Operands<T>& o) {
  const FilterOptions<T> options = Do::options(o.rate);
  const auto stream = std::make_shared<Stream<T>>(o, options.rate);
  if (implementation.level() != nullptr) {
    AdaptiveFilter<T> filter = make_filter(*implementation.level(), o.shape.cols, options);
    begin(filter, *stream);
    const auto kept = std::make_shared<AdaptiveFilter<T>>(std::move(filter));
    return [stream, kept](std::size_t times) {
      stream->by_blocks(times, [&](RowByRow<T>& r) {
        kept->process({r.first + r.cols - 1, r.rows}, {r.targets, r.rows}, {}, {r.out, r.rows});
      });
    };
  }
  const Loops<T> loops = implementation.loops<T>();
  if (const auto loop = loops.*Do::loop) {
    stream->open(loops);
    return [stream, loop](std::size_t times) { stream->by_blocks(times, loop); };
  }
  return [stream, &functions = implementation.functions<T>()](std::size_t times) {
    stream->by_blocks(times, [&](RowByRow<T>& r) { Do::rows(r, functions); });
  };
}

template <class T, class Do>
bool is_filter_offered(const Task<T>&, const Implementation& kernels) {
  return kernels.level() != nullptr || kernels.loops<T>().*Do::loop != nullptr ||
         (kernels.has<T>("dot") && kernels.has<T>("axpy"));
}

// All rows in one call, of ours and of rivals.
template <class T>
Repeat prepare_rows(const Task<T>&, const Implementation& implementation, Operands<T>& o) {
  const auto stream = std::make_shared<Stream<T>>(o, o.rate);
  if (const auto loop = implementation.loops<T>().lms) {
    return [stream, loop](std::size_t times) { stream->whole(times, loop); };
  }
  return implementation.with_kernels<T>([&](const auto& kernels) -> Repeat {
    return [stream, kernels](std::size_t times) {
      stream->whole(times, [&](RowByRow<T>& r) {
        kernels::LossSum<T> loss;
        kernels.online_epoch({r.first, r.rows, r.cols, r.stride}, r.targets, r.weights, &r.bias, r.rate, false,
                             &loss, r.out);
      });
    };
  });
}

template <class T>
bool are_rows_offered(const Task<T>&, const Implementation& kernels) {
  return kernels.has<T>("online_epoch") || kernels.loops<T>().lms != nullptr;
}

// Each sample is read once, with its desired value, and takes part in a product and a step at each tap.
template <class T>
Work work_of_stream(Shape s) {
  return {(2 * s.rows + s.cols) * sizeof(T), s.rows * sizeof(T), 2 * s.rows * s.cols};
}

}  // namespace

template <class T>
void add_filter_tasks(std::vector<Task<T>>& all) {
  const auto add = [&](std::string_view name, auto prepare, auto is_offered) {
    Task<T> task{name, true, nullptr, 1, &work_of_stream<T>, prepare};
    task.takes = Takes::stream;
    task.is_offered = is_offered;
    // All begin from the same window and weights, and a filter forgets rounding errors while it learns. What is
    // not the same algorithm is further off.
    task.tolerance = 4096 * static_cast<double>(std::numeric_limits<T>::epsilon());
    all.push_back(task);
  };
  add("filter_lms", &prepare_filter<T, Lms<T>>, &is_filter_offered<T, Lms<T>>);
  add("filter_nlms", &prepare_filter<T, Nlms<T>>, &is_filter_offered<T, Nlms<T>>);
  add("filter_rows", &prepare_rows<T>, &are_rows_offered<T>);
}

template void add_filter_tasks(std::vector<Task<float>>&);
template void add_filter_tasks(std::vector<Task<double>>&);

}  // namespace adaline::bench
