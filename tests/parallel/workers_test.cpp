// Workers alone: each task once, by one worker at a time, whatever threads there are.
#include <gtest/gtest.h>
#include <adaline/workers.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/expect_message.hpp"

namespace adaline::test {
namespace {

// How often each task ran; that no worker had two at a time is looked at on the way.
std::vector<int> runs_of_tasks(Workers& workers, std::size_t count) {
  std::vector<std::atomic<int>> runs(count), at_work(workers.threads());
  workers.for_each(count, [&](std::size_t index, std::size_t worker) {
    ASSERT_LT(worker, workers.threads());
    EXPECT_EQ(at_work[worker]++, 0);
    ++runs[index];
    --at_work[worker];
  });
  return {runs.begin(), runs.end()};
}

void expect_each_task_once(Workers& workers) {
  for (const std::size_t count : {0U, 1U, 2U, 3U, 7U, 64U, 1000U}) {
    EXPECT_EQ(runs_of_tasks(workers, count), std::vector<int>(count, 1)) << count;
  }
}

TEST(AllWorkers, RunEachTaskOnce) {
  for (const std::size_t threads : {1U, 2U, 3U, 4U, 16U, 64U}) {
    Workers workers(threads);
    EXPECT_EQ(workers.threads(), threads);
    for (int round = 0; round < 20; ++round) expect_each_task_once(workers);
  }
}

TEST(AllWorkers, AreSeveralThreads) {
  Workers workers(2);
  std::atomic<int> arrived = 0;
  workers.for_each(2, [&](std::size_t, std::size_t) {
    // Each waits for the other: one thread alone would wait for ever.
    ++arrived;
    while (arrived < 2) std::this_thread::yield();
  });
  EXPECT_EQ(arrived, 2);
}

TEST(AllWorkers, WhoAreNeverUsedStartNoThread) {
  for (int i = 0; i < 1000; ++i) {
    Workers workers(Workers::most_threads);
    EXPECT_EQ(runs_of_tasks(workers, 1), std::vector<int>(1, 1));
  }
}

// Of a thread that is slow the others take what it has not begun.
TEST(AllWorkers, TakeWhatOthersHaveNotBegun) {
  Workers workers(2);
  std::atomic<int> done = 0;
  workers.for_each(100, [&](std::size_t index, std::size_t) {
    if (index == 0) {
      while (done < 99) std::this_thread::yield();
    }
    ++done;
  });
  EXPECT_EQ(done, 100);
}

TEST(AllWorkers, ThrowWhatTheFirstTaskThrows) {
  for (const std::size_t threads : {1U, 2U, 5U}) {
    Workers workers(threads);
    for (int round = 0; round < 50; ++round) {
      try {
        workers.for_each(200, [](std::size_t index, std::size_t) {
          if (index % 50 == 13) throw std::runtime_error("task " + std::to_string(index));
        });
        ADD_FAILURE() << "no exception";
      } catch (const std::runtime_error& error) {
        EXPECT_STREQ(error.what(), "task 13");
      }
      EXPECT_EQ(runs_of_tasks(workers, 9), std::vector<int>(9, 1));
    }
  }
}

TEST(AllWorkers, WorkWithinTheirOwnTasks) {
  Workers workers(3);
  std::atomic<int> runs = 0;
  workers.for_each(5, [&](std::size_t, std::size_t) {
    workers.for_each(7, [&](std::size_t, std::size_t worker) {
      EXPECT_EQ(worker, 0U);  // the calling thread alone
      ++runs;
    });
  });
  EXPECT_EQ(runs, 35);
}

TEST(AllWorkers, WorkForSeveralThreadsAtOnce) {
  Workers workers(3);
  std::vector<std::jthread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      for (int round = 0; round < 50; ++round) {
        EXPECT_EQ(runs_of_tasks(workers, 20), std::vector<int>(20, 1));
      }
    });
  }
}

// A caller's pool of plain threads.
void in_plain_threads(std::size_t count, const std::function<void(std::size_t)>& task) {
  std::vector<std::jthread> all;
  for (std::size_t i = 0; i < count; ++i) all.emplace_back([&task, i] { task(i); });
}

TEST(CallersPool, RunsEachTaskOnce) {
  Workers in_threads(3, in_plain_threads);
  expect_each_task_once(in_threads);
  Workers one_after_the_other(4, [](std::size_t count, const std::function<void(std::size_t)>& task) {
    for (std::size_t i = count; i-- > 0;) task(i);
  });
  expect_each_task_once(one_after_the_other);
  // A pool that does not do what it should changes nothing either.
  Workers never(4, [](std::size_t, const std::function<void(std::size_t)>&) {});
  expect_each_task_once(never);
  Workers too_often(4, [](std::size_t count, const std::function<void(std::size_t)>& task) {
    for (std::size_t i = 0; i < 3 * count; ++i) task(i % (2 * count));
  });
  expect_each_task_once(too_often);
}

TEST(CallersPool, IsCalledWithTheNumberOfThreads) {
  std::vector<std::size_t> counts;
  Workers workers(5,
                  [&](std::size_t count, const std::function<void(std::size_t)>&) { counts.push_back(count); });
  workers.for_each(100, [](std::size_t, std::size_t) {});
  workers.for_each(1, [](std::size_t, std::size_t) {});  // nothing to share
  EXPECT_EQ(counts, std::vector<std::size_t>{5});
}

TEST(CallersPool, MayThrow) {
  bool fails = true;
  Workers workers(2, [&](std::size_t count, const std::function<void(std::size_t)>& task) {
    if (fails) throw std::runtime_error("no pool");
    in_plain_threads(count, task);
  });
  EXPECT_THROW(workers.for_each(3, [](std::size_t, std::size_t) {}), std::runtime_error);
  fails = false;
  EXPECT_EQ(runs_of_tasks(workers, 20), std::vector<int>(20, 1));
}

TEST(AllWorkers, AreCountedFromOneToTheLimit) {
  expect_invalid([] { const Workers none(0); }, "threads: 0, must be from 1 to 1024");
  expect_invalid([] { const Workers many(1025); }, "threads: 1025, must be from 1 to 1024");
  expect_invalid([] { const Workers none(0, in_plain_threads); }, "threads: 0, must be from 1 to 1024");
  expect_invalid([] { const Workers empty(2, Workers::ParallelFor()); }, "parallel_for: an empty function");
}

}  // namespace
}  // namespace adaline::test
