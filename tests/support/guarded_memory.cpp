#include "tests/support/guarded_memory.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <stdexcept>

namespace adaline::test {
namespace {

constexpr unsigned char pattern = 0xA5;
constexpr std::size_t margin = 256;

}  // namespace

GuardedMemory::GuardedMemory(std::size_t bytes)
    : page_(static_cast<std::size_t>(sysconf(_SC_PAGESIZE))), size_((bytes + page_ - 1) / page_ * page_) {
  void* const all =
      mmap(nullptr, size_ + 2 * page_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (all == MAP_FAILED) throw std::bad_alloc();
  mapping_ = static_cast<unsigned char*>(all);
  mprotect(mapping_, page_, PROT_NONE);
  mprotect(mapping_ + page_ + size_, page_, PROT_NONE);
}

GuardedMemory::~GuardedMemory() { munmap(mapping_, size_ + 2 * page_); }

void* GuardedMemory::place_bytes(std::size_t bytes, bool at_end, std::size_t gap) {
  if (bytes + gap > size_) throw std::invalid_argument("guarded memory is too small");
  unsigned char* const begin = mapping_ + page_;
  placed_ = at_end ? begin + size_ - gap - bytes : begin + gap;
  placed_bytes_ = bytes;
  const std::size_t before = std::min(margin, static_cast<std::size_t>(placed_ - begin));
  const std::size_t after = std::min(margin, static_cast<std::size_t>(begin + size_ - placed_) - bytes);
  std::memset(placed_ - before, pattern, before);
  std::memset(placed_ + bytes, pattern, after);
  return placed_;
}

bool GuardedMemory::untouched_around() const {
  const unsigned char* const begin = mapping_ + page_;
  const std::size_t before = std::min(margin, static_cast<std::size_t>(placed_ - begin));
  const std::size_t after = std::min(margin, static_cast<std::size_t>(begin + size_ - placed_) - placed_bytes_);
  const auto is_pattern = [](unsigned char byte) { return byte == pattern; };
  return std::all_of(placed_ - before, placed_, is_pattern) &&
         std::all_of(placed_ + placed_bytes_, placed_ + placed_bytes_ + after, is_pattern);
}

}  // namespace adaline::test
