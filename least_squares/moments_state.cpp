#include "least_squares/moments_state.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kernels/definition/rows.hpp"
#include "kernels/drivers/values.hpp"

namespace adaline {

using kernels::chunk_rows;
using kernels::MomentsValue;
using kernels::definition::rows_of;

namespace {

template <class T>
const T* behind(const T* weights, std::size_t rows) {
  return weights == nullptr ? nullptr : weights + rows;
}

bool is_finite(const MomentsValue& moments) {
  return std::isfinite(moments.weight) &&
         std::ranges::all_of(moments.means, [](double mean) { return std::isfinite(mean); });
}

}  // namespace

Moments::State::State(std::size_t the_features, const kernels::Level& the_level)
    : level(the_level),
      features(the_features),
      before(features),
      tree(level.of_double.join_moments, features) {}

Moments::State::State(const State& other)
    : level(other.level),
      features(other.features),
      samples(other.samples),
      before(other.before),
      tree(other.tree),
      pending(other.pending),
      names(other.names) {}

template <class T>
void Moments::State::set_moments(const MatrixView<T>& x, const T* t, const T* weights, MomentsValue& to) const {
  to.weight = level.table<T>().accumulate_moments(x, t, weights, to.means.data(), to.products.data(),
                                                  scratch_.plan(level.tuning.moments, features, x.rows));
}

// Samples that were widened before have the bits of those that were not.
MomentsValue Moments::State::moments_of_pending() const {
  MomentsValue moments(features);
  const std::size_t rows = pending_rows();
  if (rows == 0) return moments;
  std::vector<double> targets(rows), weights(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    targets[r] = pending[r * row_length() + features];
    weights[r] = pending[r * row_length() + features + 1];
  }
  set_moments<double>({pending.data(), rows, features, row_length()}, targets.data(), weights.data(), moments);
  return moments;
}

template <class T>
void Moments::State::append(const MatrixView<T>& x, const T* t, const T* weights) {
  for (std::size_t r = 0; r < x.rows; ++r) {
    const T* const row = x.data + r * x.row_stride;
    pending.insert(pending.end(), row, row + features);
    pending.push_back(static_cast<double>(t[r]));
    pending.push_back(weights == nullptr ? 1 : static_cast<double>(weights[r]));
    if (pending.back() != 0) ++samples;
  }
}

template <class T>
void Moments::State::add(const MatrixView<T>& x, const T* t, const T* weights, std::size_t first_row) {
  changed();
  for (std::size_t first = 0; first < x.rows;) {
    const std::size_t missing = chunk_rows - pending_rows();
    const std::size_t rows = std::min(missing, x.rows - first);
    const MatrixView<T> piece = rows_of(x, first, rows);
    const T* const weights_of_piece = behind(weights, first);
    // Throws for a row that is not finite; those in front of it have been added.
    const auto check = [&] {
      const std::size_t good = kernels::finite_rows(piece, t + first);
      if (good == rows) return;
      append(rows_of(piece, 0, good), t + first, weights_of_piece);
      kernels::check_finite(piece, t + first, first_row + first);
    };
    if (rows == chunk_rows) {
      set_moments(piece, t + first, weights_of_piece, tree.next());
      if (!is_finite(tree.next())) check();
      tree.add_next();
      samples +=
          weights == nullptr
              ? rows
              : rows - static_cast<std::size_t>(std::count(weights_of_piece, weights_of_piece + rows, T(0)));
    } else {
      check();
      append(piece, t + first, weights_of_piece);
      if (rows == missing) {
        tree.next() = moments_of_pending();
        tree.add_next();
        pending.clear();
      }
    }
    first += rows;
  }
}

const MomentsValue& Moments::State::total() const {
  const std::lock_guard lock(mutex_);
  if (!total_) {
    MomentsValue of_part = moments_of_pending();
    tree.add_to(of_part);
    std::vector<double> distance;
    total_ = before;
    kernels::join(level.of_double.join_moments, *total_, of_part, distance);
  }
  return *total_;
}

void Moments::State::merge(const State& other) {
  MomentsValue both = total();
  std::vector<double> distance;
  kernels::join(level.of_double.join_moments, both, other.total(), distance);
  kernels::MomentsTree of_next_part(level.of_double.join_moments, features);
  if (names.empty()) names = other.names;
  samples += other.samples;
  before = std::move(both);
  tree = std::move(of_next_part);
  pending.clear();
  changed();
}

template void Moments::State::add(const MatrixView<float>&, const float*, const float*, std::size_t);
template void Moments::State::add(const MatrixView<double>&, const double*, const double*, std::size_t);

}  // namespace adaline
