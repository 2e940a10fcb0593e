// How many threads a process should use: by files of control groups as Linux writes them, and by OpenMP.
#include <gtest/gtest.h>
#include <adaline/workers.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "parallel/available_threads.hpp"
#include "parallel/cgroup.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using parallel::cgroup_cpus;

// A file system of its own.
class Cgroup : public testing::Test {
 protected:
  void write(const std::string& path, const std::string& text) const {
    const std::filesystem::path file = root_ + path;
    std::filesystem::create_directories(file.parent_path());
    write_file(file, text);
  }

  const TemporaryFolder folder_;
  const std::string root_ = folder_.path().string();
};

TEST_F(Cgroup, WithoutAnyThereIsNoLimit) { EXPECT_EQ(cgroup_cpus(root_), std::nullopt); }

TEST_F(Cgroup, OfVersion2LimitsWithAllAroundIt) {
  write("/proc/self/cgroup", "0::/system/job/step\n");
  EXPECT_EQ(cgroup_cpus(root_), std::nullopt);
  write("/sys/fs/cgroup/system/job/step/cpu.max", "max 100000\n");
  EXPECT_EQ(cgroup_cpus(root_), std::nullopt);
  write("/sys/fs/cgroup/system/job/step/cpu.max", "400000 100000\n");
  EXPECT_EQ(cgroup_cpus(root_), 4U);
  write("/sys/fs/cgroup/system/job/cpu.max", "250000 100000\n");
  EXPECT_EQ(cgroup_cpus(root_), 3U);
  write("/sys/fs/cgroup/cpu.max", "50000 100000\n");
  EXPECT_EQ(cgroup_cpus(root_), 1U);
}

TEST_F(Cgroup, OfAContainerIsTheRoot) {
  write("/proc/self/cgroup", "0::/\n");
  write("/sys/fs/cgroup/cpu.max", "200000 100000\n");
  EXPECT_EQ(cgroup_cpus(root_), 2U);
}

TEST_F(Cgroup, OfVersion1HasTwoFiles) {
  write("/proc/self/cgroup", "12:memory:/a\n4:cpu,cpuacct:/a/b\n1:name=systemd:/c\n");
  write("/sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us", "-1\n");
  write("/sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(cgroup_cpus(root_), std::nullopt);
  write("/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "150000\n");
  write("/sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us", "50000\n");
  EXPECT_EQ(cgroup_cpus(root_), 3U);
}

TEST_F(Cgroup, FilesThatMakeNoSenseAreNoLimit) {
  write("/proc/self/cgroup", "0::/\nnonsense\n::\n");
  for (const char* text : {"", "max", "-5 100000", "100000 0", "nan 100000", "0 100000"}) {
    write("/sys/fs/cgroup/cpu.max", text);
    EXPECT_EQ(cgroup_cpus(root_), std::nullopt) << text;
  }
  write("/sys/fs/cgroup/cpu.max", "1e300 1\n");
  EXPECT_EQ(cgroup_cpus(root_), 1000000U);
}

TEST(AvailableThreads, AreThoseOfOpenMpOrOfTheProcess) {
  unsetenv("OMP_NUM_THREADS");
  const std::size_t cpus = parallel::cpus_of_process();
  EXPECT_GE(cpus, 1U);
  EXPECT_EQ(available_threads(), std::min(cpus, Workers::most_threads));
  for (const auto& [text, threads] : {std::pair("3", 3U), std::pair("5,2", 5U), std::pair(" 7 ", 7U)}) {
    setenv("OMP_NUM_THREADS", text, 1);
    EXPECT_EQ(available_threads(), threads) << text;
  }
  setenv("OMP_NUM_THREADS", "1000000", 1);
  EXPECT_EQ(available_threads(), Workers::most_threads);
  for (const char* text : {"", "0", "-1", "x", "3x", "99999999999999999999999"}) {
    setenv("OMP_NUM_THREADS", text, 1);
    EXPECT_EQ(available_threads(), std::min(cpus, Workers::most_threads)) << text;
  }
  unsetenv("OMP_NUM_THREADS");
}

}  // namespace
}  // namespace adaline::test
