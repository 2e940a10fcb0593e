// An array that grows by large steps without ever being there twice.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

namespace adaline::io {

// Aligned to 64 bytes. A large block is moved by realloc() without copying (glibc remaps its pages), and what
// was reserved but not yet written takes no memory: so a file of unknown length ends up in exactly the memory
// of its numbers, where a std::vector needs three times as much on its way.
template <class T>
class GrowingArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  std::size_t size() const { return size_; }
  std::span<T> elements() { return {first(), size_}; }
  std::span<const T> elements() const { return {first(), size_}; }

  // Room for about so many elements more, where it can be had: then nothing is moved while they come, and the
  // system is asked for huge pages. The first touch of each page of 4 KB takes 2 us on Zen 4, as long as
  // reading ten numbers, and threads wait for each other there.
  void reserve(std::size_t count) {
    if (capacity_ - size_ >= count) return;
    try {
      grow(count);
    } catch (const std::bad_alloc&) {
      return;
    }
    ask_for_huge_pages();
  }

  // Where the next elements go: room for `count` of them, not initialised. Throws std::bad_alloc.
  T* room_for(std::size_t count) {
    if (capacity_ - size_ < count) grow(count);
    return first() + size_;
  }

  // Takes in `count` elements that were written to the room.
  void add(std::size_t count) { size_ += count; }

 private:
  static constexpr std::size_t alignment = 64;

  T* first() const { return reinterpret_cast<T*>(block_.get() + offset_); }

  // Out of line: it is rare, and g++ 12 would warn of callers that remember an address.
  [[gnu::noinline]] void grow(std::size_t count) {
    constexpr std::size_t most = (std::numeric_limits<std::size_t>::max() / 2 - alignment) / sizeof(T);
    if (count > most - size_) throw std::bad_alloc();
    const std::size_t capacity =
        std::min(most, std::max({size_ + count, capacity_ + capacity_ / 2, std::size_t{1024}}));
    auto* const moved = static_cast<std::byte*>(std::realloc(block_.get(), capacity * sizeof(T) + alignment));
    if (moved == nullptr) throw std::bad_alloc();
    static_cast<void>(block_.release());
    block_.reset(moved);
    capacity_ = capacity;
    // A small block may land on another alignment.
    const std::size_t address = reinterpret_cast<std::uintptr_t>(moved) % alignment;
    const std::size_t offset = (alignment - address) % alignment;
    if (offset != offset_) std::memmove(moved + offset, moved + offset_, size_ * sizeof(T));
    offset_ = offset;
  }

  void ask_for_huge_pages() const {
#ifdef MADV_HUGEPAGE
    constexpr std::size_t huge = std::size_t{2} << 20;
    const std::size_t skipped = (huge - reinterpret_cast<std::uintptr_t>(block_.get()) % huge) % huge;
    const std::size_t bytes = capacity_ * sizeof(T);
    // A system that has none refuses, which changes nothing else.
    if (bytes >= skipped + huge)
      madvise(block_.get() + skipped, (bytes - skipped) / huge * huge, MADV_HUGEPAGE);
#endif
  }

  struct Free {
    void operator()(std::byte* block) const { std::free(block); }
  };
  std::unique_ptr<std::byte, Free> block_;
  std::size_t offset_ = 0;  // of the first element in the block, in bytes
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace adaline::io
