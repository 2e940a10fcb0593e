#include "cli/moments/part_sums.hpp"

#include <cmath>
#include <sstream>
#include <utility>

#include "least_squares/access.hpp"
#include "least_squares/words.hpp"

namespace adaline::cli {
namespace {

constexpr char moments_follow = 'm', columns_follow = 'c';

}  // namespace

io::ColumnMoments columns_of(const io::SampleTable<double>& rows, Workers* workers) {
  const Samples<double> samples = rows.samples();
  io::ColumnMoments columns = io::column_moments(samples.features, io::Center::mean, workers);
  const MatrixView<double> targets{samples.targets.data(), samples.targets.size(), 1};
  const io::ColumnMoments target = io::column_moments(targets, io::Center::mean, nullptr);
  columns.means.push_back(target.means.front());
  columns.squares.push_back(target.squares.front());
  return columns;
}

io::ColumnMoments columns_of(const Moments& moments) {
  io::ColumnMoments columns{.samples = moments.samples(),
                            .means = {moments.feature_means().begin(), moments.feature_means().end()},
                            .squares = {}};
  columns.means.push_back(moments.target_mean());
  for (std::size_t j = 0; j <= moments.features(); ++j) {
    columns.squares.push_back(least_squares::squares_about_mean(moments, j));
  }
  return columns;
}

io::ColumnMoments columns_of(const PartSums& sums) {
  const auto* const moments = std::get_if<Moments>(&sums);
  return moments != nullptr ? columns_of(*moments) : std::get<io::ColumnMoments>(sums);
}

void FoldOfParts::join(PartSums& first, const PartSums& behind) {
  if (auto* const moments = std::get_if<Moments>(&first)) {
    moments->merge(std::get<Moments>(behind));
  } else {
    io::join(std::get<io::ColumnMoments>(first), std::get<io::ColumnMoments>(behind));
  }
}

std::string FoldOfParts::to_bytes(const PartSums& sums) {
  std::ostringstream to;
  if (const auto* const moments = std::get_if<Moments>(&sums)) {
    Moments folded(moments->features());
    folded.merge(*moments);
    to.put(moments_follow);
    folded.save(to);
  } else {
    const auto& columns = std::get<io::ColumnMoments>(sums);
    to.put(columns_follow);
    least_squares::WordWriter writer(to);
    writer.word(columns.means.size());
    writer.number(columns.samples);
    writer.numbers(columns.means);
    writer.numbers(columns.squares);
    writer.finish();
  }
  return std::move(to).str();
}

PartSums FoldOfParts::value_of(const std::string& bytes) {
  std::istringstream from(bytes);
  if (from.get() == moments_follow) return Moments::load(from);
  least_squares::WordReader reader(from);
  const std::size_t count = reader.word();
  io::ColumnMoments columns{.samples = reader.number(), .means = reader.numbers(count), .squares = {}};
  columns.squares = reader.numbers(count);
  reader.finish();
  return columns;
}

std::optional<std::size_t> too_large_column(const PartSums& sums) {
  const io::ColumnMoments columns = columns_of(sums);
  for (std::size_t j = 0; j < columns.means.size(); ++j) {
    if (!std::isfinite(columns.means[j]) || !std::isfinite(columns.squares[j])) return j;
  }
  return std::nullopt;
}

}  // namespace adaline::cli
