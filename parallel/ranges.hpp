// Items that stand side by side, divided among threads.
#pragma once

#include <adaline/workers.hpp>

#include <algorithm>
#include <cstddef>

namespace adaline::parallel {

// How long one thread takes to copy so many bytes, about: 10 GB/s.
constexpr double microseconds_to_copy(std::size_t bytes) { return static_cast<double>(bytes) / 10e3; }

// Calls f(index) for each index from 0 to count - 1; by workers, where there are any. Exceptions as
// Workers::for_each.
template <class F>
void for_each(Workers* workers, std::size_t count, const F& f) {
  if (workers != nullptr) return workers->for_each(count, [&](std::size_t index, std::size_t) { f(index); });
  for (std::size_t index = 0; index < count; ++index) f(index);
}

// The numbers from 0 to items - 1 in ranges of about the same length: one where there are no workers, or where
// so many microseconds of work, by one thread, do not pay to be divided.
class Ranges {
 public:
  Ranges(Workers* workers, std::size_t items, double microseconds) : workers_(workers), items_(items) {
    // With more than one for each thread, they wait less for the last one.
    constexpr std::size_t for_a_thread = 8;
    if (workers != nullptr && workers->pays(microseconds)) {
      count_ = std::clamp<std::size_t>(items, 1, for_a_thread * workers->threads());
    }
  }

  std::size_t count() const { return count_; }
  std::size_t begin(std::size_t range) const {
    return items_ / count_ * range + items_ % count_ * range / count_;
  }
  std::size_t end(std::size_t range) const { return begin(range + 1); }

  // Calls f(range) for each range, as above.
  template <class F>
  void for_each(const F& f) const {
    parallel::for_each(workers_, count_, f);
  }

 private:
  Workers* workers_;
  std::size_t items_;
  std::size_t count_ = 1;
};

}  // namespace adaline::parallel
