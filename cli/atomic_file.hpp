// An output file that is written whole or not at all.
#pragma once

#include <filesystem>
#include <string_view>

#include "io/file_descriptor.hpp"

namespace adaline::cli {

// Writes into a temporary file in the folder of `path`; commit() puts it in the place of `path`, and without
// it nothing stays. A link is followed. What is no regular file (a device, a pipe) is written directly.
// Every function throws Error (failure), which names the file, when the system refuses.
class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path path);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();

  void write(std::string_view bytes);
  void commit();

 private:
  [[noreturn]] void refuse(int error) const;

  std::filesystem::path path_;       // as given, for messages
  std::filesystem::path target_;     // behind all links
  std::filesystem::path temporary_;  // empty where the target is written directly
  io::FileDescriptor file_;
};

}  // namespace adaline::cli
