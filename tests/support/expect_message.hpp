// Errors must name the argument and the numbers.
#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace adaline::test {

// Expects call() to throw std::invalid_argument whose message is exactly `message`.
template <class F>
void expect_invalid(F call, const std::string& message) {
  try {
    call();
    ADD_FAILURE() << "no exception, expected: " << message;
  } catch (const std::invalid_argument& e) {
    EXPECT_EQ(e.what(), message);
  }
}

}  // namespace adaline::test
