#include "bench/arguments.hpp"

#include <cctype>
#include <charconv>
#include <cstdlib>
#include <stdexcept>

namespace adaline::bench {
namespace {

// Whether the argument sets that option; its value goes to `value`.
bool sets(const std::string& argument, const std::string& option, std::string& value) {
  if (argument == option) {
    value = "true";
    return true;
  }
  if (!argument.starts_with(option + "=")) return false;
  value = argument.substr(option.size() + 1);
  return true;
}

}  // namespace

std::string google_flag(const std::vector<std::string>& arguments, std::string_view name) {
  const std::string flag = "benchmark_" + std::string(name);
  std::string value;
  bool is_set = false;
  for (const std::string& argument : arguments) is_set |= sets(argument, "--" + flag, value);
  if (is_set) return value;
  std::string variable;
  for (const char c : flag) variable += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  const char* const from_environment = std::getenv(variable.c_str());
  return from_environment == nullptr ? "" : from_environment;
}

std::string take_option(std::vector<std::string>& arguments, std::string_view name) {
  const std::string option = "--" + std::string(name);
  std::string value;
  std::erase_if(arguments, [&](const std::string& argument) { return sets(argument, option, value); });
  return value;
}

double positive_number(const std::string& option, const std::string& text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || !(value > 0) || !(value < 1e9)) {
    throw std::invalid_argument(option + ": '" + text + "' is no positive number");
  }
  return value;
}

}  // namespace adaline::bench
