#include "cli/checks.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "io/suggestion.hpp"

namespace adaline::cli {

double number_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  return is_number ? value : std::numeric_limits<double>::quiet_NaN();
}

CLI::Validator must_be(const std::string& what, const std::function<bool(double)>& holds) {
  return CLI::Validator(
      [what, holds](const std::string& text) {
        return holds(number_of(text)) ? std::string() : text + " is not " + what;
      },
      "");
}

CLI::Validator one_of(const std::vector<std::string>& names, const std::string& list) {
  return CLI::Validator(
      [names, list](const std::string& text) {
        if (std::ranges::find(names, text) != names.end()) return std::string();
        return "'" + text + "' is not " + list + io::suggestion(text, names);
      },
      "");
}

// Digits alone, for 1e3 could not be converted.
CLI::Validator whole_number(std::size_t least, std::size_t most) {
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
