#include "parallel/job.hpp"

#include <utility>

namespace adaline::parallel {
namespace {

constexpr std::uint64_t range_of(std::uint64_t begin, std::uint64_t end) { return begin << 32U | end; }
constexpr std::uint64_t begin_of(std::uint64_t range) { return range >> 32U; }
constexpr std::uint64_t end_of(std::uint64_t range) { return range & UINT32_MAX; }

std::optional<std::size_t> take_first(std::atomic<std::uint64_t>& range) {
  std::uint64_t now = range.load(std::memory_order_relaxed);
  while (begin_of(now) < end_of(now)) {
    if (range.compare_exchange_weak(now, range_of(begin_of(now) + 1, end_of(now)))) return begin_of(now);
  }
  return std::nullopt;
}

std::optional<std::size_t> take_last(std::atomic<std::uint64_t>& range) {
  std::uint64_t now = range.load(std::memory_order_relaxed);
  while (begin_of(now) < end_of(now)) {
    if (range.compare_exchange_weak(now, range_of(begin_of(now), end_of(now) - 1))) return end_of(now) - 1;
  }
  return std::nullopt;
}

}  // namespace

void Job::begin(std::size_t count, Call call, void* task) {
  call_ = call;
  task_ = task;
  least_failed_ = SIZE_MAX;
  const std::size_t workers = shares_.size();
  std::size_t first = 0;
  for (std::size_t worker = 0; worker < workers; ++worker) {
    const std::size_t end = first + count / workers + (worker < count % workers ? 1 : 0);
    shares_[worker].range = range_of(first, end);
    first = end;
  }
}

std::optional<std::size_t> Job::take(std::size_t worker) {
  if (const auto own = take_first(shares_[worker].range)) return own;
  for (std::size_t other = 1; other < shares_.size(); ++other) {
    if (const auto taken = take_last(shares_[(worker + other) % shares_.size()].range)) return taken;
  }
  return std::nullopt;
}

void Job::work(std::size_t worker) noexcept {
  while (const auto index = take(worker)) {
    // Those in front of one that failed still run: the first of all that would fail decides what is thrown.
    if (*index > least_failed_.load(std::memory_order_relaxed)) continue;
    try {
      call_(task_, *index, worker);
    } catch (...) {
      failed(*index);
    }
  }
}

void Job::failed(std::size_t index) {
  const std::lock_guard lock(mutex_);
  if (index > least_failed_) return;
  least_failed_ = index;
  exception_ = std::current_exception();
}

void Job::rethrow() {
  if (exception_ == nullptr) return;
  std::rethrow_exception(std::exchange(exception_, nullptr));
}

}  // namespace adaline::parallel
