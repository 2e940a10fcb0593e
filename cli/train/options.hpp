// What `adaline train` was asked for.
#pragma once

#include <adaline/train.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/csv_reader.hpp"

namespace adaline::cli {

struct TrainCommandOptions {
  std::string data;
  std::string target;
  std::vector<std::string> features;  // empty: all columns but the target and those to drop
  std::vector<std::string> drop;
  io::Header header = io::Header::first_line;

  std::string method = "batch";  // or "online", "minibatch"
  std::size_t batch_size = MiniBatch{}.size;
  TrainOptions training = {.epochs = 100000};
  double initial_weight = 0;
  std::optional<double> initial_bias;  // else the mean of the targets
  std::string type = "double";         // or "float"
  bool standardize = true;

  std::string model;  // files to write; empty: none
  std::string trace;
  std::string plot;
  bool json = false;
  bool quiet = false;
  bool verbose = false;

  Method library_method() const {
    if (method == "online") return Online{};
    if (method == "minibatch") return MiniBatch{batch_size};
    return Batch{};
  }
};

}  // namespace adaline::cli
