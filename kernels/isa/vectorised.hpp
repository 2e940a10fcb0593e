// Fills a level's tables with the vectorised kernels. Included by isa/<name>.hpp alone.
#pragma once

#include "kernels/dispatch/table.hpp"
#include "kernels/filter/filter.hpp"
#include "kernels/gradient/add_rows.hpp"
#include "kernels/gradient/gradient.hpp"
#include "kernels/loss/loss.hpp"
#include "kernels/moments/join.hpp"
#include "kernels/moments/moments.hpp"
#include "kernels/online/online.hpp"
#include "kernels/rows/predict.hpp"
#include "kernels/vector/axpy.hpp"
#include "kernels/vector/dot.hpp"

namespace adaline::kernels {
namespace {

template <class Target, class T>
constexpr LevelPart<T> level_part(const TuningTables& tunings) {
  return {width<Target, T> * sizeof(T),
          {.tiles = Target::tile_rows_in_flight > 0,
           .most_rows_of_gradient_sweep = Target::most_rows_of_gradient_sweep,
           .gram_ahead = Target::gram_in_flight > 0,
           .most_rows_of_online_sweep = Target::most_rows_of_online_sweep},
          tunings,
          {
#define ADALINE_KERNEL(name, ...) .name = &name<Target, T>,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
              .predict_row = &predict_row<Target, T>,
              .learn_row = &learn_row<Target, T>,
              .filter = &filter<Target, T>,
              .add_rows = &add_rows<Target, T>,
              .join_moments = &join_moments<Target>,
          }};
}

}  // namespace
}  // namespace adaline::kernels
