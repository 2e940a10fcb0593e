#include "bench/google/reporter.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <ostream>
#include <sstream>
#include <string>

#include "bench/google/registration.hpp"

namespace adaline::bench {
namespace {

using Run = benchmark::BenchmarkReporter::Run;

double taken(Run& run, const char* counter) {
  const auto found = run.counters.find(counter);
  if (found == run.counters.end()) return 0;  // of a run that failed
  const double value = found->second;
  run.counters.erase(found);
  return value;
}

void set_times(Run& run) {
  // What reporters divide by it.
  const bool is_time = run.aggregate_unit == benchmark::kTime;
  const double count =
      is_time ? static_cast<double>(std::max<benchmark::IterationCount>(run.iterations, 1)) : 1;
  run.real_accumulated_time = count * taken(run, wall_counter);
  run.cpu_accumulated_time = count * taken(run, processor_counter);
  for (auto& [name, counter] : run.counters) {
    if (name == "bytes_per_second") counter.oneK = benchmark::Counter::kIs1024;
    // These are rates already; so they are shown as such.
    if (name.ends_with("_per_second") && is_time) counter.flags = benchmark::Counter::kIsRate;
  }
}

void add_to(std::string& label, const char* word) { label += (label.empty() ? "" : ", ") + std::string(word); }

// The spread is a word of the median, and no row of its own.
void give_spread_to_medians(std::vector<Run>& runs) {
  std::map<std::string, double> spreads;
  std::erase_if(runs, [&](Run& run) {
    if (run.aggregate_name != spread_statistic) return false;
    spreads[run.run_name.str()] = taken(run, processor_counter);
    return true;
  });
  for (Run& run : runs) {
    const auto found = spreads.find(run.run_name.str());
    if (run.aggregate_name != "median" || found == spreads.end()) continue;
    run.counters[spread_statistic] = found->second;
    if (found->second > widest_spread) add_to(run.report_label, "noisy");
  }
}

// Debian's package of Google Benchmark is built with its assertions, and warns that its timings may suffer;
// here it takes none.
bool is_left_out(const std::string& line) {
  for (const char* const part : {"\"host_name\":", "\"executable\":", "Library was built as DEBUG"}) {
    if (line.find(part) != std::string::npos) return true;
  }
  return false;
}

void copy_context(std::istream& from, std::ostream& to) {
  for (std::string line; std::getline(from, line);) {
    if (!is_left_out(line)) to << line << (from.eof() ? "" : "\n");
  }
}

}  // namespace

bool Reporter::ReportContext(const Context& context) {
  std::stringstream output;
  std::stringstream errors;
  to_->SetOutputStream(&output);
  to_->SetErrorStream(&errors);
  const bool goes_on = to_->ReportContext(context);
  copy_context(output, GetOutputStream());
  copy_context(errors, GetErrorStream());
  to_->SetOutputStream(&GetOutputStream());
  to_->SetErrorStream(&GetErrorStream());
  return goes_on;
}

void Reporter::ReportRuns(const std::vector<Run>& runs) {
  std::vector<Run> copy = runs;
  give_spread_to_medians(copy);
  if (rows_ == Rows::medians) {
    std::erase_if(copy, [](const Run& run) {
      const bool has_failed = run.counters.empty();
      const bool is_one_of_several = run.run_type == Run::RT_Iteration && run.repetitions > 1;
      const bool is_other_statistic = run.run_type == Run::RT_Aggregate && run.aggregate_name != "median";
      return !has_failed && (is_one_of_several || is_other_statistic);
    });
  }
  for (Run& run : copy) {
    for (const std::string& column : columns_) {
      run.counters.try_emplace(column, std::numeric_limits<double>::quiet_NaN());
    }
    set_times(run);
  }
  if (!copy.empty()) to_->ReportRuns(copy);
}

void Reporter::Finalize() {
  to_->Finalize();
  is_written_ = static_cast<bool>(GetOutputStream().flush());
}

}  // namespace adaline::bench
