#include "cli/moments/parts.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "cli/errors.hpp"
#include "cli/input.hpp"
#include "cli/moments/read_rows.hpp"
#include "cli/text_table.hpp"
#include "io/content_hash.hpp"
#include "io/moments_file.hpp"
#include "io/preview.hpp"
#include "io/visible.hpp"

namespace adaline::cli {
namespace {

using io::in_quotes;
using io::InputError;

std::vector<std::string> names_of_features(const Moments& moments) {
  std::vector<std::string> names;
  for (std::size_t j = 0; j < moments.features(); ++j) names.emplace_back(moments.name(j));
  return names;
}

}  // namespace

std::vector<PartInput> part_inputs(const std::vector<std::string>& files, std::size_t shares) {
  std::vector<PartInput> inputs;
  for (const std::string& file : files) {
    if (shares == 0 || io::is_file_of_moments(file)) {
      inputs.push_back({file, std::nullopt});
      continue;
    }
    for (std::size_t k = 1; k <= shares; ++k) {
      inputs.push_back({file, io::ShareRecord{.number = k, .count = shares}});
    }
  }
  return inputs;
}

void Parts::add(const PartInput& input) {
  input.share ? add_share(input.file, *input.share) : add_file(input.file);
}

void Parts::add_file(const std::string& file) {
  io::Source source(file, watch_reading(file, options_.shows_progress));
  io::ContentHash hash;
  source.watch_bytes([&hash](std::string_view bytes) { hash.add(bytes); });
  io::Preview start(source);
  std::vector<io::PartRecord> parts;
  const double samples_before = moments_ ? moments_->samples() : 0;
  if (io::is_moments(start)) {
    parts = add_moments(source);
  } else {
    add_samples(source, nullptr);
  }
  if (parts.empty()) {
    parts.push_back({.data = io::visible(source.name()),
                     .share = std::nullopt,
                     .hash = hash.text(),
                     .samples = static_cast<std::uint64_t>(moments_->samples() - samples_before)});
  }
  records_.insert(records_.end(), parts.begin(), parts.end());
}

void Parts::add_share(const std::string& file, const io::ShareRecord& which) {
  if (io::is_file_of_moments(file)) {
    throw Error(ExitCode::usage,
                options_.share_option + " is for CSV, and " + in_quotes(file) + " holds moments");
  }
  io::FileShare share(file, options_.header, which);
  check_unchanged(file, share.section().state);
  io::Source source(file, share.section(), watch_reading(file, options_.shows_progress));
  io::ContentHash hash;
  source.watch_bytes([&](std::string_view bytes) {
    share.take(bytes);
    hash.add(bytes);
  });
  const double samples_before = moments_ ? moments_->samples() : 0;
  try {
    add_samples(source, &share);
  } catch (const InputError& error) {
    throw share.placed(error);
  }
  records_.push_back({.data = io::visible(source.name()),
                      .share = share.record(),
                      .hash = hash.text(),
                      .samples = static_cast<std::uint64_t>(moments_->samples() - samples_before)});
}

// Shares of two states of a file might hold a row twice, or not at all.
void Parts::check_unchanged(const std::string& file, const io::FileState& state) {
  if (file == shared_file_ && state != shared_state_) {
    throw InputError({io::input_name(file)}, "changed while it was read");
  }
  shared_file_ = file;
  shared_state_ = state;
}

void Parts::check_options() const {
  if (has_csv_) return;
  const auto refuse = [](const char* option) {
    throw Error(ExitCode::usage,
                fmt::format("{} is for CSV: moments hold the columns that they were made of", option));
  };
  if (!options_.columns.drop.empty()) refuse("--drop");
  if (!options_.columns.weights.empty()) refuse("--weights");
  if (options_.header == io::Header::none) refuse("--no-header");
  if (!options_.share_option.empty()) refuse(options_.share_option.c_str());
}

void Parts::add_samples(io::Source& source, io::FileShare* share) {
  has_csv_ = true;
  ColumnChoice choice = options_.columns;
  if (!options_.has_target) {
    if (target_.empty()) {
      throw Error(ExitCode::usage,
                  fmt::format("--target is required (try 'adaline {} --help')", options_.command));
    }
    choice.target = target_;
  }
  io::CsvReader reader(source, options_.header);
  if (share != nullptr && share->repeats_first_row()) reader.read_row<double>(nullptr);
  const std::size_t rows_of_others = reader.rows();
  take_names(reader.place_of_header(), choose_training_columns(reader, choice), choice.target, true);
  Moments part(features_.size());
  if (share == nullptr || !share->is_empty()) read_rows(reader, choice.weights, part);
  if (share != nullptr) share->check_rows(reader.rows() - rows_of_others);
  fold(std::move(part), source.name());
}

std::vector<io::PartRecord> Parts::add_moments(io::Source& source) {
  auto [part, parts] = io::read_moments(source);
  const io::Place place{source.name()};
  if (part.features() == 0) throw InputError(place, "its moments are of no feature");
  if (part.has_names()) {
    take_names(place, names_of_features(part), std::string(part.name(part.features())), false);
  } else if (!features_.empty()) {
    if (features_.size() != part.features()) {
      throw InputError(
          place, fmt::format("{} features, but {} in {}", part.features(), features_.size(), first_file_));
    }
  } else if (options_.has_target && options_.columns.features.size() == part.features()) {
    take_names(place, options_.columns.features, options_.columns.target, false);
  } else {
    throw InputError(place, fmt::format("its {} columns have no names: give them by --features and --target",
                                        part.features() + 1));
  }
  fold(std::move(part), source.name());
  return parts;
}

// Of the first part, or compares those of another one with them.
void Parts::take_names(const io::Place& place, std::vector<std::string> features, const std::string& target,
                       bool is_csv) {
  if (options_.has_target && target != options_.columns.target) {
    throw InputError(
        place, fmt::format("its target is {}, not {}", in_quotes(target), in_quotes(options_.columns.target)));
  }
  const std::vector<std::string>& chosen = options_.columns.features;
  if (!is_csv && !chosen.empty() && features != chosen) {
    throw InputError(place,
                     "moments hold the columns that they were made of, and its features are not those "
                     "of --features");
  }
  if (features_.empty()) {
    features_ = std::move(features);
    target_ = target;
    first_file_ = place.file;
    return;
  }
  if (target != target_) {
    throw InputError(place, fmt::format("its target is {}, but {} in {}", in_quotes(target), in_quotes(target_),
                                        first_file_));
  }
  const auto [other, mine] = std::ranges::mismatch(features, features_);
  if (other == features.end() && mine == features_.end()) return;
  std::string message;
  if (other == features.end() || mine == features_.end()) {
    message =
        fmt::format("{}, but {} in {}", count_of(features.size(), "feature"), features_.size(), first_file_);
  } else {
    message = fmt::format("feature {} is {}, but {} in {}", other - features.begin() + 1, in_quotes(*other),
                          in_quotes(*mine), first_file_);
  }
  if (is_csv) message += "; name those to take, by --features";
  throw InputError(place, message);
}

void Parts::check_range(const Moments& part, const std::string& file) const {
  const std::size_t features = part.features();
  for (std::size_t j = 0; j <= features; ++j) {
    const double mean = j < features ? part.feature_means()[j] : part.target_mean();
    const double variance = part.total_weight() > 1 ? part.covariance(j, j) : 0;
    if (std::isfinite(mean) && std::isfinite(variance)) continue;
    throw InputError({file}, fmt::format("column {} has values too large: their squares overflow",
                                         in_quotes(j < features ? features_[j] : target_)));
  }
}

void Parts::fold(Moments part, const std::string& file) {
  check_range(part, file);
  if (moments_) {
    moments_->merge(part);
    check_range(*moments_, file);
    return;
  }
  const std::vector<std::string_view> names(features_.begin(), features_.end());
  part.set_names(names, target_);
  moments_ = std::move(part);
}

}  // namespace adaline::cli
