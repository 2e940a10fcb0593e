#include "bench/accuracy/plain_csv.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace adaline::bench {
namespace {

std::vector<std::string> lines_of(const std::string& path, bool comments) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#') == comments) lines.push_back(line);
  }
  if (!file.eof()) throw std::runtime_error("cannot read " + path);
  return lines;
}

}  // namespace

std::vector<std::vector<std::string>> read_plain_csv(const std::string& path) {
  std::vector<std::vector<std::string>> table;
  for (const std::string& line : lines_of(path, false)) {
    std::istringstream rest(line);
    auto& cells = table.emplace_back();
    for (std::string cell; std::getline(rest, cell, ',');) cells.push_back(cell);
    if (line.ends_with(',')) cells.emplace_back();
  }
  return table;
}

std::vector<std::string> comments_of_csv(const std::string& path) {
  std::vector<std::string> comments = lines_of(path, true);
  for (std::string& line : comments) line.erase(0, line.starts_with("# ") ? 2 : 1);
  return comments;
}

}  // namespace adaline::bench
