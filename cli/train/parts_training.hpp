// A training on parts: it knows its samples by their moments, or by what their gradients are.
#pragma once

#include <adaline/moments.hpp>
#include <adaline/workers.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "cli/interrupt.hpp"
#include "cli/late_file.hpp"
#include "cli/moments/parts.hpp"
#include "cli/ranks.hpp"
#include "cli/train/options.hpp"
#include "cli/train/part_gradients.hpp"
#include "io/input_error.hpp"
#include "io/model.hpp"

namespace adaline::cli {

// What is done before all parts are read and folded, and behind that. It makes the model's file, before hours
// of work may turn out to be for nothing.
class PartsTraining {
 public:
  explicit PartsTraining(const TrainCommandOptions& options);
  PartsTraining(const PartsTraining&) = delete;
  PartsTraining& operator=(const PartsTraining&) = delete;
  virtual ~PartsTraining() = default;

  // To be added to parts(), in this order.
  std::vector<PartInput> inputs() const;
  Parts& parts() { return parts_; }

  // Trains, prints, and writes the model last. There are rows where they are wanted.
  void finish(RowsOfParts rows);

 protected:
  virtual void train(RowsOfParts rows) = 0;  // makes the model
  virtual void say() const = 0;

  const TrainCommandOptions& options() const { return options_; }
  const Moments& moments() const { return parts_.moments(); }
  const Parts& parts() const { return parts_; }
  Workers* workers() { return &workers_; }
  io::Place place() const;  // for what is wrong with all of them
  double seconds() const;   // since the start

  io::Model model_;

 private:
  void check_count(std::size_t parts) const;
  void check_size() const;

  const TrainCommandOptions& options_;
  Workers workers_;
  const PartsOptions parts_options_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  const InterruptHandling handling_;
  LateFile model_file_;
  Parts parts_;
};

using MakeTraining = std::function<std::unique_ptr<PartsTraining>()>;

// Reads the parts and trains. Where there are ranks, all of them call it, and share the reading; rank 0 makes
// the training and does the rest, and the others throw Error without text where that fails.
void run_on_parts(const TrainCommandOptions& options, Ranks* ranks, const MakeTraining& make);

}  // namespace adaline::cli
