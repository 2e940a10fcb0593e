// Workers on both sides of fork(): before their first use, after it, and while another thread uses them.
#include <gtest/gtest.h>
#include <adaline/adaline.hpp>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

#include "tests/support/random_problem.hpp"
#include "tests/support/sanitized.hpp"

namespace adaline::test {
namespace {

class Fork : public testing::Test {
 protected:
  void SetUp() override {
    if (is_thread_sanitized) GTEST_SKIP() << "the thread sanitizer does not let a child start threads";
  }
};

// Runs all tasks on two threads at least, as long as there are two.
bool works(Workers& workers) {
  std::vector<std::atomic<int>> runs(50);
  workers.for_each(runs.size(), [&](std::size_t index, std::size_t) { ++runs[index]; });
  for (const auto& count : runs) {
    if (count != 1) return false;
  }
  return true;
}

// What a child does, in which no test may be reported: whether it returned true, within ten seconds.
template <class F>
bool holds_in_child(F f) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(10);
    _exit(f() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST_F(Fork, WorkersWorkOnBothSides) {
  Workers workers(3);
  EXPECT_TRUE(holds_in_child([&] { return works(workers); }));
  EXPECT_TRUE(works(workers));
  EXPECT_TRUE(holds_in_child([&] { return works(workers) && holds_in_child([&] { return works(workers); }); }));
  EXPECT_TRUE(works(workers));
}

TEST_F(Fork, WorkersOfTheParentAreDestroyedInTheChild) {
  auto workers = std::make_unique<Workers>(3);
  EXPECT_TRUE(works(*workers));
  EXPECT_TRUE(holds_in_child([&] {
    workers.reset();
    return true;
  }));
  EXPECT_TRUE(holds_in_child([&] {
    const bool fine = works(*workers);
    workers.reset();
    return fine;
  }));
}

TEST_F(Fork, WorkersInUseMeanwhileWorkInTheChild) {
  Workers workers(3);
  std::atomic<bool> is_over = false;
  std::jthread user([&] {
    while (!is_over) EXPECT_TRUE(works(workers));
  });
  for (int round = 0; round < 20; ++round) EXPECT_TRUE(holds_in_child([&] { return works(workers); }));
  is_over = true;
}

// Where the system gives no memory for the stack of a thread, the calling one does all.
TEST_F(Fork, WorkersWithoutThreadsWork) {
  if (is_sanitized) GTEST_SKIP() << "a sanitizer needs memory of its own";
  EXPECT_TRUE(holds_in_child([&] {
    Workers workers(3);
    const rlimit none{1, 1};
    return setrlimit(RLIMIT_AS, &none) == 0 && works(workers) && works(workers);
  }));
}

// An observer that forks: both processes go on, to the same weights.
TEST_F(Fork, TrainingGoesOnInBothProcesses) {
  const RandomProblem<float> problem(20000, 30, 1);
  const auto trained = [&](std::size_t threads, const Observer<float>& observer) {
    Neuron<float> neuron(30);
    (void)train(neuron, problem.view(), Batch{BatchStrategy::gradient_descent},
                {.epochs = 6, .threads = threads}, observer);
    return neuron;
  };
  const Neuron<float> expected = trained(1, {});
  pid_t child = -1;
  Observer<float> observer;
  observer.on_epoch = [&](const Epoch<float>& epoch) {
    if (epoch.epoch == 2) child = fork();
    if (child == 0) alarm(10);
    return true;
  };
  const Neuron<float> neuron = trained(2, observer);
  if (child == 0) _exit(neuron == expected ? 0 : 1);
  EXPECT_EQ(neuron, expected);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

}  // namespace
}  // namespace adaline::test
