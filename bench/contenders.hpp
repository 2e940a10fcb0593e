// Who is measured: the levels of the library, and those that they are compared with.
#pragma once

#include <adaline/workers.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/implementation.hpp"
#include "bench/suite/shapes.hpp"

namespace adaline::bench {

struct Contender {
  std::string
      name;  // as in the names of benchmarks: "avx2", "plain", "compiler-avx2", "openblas", "eigen-avx2"
  Implementation kernels;
  bool is_ours;
  bool for_short_calls = false;  // only measured where the way to a kernel counts
  bool for_long_runs = true;     // else left out where one run of a slow one takes seconds
  // Of contests about threads, in which nobody else takes part: how many, and 0 in all others.
  std::size_t threads = 0;
  std::shared_ptr<Workers> workers = nullptr;  // of ours, which its kernels divide their samples among
  void (*use_threads)(std::size_t) = nullptr;  // of a library that has threads of its own
};

// For as long as it lives, a library with threads of its own uses as many as the contender has.
class ThreadsInUse {
 public:
  explicit ThreadsInUse(const Contender& contender) : use_(contender.use_threads) {
    if (use_ != nullptr) use_(contender.threads);
  }
  ThreadsInUse(const ThreadsInUse&) = delete;
  ThreadsInUse& operator=(const ThreadsInUse&) = delete;
  ~ThreadsInUse() {
    if (use_ != nullptr) use_(1);
  }

 private:
  void (*use_)(std::size_t);
};

// Those that can run on this CPU, ours first. The quick selection leaves out `scalar` where there is another
// level, and rivals that were compiled for less than the best level. A library that chooses its level by itself
// takes no part with less than the best level.
//
// Behind them stand those of contests about threads: the level in use, and OpenBLAS, with each of
// thread_counts().
std::vector<Contender> contenders(Selection selection);

}  // namespace adaline::bench
