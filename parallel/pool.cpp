#include "parallel/pool.hpp"

#include <exception>

#include "parallel/available_threads.hpp"

namespace adaline::parallel {
namespace {

constexpr std::uint32_t open = std::uint32_t{1} << 31U;

void relax() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Returns the value of `word` when it is no longer `old`.
std::uint32_t changed_from(const std::atomic<std::uint32_t>& word, std::uint32_t old, unsigned spins) {
  for (unsigned i = 0; i < spins; ++i) {
    const std::uint32_t now = word.load(std::memory_order_acquire);
    if (now != old) return now;
    relax();
  }
  word.wait(old, std::memory_order_acquire);
  return word.load(std::memory_order_acquire);
}

}  // namespace

// A thread that sleeps takes 5 to 50 us to wake, as long as an epoch over samples in a cache: it looks for the
// next job for about 50 us before it sleeps. Where threads share CPUs it would keep the others from working.
Pool::Pool(Job& job, std::size_t workers) : job_(job), spins_(workers <= cpus_of_process() ? 2000 : 0) {
  threads_.reserve(workers - 1);
  try {
    for (std::size_t worker = 1; worker < workers; ++worker) {
      threads_.emplace_back([this, worker] { serve(worker); });
    }
  } catch (const std::exception&) {
    // The system has no more threads, or no memory for one: those that there are do the work.
  }
}

Pool::~Pool() {
  ends_ = true;
  ++calls_;
  calls_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool Pool::enter() {
  std::uint32_t now = at_work_.load(std::memory_order_acquire);
  while ((now & open) != 0) {
    if (at_work_.compare_exchange_weak(now, now + 1, std::memory_order_acq_rel)) return true;
  }
  return false;
}

void Pool::leave() {
  if (at_work_.fetch_sub(1, std::memory_order_acq_rel) == 1) at_work_.notify_one();
}

// Who wakes when the job is done already goes back to sleep, and nobody waits for it.
void Pool::serve(std::size_t worker) {
  std::uint32_t seen = 0;
  for (;;) {
    seen = changed_from(calls_, seen, spins_);
    if (ends_) return;
    if (!enter()) continue;
    job_.work(worker);
    leave();
  }
}

void Pool::run() {
  at_work_.fetch_or(open, std::memory_order_acq_rel);
  calls_.fetch_add(1, std::memory_order_acq_rel);
  calls_.notify_all();
  job_.work(0);
  std::uint32_t now = at_work_.fetch_and(~open, std::memory_order_acq_rel) & ~open;
  while (now != 0) now = changed_from(at_work_, now, spins_);
}

}  // namespace adaline::parallel
