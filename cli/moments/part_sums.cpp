#include "cli/moments/fold_of_moments.hpp"

#include <cmath>
#include <sstream>
#include <utility>

namespace adaline::cli {

std::string FoldOfMoments::to_bytes(const Moments& moments) {
  Moments folded(moments.features());
  folded.merge(moments);
  std::ostringstream to;
  folded.save(to);
  return std::move(to).str();
}

Moments FoldOfMoments::value_of(const std::string& bytes) {
  std::istringstream from(bytes);
  return Moments::load(from);
}

std::optional<std::size_t> too_large_column(const Moments& moments) {
  const std::size_t features = moments.features();
  for (std::size_t j = 0; j <= features; ++j) {
    const double mean = j < features ? moments.feature_means()[j] : moments.target_mean();
    const double variance = moments.total_weight() > 1 ? moments.covariance(j, j) : 0;
    if (!std::isfinite(mean) || !std::isfinite(variance)) return j;
  }
  return std::nullopt;
}

}  // namespace adaline::cli
