#include "least_squares/moments_state.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kernels/definition/rows.hpp"
#include "kernels/drivers/values.hpp"

namespace adaline {

using kernels::chunk_rows;
using kernels::MomentsValue;
using kernels::weights_from;
using kernels::definition::rows_of;

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
  kernels::set_moments(level.table<T>(), x, t, weights, scratch_.plan(level.tuning.moments, features, x.rows),
                       to);
}

// Samples that were widened before have the bits of those that were not, and weights of 1 those of no weights.
MomentsValue Moments::State::moments_of_pending() const {
  MomentsValue moments(features);
  const std::size_t rows = pending_rows();
  if (rows == 0) return moments;
  std::vector<double> targets(rows), weights(rows);
  for (std::size_t r = 0; r < rows; ++r) {
    targets[r] = pending[r * row_length() + features];
    weights[r] = pending[r * row_length() + features + 1];
  }
  const bool is_weighted = std::ranges::any_of(weights, [](double weight) { return weight != 1; });
  set_moments<double>({pending.data(), rows, features, row_length()}, targets.data(),
                      is_weighted ? weights.data() : nullptr, moments);
  return moments;
}

template <class T>
void Moments::State::append(const MatrixView<T>& x, const T* t, const T* weights) {
  // At once: memory that grows step by step is copied, and new pages take longer than the samples in them.
  const std::size_t needed = pending.size() + x.rows * row_length();
  if (needed > pending.capacity()) pending.reserve(std::max(needed, 2 * pending.capacity()));
  for (std::size_t r = 0; r < x.rows; ++r) {
    const T* const row = x.data + r * x.row_stride;
    pending.insert(pending.end(), row, row + features);
    pending.push_back(static_cast<double>(t[r]));
    pending.push_back(weights == nullptr ? 1 : static_cast<double>(weights[r]));
    if (pending.back() != 0) ++samples;
  }
}

namespace {

// How many rows have a weight that is not 0.
template <class T>
std::size_t count_samples(const T* weights, std::size_t rows) {
  return weights == nullptr ? rows : rows - static_cast<std::size_t>(std::count(weights, weights + rows, T(0)));
}

}  // namespace

template <class T>
void Moments::State::add(const kernels::RowSource<T>& x, const T* t, const T* weights, Workers* workers) {
  changed();
  std::vector<T> packed;
  const auto add_part = [&](std::size_t begin, std::size_t rows) {
    for_each_piece(x.part(begin, rows), chunk_rows, packed, [&](std::size_t first, const MatrixView<T>& piece) {
      add_rows(piece, t + begin + first, weights_from(weights, begin + first), begin + first);
    });
  };
  std::size_t done = 0;
  if (workers != nullptr && workers->pays(kernels::time_of_moments(x.rows, x.cols))) {
    // Behind the samples that make no whole chunk yet.
    done = std::min(x.rows, (chunk_rows - pending_rows()) % chunk_rows);
    add_part(0, done);
    const std::size_t added =
        kernels::MomentsBlocks<T>(*workers, level, features)
            .add_chunks(tree, x.part(done, x.rows - done), t + done, weights_from(weights, done));
    samples += count_samples(weights_from(weights, done), added);
    done += added;
  }
  add_part(done, x.rows - done);
}

template <class T>
void Moments::State::add_rows(const MatrixView<T>& x, const T* t, const T* weights, std::size_t first_row) {
  for (std::size_t first = 0; first < x.rows;) {
    const std::size_t missing = chunk_rows - pending_rows();
    const std::size_t rows = std::min(missing, x.rows - first);
    const MatrixView<T> piece = rows_of(x, first, rows);
    const T* const weights_of_piece = weights_from(weights, first);
    // Throws for a row that is not finite; those in front of it have been added.
    const auto check = [&] {
      const std::size_t good = kernels::finite_rows(piece, t + first);
      if (good == rows) return;
      append(rows_of(piece, 0, good), t + first, weights_of_piece);
      kernels::check_finite(piece, t + first, first_row + first);
    };
    if (rows == chunk_rows) {
      set_moments(piece, t + first, weights_of_piece, tree.next());
      if (!kernels::is_finite(tree.next())) check();
      tree.add_next();
      samples += count_samples(weights_of_piece, rows);
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

template void Moments::State::add(const kernels::RowSource<float>&, const float*, const float*, Workers*);
template void Moments::State::add(const kernels::RowSource<double>&, const double*, const double*, Workers*);

}  // namespace adaline
