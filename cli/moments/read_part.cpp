#include "cli/moments/read_part.hpp"

#include <fmt/core.h>

#include <cstdint>
#include <string_view>
#include <utility>

#include "cli/errors.hpp"
#include "cli/input.hpp"
#include "cli/moments/read_rows.hpp"
#include "io/content_hash.hpp"
#include "io/file_share.hpp"
#include "io/moments_file.hpp"
#include "io/preview.hpp"
#include "io/visible.hpp"
#include "trainers/moments_of.hpp"

namespace adaline::cli {
namespace {

class PartReader {
 public:
  PartReader(const PartsOptions& options, const std::string& target, const OnNames& on_names)
      : options_(options), target_(target), on_names_(on_names) {}

  ReadPart read_file(const std::string& file) const {
    io::Source source(file, watch(file));
    io::ContentHash hash;
    source.watch_bytes([&hash](std::string_view bytes) { hash.add(bytes); });
    io::Preview start(source);
    ReadPart part = io::is_moments(start) ? read_moments(source) : read_samples(source, nullptr);
    if (part.head.records.empty()) part.head.records = {record(source, part, hash)};
    return part;
  }

  ReadPart read_share(const std::string& file, const io::ShareRecord& which) const {
    if (io::is_file_of_moments(file)) {
      throw Error(ExitCode::usage,
                  options_.share_option + " is for CSV, and " + io::in_quotes(file) + " holds moments");
    }
    io::FileShare share(file, options_.header, which);
    io::Source source(file, share.section(), watch(file));
    io::ContentHash hash;
    source.watch_bytes([&](std::string_view bytes) {
      share.take(bytes);
      hash.add(bytes);
    });
    try {
      ReadPart part = read_samples(source, &share);
      part.head.state = share.section().state;
      part.head.records = {record(source, part, hash)};
      part.head.records.front().share = share.record();
      return part;
    } catch (const io::InputError& error) {
      throw share.placed(error);
    }
  }

 private:
  io::OnRead watch(const std::string& file) const {
    io::OnRead shown = watch_reading(file, options_.shows_progress);
    if (!options_.while_reading) return shown;
    return [shown, call = options_.while_reading](const io::ReadProgress& read) {
      shown(read);
      call();
    };
  }

  static io::PartRecord record(const io::Source& source, const ReadPart& part, const io::ContentHash& hash) {
    const auto* const moments = std::get_if<Moments>(&part.sums);
    const double samples =
        moments != nullptr ? moments->samples() : std::get<io::ColumnMoments>(part.sums).samples;
    return {.data = io::visible(source.name()),
            .share = std::nullopt,
            .hash = hash.text(),
            .samples = static_cast<std::uint64_t>(samples)};
  }

  static ReadPart read_moments(io::Source& source) {
    auto [moments, records] = io::read_moments(source);
    PartHead head{.place = {source.name()},
                  .is_csv = false,
                  .state = {},
                  .feature_count = moments.features(),
                  .features = {},
                  .target = {},
                  .too_large = too_large_column(moments),
                  .records = std::move(records)};
    if (moments.has_names()) {
      for (std::size_t j = 0; j < moments.features(); ++j) head.features.emplace_back(moments.name(j));
      head.target = moments.name(moments.features());
    }
    return {.head = std::move(head), .sums = std::move(moments)};
  }

  ReadPart read_samples(io::Source& source, io::FileShare* share) const {
    ColumnChoice choice = options_.columns;
    if (!options_.has_target) {
      if (target_.empty()) {
        throw Error(ExitCode::usage,
                    fmt::format("--target is required (try 'adaline {} --help')", options_.command));
      }
      choice.target = target_;
    }
    io::CsvReader reader(source, options_.header);
    const std::vector<std::string> features = choose_training_columns(reader, choice);
    if (on_names_) on_names_(reader.place_of_header(), features, choice.target);
    const bool is_wide = features.size() > trainers::most_features_of_moments;
    const bool has_moments = !is_wide || options_.takes_wide_moments;
    ReadPart part{.head = {.place = reader.place_of_header(),
                           .is_csv = true,
                           .state = {},
                           .feature_count = features.size(),
                           .features = features,
                           .target = choice.target,
                           .too_large = {},
                           .records = {}},
                  .sums = io::ColumnMoments()};
    if (options_.keeps_rows || !has_moments) part.rows.emplace().feature_count = features.size();
    io::SampleTable<double>* const kept = part.rows ? &*part.rows : nullptr;
    Moments* const moments = has_moments ? &part.sums.emplace<Moments>(features.size()) : nullptr;
    if (share == nullptr) {
      read_rows(reader, choice.weights, moments, options_.workers, 0, kept);
    } else if (!share->is_empty()) {
      const std::size_t rows_of_others = share->repeats_first_row() ? 1 : 0;
      read_rows(reader, choice.weights, moments, options_.workers, rows_of_others, kept);
      share->check_rows(reader.rows() - rows_of_others);
    }
    if (has_moments) {
      moments->set_names(std::vector<std::string_view>(features.begin(), features.end()), choice.target);
    } else {
      part.sums = columns_of(*part.rows, options_.workers);
    }
    part.head.too_large = too_large_column(part.sums);
    return part;
  }

  const PartsOptions& options_;
  const std::string& target_;
  const OnNames& on_names_;
};

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

ReadPart read_part(const PartInput& input, const PartsOptions& options, const std::string& target,
                   const OnNames& on_names) {
  const PartReader reader(options, target, on_names);
  return input.share ? reader.read_share(input.file, *input.share) : reader.read_file(input.file);
}

}  // namespace adaline::cli
