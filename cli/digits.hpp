// Numbers as text that loses nothing.
#pragma once

#include <charconv>
#include <string_view>

namespace adaline::cli {

// The shortest digits that read back as the same number; T is float or double.
template <class T>
class Digits {
 public:
  explicit Digits(T value) : end_(std::to_chars(text_, text_ + sizeof text_, value).ptr) {}
  Digits(const Digits&) = delete;
  Digits& operator=(const Digits&) = delete;

  operator std::string_view() const { return {text_, end_}; }

 private:
  char text_[32];
  const char* end_;
};

}  // namespace adaline::cli
