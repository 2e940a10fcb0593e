// Rows in the JSON of Google Benchmark, so that its tools, and those made for it, can read them. Written here,
// as a line for each row: a full run has thousands.
#pragma once

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <span>

#include "bench/output/row.hpp"

namespace adaline::bench {

class JsonOutput {
 public:
  // Writes the context at once. The stream must outlive this.
  JsonOutput(std::ostream& stream, const nlohmann::ordered_json& context);
  ~JsonOutput();  // writes the end
  JsonOutput(const JsonOutput&) = delete;
  JsonOutput& operator=(const JsonOutput&) = delete;

  void write(std::span<const Row> rows);

 private:
  std::ostream& stream_;
  bool first_ = true;
};

}  // namespace adaline::bench
