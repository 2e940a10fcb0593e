// What the value of an option must be.
#pragma once

#include <CLI/CLI.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace adaline::cli {

// NaN where the text is no number.
double number_of(const std::string& text);

// A number, in words of what it must be.
CLI::Validator must_be(const std::string& what, const std::function<bool(double)>& holds);

// One of a few names; `list` says them as a sentence would.
CLI::Validator one_of(const std::vector<std::string>& names, const std::string& list);

// Small enough for every reader of JSON.
inline constexpr std::size_t largest_number = (std::size_t{1} << 53) - 1;

// A whole number, in digits alone.
CLI::Validator whole_number(std::size_t least, std::size_t most = largest_number);

}  // namespace adaline::cli
