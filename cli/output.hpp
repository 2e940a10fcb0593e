// Results go to standard output and are checked; everything else goes to standard error.
#pragma once

#include <fmt/core.h>

#include <string_view>
#include <utility>

namespace adaline::cli {

// Call first. Makes a closed pipe, and a file of the largest size that is allowed (ulimit -f), an error of the
// write instead of the end of the program, and fills standard streams that came closed, so that no file that is
// opened later gets their numbers.
void prepare_standard_streams();

// Throw Error (failure) when standard output does not take everything: a full disk, a closed pipe.
void write_output(std::string_view text);
void flush_output();

template <class... Arguments>
void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  write_output(fmt::format(format, std::forward<Arguments>(arguments)...));
}

// One line on standard error, after "adaline: ". Whatever names and texts of others the message holds, it is
// made visible (io/visible.hpp) here: all errors come this way.
void note(std::string_view message);

}  // namespace adaline::cli
