// The samples of a block, packed for tiles: moved columns in double, in panels of a few columns, row after row.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/moments/ahead.hpp"
#include "kernels/moments/plan.hpp"
#include "kernels/moments/result.hpp"
#include "kernels/simd/vector.hpp"

namespace adaline::kernels {
namespace {

// Samples with their origins: those of features and target, and zeros up to a whole panel.
template <class T>
struct BlockOfSamples {
  MatrixView<T> x;
  const T* t;
  const T* weights;  // or null
  const double* origins;
};

template <class T>
ADALINE_INLINE BlockOfSamples<T> rows_of(const BlockOfSamples<T>& block, std::size_t first, std::size_t rows) {
  const MatrixView<T>& x = block.x;
  return {{x.data + first * x.row_stride, smaller(rows, x.rows - first), x.cols, x.row_stride},
          block.t + first,
          block.weights == nullptr ? nullptr : block.weights + first,
          block.origins};
}

// Where the target stands: behind the features of the panel, behind a panel that features fill, or elsewhere.
enum class TargetPlace { elsewhere, in_panel, behind_panel };

// Panel g holds columns g * width and on, column c of row r at r * width + c mod width. The target stands
// behind the last features, and zeros behind it. Where features fill their panels, it is an array of its own.
template <class Target>
class Panels {
 public:
  static constexpr std::size_t width = Target::moment_panel;

  // `samples` and, where they have weights, products of these with the samples are at `data`.
  ADALINE_INLINE Panels(std::size_t features, std::size_t block_rows, bool is_weighted, double* data)
      : features_(features),
        count_((features + width - 1) / width),
        pitch_(block_rows * width),
        right_(data),
        left_(is_weighted ? data + (features / width + 1) * pitch_ : data) {}

  ADALINE_INLINE std::size_t count() const { return count_; }
  ADALINE_INLINE std::size_t pitch() const { return pitch_; }  // from a panel to the next

  ADALINE_INLINE TargetPlace place_of_target(std::size_t g) const {
    if (g + 1 < count_) return TargetPlace::elsewhere;
    return features_ % width == 0 ? TargetPlace::behind_panel : TargetPlace::in_panel;
  }

  // What is multiplied, of which the left factors have the weights.
  ADALINE_INLINE double* right(std::size_t g) const { return right_ + g * pitch_; }
  ADALINE_INLINE double* left(std::size_t g) const { return left_ + g * pitch_; }
  // Left factors, where the target has no place in a panel.
  ADALINE_INLINE double* targets() const { return left(count_); }

 private:
  std::size_t features_;
  std::size_t count_;
  std::size_t pitch_;
  double* right_;
  double* left_;
};

// Packs a panel of a block and adds up its columns, a row at each step().
template <class Target, class T, TargetPlace place, bool weighted>
class PanelPacking {
 public:
  ADALINE_INLINE PanelPacking(const BlockOfSamples<T>& block, const Panels<Target>& panels, std::size_t g,
                              std::size_t first, const MomentSums& of, bool is_first)
      : stride_(block.x.row_stride),
        ahead_(elements_ahead(block.x)),
        rows_(block.x.rows),
        features_(smaller(width, block.x.cols - g * width)),
        row_(block.x.data + g * width),
        target_(block.t),
        weight_(block.weights),
        right_(panels.right(g) + first * width),
        left_(panels.left(g) + first * width),
        left_target_(panels.targets() + first),
        sums_(of.sums + g * width),
        sum_of_targets_(of.sums + block.x.cols),
        sum_of_squares_(of.row(block.x.cols) + block.x.cols),
        sum_of_weights_(of.sums + of.columns) {
    alignas(64) double is_target[width] = {};
    if constexpr (place == TargetPlace::in_panel) is_target[features_] = 1;
    ADALINE_UNROLL for (std::size_t v = 0; v < registers; ++v) {
      origin_[v] = load<Target>(block.origins + g * width + v * V::size);
      sum_[v] = is_first ? V(0.0) : load<Target>(sums_ + v * V::size);
      is_target_[v] = load<Target>(is_target + v * V::size) == V(1.0);
    }
    if constexpr (place == TargetPlace::behind_panel) {
      origin_of_target_ = block.origins[block.x.cols];
      targets_ = is_first ? 0 : *sum_of_targets_;
      squares_ = is_first ? 0 : *sum_of_squares_;
    }
    if constexpr (counts) weights_ = is_first ? 0 : *sum_of_weights_;
  }

  ADALINE_INLINE void step() {
    __builtin_prefetch(address_behind(row_, ahead_), 0, 2);
    if constexpr (weighted) {
      add(V(double(*weight_)), double(*weight_));
      ++weight_;
    } else {
      add(V(1.0), 1);
    }
    row_ += stride_;
    ++target_;
  }

