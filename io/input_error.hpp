// What is wrong with an input, in one line that begins with its place.
#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace adaline::io {

struct Place {
  std::string file;
  std::size_t line = 0;    // counted from 1; 0: the whole file
  std::size_t column = 0;  // bytes into the line, counted from 1; 0: the whole line
};

class InputError : public std::runtime_error {
 public:
  InputError(const Place& place, std::string_view message);

  const Place& place() const { return details_->place; }
  const std::string& message() const { return details_->message; }

 private:
  struct Details {
    Place place;
    std::string message;
  };
  std::shared_ptr<const Details> details_;  // copies of an exception throw nothing
};

// For messages: text from a file in single quotes, on one line, and cut where it is long; visible() says what
// is written as \x and digits.
std::string in_quotes(std::string_view text);

}  // namespace adaline::io
