// What this machine can do at most, measured in the same run as what is compared with it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <adaline/matrix.hpp>
#include <adaline/workers.hpp>

#include "bench/limits/probe.hpp"
#include "bench/measure/rounds.hpp"
#include "goldens/cases/case.hpp"

namespace adaline::bench {

// Moving bytes as fast as this machine can, by one thread.
struct Movement {
  Repeat repeat;                // once through the arrays
  double bytes = 0;             // that it then has read and written
  double bytes_per_second = 0;  // when it was chosen: the best of several tries
};

struct MultiplyAdds {
  double of_float = 0;  // per second
  double of_double = 0;
};

// The least time for a kernel's work: it has to move its bytes and to do its multiply-adds, and can do both at
// once.
struct Limit {
  const Movement* movement;
  double times;      // of the movement, that move the kernel's bytes
  double computing;  // seconds for the multiply-adds
  bool is_update;

  // Where one time of the movement took so many seconds.
  double seconds(double movement_seconds) const {
    const double moving = times * movement_seconds;
    return moving > computing ? moving : computing;
  }
  const char* kind(double movement_seconds) const {
    if (seconds(movement_seconds) > times * movement_seconds) return "multiply-adds";
    return is_update ? "updates" : "loads";
  }
};

// At the widest level that runs here. Keeps arrays of the largest size that was asked for.
class Limits {
 public:
  // `least_seconds` of each measurement.
  explicit Limits(double least_seconds);

  // Not where no level but `scalar` is compiled in; then nothing else may be asked.
  bool are_known() const { return probe_ != nullptr; }

  struct Memory {
    std::string name;   // "L1", "L2", "L3", "memory"
    std::size_t bytes;  // that are moved to measure it
  };
  // From the nearest cache to memory.
  std::vector<Memory> hierarchy(std::size_t memory_bytes) const;

  // The fastest of several patterns, in arrays of so many bytes together. Chosen when it is asked for the first
  // time.
  const Movement& reading(std::size_t bytes);   // loads alone
  const Movement& updating(std::size_t bytes);  // y += x
  // Loads by several threads at once, each of which has a share of the bytes for itself and does not wait for
  // the others. The workers must outlive this object.
  const Movement& reading_by(Workers& workers, std::size_t bytes);
  const MultiplyAdds& multiply_adds();

  // Of work on elements of this size, in arrays of `footprint` bytes. With workers: where the bytes are
  // loaded by all threads, and each multiplies and adds as fast as one does alone.
  Limit limit(const cases::Work& work, std::size_t footprint, std::size_t element_size,
              Workers* workers = nullptr);

 private:
  void reserve(std::size_t bytes);

  double least_seconds_;
  const Probe* probe_;
  Matrix<float> memory_;
  std::map<std::size_t, Movement> readings_;
  std::map<std::size_t, Movement> updates_;
  std::map<std::pair<std::size_t, std::size_t>, Movement> readings_by_;  // by share and number of threads
  MultiplyAdds multiply_adds_;
};

}  // namespace adaline::bench
