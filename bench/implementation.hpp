// Somebody's kernels: a level of the library, or a rival.
#pragma once

#include <string_view>
#include <type_traits>

#include "bench/rival.hpp"
#include "goldens/cases/case.hpp"
#include "kernels/drivers/kernels.hpp"

namespace adaline::bench {

template <class T>
bool offers(const kernels::Functions<T>& functions, std::string_view kernel) {
#define ADALINE_KERNEL(name, ...) \
  if (kernel == #name) return functions.name != nullptr;
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
  return false;
}

class Implementation {
 public:
  // The kernels divide their samples among the workers, where there are some.
  explicit Implementation(const kernels::Level& level, Workers* workers = nullptr)
      : level_(&level), workers_(workers) {}
  explicit Implementation(const Rival& rival) : rival_(&rival) {}

  const kernels::Level* level() const { return level_; }  // null: a rival
  const Rival* rival() const { return rival_; }           // null: a level

  template <class T>
  const kernels::Functions<T>& functions() const {
    if constexpr (std::is_same_v<T, float>) {
      return rival_->of_float;
    } else {
      static_assert(std::is_same_v<T, double>);
      return rival_->of_double;
    }
  }

  // Whole loops of a rival over rows. Of a level there are none.
  template <class T>
  Loops<T> loops() const {
    if (rival_ == nullptr) return {};
    if constexpr (std::is_same_v<T, float>) {
      return rival_->loops_of_float;
    } else {
      return rival_->loops_of_double;
    }
  }

  // Whether there is something to run: a peer may have no function for a kernel.
  template <class T>
  bool has(std::string_view kernel) const {
    return level_ != nullptr || offers(functions<T>(), kernel);
  }
  template <class T>
  bool has(const cases::Case<T>& kernel) const {
    return has<T>(kernel.name);
  }

  // use(kernels): those of the level, or the rival's functions.
  template <class T, class Use>
  auto with_kernels(Use use) const {
    return level_ != nullptr ? use(kernels::Kernels<T>(*level_, workers_)) : use(functions<T>());
  }

  template <class T>
  void run(const cases::Case<T>& kernel, cases::Operands<T>& operands) const {
    with_kernels<T>([&](const auto& kernels) { kernel.run(kernels, operands); });
  }

 private:
  const kernels::Level* level_ = nullptr;
  Workers* workers_ = nullptr;
  const Rival* rival_ = nullptr;
};

}  // namespace adaline::bench
