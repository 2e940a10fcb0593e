// Output files are written whole or not at all.
#include "cli/atomic_file.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "cli/errors.hpp"
#include "io/file_descriptor.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

namespace fs = std::filesystem;
using cli::AtomicFile;

TEST(AtomicFile, NothingStaysWithoutCommit) {
  const TemporaryFolder folder;
  write_file(folder / "file", "old");
  {
    AtomicFile file(folder / "file");
    file.write("new");
    EXPECT_EQ(read_file(folder / "file"), "old");
  }
  EXPECT_EQ(read_file(folder / "file"), "old");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"file"});
}

TEST(AtomicFile, CommitPutsAllInPlace) {
  const TemporaryFolder folder;
  const std::string much(1'000'000, 'x');
  AtomicFile file(folder / "file");
  file.write("begin ");
  file.write(much);
  file.commit();
  EXPECT_EQ(read_file(folder / "file"), "begin " + much);
  EXPECT_EQ(folder.names(), std::vector<std::string>{"file"});
}

TEST(AtomicFile, KeepsThePermissionsOfTheOldFile) {
  const TemporaryFolder folder;
  const fs::perms mode = fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read;
  write_file(folder / "file", "old");
  fs::permissions(folder / "file", mode);
  AtomicFile file(folder / "file");
  file.write("new");
  file.commit();
  EXPECT_EQ(fs::status(folder / "file").permissions(), mode);
}

TEST(AtomicFile, ANewFileHasTheUsualPermissions) {
  const TemporaryFolder folder;
  write_file(folder / "usual", "");
  AtomicFile file(folder / "file");
  file.commit();
  EXPECT_EQ(fs::status(folder / "file").permissions(), fs::status(folder / "usual").permissions());
}

TEST(AtomicFile, FollowsALink) {
  const TemporaryFolder folder;
  write_file(folder / "file", "old");
  fs::create_symlink("file", folder / "link");
  AtomicFile file(folder / "link");
  file.write("new");
  file.commit();
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(read_file(folder / "file"), "new");
}

TEST(AtomicFile, FollowsALinkThatLeadsToNothingYet) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "sub");
  fs::create_symlink("sub/file", folder / "first");
  fs::create_symlink("first", folder / "link");
  AtomicFile file(folder / "link");
  file.write("new");
  file.commit();
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(read_file(folder / "sub/file"), "new");
  fs::create_symlink("circle", folder / "circle");
  EXPECT_THROW(AtomicFile(folder / "circle"), cli::Error);
}

// A set-user-id file would be the caller's bytes with its owner's rights.
TEST(AtomicFile, KeepsNoSpecialBits) {
  const TemporaryFolder folder;
  write_file(folder / "file", "old");
  ASSERT_EQ(chmod((folder / "file").c_str(), 06755), 0);
  AtomicFile file(folder / "file");
  file.commit();
  EXPECT_EQ(fs::status(folder / "file").permissions(), fs::perms(0755));
}

TEST(AtomicFile, KeepsTheOwner) {
  if (geteuid() != 0) GTEST_SKIP() << "only root may give files away";
  const TemporaryFolder folder;
  write_file(folder / "file", "old");
  ASSERT_EQ(chown((folder / "file").c_str(), 12345, 23456), 0);
  AtomicFile file(folder / "file");
  file.commit();
  struct stat status {};
  ASSERT_EQ(stat((folder / "file").c_str(), &status), 0);
  EXPECT_EQ(status.st_uid, 12345U);
  EXPECT_EQ(status.st_gid, 23456U);
}

// Root may do what others may not.
class AsNobody {
 public:
  AsNobody() { is_root_ = geteuid() == 0 && seteuid(65534) == 0; }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() {
    if (!is_root_) return;
    EXPECT_EQ(seteuid(0), 0);
  }

 private:
  bool is_root_;
};

// The file may be written, and nothing may be put beside it.
TEST(AtomicFile, WritesOverWhereTheFolderTakesNoFile) {
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms(0755));
  fs::create_directory(folder / "sub");
  write_file(folder / "sub/file", "a longer old text");
  fs::permissions(folder / "sub/file", fs::perms(0666));
  fs::permissions(folder / "sub", fs::perms(0555));
  {
    const AsNobody nobody;
    AtomicFile(folder / "sub/file").write("gone");
    EXPECT_EQ(read_file(folder / "sub/file"), "a longer old text");
    AtomicFile file(folder / "sub/file");
    file.write("new");
    EXPECT_EQ(read_file(folder / "sub/file"), "a longer old text");
    file.commit();
    // A new file cannot be, and that is seen at once.
    EXPECT_THROW(AtomicFile(folder / "sub/other"), cli::Error);
  }
  EXPECT_EQ(read_file(folder / "sub/file"), "new");
  fs::permissions(folder / "sub", fs::perms(0755));
}

// Of somebody else, in a folder such as /tmp: it may be written and not be replaced.
TEST(AtomicFile, WritesOverInAStickyFolder) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can make a file of somebody else";
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms(0755));
  fs::create_directory(folder / "sticky");
  ASSERT_EQ(chmod((folder / "sticky").c_str(), 01777), 0);
  write_file(folder / "sticky/file", "old");
  fs::permissions(folder / "sticky/file", fs::perms(0666));
  struct stat before {
  }, after{};
  ASSERT_EQ(stat((folder / "sticky/file").c_str(), &before), 0);
  {
    const AsNobody nobody;
    AtomicFile file(folder / "sticky/file");
    file.write("new");
    file.commit();
  }
  ASSERT_EQ(stat((folder / "sticky/file").c_str(), &after), 0);
  EXPECT_EQ(read_file(folder / "sticky/file"), "new");
  EXPECT_EQ(after.st_ino, before.st_ino);
}

// What is open already belongs to whoever opened it: written to, at its end if it was opened so.
TEST(AtomicFile, WritesToWhatIsOpen) {
  const TemporaryFolder folder;
  write_file(folder / "log", "before\n");
  const io::FileDescriptor log(open((folder / "log").c_str(), O_WRONLY | O_APPEND));
  for (const std::string name : {"/dev/fd/", "/proc/self/fd/"}) {
    AtomicFile file(name + std::to_string(log.number()));
    file.write("new\n");
    file.commit();
  }
  ASSERT_EQ(write(log.number(), "after\n", 6), 6);
  EXPECT_EQ(read_file(folder / "log"), "before\nnew\nnew\nafter\n");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"log"});
  EXPECT_THROW(AtomicFile("/dev/fd/987"), cli::Error);
}

TEST(AtomicFile, WritesADeviceDirectly) {
  AtomicFile file("/dev/null");
  file.write("gone");
  file.commit();
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST(AtomicFile, NamesTheFileThatCannotBeWritten) {
  const TemporaryFolder folder;
  const fs::path path = folder / "missing/file";
  try {
    AtomicFile file(path);
    ADD_FAILURE() << "no exception";
  } catch (const cli::Error& error) {
    EXPECT_EQ(error.code(), cli::ExitCode::failure);
    EXPECT_EQ(error.what(), "cannot write '" + path.string() + "': No such file or directory");
  }
}

}  // namespace
}  // namespace adaline::test
