#include "parallel/cgroup.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

namespace adaline::parallel {
namespace {

// A quota of time for each period, both in microseconds; no limit is "max" (version 2) or -1 (version 1).
std::optional<std::size_t> cpus_of(std::istream& quota_text, std::istream& period_text) {
  double quota = 0, period = 0;
  if (!(quota_text >> quota) || !(period_text >> period) || !(quota > 0) || !(period > 0)) return std::nullopt;
  constexpr double most = 1e6;
  return static_cast<std::size_t>(std::ceil(std::min(quota / period, most)));
}

std::optional<std::size_t> cpus_of_version_2(const std::string& folder) {
  std::ifstream file(folder + "/cpu.max");
  return cpus_of(file, file);
}

std::optional<std::size_t> cpus_of_version_1(const std::string& folder) {
  std::ifstream quota(folder + "/cpu.cfs_quota_us"), period(folder + "/cpu.cfs_period_us");
  return cpus_of(quota, period);
}

void lower(std::optional<std::size_t>& limit, std::optional<std::size_t> other) {
  if (other && (!limit || *other < *limit)) limit = other;
}

// Of the group and of all around it: each limits what is inside.
template <class Read>
std::optional<std::size_t> least_of_path(const std::string& mount, std::string path, Read read) {
  std::optional<std::size_t> limit = read(mount);
  while (!path.empty() && path != "/") {
    lower(limit, read(mount + path));
    path.resize(std::min(path.rfind('/'), path.size() - 1));
  }
  return limit;
}

// Whether a list "cpu,cpuacct" has the controller "cpu".
bool names_cpu(const std::string& controllers) {
  std::istringstream list(controllers);
  for (std::string name; std::getline(list, name, ',');) {
    if (name == "cpu") return true;
  }
  return false;
}

}  // namespace

std::optional<std::size_t> cgroup_cpus(const std::string& root) {
  // Lines of "hierarchy:controllers:path"; version 2 is hierarchy 0 without controllers.
  std::ifstream groups(root + "/proc/self/cgroup");
  const std::string mount = root + "/sys/fs/cgroup";
  std::optional<std::size_t> limit;
  for (std::string line; std::getline(groups, line);) {
    std::istringstream fields(line);
    std::string hierarchy, controllers, path;
    if (!std::getline(fields, hierarchy, ':') || !std::getline(fields, controllers, ':')) continue;
    std::getline(fields, path);
    if (hierarchy == "0" && controllers.empty()) {
      lower(limit, least_of_path(mount, path, cpus_of_version_2));
    } else if (names_cpu(controllers)) {
      for (const std::string& name : {controllers, std::string("cpu")}) {
        std::string folder = mount;
        folder.append("/").append(name);
        lower(limit, least_of_path(folder, path, cpus_of_version_1));
      }
    }
  }
  return limit;
}

}  // namespace adaline::parallel