  ADALINE_INLINE void finish() {
    ADALINE_UNROLL for (std::size_t v = 0; v < registers; ++v) store_whole(sums_ + v * V::size, sum_[v]);
    if constexpr (place == TargetPlace::behind_panel) {
      *sum_of_targets_ = targets_;
      *sum_of_squares_ = squares_;
    }
    if constexpr (counts) *sum_of_weights_ = weights_;
  }

 private:
  using V = Vector<Target, double>;
  static constexpr std::size_t width = Panels<Target>::width;
  static constexpr std::size_t registers = width / V::size;
  static constexpr bool counts = place != TargetPlace::elsewhere;

  ADALINE_INLINE void add(V weight, double scalar_weight) {
    ADALINE_UNROLL for (std::size_t v = 0; v < registers; ++v) {
      const V y = minus(elements(v), origin_[v]);
      store_whole(right_ + v * V::size, y);
      if constexpr (weighted) {
        store_whole(left_ + v * V::size, times(weight, y));
        sum_[v] = multiply_add<Target, double>(weight, y, sum_[v]);
      } else {
        sum_[v] = plus(sum_[v], y);
      }
    }
    right_ += width;
    left_ += width;
    if constexpr (place == TargetPlace::behind_panel) {
      const double y = double(*target_) - origin_of_target_;
      const double left = scalar_weight * y;
      *left_target_++ = left;
      targets_ = scalar_multiply_add<Target, double>(scalar_weight, y, targets_);
      squares_ = scalar_multiply_add<Target, double>(left, y, squares_);
    }
    if constexpr (counts) {
      __builtin_prefetch(address_behind(target_, rows_), 0, 2);
      weights_ += scalar_weight;
    }
  }

  ADALINE_INLINE V elements(std::size_t v) const {
    const T* const p = row_ + v * V::size;
    if constexpr (place != TargetPlace::in_panel) {
      return load_double<Target>(p);
    } else {
      const std::size_t n = features_ < v * V::size ? 0 : smaller(V::size, features_ - v * V::size);
      return V(xsimd::select(is_target_[v], V(double(*target_)), load_first_double<Target>(p, n)));
    }
  }

  std::size_t stride_;
  std::size_t ahead_;
  std::size_t rows_;
  std::size_t features_;
  const T* row_;
  const T* target_;
  const T* weight_;
  double* right_;
  double* left_;
  double* left_target_;
  double* sums_;
  double* sum_of_targets_;
  double* sum_of_squares_;
  double* sum_of_weights_;
  V origin_[registers];
  V sum_[registers];
  typename V::batch_bool_type is_target_[registers];
  double origin_of_target_ = 0;
  double targets_ = 0;
  double squares_ = 0;
  double weights_ = 0;
};

template <class Target, TargetPlace place, bool weighted, class T>
ADALINE_INLINE void pack_panel(const BlockOfSamples<T>& block, const Panels<Target>& panels, std::size_t g,
                               std::size_t first, const MomentSums& of, bool is_first) {
  PanelPacking<Target, T, place, weighted> packing(block, panels, g, first, of, is_first);
  for (std::size_t i = 0; i < block.x.rows; ++i) packing.step();
  packing.finish();
}

// The panels of a block in front of panel `end`. Some rows at a time, panel by panel: each is read once from
// memory, and an origin stays in a register.
template <class Target, bool weighted, class T>
ADALINE_INLINE void pack(const BlockOfSamples<T>& block, const Panels<Target>& panels, std::size_t end,
                         const MomentSums& of, bool is_first) {
  constexpr std::size_t rows_at_a_time = 16;
  for (std::size_t first = 0; first < block.x.rows; first += rows_at_a_time) {
    const BlockOfSamples<T> rows = rows_of(block, first, rows_at_a_time);
    const bool is_begin = is_first && first == 0;
    const std::size_t last = panels.count() - 1;
    for (std::size_t g = 0; g < smaller(last, end); ++g) {
      pack_panel<Target, TargetPlace::elsewhere, weighted>(rows, panels, g, first, of, is_begin);
    }
    if (end <= last) continue;
    if (panels.place_of_target(last) == TargetPlace::in_panel) {
      pack_panel<Target, TargetPlace::in_panel, weighted>(rows, panels, last, first, of, is_begin);
    } else {
      pack_panel<Target, TargetPlace::behind_panel, weighted>(rows, panels, last, first, of, is_begin);
    }
  }
}

}  // namespace
}  // namespace adaline::kernels
