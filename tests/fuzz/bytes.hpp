// A fuzzer's input, taken from the front.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace adaline::test {

class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  bool is_empty() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }

  // The next bytes as the bits of a number; zeros where too few are left.
  template <class Number>
  Number take() {
    Number number{};
    const std::size_t count = std::min(sizeof number, rest_.size());
    if (count > 0) std::memcpy(&number, rest_.data(), count);
    rest_.remove_prefix(count);
    return number;
  }

 private:
  std::string_view rest_;
};

}  // namespace adaline::test
