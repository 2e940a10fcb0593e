// Where the samples of a call lie when it begins: it decides how they are read best, and changes no bit.
#pragma once

#include <cstddef>
#include <cstdint>

#include <adaline/matrix.hpp>

namespace adaline::kernels {

enum class Residence : std::uint8_t { first_cache, outer_cache, memory };

// Up to how many bytes samples are expected in a cache.
struct CacheTuning {
  std::size_t first_cache = std::size_t{32} << 10;
  std::size_t all_caches = std::size_t{16} << 20;
};

// The caller of a batch asks for all samples that it is a part of. Rows with gaps as long as themselves are
// read as from the first cache, because most of what would be read ahead of their use would not be used; and so
// are rows that overlap, because the row before has brought most of each.
template <class T>
constexpr Residence residence_of(const MatrixView<T>& all_samples, const CacheTuning& tuning) {
  const std::size_t stride = all_samples.row_stride;
  if (stride >= 2 * all_samples.cols || stride < all_samples.cols) return Residence::first_cache;
  const std::size_t bytes = all_samples.rows * stride * sizeof(T);
  if (bytes <= tuning.first_cache) return Residence::first_cache;
  return bytes <= tuning.all_caches ? Residence::outer_cache : Residence::memory;
}

}  // namespace adaline::kernels
