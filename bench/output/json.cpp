#include "bench/output/json.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <ostream>

namespace adaline::bench {
namespace {

// To six digits: the rest is noise.
double rounded(double value) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.6g", value);
  return std::strtod(digits.data(), nullptr);
}

nlohmann::ordered_json object_of(const Row& row) {
  nlohmann::ordered_json object;
  object["name"] = row.name;
  object["run_name"] = row.name;
  object["run_type"] = "iteration";
  object["repetitions"] = 1;
  object["repetition_index"] = 0;
  object["threads"] = 1;
  object["iterations"] = row.iterations;
  object["real_time"] = rounded(1e9 * row.wall);
  object["cpu_time"] = rounded(1e9 * row.processor);
  object["time_unit"] = "ns";
  for (const auto& [name, value] : row.numbers) object[name] = rounded(value);
  if (!row.label.empty()) object["label"] = row.label;
  return object;
}

}  // namespace

JsonOutput::JsonOutput(std::ostream& stream, const nlohmann::ordered_json& context) : stream_(stream) {
  stream_ << "{\n\"context\": " << context.dump(2) << ",\n\"benchmarks\": [";
}

JsonOutput::~JsonOutput() { stream_ << "\n]\n}\n"; }

void JsonOutput::write(std::span<const Row> rows) {
  for (const Row& row : rows) {
    stream_ << (first_ ? "\n" : ",\n") << object_of(row).dump();
    first_ = false;
  }
  stream_ << std::flush;
}

}  // namespace adaline::bench
