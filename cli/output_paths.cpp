#include "cli/output_paths.hpp"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "cli/errors.hpp"
#include "io/input_error.hpp"

namespace adaline::cli {
namespace {

bool is_same(const std::string& a, const std::string& b) {
  std::error_code ignored;
  if (std::filesystem::is_other(a, ignored)) return false;
  if (std::filesystem::equivalent(a, b, ignored)) return true;
  // Where nothing is there yet. A relative path would stay one, and "a" differ from "./a".
  const auto full = [&](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, ignored), ignored);
  };
  return full(a) == full(b);
}

// Standard input may come from a file, which has no name here.
bool is_standard_input(const std::string& path) {
  struct stat input {
  }, file{};
  return fstat(STDIN_FILENO, &input) == 0 && S_ISREG(input.st_mode) && stat(path.c_str(), &file) == 0 &&
         input.st_dev == file.st_dev && input.st_ino == file.st_ino;
}

void refuse_same(const NamedFile& a, const NamedFile& b) {
  if (a.path.empty() || b.path.empty()) return;
  if (a.path == "-") {
    if (!is_standard_input(b.path)) return;
    throw Error(ExitCode::usage,
                fmt::format("standard input and {} are the same file: '{}'", b.option, b.path));
  }
  if (!is_same(a.path, b.path)) return;
  throw Error(ExitCode::usage, fmt::format("{} and {} are the same file: '{}'", a.option, b.option, b.path));
}

}  // namespace

std::vector<NamedFile> data_files(const std::vector<std::string>& paths) {
  std::vector<NamedFile> files;
  files.reserve(paths.size());
  for (const std::string& path : paths) files.push_back({"DATA", path});
  return files;
}

void refuse_overwriting(const std::vector<NamedFile>& inputs, const std::vector<NamedFile>& outputs) {
  for (auto output = outputs.begin(); output != outputs.end(); ++output) {
    for (const NamedFile& input : inputs) refuse_same(input, *output);
    for (auto other = outputs.begin(); other != output; ++other) refuse_same(*other, *output);
  }
}

std::string check_output_file(const std::string& path) {
  if (path.empty()) return "the name of a file is empty";
  if (path == "-") return "'-' is no file; standard output is /dev/stdout";
  if (path.starts_with('-')) {
    return io::in_quotes(path) + " looks like an option; a file of that name is " + io::in_quotes("./" + path);
  }
  return "";
}

}  // namespace adaline::cli
