// Compares every level that can run here with the golden file: `adaline cpu --verify` without the program's
// packages.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "goldens/verify.hpp"
#include "kernels/dispatch/dispatch.hpp"

int main() {
  using namespace adaline;
  bool same = true;
  for (const kernels::Level* level : kernels::runnable_levels()) {
    const goldens::Verdict verdict = goldens::verify(*level);
    std::printf("%-8s %zu checked, %zu differ\n", std::string(to_string(level->isa)).c_str(), verdict.checked,
                verdict.different);
    if (verdict.different > 0) std::printf("  first: %s\n", verdict.first_difference.c_str());
    same = same && verdict.different == 0;
  }
  return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
