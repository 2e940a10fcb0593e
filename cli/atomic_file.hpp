// An output file that is written whole or not at all.
#pragma once

#include <filesystem>
#include <string_view>

#include "io/file_descriptor.hpp"

namespace adaline::cli {

// What is written is kept beside the place of `path`; commit() puts it there, and without it nothing stays. A
// link is followed, also one that leads to nothing yet.
//
//   - In a new file that has no name, where the system has such files (O_TMPFILE): then nothing is left behind
//     whatever ends the program. Else in one named .adaline-XXXXXX, which a killed program leaves.
//   - Where the folder cannot take another file, or the file cannot be replaced (it is mounted by itself, as
//     containers do, or belongs to somebody else in a sticky folder), commit() writes over what is there: a
//     crash meanwhile loses it.
//   - What the program has open already (/dev/stdout, /dev/fd/N) and what is no regular file is written
//     directly.
//
// A file that is replaced keeps its permissions without special bits (set user id and the like), and its owner
// and group where the system allows it. All that can be known to fail fails in the constructor. Every function
// throws Error (failure), which names the file, when the system refuses.
class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path path);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  void write(std::string_view bytes);

  // All of it is on the disk: what commit() does then is to give it its name.
  void finish();
  void commit();

 private:
  enum class Way { directly, by_renaming, in_place };

  void open_unnamed_or_named();
  void spool();
  void keep_owner_and_permissions();
  void give_name();
  void write_over();
  [[noreturn]] void refuse(int error) const;

  std::filesystem::path path_;       // as given, for messages
  std::filesystem::path target_;     // behind all links
  std::filesystem::path temporary_;  // the name of the new file, if it has one
  Way way_ = Way::directly;
  bool is_finished_ = false;
  io::FileDescriptor file_;
};

}  // namespace adaline::cli
