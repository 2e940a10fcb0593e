#include "bench/suite/scaling_tasks.hpp"

#include <algorithm>
#include <string_view>

namespace adaline::bench {

template <class T>
void add_scaling_tasks(std::vector<Task<T>>& all) {
  const auto add = [&](std::string_view name, std::string_view kernel, Takes takes) {
    Task<T> task = *std::ranges::find(all, kernel, &Task<T>::name);
    task.name = name;
    task.takes = takes;
    all.push_back(task);
  };
  add("threads_predict", "predict", Takes::threads);
  add("threads_loss", "squared_loss", Takes::threads);
  add("threads_gradient", "residual_gradient", Takes::threads);
  add("threads_moments", "accumulate_moments", Takes::threads);
  add("growth_gradient", "residual_gradient", Takes::growth);
  add("growth_online", "online_epoch", Takes::growth);
  add("growth_moments", "accumulate_moments", Takes::growth);
}

template void add_scaling_tasks(std::vector<Task<float>>&);
template void add_scaling_tasks(std::vector<Task<double>>&);

}  // namespace adaline::bench
