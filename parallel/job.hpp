// The tasks of one call, and who takes which.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <vector>

namespace adaline::parallel {

// Each worker has a share of neighbouring tasks, the same in each call, so that it finds in its caches what it
// used before. It takes them from the front; who has none left takes them from the end of the others'.
class Job {
 public:
  using Call = void (*)(void* task, std::size_t index, std::size_t worker);

  explicit Job(std::size_t workers) : shares_(workers) {}

  // At most so many tasks have numbers.
  static constexpr std::size_t most_tasks = UINT32_MAX;

  // No worker may be at work meanwhile.
  void begin(std::size_t count, Call call, void* task);

  // Runs tasks until none is left to begin. Throws nothing.
  void work(std::size_t worker) noexcept;

  // Throws what a task threw. No worker may be at work.
  void rethrow();

 private:
  // The tasks from `begin` to `end`, in one word, which changes as a whole.
  struct alignas(64) Share {
    std::atomic<std::uint64_t> range{0};
  };

  std::optional<std::size_t> take(std::size_t worker);
  void failed(std::size_t index);

  std::vector<Share> shares_;
  Call call_ = nullptr;
  void* task_ = nullptr;
  std::atomic<std::size_t> least_failed_{SIZE_MAX};
  std::mutex mutex_;  // of the exception
  std::exception_ptr exception_;
};

}  // namespace adaline::parallel
