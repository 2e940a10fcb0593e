// Columns become rows.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>

namespace adaline::kernels {

// Columns begin .. end - 1, element by element.
template <class T, class Column>
void copy_columns(Column column, std::size_t begin, std::size_t end, std::size_t first, std::size_t rows, T* to,
                  std::size_t stride) {
  for (std::size_t c = begin; c < end; ++c) {
    const T* const from = column(c) + first;
    for (std::size_t r = 0; r < rows; ++r) to[r * stride + c] = from[r];
  }
}

// Two columns that are all there are: a loop that a compiler vectorises.
template <class T>
void interleave(const T* a, const T* b, std::size_t rows, T* to) {
  for (std::size_t r = 0; r < rows; ++r) {
    to[2 * r] = a[r];
    to[2 * r + 1] = b[r];
  }
}

// Four elements of each of four columns become four rows of four elements, in vectors of the 16 bytes that
// every CPU of ours has.
inline void transpose_four(const float* const (&column)[4], std::size_t r, float* to, std::size_t stride) {
  using V = float __attribute__((vector_size(16)));
  V in[4];
  for (std::size_t c = 0; c < 4; ++c) std::memcpy(&in[c], column[c] + r, sizeof(V));
  const V low_ab = __builtin_shufflevector(in[0], in[1], 0, 4, 1, 5);
  const V high_ab = __builtin_shufflevector(in[0], in[1], 2, 6, 3, 7);
  const V low_cd = __builtin_shufflevector(in[2], in[3], 0, 4, 1, 5);
  const V high_cd = __builtin_shufflevector(in[2], in[3], 2, 6, 3, 7);
  const V out[4] = {__builtin_shufflevector(low_ab, low_cd, 0, 1, 4, 5),
                    __builtin_shufflevector(low_ab, low_cd, 2, 3, 6, 7),
                    __builtin_shufflevector(high_ab, high_cd, 0, 1, 4, 5),
                    __builtin_shufflevector(high_ab, high_cd, 2, 3, 6, 7)};
  for (std::size_t i = 0; i < 4; ++i) std::memcpy(to + i * stride, &out[i], sizeof(V));
}
inline void transpose_four(const double* const (&column)[4], std::size_t r, double* to, std::size_t stride) {
  using V = double __attribute__((vector_size(16)));
  for (std::size_t half = 0; half < 4; half += 2) {
    V in[4];
    for (std::size_t c = 0; c < 4; ++c) std::memcpy(&in[c], column[c] + r + half, sizeof(V));
    double* const out = to + half * stride;
    const V rows[4] = {__builtin_shufflevector(in[0], in[1], 0, 2), __builtin_shufflevector(in[2], in[3], 0, 2),
                       __builtin_shufflevector(in[0], in[1], 1, 3),
                       __builtin_shufflevector(in[2], in[3], 1, 3)};
    std::memcpy(out, &rows[0], sizeof(V));
    std::memcpy(out + 2, &rows[1], sizeof(V));
    std::memcpy(out + stride, &rows[2], sizeof(V));
    std::memcpy(out + stride + 2, &rows[3], sizeof(V));
  }
}

// Writes rows first .. first + count - 1 of `cols` columns to `to`, row after row. `column(c)` is where column
// c begins.
//
// Columns are taken 16 at a time, more streams than which a CPU does not follow, and of each of them a cache
// line, so that it is used up as soon as it is read. What comes in 8 KB is asked for. (Gradients of 64, 256 and
// 1000 columns from memory, Zen 5: 0.6 to 0.7 of the speed of rows, where all columns side by side reach 0.5,
// 0.5 and 0.3, and without asking 0.2. Registers of 64 bytes gain nothing, since memory decides.)
template <class T, class Column>
void transpose(Column column, std::size_t first, std::size_t count, std::size_t cols, T* to) {
  constexpr std::size_t line = 64 / sizeof(T);
  constexpr std::size_t block = 16;
  if (count == 0) return;
  if (cols == 2) return interleave(column(0) + first, column(1) + first, count, to);
  for (std::size_t c0 = 0; c0 < cols; c0 += block) {
    const std::size_t c1 = std::min(c0 + block, cols);
    const std::size_t ahead = (1 + 8192 / sizeof(T) / (line * (c1 - c0))) * line;
    for (std::size_t i = 0; i < count; i += line) {
      const std::size_t from = first + i, rows = std::min(line, count - i);
      for (std::size_t c = c0; c < c1; ++c) __builtin_prefetch(column(c) + from + ahead);
      for (std::size_t c = c0; c < c1; c += 4) {
        if (c + 4 > c1 || rows < line) {
          copy_columns(column, c, std::min(c + 4, c1), from, rows, to + i * cols, cols);
          continue;
        }
        const T* const four[4] = {column(c) + from, column(c + 1) + from, column(c + 2) + from,
                                  column(c + 3) + from};
        for (std::size_t r = 0; r < line; r += 4) transpose_four(four, r, to + (i + r) * cols + c, cols);
      }
    }
  }
}

// Writes the rows that `order` names. As transpose() does, it takes 16 columns at a time and asks for what
// comes: one line of each column for some rows, which is enough where the order goes up in small steps, as that
// of a fold does.
template <class T, class Column>
void gather(Column column, std::span<const std::size_t> order, std::size_t cols, T* to) {
  constexpr std::size_t some_rows = 16, block = 16, ahead = 128;
  const std::size_t count = order.size();
  for (std::size_t c0 = 0; c0 < cols; c0 += block) {
    const std::size_t c1 = std::min(c0 + block, cols);
    for (std::size_t i = 0; i < count; i += some_rows) {
      const std::size_t end = std::min(i + some_rows, count);
      const std::size_t next = order[std::min(i + ahead, count - 1)];
      for (std::size_t c = c0; c < c1; ++c) __builtin_prefetch(column(c) + next);
      for (std::size_t c = c0; c < c1; ++c) {
        const T* const from = column(c);
        for (std::size_t k = i; k < end; ++k) to[k * cols + c] = from[order[k]];
      }
    }
  }
}

}  // namespace adaline::kernels
