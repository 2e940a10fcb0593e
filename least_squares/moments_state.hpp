// What Moments holds.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <adaline/moments.hpp>

#include "kernels/drivers/kernels.hpp"

namespace adaline {

class Moments::State {
 public:
  State(std::size_t the_features, const kernels::Level& the_level);
  State(const State& other);

  // A part: its chunks, and the samples behind them that make no whole chunk yet, row by row: features, target,
  // weight.
  template <class T>
  void add(const kernels::RowSource<T>& x, const T* t, const T* weights, Workers* workers);
  void merge(const State& other);

  // Of all samples. It is computed at the first call after a change.
  const kernels::MomentsValue& total() const;
  void changed() { total_.reset(); }

  std::size_t row_length() const { return features + 2; }
  std::size_t pending_rows() const { return pending.size() / row_length(); }

  const kernels::Level& level;
  const std::size_t features;
  std::uint64_t samples = 0;
  kernels::MomentsValue before;  // of the parts in front of the one that grows
  kernels::MomentsTree tree;
  std::vector<double> pending;
  std::vector<std::string> names;  // of all columns, the target's last; or none

 private:
  template <class T>
  void set_moments(const MatrixView<T>& x, const T* t, const T* weights, kernels::MomentsValue& to) const;
  kernels::MomentsValue moments_of_pending() const;
  template <class T>
  void add_rows(const MatrixView<T>& x, const T* t, const T* weights, std::size_t first_row);
  template <class T>
  void append(const MatrixView<T>& x, const T* t, const T* weights);

  mutable std::mutex mutex_;  // of what total() computes
  mutable kernels::MomentsScratch scratch_;
  mutable std::optional<kernels::MomentsValue> total_;
};

}  // namespace adaline
