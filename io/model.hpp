// A trained neuron with all that is needed to use it on other data, and its file.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/part_record.hpp"
#include "io/source.hpp"
#include "io/standardization.hpp"

namespace adaline::io {

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

// A model of a million features, with the means and deviations of each, takes 100 MB.
inline constexpr std::size_t largest_model_file = std::size_t{128} << 20;

struct Model {
  std::string type;  // "float" or "double": that of the neuron; both are held exactly below
  std::string target;
  std::vector<std::string> features;
  std::vector<double> weights;  // one for each feature, as trained: for standardised features, where they were
  double bias = 0;
  std::optional<Standardization> standardization;
  std::optional<TrainingRecord> training;  // none in files that other programs wrote

  // In the units of the data, whatever was trained with.
  LinearFunction function() const;
};

// The model as its file holds it. Every number reads back exactly, and is written in the shortest such form.
nlohmann::ordered_json to_json(const Model& model);

// The list of parts in it.
nlohmann::ordered_json to_json(const std::vector<PartRecord>& parts);

// Whether a model of these features and parts is no larger than what read_model() takes, whatever its numbers
// are. The names are UTF-8, and the parts no more than most_parts.
bool fits_a_file(const std::vector<std::string>& features, const std::vector<PartRecord>& parts = {});

// Reads what to_json gave. Throws InputError: larger than largest_model_file, of more than 5 million values or
// nested more than 16 deep; not JSON (with line and column), anything behind it, a key that is there twice, not
// a model of this program, of another version, or one whose parts do not fit each other.
Model read_model(const std::string& path);
// The same of a source that nothing was let go of.
Model read_model(Source& source);

// The double whose shortest decimal form is that of `value`, if it reads back as `value`: 0.1f as 0.1.
double with_short_form(float value);
inline double with_short_form(double value) { return value; }

}  // namespace adaline::io
