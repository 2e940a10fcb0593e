// The notebook: its samples, its settings, and what it printed.
#pragma once

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <adaline/train.hpp>

namespace adaline::test {

// A CSV file with a header, as rows of named cells.
inline std::vector<std::map<std::string, std::string>> read_table(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot open " + path);
  const auto split = [](const std::string& line) {
    std::vector<std::string> cells;
    std::string cell;
    std::istringstream in(line);
    while (std::getline(in, cell, ',')) cells.push_back(cell);
    if (line.ends_with(',')) cells.emplace_back();
    return cells;
  };
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> names = split(line);
  std::vector<std::map<std::string, std::string>> rows;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = split(line);
    if (cells.size() != names.size()) throw std::runtime_error(path + ": ragged line: " + line);
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = cells[i];
  }
  return rows;
}

struct NotebookSamples {
  std::vector<double> x, t;

  NotebookSamples() {
    for (auto& row : read_table(ADALINE_TEST_DATA "/notebook.csv")) {
      x.push_back(std::stod(row.at("x")));
      t.push_back(std::stod(row.at("t")));
    }
  }

  Samples<double> view() const { return {{x.data(), x.size(), 1}, t}; }
};

// How the notebook trained: from weight -0.5, without a bias.
struct NotebookRun {
  std::string mode;  // as in notebook_printed.csv
  Method method;
  TrainOptions options;
  std::size_t steps;  // that the whole run takes
  StopReason stop_reason;
};

inline std::vector<NotebookRun> notebook_runs() {
  const auto options = [](double rate, std::size_t epochs) {
    return TrainOptions{.learning_rate = rate, .epochs = epochs, .stop_delta = 0.01, .learn_bias = false};
  };
  return {{"batch", Batch{}, options(0.001, 200), 56, StopReason::converged},
          {"online", Online{}, options(0.001, 10), 120, StopReason::epochs_done},
          {"minibatch", MiniBatch{4}, options(0.0005, 30), 42, StopReason::converged}};
}

}  // namespace adaline::test
