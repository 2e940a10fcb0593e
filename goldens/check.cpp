// Compares every level that can run here with the golden file: `adaline cpu --verify` without the program's packages.
// Arguments name the levels, where not all of them are wanted.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>

#include "kernels/dispatch.hpp"
#include "verify.hpp"

int main(int count, char** arguments) {
  using namespace adaline;
  const std::span<char* const> wanted(arguments + 1, arguments + count);
  std::size_t checked = 0;
  bool same = true;
  for (const kernels::Level* level : kernels::runnable_levels()) {
    if (!wanted.empty() && std::ranges::find(wanted, to_string(level->isa)) == wanted.end()) continue;
    ++checked;
    const goldens::Verdict verdict = goldens::verify(*level);
    std::printf("%-8s %zu checked, %zu differ\n", std::string(to_string(level->isa)).c_str(), verdict.checked,
                verdict.different);
    if (verdict.different > 0) std::printf("  first: %s\n", verdict.first_difference.c_str());
    same = same && verdict.different == 0;
  }
  if (checked < wanted.size()) {
    std::puts("a level that was named cannot run here");
    return EXIT_FAILURE;
  }
  return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
