// The first bytes of an input, of which as many are read as somebody looks at.
#pragma once

#include <cstddef>
#include <string_view>

#include "io/source.hpp"

namespace adaline::io {

// Stands at the source's begin(), where nothing was yet let go. A pipe may give a byte at a time: has(i) waits
// for byte i, and for no other.
class Preview {
 public:
  explicit Preview(Source& source) : source_(source) {}

  bool has(std::size_t i) {
    while (static_cast<std::size_t>(source_.end() - source_.begin()) <= i) {
      if (!source_.advance(source_.begin())) return false;
    }
    return true;
  }

  // Where has(i).
  char operator[](std::size_t i) const { return source_.begin()[i]; }

  bool has(std::size_t at, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (!has(at + i) || (*this)[at + i] != text[i]) return false;
    }
    return true;
  }

  const std::string& name() const { return source_.name(); }

 private:
  Source& source_;
};

}  // namespace adaline::io
