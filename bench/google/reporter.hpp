// What Google Benchmark reports, made of what the contests measured.
#pragma once

#include <benchmark/benchmark.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace adaline::bench {

// Gives a reporter of Google Benchmark rows with the times of the rounds, and medians with their spread, which
// are called noisy where it is wide. Leaves out what tells where a file was made: the machine's name and the
// program's path.
class Reporter final : public benchmark::BenchmarkReporter {
 public:
  enum class Rows { all, medians };  // medians: of repetitions, where there are several

  // `columns` are counters that every row must have: "nan" where there are none. Google Benchmark's table of
  // CSV ends the program where a row has another one than the first.
  Reporter(std::unique_ptr<benchmark::BenchmarkReporter> to, Rows rows, std::set<std::string> columns)
      : to_(std::move(to)), rows_(rows), columns_(std::move(columns)) {}

  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override;

  bool is_written() const { return is_written_; }  // all of it, after the end

 private:
  std::unique_ptr<benchmark::BenchmarkReporter> to_;
  Rows rows_;
  std::set<std::string> columns_;
  bool is_written_ = false;
};

}  // namespace adaline::bench
