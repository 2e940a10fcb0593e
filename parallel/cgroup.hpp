// The CPU time that the control group of this process has (Linux).
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace adaline::parallel {

// How many CPUs' time, rounded up; none where there is no limit. `root` is where the file system begins: "/"
// but in tests.
std::optional<std::size_t> cgroup_cpus(const std::string& root);

}  // namespace adaline::parallel
