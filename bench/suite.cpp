#include "suite.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <ctime>

#include "data.hpp"
#include "kernels/cases/list.hpp"
#include "type_name.hpp"

namespace adaline::bench {
namespace {

using kernels::cases::Case;
using kernels::cases::Operands;
using kernels::cases::Shape;
using kernels::cases::Work;

template <class T>
Data<T>& shared_data() {
  static Data<T> data;
  return data;
}

// Of this thread, as Google Benchmark's rates are: other programs on the machine do not count.
double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

template <class T>
void measure(benchmark::State& state, const Case<T>& c, const kernels::KernelTable<T>& table, Shape shape,
             Limits& limits) {
  const Work work = c.work(shape);
  // An array that is written and read is in memory once.
  const std::size_t footprint = work.bytes_read + (c.over_samples ? work.bytes_written : 0);
  const double least = limits.are_known() ? limits.seconds(work, footprint, sizeof(T)) : 0;
  Operands<T> operands = shared_data<T>().operands(c, shape);
  const double start = processor_seconds();
  for (auto _ : state) {
    c.run(table, operands);
    benchmark::DoNotOptimize(operands.scalar_out);
    benchmark::ClobberMemory();
  }
  const double seconds = processor_seconds() - start;
  const auto iterations = static_cast<std::int64_t>(state.iterations());
  state.SetBytesProcessed(iterations * static_cast<std::int64_t>(work.bytes_read + work.bytes_written));
  state.SetItemsProcessed(iterations * static_cast<std::int64_t>(work.multiply_adds));
  if (least > 0) state.counters["of_limit"] = least * static_cast<double>(iterations) / seconds;
}

template <class T>
std::string name_of(const Case<T>& c, const Contender& contender, Shape shape) {
  std::string name(c.name);
  name.append("/").append(contender.name).append("/").append(type_name<T>);
  if (!c.over_samples) return name + "/n:" + std::to_string(shape.cols);
  return name + "/rows:" + std::to_string(shape.rows) + "/features:" + std::to_string(shape.cols);
}

template <class T>
void register_case(const Case<T>& c, std::span<const Contender> contenders, Selection selection,
                   Limits& limits) {
  for (const Shape shape :
       c.over_samples ? sample_shapes(selection, sizeof(T)) : vector_shapes(selection, sizeof(T))) {
    for (const Contender& contender : contenders) {
      const kernels::KernelTable<T>& table = contender.level->table<T>();
      benchmark::RegisterBenchmark(
          name_of(c, contender, shape).c_str(),
          [&c, &table, shape, &limits](benchmark::State& state) { measure(state, c, table, shape, limits); });
    }
  }
}

}  // namespace

void register_benchmarks(std::span<const Contender> contenders, Selection selection, Limits& limits) {
  for (std::size_t i = 0; i < kernels::cases::list<float>.size(); ++i) {
    register_case(kernels::cases::list<float>[i], contenders, selection, limits);
    register_case(kernels::cases::list<double>[i], contenders, selection, limits);
  }
}

}  // namespace adaline::bench
