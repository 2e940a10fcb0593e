// Prints the golden file, recorded.inc, from the definition: `./dev goldens`.
#include <cstdio>
#include <cstdlib>

#include "goldens/outcomes.hpp"
#include "kernels/definition/order.hpp"

namespace {

constexpr const char* head =
    "// Written by `./dev goldens` from kernels/definition/functions.hpp. Do not edit.\n"
    "//\n"
    "// Of a kernel: its name, the type, the kind of values, how many rows x features or how many elements; "
    "and\n"
    "// a hash of all that it writes for each of these sizes. Of a training: each number that it ends with. On "
    "the\n"
    "// left of the fused family, on the right of the separate one. docs/cpus.md says what is promised.\n";

}  // namespace

int main() {
  using namespace adaline;
  const std::vector<goldens::Outcome> fused = goldens::outcomes_of(goldens::reference_level(true));
  const std::vector<goldens::Outcome> separate = goldens::outcomes_of(goldens::reference_level(false));
  std::printf("%s\nconstexpr int numerics_version = %d;\n\nconstexpr Recorded all[] = {\n", head,
              kernels::numerics_version);
  for (std::size_t i = 0; i < fused.size(); ++i) {
    std::printf("    {\"%s\", \"%s\", \"%s\"},\n", fused[i].name.c_str(), fused[i].text.c_str(),
                separate[i].text.c_str());
  }
  std::printf("};\n");
  return std::fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
