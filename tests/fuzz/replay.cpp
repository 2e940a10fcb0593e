// Runs a target on the files of a folder, once each: the corpus as a test, for any compiler.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/fuzz/target.hpp"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  if (argc != 2) adaline::test::fail("usage: replay FOLDER");
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(argv[1])) files.push_back(entry.path());
  std::ranges::sort(files);
  if (files.empty()) adaline::test::fail("no files in the folder");
  for (const fs::path& path : files) {
    std::fprintf(stderr, "%s\n", path.c_str());  // in case that it does not return
    std::ifstream file(path, std::ios::binary);
    if (!file) adaline::test::fail("cannot be read");
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  }
}
