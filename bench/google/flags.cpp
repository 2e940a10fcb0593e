#include "bench/google/flags.hpp"

#include <cctype>
#include <cstdlib>

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

}  // namespace adaline::bench
