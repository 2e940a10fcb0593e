// What this machine can do at most, measured in the same run as what is compared with it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "kernels/cases/case.hpp"
#include "probe.hpp"

namespace adaline::bench {

// Bytes per second of one thread.
struct Bandwidth {
  double read = 0;    // loads alone, the best of several access patterns
  double update = 0;  // y += x: all bytes that it reads and writes
};

struct MultiplyAdds {
  double of_float = 0;  // per second
  double of_double = 0;
};

// Measured at the widest level that runs here. Each number is the best of several tries: a disturbance only ever makes
// it smaller.
class Limits {
 public:
  Limits();

  // Not where no level but `scalar` is compiled in; then nothing else may be asked.
  bool are_known() const { return probe_ != nullptr; }

  struct Memory {
    std::string name;   // "L1", "L2", "L3", "memory"
    std::size_t bytes;  // its size; of memory, what was measured
  };
  // From the nearest cache to memory.
  const std::vector<Memory>& hierarchy() const { return hierarchy_; }

  // With arrays of so many bytes together. Measured when it is asked for the first time.
  const Bandwidth& bandwidth(std::size_t bytes);
  const MultiplyAdds& multiply_adds();

  // The shortest time in which a case can be done, on elements of this size in arrays of `footprint` bytes: it has to
  // move its bytes and to do its multiply-adds, and can do both at once.
  double seconds(const kernels::cases::Work& work, std::size_t footprint, std::size_t element_size);

 private:
  const Probe* probe_;
  std::vector<Memory> hierarchy_;
  std::map<std::size_t, Bandwidth> bandwidths_;
  MultiplyAdds multiply_adds_;
};

}  // namespace adaline::bench
