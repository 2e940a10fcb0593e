// Memory between two pages that nobody may touch.
#pragma once

#include <cstddef>

namespace adaline::test {

// Where an array lies: `gap` elements away from the guard page behind it (at_end) or before it.
struct Placement {
  bool at_end = true;
  std::size_t gap = 0;
};

class GuardedMemory {
 public:
  explicit GuardedMemory(std::size_t bytes);
  ~GuardedMemory();
  GuardedMemory(const GuardedMemory&) = delete;
  GuardedMemory& operator=(const GuardedMemory&) = delete;

  // Room for n elements of T; ends what was placed before. The bytes around it, up to the guard pages but
  // at most 256, hold a pattern.
  template <class T>
  T* place(std::size_t n, Placement where) {
    return static_cast<T*>(place_bytes(n * sizeof(T), where.at_end, where.gap * sizeof(T)));
  }

  // Whether nobody wrote next to the placed array.
  bool untouched_around() const;

 private:
  void* place_bytes(std::size_t bytes, bool at_end, std::size_t gap);

  unsigned char* mapping_ = nullptr;
  std::size_t page_ = 0;
  std::size_t size_ = 0;  // between the guard pages
  unsigned char* placed_ = nullptr;
  std::size_t placed_bytes_ = 0;
};

}  // namespace adaline::test
