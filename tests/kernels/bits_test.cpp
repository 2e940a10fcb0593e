// Every kernel, at every level that this CPU can run, returns the bits of the reference of its family.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <set>

#include "goldens/cases/list.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "kernels/drivers/moments.hpp"
#include "tests/support/agrees.hpp"

namespace adaline::test {
namespace {

template <class T>
class Bits : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Bits, Types);

// The level `scalar` is the definition, compiled once more. On an emulated CPU it takes most of the time, and
// the golden set is enough for it.
bool is_tried(Isa level) {
  static const bool scalar_too = std::getenv("ADALINE_TEST_WITHOUT_SCALAR") == nullptr;
  return scalar_too || level != Isa::scalar;
}

// Calls check(case, level) for each case of the kind and each runnable level.
template <class T, class F>
void for_each(bool over_samples, F check) {
  for (const Case<T>& c : cases::list<T>) {
    if (c.over_samples != over_samples) continue;
    for (const kernels::Level* level : kernels::runnable_levels()) {
      if (is_tried(level->isa)) check(c, *level);
    }
  }
}

TYPED_TEST(Bits, VectorsOfAllSizesUpToFourTiles) {
  using T = TypeParam;
  const std::size_t largest = 4 * kernels::dot_lanes<T>;
  Arena arena(largest * sizeof(T));
  for_each<T>(false, [&](const Case<T>& c, const kernels::Level& level) {
    for (std::size_t n = 0; n <= largest; ++n) {
      for (const bool at_end : {true, false}) {
        ASSERT_TRUE(agrees(c, level, {1, n, n}, Values::numbers, n, arena, {at_end, 0}));
      }
    }
  });
}

TYPED_TEST(Bits, VectorsAtAllMisalignments) {
  using T = TypeParam;
  const std::size_t largest = 3 * kernels::dot_lanes<T> + 1;
  Arena arena((largest + kernels::row_lanes<T>)*sizeof(T));
  for_each<T>(false, [&](const Case<T>& c, const kernels::Level& level) {
    for (std::size_t gap = 0; gap < kernels::row_lanes<T>; ++gap) {
      for (const std::size_t n : {std::size_t{1}, std::size_t{7}, kernels::row_lanes<T> + 3,
                                  kernels::dot_lanes<T>, kernels::dot_lanes<T> + 1, largest}) {
        for (const bool at_end : {true, false}) {
          ASSERT_TRUE(agrees(c, level, {1, n, n}, Values::numbers, 7 * n + gap, arena, {at_end, gap}));
        }
      }
    }
  });
}

TYPED_TEST(Bits, SamplesOfAllWidthsUpToFourTiles) {
  using T = TypeParam;
  const std::size_t widest = 4 * kernels::row_lanes<T>;
  const std::size_t most_rows = 2 * kernels::row_lanes<T> + 1;
  Arena arena(most_rows * (widest + 3) * sizeof(T));
  for_each<T>(true, [&](const Case<T>& c, const kernels::Level& level) {
    for (std::size_t d = 0; d <= widest; ++d) {
      for (std::size_t rows = 0; rows <= most_rows; ++rows) {
        const std::size_t extra = (rows + d) % 4;  // strides of d .. d + 3
        const Placement where{rows % 2 == 0, d % 2};
        ASSERT_TRUE(agrees(c, level, {rows, d, d + extra}, Values::numbers, 100 * d + rows, arena, where));
      }
    }
  });
}

TYPED_TEST(Bits, SamplesAtAllMisalignments) {
  using T = TypeParam;
  Arena arena(40 * 64 * sizeof(T));
  for_each<T>(true, [&](const Case<T>& c, const kernels::Level& level) {
    for (std::size_t gap = 0; gap < kernels::row_lanes<T>; ++gap) {
      for (const std::size_t d : {1U, 2U, 8U, 9U, 16U, 33U}) {
        for (const bool at_end : {true, false}) {
          ASSERT_TRUE(agrees(c, level, {35, d, d + gap % 3}, Values::numbers, gap, arena, {at_end, gap}));
        }
      }
    }
  });
}

// Each row begins less than a row behind the one before: 1 element in a tapped delay line, 0 where all are one.
TYPED_TEST(Bits, SamplesWhoseRowsOverlap) {
  using T = TypeParam;
  constexpr std::size_t chunk = kernels::chunk_rows;
  const std::size_t many = 2 * kernels::segmented_rows<T> + 1;
  Arena arena(35 * 1100 * sizeof(T));
  for_each<T>(true, [&](const Case<T>& c, const kernels::Level& level) {
    for (const std::size_t d : {1U, 2U, 5U, 8U, 9U, 20U, 64U, 300U, 1030U}) {
      for (const std::size_t stride : std::set<std::size_t>{0, 1, d - 1}) {
        for (const std::size_t rows : {std::size_t{1}, std::size_t{7}, std::size_t{33}, many}) {
          if (rows == many && (d > 20 || stride > 1)) continue;
          const Placement where{rows == 7, d % 3};
          ASSERT_TRUE(agrees(c, level, {rows, d, stride}, Values::numbers, d + rows, arena, where));
        }
      }
      ASSERT_TRUE(agrees(c, level, {35, d, 1}, Values::extremes, d, arena, {true, 0}));
    }
    for (const std::size_t d : {5U, 20U}) {
      ASSERT_TRUE(agrees(c, level, {2 * chunk + 50, d, 1}, Values::numbers, d, arena, {}));
    }
  });
}

TYPED_TEST(Bits, SamplesAroundTheEndsOfChunks) {
  using T = TypeParam;
  constexpr std::size_t chunk = kernels::chunk_rows;
  Arena arena((5 * chunk + 3) * 21 * sizeof(T));
  for_each<T>(true, [&](const Case<T>& c, const kernels::Level& level) {
    for (const std::size_t rows : {chunk - 1, chunk, chunk + 1, 2 * chunk, 2 * chunk + 50, 5 * chunk + 3}) {
      for (const std::size_t d : {1U, 3U, 8U, 9U, 20U}) {
        ASSERT_TRUE(agrees(c, level, {rows, d, d + 1}, Values::numbers, rows + d, arena, {}));
        ASSERT_TRUE(agrees(c, level, {rows, d, d}, Values::zeros, rows + d, arena, {}));
      }
    }
  });
}

TYPED_TEST(Bits, VectorsAroundTheEndsOfChunks) {
  using T = TypeParam;
  constexpr std::size_t chunk = kernels::chunk_elements<T>;
  Arena arena((5 * chunk + 7) * sizeof(T));
  for_each<T>(false, [&](const Case<T>& c, const kernels::Level& level) {
    for (const std::size_t n : {chunk - 1, chunk, chunk + 1, 2 * chunk + 1, 5 * chunk + 7}) {
      ASSERT_TRUE(agrees(c, level, {1, n, n}, Values::numbers, n, arena, {n % 2 == 0, 0}));
    }
  });
}

TYPED_TEST(Bits, SamplesOfRowsAroundTheEndsOfChunks) {
  using T = TypeParam;
  constexpr std::size_t chunk = kernels::chunk_elements<T>;
  const std::size_t most_rows = kernels::row_lanes<T> + 3;
  Arena arena(std::max(most_rows * (chunk + 2), 3 * (5 * chunk + 7)) * sizeof(T));
  for_each<T>(true, [&](const Case<T>& c, const kernels::Level& level) {
    for (const std::size_t d : {chunk, chunk + 1}) {
      for (const std::size_t rows : {std::size_t{1}, std::size_t{2}, most_rows}) {
        ASSERT_TRUE(
            agrees(c, level, {rows, d, d + rows % 2}, Values::numbers, d + rows, arena, {rows == 2, 0}));
      }
    }
    ASSERT_TRUE(agrees(c, level, {3, 5 * chunk + 7, 5 * chunk + 7}, Values::numbers, 5, arena, {true, 0}));
    ASSERT_TRUE(agrees(c, level, {3, 2 * chunk + 1, 2 * chunk + 1}, Values::extremes, 3, arena, {}));
  });
}

// Rows of more than one block, of every way that long rows are taken.
TYPED_TEST(Bits, SamplesOfLongRows) {
  using T = TypeParam;
  const std::size_t tile = kernels::row_lanes<T>;
  Arena arena(70 * 2100 * sizeof(T));
  for_each<T>(true, [&](const Case<T>& c, const kernels::Level& level) {
    for (const std::size_t d : {5 * tile, 7 * tile + 3, std::size_t{255}, std::size_t{300}, std::size_t{512},
                                std::size_t{517}, std::size_t{1030}, std::size_t{2070}}) {
      for (const std::size_t rows : {1U, 2U, 3U, 33U, 70U}) {
        const std::size_t extra = rows % 3;
        ASSERT_TRUE(
            agrees(c, level, {rows, d, d + extra}, Values::numbers, d + rows, arena, {rows % 2 == 0, 0}));
      }
    }
  });
}

// What Neuron calls for a row by itself has the bits of the kernels for many rows, and touches nothing beside
// it.
TYPED_TEST(Bits, OneRowByItself) {
  using T = TypeParam;
  constexpr std::size_t chunk = kernels::chunk_elements<T>;
  GuardedMemory row(2 * chunk * sizeof(T)), weights(2 * chunk * sizeof(T));
  std::vector<std::size_t> sizes{600, 1025, chunk, chunk + 1};
  for (std::size_t d = 0; d <= 300; ++d) sizes.push_back(d);
  for (const std::size_t d : sizes) {
    for (const Values kind : {Values::numbers, Values::extremes}) {
      const Shape shape{1, d, d};
      const Arrays<T> arrays(shape, kind, d);
      for (const kernels::Level* level : kernels::runnable_levels()) {
        Arrays<T> of_definition = arrays;
        Operands<T> want = operands_in(of_definition, shape);
        cases::case_named<T>("predict").run(definition_of<T>(level->isa), want);
        T* const x = row.template place<T>(d, {d % 2 == 0, 0});
        T* const w = weights.template place<T>(d, {d % 2 == 0, 0});
        std::ranges::copy(arrays.features, x);
        std::ranges::copy(arrays.weights, w);
        const kernels::KernelTable<T>& table = level->table<T>();
        ASSERT_TRUE(same_bits(table.predict_row(x, d, w, arrays.bias), want.rows_out[0])) << d;
        cases::case_named<T>("online_epoch").run(definition_of<T>(level->isa), want);
        T bias = arrays.bias;
        const T error = table.learn_row(x, d, arrays.targets[0], w, &bias, arrays.rate, arrays.learn_bias);
        ASSERT_TRUE(same_bits(error, want.scalar_out)) << to_string(level->isa) << " " << d;
        ASSERT_TRUE(same_bits(bias, want.bias)) << to_string(level->isa) << " " << d;
        ASSERT_TRUE(std::equal(w, w + d, want.weights, same_bits<T>)) << to_string(level->isa) << " " << d;
        ASSERT_TRUE(row.untouched_around() && weights.untouched_around());
      }
    }
  }
}

// What threads call that divide the columns of a chunk, with sums that hold something already.
TYPED_TEST(Bits, RowsAddedToSums) {
  using T = TypeParam;
  constexpr std::size_t tile = kernels::row_lanes<T>;
  GuardedMemory rows(33 * 400 * sizeof(T)), sums(400 * sizeof(T));
  for (const std::size_t d :
       {std::size_t{0}, std::size_t{1}, tile - 1, tile, 2 * tile + 3, std::size_t{256}, std::size_t{333}}) {
    for (const std::size_t n : {0U, 1U, 3U, 4U, 7U, 8U, 9U, 33U}) {
      for (const Values kind : {Values::numbers, Values::extremes, Values::special}) {
        const Shape shape{n, d, d + n % 3};
        const Arrays<T> arrays(shape, kind, d + n);
        const Placement where{n % 2 == 0, d % 3};
        T* const x = rows.template place<T>(arrays.features.size(), where);
        T* const sum = sums.template place<T>(d, where);
        std::ranges::copy(arrays.features, x);
        for (const kernels::Level* level : kernels::runnable_levels()) {
          std::vector<T> want(arrays.weights.begin(), arrays.weights.begin() + static_cast<std::ptrdiff_t>(d));
          std::ranges::copy(want, sum);
          for (std::size_t j = 0; j < d; ++j) {
            for (std::size_t i = 0; i < n; ++i) {
              const T factor = arrays.targets[i], element = x[i * shape.stride + j];
              want[j] = is_fused(level->isa) ? std::fma(factor, element, want[j]) : factor * element + want[j];
            }
          }
          level->table<T>().add_rows({x, n, d, shape.stride}, arrays.targets.data(), sum);
          ASSERT_TRUE(std::equal(sum, sum + d, want.begin(), same_bits<T>))
              << to_string(level->isa) << " " << n << " x " << d;
        }
        ASSERT_TRUE(rows.untouched_around() && sums.untouched_around());
      }
    }
  }
}

// What threads compute of a chunk that they divide: each some columns, of which it sets all, and nothing else.
TYPED_TEST(Bits, MomentsOfSomeColumns) {
  using T = TypeParam;
  constexpr double untouched = -77;
  for (const std::size_t d : {9U, 16U, 17U, 24U, 63U, 64U, 71U, 210U}) {
    for (const std::size_t n : {1U, 5U, 300U}) {
      const Shape shape{n, d, d + n % 3};
      const Arrays<T> arrays(shape, Values::numbers, d + n);
      std::vector<T> weights(n);
      for (std::size_t i = 0; i < n; ++i) weights[i] = static_cast<T>(i % 4);
      const std::size_t columns = d + 1;
      for (const kernels::Level* level : kernels::runnable_levels()) {
        for (const T* w : {static_cast<const T*>(nullptr), static_cast<const T*>(weights.data())}) {
          kernels::MomentsScratch scratch;
          const auto moments = [&](std::size_t first, std::size_t end, std::vector<double>& all) {
            kernels::MomentsPlan plan = scratch.plan(level->tuning.moments, d, n);
            plan.first_column = first;
            plan.end_column = end;
            return level->table<T>().accumulate_moments({arrays.features.data(), n, d, shape.stride},
                                                        arrays.targets.data(), w, all.data(),
                                                        all.data() + 2 * columns, plan);
          };
          std::vector<double> want(2 * columns + kernels::triangle_row(columns), untouched);
          const double weight = moments(0, SIZE_MAX, want);
          for (const std::size_t cut : {std::size_t{8}, (d - 1) / 8 * 8}) {
            std::vector<double> found(want.size(), untouched);
            EXPECT_TRUE(same_bits(moments(cut, SIZE_MAX, found), weight));
            EXPECT_EQ(found[0], untouched);
            EXPECT_EQ(found[cut - 1], untouched);
            EXPECT_EQ(found[2 * columns + kernels::triangle_row(cut) - 1], untouched);
            EXPECT_TRUE(same_bits(moments(0, cut, found), weight));
            ASSERT_TRUE(std::ranges::equal(found, want, same_bits<double>))
                << to_string(level->isa) << " " << n << " x " << d << " cut at " << cut;
          }
        }
      }
    }
  }
}

// All kinds of values at small sizes, without leaving it to chance.
TYPED_TEST(Bits, SpecialValuesAtSmallSizes) {
  using T = TypeParam;
  Arena arena(70 * 40 * sizeof(T));
  for (const Values kind : {Values::zeros, Values::extremes, Values::special}) {
    for (const bool over_samples : {false, true}) {
      for_each<T>(over_samples, [&](const Case<T>& c, const kernels::Level& level) {
        for (std::size_t d = 0; d <= 40; ++d) {
          for (std::uint64_t seed = 0; seed < 10; ++seed) {
            const std::size_t rows = over_samples ? 1 + seed * 7 % 34 : 1;
            ASSERT_TRUE(agrees(c, level, {rows, d, d}, kind, seed * 50 + d, arena, {}));
          }
        }
      });
    }
  }
}

// Products that vanish from below leave -0 in every lane; a sum is still +0.
TYPED_TEST(Bits, NoSumIsMinusZero) {
  using T = TypeParam;
  const T tiny = std::numeric_limits<T>::denorm_min();
  for (const std::size_t n : {2 * kernels::row_lanes<T>, kernels::dot_lanes<T>, 5 * kernels::dot_lanes<T>}) {
    const std::vector<T> x(n, tiny);
    const std::vector<T> w(n, -tiny);
    for (const kernels::Level* level : kernels::runnable_levels()) {
      const kernels::Kernels<T> k(*level);
      EXPECT_TRUE(same_bits(k.dot(x.data(), w.data(), n), T(0))) << to_string(level->isa) << " " << n;
      T z = 1;
      k.predict({x.data(), 1, n, n}, w.data(), -T(0), &z);
      EXPECT_TRUE(same_bits(z, T(0))) << to_string(level->isa) << " " << n;
    }
  }
}

}  // namespace
}  // namespace adaline::test
