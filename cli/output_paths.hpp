// Files that a command would write over.
#pragma once

#include <string>
#include <vector>

namespace adaline::cli {

// A file that the command line names.
struct NamedFile {
  std::string option;  // "--model", "DATA"
  std::string path;    // empty: not given; "-": a standard stream
};

// The inputs DATA of a command.
std::vector<NamedFile> data_files(const std::vector<std::string>& paths);

// Throws Error (usage) where an output is the same file as another output or as an input: one would be lost.
// Devices may be named twice.
void refuse_overwriting(const std::vector<NamedFile>& inputs, const std::vector<NamedFile>& outputs);

// For CLI11: empty, or why `path` is none that a file can be written to.
std::string check_output_file(const std::string& path);

}  // namespace adaline::cli
