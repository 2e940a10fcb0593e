// Other libraries' ways of doing what the kernels do, as their users would write it.
#pragma once

#include <span>
#include <string>

#include "bench/rival.hpp"

namespace adaline::bench {

struct Peers {
  const Rival* openblas = nullptr;   // null: was not found when this program was built
  std::string openblas_description;  // "0.3.21, kernels for Zen, one thread", or that it is not there
  void (*use_threads_of_openblas)(std::size_t) = nullptr;
  const Rival* blis = nullptr;          // likewise
  std::string blis_description;         // "0.9.0, configuration skx, one thread"
  std::span<const Rival* const> eigen;  // one for each level; empty: likewise
  std::string eigen_description;
  std::span<const Rival* const> highway;  // one for each level that Highway has a target for
  std::string highway_description;
  const Rival* liquid = nullptr;  // liquid-dsp, likewise
  std::string liquid_description;
  const Rival* native = nullptr;        // no library: loops for the CPU of the build; null: not in this program
  const Rival* native_clang = nullptr;  // likewise
};

// A peer that is one library for many CPUs has here the best kernels that it can be made to use.
const Peers& peers();

// Whether its kernels are for less than the best level that runs here. A ratio to them would flatter, and so
// they are not timed; the description says why.
bool is_outclassed(const Rival& rival);

}  // namespace adaline::bench
