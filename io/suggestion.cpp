#include "io/suggestion.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include "io/input_error.hpp"

namespace adaline::io {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Letters to insert, remove, replace or swap with their neighbour (restricted Damerau-Levenshtein distance).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last = std::exchange(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
      const bool swapped =
          i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row.back();
}

// At least four letters, so that "--" and one more are none.
bool is_abbreviation(std::string_view name, std::string_view candidate) {
  return name.size() >= 4 && candidate.starts_with(name);
}

}  // namespace

std::string suggestion(std::string_view name, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest = 100;  // the cost is the product of the lengths
  const std::string* best = nullptr;
  std::size_t best_distance = 0;
  for (const std::string& candidate : candidates) {
    if (name.size() > longest || candidate.size() > longest) continue;
    const std::size_t d = is_abbreviation(name, candidate) ? 1 : distance(name, candidate);
    if (3 * d > std::max(name.size(), candidate.size())) continue;
    if (best == nullptr || d < best_distance) {
      best = &candidate;
      best_distance = d;
    }
  }
  return best == nullptr ? "" : " (did you mean " + in_quotes(*best) + "?)";
}

}  // namespace adaline::io
