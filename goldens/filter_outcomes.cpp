#include "goldens/filter_outcomes.hpp"

#include <adaline/adaptive_filter.hpp>

#include <set>
#include <string>

#include "goldens/cases/type_name.hpp"
#include "goldens/cases/values.hpp"
#include "goldens/hash.hpp"
#include "kernels/definition/order.hpp"

namespace adaline::goldens {
namespace {

using cases::Random;
using cases::type_name;
using cases::Values;

// Everything that a filter makes of a stream in pieces of 1 .. 70 samples: rows by themselves and whole blocks.
// Of long windows, which are taken row by row, some rows are enough.
template <class T>
std::uint64_t hash_of(std::size_t taps, const FilterOptions<T>& options, Values kind) {
  const std::size_t largest_piece = taps > kernels::chunk_elements<T> ? 7 : 70;
  AdaptiveFilter<T> filter(taps, options);
  Random random(taps);
  Hash hash;
  for (std::size_t piece = 1; piece <= largest_piece; ++piece) {
    std::vector<T> input, desired;
    for (std::size_t i = 0; i < piece; ++i) {
      input.push_back(cases::value<T>(random, kind));
      desired.push_back(cases::value<T>(random, kind));
    }
    std::vector<T> output(piece), error(piece);
    filter.process(input, desired, output, error);
    hash.add(output.data(), piece);
    hash.add(error.data(), piece);
    if (piece == 40) filter.freeze();
    if (piece == 50) filter.freeze(false);
  }
  hash.add(filter.weights().data(), taps);
  hash.add(filter.faults().inputs_replaced);
  hash.add(filter.faults().samples_not_learned);
  hash.add(filter.faults().restarts);
  return hash.value();
}

template <class T>
void add_filter(const std::string& name, std::size_t taps, const FilterOptions<T>& options, Values kind,
                std::vector<Outcome>& outcomes) {
  outcomes.push_back({"filter " + name + " " + std::string(type_name<T>) + " " +
                          std::string(cases::to_string(kind)) + " taps " + std::to_string(taps),
                      as_text(hash_of(taps, options, kind))});
}

}  // namespace

template <class T>
void add_filter_outcomes(std::vector<Outcome>& outcomes) {
  constexpr std::size_t lanes = kernels::row_lanes<T>;
  const T slow = T(0.001);  // stable for the numbers below
  for (const std::size_t taps : std::set{std::size_t{1}, kernels::narrow_features, kernels::narrow_features + 1,
                                         lanes, lanes + 1, 3 * lanes + 5, std::size_t{257}}) {
    add_filter<T>("lms", taps, {.rate = slow / T(taps), .normalised = false}, Values::alike, outcomes);
    add_filter<T>("nlms", taps, {}, Values::alike, outcomes);
  }
  constexpr std::size_t taps = 2 * lanes + 3;
  add_filter<T>("leaky lms", taps, {.rate = slow, .normalised = false, .leakage = T(0.01)}, Values::alike,
                outcomes);
  add_filter<T>("leaky nlms", taps, {.leakage = T(0.01)}, Values::alike, outcomes);
  add_filter<T>("sign-error nlms", taps, {.sign_error = true}, Values::alike, outcomes);
  add_filter<T>("sign-data nlms", taps, {.sign_data = true}, Values::alike, outcomes);
  add_filter<T>("sign-sign lms", taps,
                {.rate = slow, .normalised = false, .sign_error = true, .sign_data = true}, Values::alike,
                outcomes);
  for (const Values kind : {Values::numbers, Values::zeros, Values::special}) {
    add_filter<T>("nlms", taps, {}, kind, outcomes);
  }
  add_filter<T>("nlms", kernels::chunk_elements<T> + 3, {}, Values::alike, outcomes);
}

template void add_filter_outcomes<float>(std::vector<Outcome>&);
template void add_filter_outcomes<double>(std::vector<Outcome>&);

}  // namespace adaline::goldens
