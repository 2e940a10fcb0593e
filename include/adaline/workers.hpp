/// @file
/// Threads that share the work of one call: their own, or those of a pool that the caller has.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <type_traits>

namespace adaline {

/// Returns how many threads this process should use: the first number of OMP_NUM_THREADS, where the environment
/// has one; else the CPUs that the process may run on, but no more than the CPU time that its control group
/// (cgroup, as containers and Slurm set it) gives it, rounded up. At least 1 and at most Workers::most_threads.
/// Thread-safe, as long as no other thread changes the environment.
std::size_t available_threads();

/// Threads that a call may divide its work among. Nothing in this library starts a thread but an object of this
/// class, at the first work that is worth it, and its destructor ends them.
///
/// How many there are changes no bit of any result: work is divided into chunks by its size alone, and their
/// results are combined in the order of the chunks.
///
/// - Threads: thread-safe. Where an object is in use already, by another thread or by the task that makes the
///   call, the calling thread does all the work. The same holds where the system gives no more threads.
/// - Processes: an object can be used on both sides of fork(); the child's starts threads of its own.
class Workers {
 public:
  /// The largest number of threads that is accepted.
  static constexpr std::size_t most_threads = 1024;

  /// What a caller's own pool does: it calls `task(0)` .. `task(count - 1)`, each once, on any threads and in
  /// any order, also one after the other, and returns when all have returned. `task` throws nothing.
  using ParallelFor = std::function<void(std::size_t count, const std::function<void(std::size_t)>& task)>;

  /// So many threads, of which the calling one is the first.
  ///
  /// - Errors: std::invalid_argument for 0 and for more than most_threads.
  explicit Workers(std::size_t threads);

  /// At most so many threads of a pool that the caller has. Each call of a function with these workers calls
  /// `parallel_for` once at most, with `threads` for the count. An exception that it throws passes through.
  ///
  /// - Errors: std::invalid_argument for 0, for more than most_threads, and for an empty function.
  Workers(std::size_t threads, ParallelFor parallel_for);

  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  /// Ends the threads.
  ~Workers();

  /// Returns how many threads there may be, the calling one among them. O(1).
  std::size_t threads() const;

  /// Returns whether work that one thread does in about so many microseconds ends sooner when it is divided. To
  /// hand it to threads that wait for it takes about a microsecond. Those that sleep, which they do 50
  /// microseconds after their last task, take up to 50 to wake, and find their caches cold: they are woken for
  /// work of half a millisecond, and for less where calls follow each other closely. O(1).
  bool pays(double microseconds) const;

  /// Calls `task(index, worker)` for each index from 0 to count - 1, on all threads, and returns when all calls
  /// have returned. `worker` is less than threads(), and no two calls with the same one run at once: it tells
  /// which scratch memory a task may use. Each worker begins with its own share of neighbouring indices, which
  /// is the same in each call, and takes others when it is done.
  ///
  /// - Errors: an exception of a task passes through, when all threads have ended their tasks. Of several it is
  ///   that of the least index. Tasks with greater indices may not have run then.
  /// - Memory: nothing is allocated but at the first call.
  template <class F>
  void for_each(std::size_t count, F&& task) {
    using Task = std::remove_reference_t<F>;
    run(
        count,
        [](void* callable, std::size_t index, std::size_t worker) {
          (*static_cast<Task*>(callable))(index, worker);
        },
        const_cast<std::remove_const_t<Task>*>(std::addressof(task)));
  }

 private:
  void run(std::size_t count, void (*call)(void*, std::size_t, std::size_t), void* task);

  class State;
  std::unique_ptr<State> state_;
};

}  // namespace adaline
