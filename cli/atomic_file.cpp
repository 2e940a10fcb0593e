#include "cli/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "cli/errors.hpp"

namespace adaline::cli {
namespace {

namespace fs = std::filesystem;

// The permissions of a file that open() makes. umask() can only be asked by setting it.
mode_t mode_of_new_file() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

// N where the path is that of a descriptor of this process: /dev/fd/N, /proc/self/fd/N.
std::optional<int> descriptor_in(const fs::path& path) {
  std::error_code error;
  const fs::path folder = fs::canonical(folder_of(path), error);
  if (error || folder != fs::canonical("/proc/self/fd", error) || error) return std::nullopt;
  const std::string name = path.filename().string();
  int number = 0;
  const auto [end, failed] = std::from_chars(name.data(), name.data() + name.size(), number);
  return failed == std::errc() && end == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

// Behind all links, of which the last may lead to nothing; the descriptor where they lead to one.
struct Place {
  fs::path path;
  std::optional<int> descriptor = {};
};

Place follow(fs::path path, int& error) {
  constexpr int most_links = 40;
  error = 0;
  for (int links = 0; links < most_links; ++links) {
    if (const auto descriptor = descriptor_in(path)) return {path, descriptor};
    std::error_code failed;
    if (!fs::is_symlink(fs::symlink_status(path, failed))) return {path};
    const fs::path next = fs::read_symlink(path, failed);
    if (failed) {
      error = failed.value();
      return {path};
    }
    path = folder_of(path) / next;  // or `next` alone, where it is absolute
  }
  error = ELOOP;
  return {path};
}

// Whether a name for another file can take the place of this one.
bool is_mounted_by_itself(const fs::path& path) {
#ifdef STATX_ATTR_MOUNT_ROOT
  struct statx status {};
  if (statx(AT_FDCWD, path.c_str(), 0, STATX_BASIC_STATS, &status) == 0) {
    return (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
  }
#endif
  static_cast<void>(path);
  return false;
}

bool is_kept_by_sticky_folder(const struct stat& old, const fs::path& folder) {
  struct stat of_folder {};
  if (geteuid() == 0 || stat(folder.c_str(), &of_folder) != 0) return false;
  return (of_folder.st_mode & S_ISVTX) != 0 && of_folder.st_uid != geteuid() && old.st_uid != geteuid();
}

std::string path_of(const io::FileDescriptor& file) { return fmt::format("/proc/self/fd/{}", file.number()); }

}  // namespace

AtomicFile::AtomicFile(fs::path path) : path_(std::move(path)) {
  int error = 0;
  const Place place = follow(path_, error);
  if (error != 0) refuse(error);
  target_ = place.path;
  if (place.descriptor) {
    // What stands before and behind in it is somebody else's.
    file_ = io::FileDescriptor(fcntl(*place.descriptor, F_DUPFD_CLOEXEC, 0));
    if (!file_.is_open()) refuse(errno);
    return;
  }
  struct stat old {};
  const bool exists = stat(target_.c_str(), &old) == 0;
  if (exists && !S_ISREG(old.st_mode)) {
    file_ = io::FileDescriptor(open(target_.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file_.is_open()) refuse(errno);
    return;
  }
  // Renaming would replace even a file that nobody may write.
  if (exists && access(target_.c_str(), W_OK) != 0) refuse(errno);
  const fs::path folder = folder_of(target_);
  const bool stays = exists && (is_mounted_by_itself(target_) || is_kept_by_sticky_folder(old, folder));
  if (!stays) open_unnamed_or_named();
  if (!file_.is_open()) {
    if (!exists) refuse(errno);
    spool();
  }
  if (way_ == Way::by_renaming) keep_owner_and_permissions();
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void AtomicFile::open_unnamed_or_named() {
  way_ = Way::by_renaming;
  const fs::path folder = folder_of(target_);
  file_ = io::FileDescriptor(open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
  // Without /proc it could get no name.
  if (file_.is_open() && access(path_of(file_).c_str(), F_OK) != 0) file_ = io::FileDescriptor();
  if (file_.is_open()) return;
  std::string name = (folder / ".adaline-XXXXXX").string();
  file_ = io::FileDescriptor(mkstemp(name.data()));
  if (!file_.is_open()) return;
  temporary_ = name;
  fcntl(file_.number(), F_SETFD, FD_CLOEXEC);
}

// To be copied over what is there, in the end.
void AtomicFile::spool() {
  way_ = Way::in_place;
  std::FILE* const file = std::tmpfile();
  if (file == nullptr) refuse(errno);
  file_ = io::FileDescriptor(fcntl(fileno(file), F_DUPFD_CLOEXEC, 0));
  const int error = errno;
  std::fclose(file);
  if (!file_.is_open()) refuse(error);
}

void AtomicFile::keep_owner_and_permissions() {
  struct stat old {};
  if (stat(target_.c_str(), &old) != 0) {
    fchmod(file_.number(), mode_of_new_file());
    return;
  }
  mode_t mode = old.st_mode & 0777;
  constexpr auto as_it_is = static_cast<uid_t>(-1);
  if (fchown(file_.number(), old.st_uid, old.st_gid) != 0 &&
      fchown(file_.number(), as_it_is, old.st_gid) != 0) {
    // Another group shall not get what that one was granted.
    struct stat now {};
    if (fstat(file_.number(), &now) == 0 && now.st_gid != old.st_gid) mode &= ~static_cast<mode_t>(S_IRWXG);
  }
  fchmod(file_.number(), mode);
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

void AtomicFile::finish() {
  if (is_finished_) return;
  is_finished_ = true;
  // Some file systems report a full disk only here. Devices and pipes cannot be synchronised.
  if (way_ == Way::by_renaming && fsync(file_.number()) != 0) refuse(errno);
}

void AtomicFile::commit() {
  finish();
  if (way_ == Way::in_place) write_over();
  if (way_ == Way::by_renaming) give_name();
  if (file_.close() != 0) refuse(errno);
}

void AtomicFile::give_name() {
  const std::string unnamed = path_of(file_);
  if (temporary_.empty()) {
    if (linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, target_.c_str(), AT_SYMLINK_FOLLOW) == 0) return;
    if (errno != EEXIST) refuse(errno);
    // A link never replaces a file, so that it needs another name first.
    for (int i = 0; temporary_.empty(); ++i) {
      const fs::path name = folder_of(target_) / fmt::format(".adaline-{}-{}", getpid(), i);
      if (linkat(AT_FDCWD, unnamed.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0) {
        temporary_ = name;
      } else if (errno != EEXIST) {
        refuse(errno);
      }
    }
  }
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) refuse(errno);
  temporary_.clear();
}

void AtomicFile::write_over() {
  io::FileDescriptor spooled = std::move(file_);
  file_ = io::FileDescriptor(open(target_.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC));
  if (!file_.is_open() || lseek(spooled.number(), 0, SEEK_SET) != 0) refuse(errno);
  char block[65536];
  while (true) {
    const ssize_t count = read(spooled.number(), block, sizeof block);
    if (count == 0) break;
    if (count < 0 && errno != EINTR) refuse(errno);
    if (count > 0) write({block, static_cast<std::size_t>(count)});
  }
  if (fsync(file_.number()) != 0) refuse(errno);
}

void AtomicFile::refuse(int error) const {
  throw Error(ExitCode::failure, fmt::format("cannot write '{}': {}", path_.string(), std::strerror(error)));
}

}  // namespace adaline::cli
