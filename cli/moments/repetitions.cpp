#include "cli/moments/repetitions.hpp"

#include <fmt/core.h>

#include <cstddef>
#include <string>
#include <unordered_map>

#include "cli/output.hpp"

namespace adaline::cli {

void name_repetitions(std::span<const io::PartRecord> parts) {
  constexpr std::size_t most_named = 3;
  std::unordered_map<std::string, const io::PartRecord*> first_of_hash;
  std::size_t repeated = 0;
  for (const io::PartRecord& part : parts) {
    if (part.samples == 0) continue;
    const auto [first, is_new] = first_of_hash.try_emplace(part.hash, &part);
    if (is_new || ++repeated > most_named) continue;
    note(fmt::format("part {} has the bytes of part {}: its samples count again", io::name_of(part),
                     io::name_of(*first->second)));
  }
  if (repeated > most_named) note(fmt::format("{} more parts have the bytes of others", repeated - most_named));
}

}  // namespace adaline::cli
