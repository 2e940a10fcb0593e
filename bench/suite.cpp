#include "suite.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>

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

template <class T>
void measure(benchmark::State& state, const Case<T>& c, const kernels::KernelTable<T>& table, Shape shape) {
  Operands<T> operands = shared_data<T>().operands(c, shape);
  for (auto _ : state) {
    c.run(table, operands);
    benchmark::DoNotOptimize(operands.scalar_out);
    benchmark::ClobberMemory();
  }
  const Work work = c.work(shape);
  const auto iterations = static_cast<std::int64_t>(state.iterations());
  state.SetBytesProcessed(iterations * static_cast<std::int64_t>(work.bytes_read + work.bytes_written));
  state.SetItemsProcessed(iterations * static_cast<std::int64_t>(work.multiply_adds));
}

template <class T>
std::string name_of(const Case<T>& c, const Contender& contender, Shape shape) {
  std::string name(c.name);
  name.append("/").append(contender.name).append("/").append(type_name<T>);
  if (!c.over_samples) return name + "/n:" + std::to_string(shape.cols);
  return name + "/rows:" + std::to_string(shape.rows) + "/features:" + std::to_string(shape.cols);
}

template <class T>
void register_case(const Case<T>& c, std::span<const Contender> contenders, Selection selection) {
  for (const Shape shape :
       c.over_samples ? sample_shapes(selection, sizeof(T)) : vector_shapes(selection, sizeof(T))) {
    for (const Contender& contender : contenders) {
      const kernels::KernelTable<T>& table = contender.level->table<T>();
      benchmark::RegisterBenchmark(
          name_of(c, contender, shape).c_str(),
          [&c, &table, shape](benchmark::State& state) { measure(state, c, table, shape); });
    }
  }
}

}  // namespace

void register_benchmarks(std::span<const Contender> contenders, Selection selection) {
  for (std::size_t i = 0; i < kernels::cases::list<float>.size(); ++i) {
    register_case(kernels::cases::list<float>[i], contenders, selection);
    register_case(kernels::cases::list<double>[i], contenders, selection);
  }
}

}  // namespace adaline::bench
