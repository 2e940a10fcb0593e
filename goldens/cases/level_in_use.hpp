// Puts a level in use for a scope.
#pragma once

#include "kernels/dispatch/dispatch.hpp"

namespace adaline::cases {

class LevelInUse {
 public:
  explicit LevelInUse(const kernels::Level& level) { kernels::use_level(&level); }
  LevelInUse(const LevelInUse&) = delete;
  LevelInUse& operator=(const LevelInUse&) = delete;
  ~LevelInUse() { kernels::use_level(&before_); }

 private:
  const kernels::Level& before_ = kernels::active_level();
};

}  // namespace adaline::cases
