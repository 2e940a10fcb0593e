// What `adaline train` was asked for.
#pragma once

#include <adaline/train.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/columns.hpp"
#include "io/csv_reader.hpp"

namespace adaline::cli {

// Enough for usual data: 100 000 epochs, or the largest power of ten in which no more than 10^10 numbers are
// read, some seconds' work.
inline std::size_t usual_epochs(std::size_t rows, std::size_t features) {
  const double numbers = static_cast<double>(rows) * static_cast<double>(features + 1);
  std::size_t epochs = 100'000;
  while (10 * static_cast<double>(epochs) * numbers <= 1e10) epochs *= 10;
  return epochs;
}

struct TrainCommandOptions : ColumnChoice {
  std::vector<std::string> data;  // more than one for "exact" and "batch" alone
  bool has_target = false;        // whether one was named; moments have their own
  io::Header header = io::Header::first_line;
  std::size_t shares = 0;  // of each file, for "exact" and "batch"; 0: it is not cut

  std::string method = "batch";  // or "online", "minibatch", "exact"
  double ridge = 0;              // of "exact"
  std::size_t batch_size = MiniBatch{}.size;
  BatchStrategy strategy = BatchStrategy::automatic;    // of "batch"
  TrainOptions training = {.epochs = 0, .threads = 0};  // 0: usual_epochs(), threads_or_available()
  double initial_weight = 0;
  std::optional<double> initial_bias;  // else the mean of the targets
  std::string type = "double";         // or "float"
  bool standardize = true;

  std::string model;  // files to write; empty: none
  std::string trace;
  std::string plot;
  bool check = false;  // whether the verdict says how far above the optimum the loss is, whatever ended it
  bool json = false;
  bool quiet = false;
  bool verbose = false;

  Method library_method() const {
    if (method == "online") return Online{};
    if (method == "minibatch") return MiniBatch{batch_size};
    return Batch{strategy};
  }
};

}  // namespace adaline::cli
