// Chooses the instruction set of the kernels: by ADALINE_ISA in the environment, or by set_isa(). All levels of
// a family give the same bits. Ends with 1 where they do not, or where the environment was not obeyed.
//
//   ADALINE_ISA=scalar ./example_choose_level
#include <adaline/adaline.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

int main() {
  std::printf("the fastest here is %s, in use is %s\n", adaline::to_string(adaline::detected_isa()).data(),
              adaline::to_string(adaline::active_isa()).data());
  bool is_right = true;
  if (const char* const asked = std::getenv("ADALINE_ISA"); asked != nullptr && *asked != '\0') {
    is_right = adaline::to_string(adaline::active_isa()) == asked;
  }

  std::vector<double> x(1000), y(1000);
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = static_cast<double>(i % 97) / 97 - 0.5;
    y[i] = static_cast<double>(i % 89) / 89 - 0.4;
  }
  std::map<bool, double> of_family;  // with fused multiply-add, and without
  for (const adaline::Isa isa : adaline::runnable_isas()) {
    adaline::set_isa(isa);
    const double product = adaline::dot(x, y);
    std::printf("%-8s dot = %a\n", adaline::to_string(isa).data(), product);
    is_right = is_right && of_family.try_emplace(adaline::is_fused(isa), product).first->second == product;
  }
  return is_right ? 0 : 1;
}
