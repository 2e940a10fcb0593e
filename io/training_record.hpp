// How a model was trained, as its file tells it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/part_record.hpp"

namespace adaline::io {

class JsonFields;

// Of a model that was solved, by "exact": what LeastSquares says of itself.
struct SolutionRecord {
  double ridge = 0;
  double total_weight = 0;  // of all samples
  std::size_t rank = 0;
  std::optional<double> condition;  // none where it is not finite
  std::string quality;              // "full_rank", "rank_deficient", "ill_conditioned"
  std::optional<double> relative_error;
};

// How a model was trained and what came of it: for the reader, not needed to predict.
struct TrainingRecord {
  std::string method;                     // "batch", "online", "minibatch", "exact"
  std::optional<std::size_t> batch_size;  // of "minibatch"
  bool keep_last_batch = false;
  std::string strategy = {};  // of "batch": "gradient_descent" or "normal_equation"; empty in earlier files
  double learning_rate = 0;   // of the first epoch
  bool automatic_rate = false;
  std::size_t epoch_limit = 0;
  double stop_delta = 0;
  double tolerance = 0;
  std::string shuffle = "none";  // or "once", "each"
  std::uint64_t seed = 0;
  bool learn_bias = true;
  double initial_weight = 0;
  double initial_bias = 0;  // in the target's unit

  std::size_t samples = 0;
  std::size_t epochs = 0;
  std::size_t steps = 0;
  std::string stop_reason;
  double loss = 0;
  double rmse = 0;
  std::optional<double> r2;  // none where all targets are equal

  // How far it is from the best that these samples allow; not there in files of earlier versions.
  std::optional<bool> converged = {};
  std::optional<double> optimum = {};             // the loss of the least-squares optimum, where it was found
  std::optional<double> fall = {};                // the share that the loss still falls by in an epoch
  std::optional<std::size_t> epochs_needed = {};  // where that goes on, to converge

  std::optional<SolutionRecord> solution = {};  // of "exact", in which there are no epochs

  std::vector<PartRecord> parts = {};  // whose moments were folded, in this order

  std::string level;         // the kernels' instruction set
  int numerics_version = 0;  // of the order of operations
  std::string adaline;       // the library's version
};

// The record as the file of a model holds it, and the list of parts in it.
nlohmann::ordered_json to_json(const TrainingRecord& training);
nlohmann::ordered_json to_json(const std::vector<PartRecord>& parts);

// Reads what to_json gave. Throws InputError for a field that is missing or of the wrong kind.
TrainingRecord read_training_record(const JsonFields& fields);

}  // namespace adaline::io
