// All that moments hold, samples that make no chunk yet too.
#pragma once

#include <adaline/moments.hpp>

#include <sstream>
#include <string>

namespace adaline::test {

inline std::string bytes_of(const Moments& moments) {
  std::ostringstream to;
  moments.save(to);
  return to.str();
}

}  // namespace adaline::test
