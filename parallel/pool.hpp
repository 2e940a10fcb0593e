// Threads that wait for jobs.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

#include "parallel/job.hpp"

namespace adaline::parallel {

class Pool {
 public:
  // Threads for the workers 1 .. workers - 1; fewer where the system gives no more.
  Pool(Job& job, std::size_t workers);
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();

  // Works on the job, which has begun, with all threads, the calling one as worker 0. Returns when nobody is at
  // work any more.
  void run();

 private:
  void serve(std::size_t worker);
  bool enter();
  void leave();

  Job& job_;
  const unsigned spins_;
  std::atomic<std::uint32_t> calls_{0};    // how often threads were called to work
  std::atomic<std::uint32_t> at_work_{0};  // how many are; the uppermost bit: whether the job is open
  std::atomic<bool> ends_{false};
  std::vector<std::thread> threads_;
};

}  // namespace adaline::parallel
