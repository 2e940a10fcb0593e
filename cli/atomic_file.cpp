#include "atomic_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include "errors.hpp"

namespace adaline::cli {
namespace {

// The permissions of a file that open() makes. umask() can only be asked by setting it.
mode_t mode_of_new_file() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path path) : path_(std::move(path)) {
  struct stat old {};
  const bool exists = stat(path_.c_str(), &old) == 0;
  if (exists && !S_ISREG(old.st_mode)) {
    file_ = io::FileDescriptor(open(path_.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file_.is_open()) refuse(errno);
    return;
  }
  // Only now: the links of /dev/stdout may lead to a pipe, which has no path.
  std::error_code error;
  target_ = std::filesystem::weakly_canonical(path_, error);
  if (error) refuse(error.value());
  // Renaming would replace even a file that nobody may write.
  if (exists && access(target_.c_str(), W_OK) != 0) refuse(errno);

  std::string name = (target_.parent_path() / ".adaline-XXXXXX").string();
  file_ = io::FileDescriptor(mkstemp(name.data()));
  if (!file_.is_open()) refuse(errno);
  temporary_ = name;
  fcntl(file_.number(), F_SETFD, FD_CLOEXEC);
  fchmod(file_.number(), exists ? old.st_mode & 07777 : mode_of_new_file());
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_.number(), bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      refuse(errno);
    }
  }
}

void AtomicFile::commit() {
  // Some file systems report a full disk only here. Devices and pipes cannot be synchronised.
  if (!temporary_.empty() && fsync(file_.number()) != 0) refuse(errno);
  if (file_.close() != 0) refuse(errno);
  if (temporary_.empty()) return;
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) refuse(errno);
  temporary_.clear();
}

void AtomicFile::refuse(int error) const {
  throw Error(ExitCode::failure, fmt::format("cannot write '{}': {}", path_.string(), std::strerror(error)));
}

}  // namespace adaline::cli
