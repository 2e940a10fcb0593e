// Errors must name the place, and say what is wrong there.
#pragma once

#include <filesystem>
#include <string>

#include "io/input_error.hpp"

namespace adaline::test {

// The message of the InputError that call() throws.
template <class F>
std::string error_of(F call) {
  try {
    call();
  } catch (const io::InputError& error) {
    return error.what();
  }
  return "no error";
}

// The same, without the name of the file, which the message must begin with.
template <class F>
std::string error_in(const std::filesystem::path& file, F call) {
  const std::string message = error_of(call);
  return message.starts_with(file.string()) ? message.substr(file.string().size()) : message;
}

}  // namespace adaline::test
