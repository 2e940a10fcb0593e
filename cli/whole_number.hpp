// Whole numbers on the command line.
#pragma once

#include <CLI/CLI.hpp>

#include <fmt/core.h>

#include <charconv>
#include <cstddef>
#include <string>
#include <system_error>

namespace adaline::cli {

// Small enough for every reader of JSON.
inline constexpr std::size_t largest_number = (std::size_t{1} << 53) - 1;

// A check on the number that an option was given: digits alone, for 1e3 could not be converted.
inline CLI::Validator whole_number(std::size_t least, std::size_t most = largest_number) {
  return CLI::Validator(
      [least, most](const std::string& text) {
        std::size_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool is_number = error == std::errc() && end == text.data() + text.size();
        if (is_number && value >= least && value <= most) return std::string();
        return most == largest_number
                   ? fmt::format("{} is not a whole number of at least {}", text, least)
                   : fmt::format("{} is not a whole number from {} to {}", text, least, most);
      },
      "");
}

}  // namespace adaline::cli
