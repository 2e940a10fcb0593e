// Compares every level that can run here, or those that are named, with the golden file: `adaline cpu --verify`
// without the program's packages.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "goldens/verify.hpp"
#include "kernels/dispatch/dispatch.hpp"

int main(int argc, char** argv) {
  using namespace adaline;
  const std::vector<std::string> named(argv + 1, argv + argc);
  bool same = true;
  std::size_t levels = 0;
  for (const kernels::Level* level : kernels::runnable_levels()) {
    const std::string name(to_string(level->isa));
    if (!named.empty() && std::ranges::find(named, name) == named.end()) continue;
    const goldens::Verdict verdict = goldens::verify(*level);
    std::printf("%-8s %zu checked, %zu differ\n", name.c_str(), verdict.checked, verdict.different);
    if (verdict.different > 0) std::printf("  first: %s\n", verdict.first_difference.c_str());
    same = same && verdict.different == 0;
    ++levels;
  }
  if (levels >= std::max<std::size_t>(named.size(), 1)) return same ? EXIT_SUCCESS : EXIT_FAILURE;
  std::printf("%zu levels were named, and %zu of them run here\n", named.size(), levels);
  return EXIT_FAILURE;
}
