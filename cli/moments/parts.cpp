#include "cli/moments/parts.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "cli/errors.hpp"
#include "cli/text_table.hpp"
#include "io/input_error.hpp"

namespace adaline::cli {
namespace {

using io::in_quotes;
using io::InputError;

}  // namespace

void Parts::add(const PartInput& input) {
  // Before rows are read that nobody could use.
  const OnNames on_names = [this](const io::Place& place, const std::vector<std::string>& features,
                                  const std::string& target) { take_names(place, features, target, true); };
  ReadPart part = read_part(input, options_, target_, on_names);
  const std::size_t number = count_;
  add(part.head);
  fold_.add(number, std::move(part.sums));
  if (part.rows) rows_.push_back({number, *std::move(part.rows)});
}

void Parts::add(const PartHead& part) {
  check_unchanged(part);
  if (part.is_csv) {
    has_csv_ = true;
    take_names(part.place, part.features, part.target, true);
  } else {
    take_names_of_moments(part);
  }
  if (part.too_large) refuse_too_large(*part.too_large, part.place.file);
  records_.insert(records_.end(), part.records.begin(), part.records.end());
  place_ = count_ == 0 || place_ == part.place.file ? part.place.file : "the samples";
  ++count_;
}

void Parts::finish() {
  check_options();
  if (!sums_) sums_ = fold_.take_total();
  if (const auto column = too_large_column(*sums_)) refuse_too_large(*column, place_);
  auto* const moments = std::get_if<Moments>(&*sums_);
  if (moments == nullptr) return;
  moments->set_names(std::vector<std::string_view>(features_.begin(), features_.end()), target_);
}

// Shares of two states of a file might hold a row twice, or not at all.
void Parts::check_unchanged(const PartHead& part) {
  const std::string& file = part.place.file;
  const bool is_share = part.state != io::FileState{};
  if (is_share && file == shared_file_ && part.state != shared_state_) {
    throw InputError({file}, "changed while it was read");
  }
  shared_file_ = is_share ? file : "";
  shared_state_ = part.state;
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

void Parts::take_names_of_moments(const PartHead& part) {
  const io::Place& place = part.place;
  const std::size_t features = part.feature_count;
  if (features == 0) throw InputError(place, "its moments are of no feature");
  if (part.has_names()) {
    take_names(place, part.features, part.target, false);
  } else if (!features_.empty()) {
    if (features_.size() != features) {
      throw InputError(place,
                       fmt::format("{} features, but {} in {}", features, features_.size(), first_file_));
    }
  } else if (options_.has_target && options_.columns.features.size() == features) {
    take_names(place, options_.columns.features, options_.columns.target, false);
  } else {
    throw InputError(
        place, fmt::format("its {} columns have no names: give them by --features and --target", features + 1));
  }
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

void Parts::refuse_too_large(std::size_t column, const std::string& file) const {
  throw InputError({file}, fmt::format("column {} has values too large: their squares overflow",
                                       in_quotes(column < features_.size() ? features_[column] : target_)));
}

}  // namespace adaline::cli
