// A trial as an assertion of GoogleTest.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "tests/support/trial.hpp"

namespace adaline::test {

template <class T>
testing::AssertionResult agrees(const Case<T>& c, const kernels::Level& level, Shape shape, Values kind,
                                std::uint64_t seed, Arena& arena, Placement where) {
  Arrays<T> arrays(shape, kind, seed);
  arrays.wants_errors = seed % 2 == 0;
  arrays.wants_loss = seed % 3 != 0;
  const std::string what = disagreement(c, level, arrays, shape, arena, where);
  if (what.empty()) return testing::AssertionSuccess();
  return testing::AssertionFailure() << description(c, level, shape, where) << " values "
                                     << cases::to_string(kind) << " seed " << seed << ": " << what;
}

}  // namespace adaline::test
