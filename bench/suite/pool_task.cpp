#include "bench/suite/pool_task.hpp"

#include "goldens/cases/list.hpp"

namespace adaline::bench {
namespace {

using cases::Operands;
using cases::Shape;
using cases::Work;

// Goes through a pool in an order that no prefetching of a CPU foresees, and goes on where the last measurement
// ended, whoever was measured: else each would find in a cache what the one before it has read.
class Places {
 public:
  std::size_t next(std::size_t count) {
    place_ += 0x9E3779B97F4A7C15U;
    // The upper half of it, of which each value is as likely.
    return static_cast<std::size_t>(((place_ >> 32U) * count) >> 32U);
  }

 private:
  std::uint64_t place_ = 0;
};

// One for all.
Places places;

template <class T>
Repeat prepare(const Task<T>&, const Implementation& implementation, Operands<T>& o) {
  return implementation.with_kernels<T>([&o](const auto& kernels) -> Repeat {
    return [&o, kernels](std::size_t times) {
      const std::size_t n = o.shape.cols;
      for (std::size_t i = 0; i < times; ++i) {
        const T* const x = o.features + places.next(o.shape.rows) * n;
        // Nothing is left to compare, as nobody has the same vectors; the contests of dot compare the same
        // functions.
        const T result = kernels.dot(x, o.features + places.next(o.shape.rows) * n, n);
        asm volatile("" : : "m"(result) : "memory");
      }
    };
  });
}

template <class T>
Work work_of_pair(Shape s) {
  return {2 * s.cols * sizeof(T), 0, s.cols};
}

}  // namespace

template <class T>
Task<T> pool_task() {
  Task<T> task{"dot_pool", false, &cases::list<T>.front(), 1, &work_of_pair<T>, &prepare<T>};
  task.takes = Takes::pool;
  return task;
}

template Task<float> pool_task();
template Task<double> pool_task();

}  // namespace adaline::bench
