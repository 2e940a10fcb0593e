#include <adaline/workers.hpp>

#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "parallel/job.hpp"
#include "parallel/pool.hpp"

namespace adaline {
namespace {

[[noreturn]] void refuse(const std::string& why) { throw std::invalid_argument(why); }

void check_threads(std::size_t threads) {
  if (threads >= 1 && threads <= Workers::most_threads) return;
  refuse("threads: " + std::to_string(threads) + ", must be from 1 to " +
         std::to_string(Workers::most_threads));
}

// What one process has. A child's copy of it is of no use: the threads are not there, and may have held locks.
struct Crew {
  Crew(pid_t its_process, std::size_t threads) : process(its_process), job(threads) {}

  const pid_t process;
  parallel::Job job;
  std::optional<parallel::Pool> pool;
};

}  // namespace

class Workers::State {
  using Clock = std::chrono::steady_clock;

 public:
  State(std::size_t the_threads, ParallelFor parallel_for)
      : threads(the_threads), parallel_for_(std::move(parallel_for)), has_entered_(the_threads) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (crew_ != nullptr && crew_->process != getpid()) leave_crew_behind();
  }

  const std::size_t threads;

  bool pays(double microseconds) {
    constexpr double least = 20, least_of_sleepers = 500;
    if (threads == 1 || microseconds < least) return false;
    const Clock::duration now = Clock::now().time_since_epoch();
    const Clock::duration before(last_call_.exchange(now.count(), std::memory_order_relaxed));
    // The call before took its time as well.
    const std::chrono::duration<double, std::micro> gap = now - before;
    return microseconds >= least_of_sleepers || gap.count() < 100 + 2 * microseconds;
  }

  void run(std::size_t count, parallel::Job::Call call, void* task) {
    const pid_t self = getpid();
    if (count <= 1 || threads == 1 || !claim(self)) {
      for (std::size_t index = 0; index < count; ++index) call(task, index, 0);
      return;
    }
    const Release release{user_};
    parallel::Job& job = crew_of(self).job;
    job.begin(count, call, task);
    if (parallel_for_) {
      run_on_callers_pool(job);
    } else {
      if (!crew_->pool) crew_->pool.emplace(job, threads);
      crew_->pool->run();
    }
    job.rethrow();
  }

 private:
  struct Release {
    std::atomic<pid_t>& user;
    ~Release() { user = 0; }
  };

  // Whether nobody in this process was using the workers. What another process was doing when this one was
  // forked from it does not go on here.
  bool claim(pid_t self) {
    pid_t user = 0;
    return user_.compare_exchange_strong(user, self) ||
           (user != self && user_.compare_exchange_strong(user, self));
  }

  Crew& crew_of(pid_t self) {
    if (crew_ != nullptr && crew_->process != self) leave_crew_behind();
    if (crew_ == nullptr) crew_ = std::make_unique<Crew>(self, threads);
    return *crew_;
  }

  // Threads of another process can be neither joined nor destroyed.
  void leave_crew_behind() { static_cast<void>(crew_.release()); }

  void run_on_callers_pool(parallel::Job& job) {
    for (std::atomic<bool>& entered : has_entered_) entered = false;
    // Two calls as the same worker would share its scratch memory.
    parallel_for_(threads, [this, &job](std::size_t worker) {
      if (worker < threads && !has_entered_[worker].exchange(true)) job.work(worker);
    });
    job.work(0);  // where the pool has not called all
  }

  ParallelFor parallel_for_;
  std::vector<std::atomic<bool>> has_entered_;
  std::atomic<Clock::rep> last_call_{0};  // when work was last offered
  std::atomic<pid_t> user_{0};            // the process whose call uses the workers, or 0
  std::unique_ptr<Crew> crew_;
};

Workers::Workers(std::size_t threads) {
  check_threads(threads);
  state_ = std::make_unique<State>(threads, ParallelFor());
}

Workers::Workers(std::size_t threads, ParallelFor parallel_for) {
  check_threads(threads);
  if (!parallel_for) refuse("parallel_for: an empty function");
  state_ = std::make_unique<State>(threads, std::move(parallel_for));
}

Workers::~Workers() = default;

bool Workers::pays(double microseconds) const { return state_->pays(microseconds); }

std::size_t Workers::threads() const { return state_->threads; }

void Workers::run(std::size_t count, void (*call)(void*, std::size_t, std::size_t), void* task) {
  if (count > parallel::Job::most_tasks) refuse("count: " + std::to_string(count) + " tasks are too many");
  state_->run(count, call, task);
}

}  // namespace adaline
