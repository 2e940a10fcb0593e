// Output files are written whole or not at all.
#include "cli/atomic_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "cli/errors.hpp"
#include "temporary_folder.hpp"

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
    EXPECT_EQ(folder.names().size(), 2U);
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
