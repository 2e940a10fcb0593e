// An output file of work that takes long.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/atomic_file.hpp"

namespace adaline::cli {

// A file that is filled when all is known, made before hours of work may turn out to be for nothing.
class LateFile {
 public:
  explicit LateFile(const std::string& path) : path_(path) {
    if (!path.empty()) file_.emplace(path);
  }
  bool is_wanted() const { return file_.has_value(); }
  const std::string& path() const { return path_; }
  void write(std::string_view text) {
    file_->write(text);
    file_->finish();
  }
  void commit() {
    if (file_) file_->commit();
  }

 private:
  std::string path_;
  std::optional<AtomicFile> file_;
};

}  // namespace adaline::cli
