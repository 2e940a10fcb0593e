#include "cli/moments/part_bytes.hpp"

#include <bit>
#include <cstdint>
#include <sstream>
#include <utility>

#include "io/moments_file.hpp"
#include "least_squares/words.hpp"

namespace adaline::cli {
namespace {

using least_squares::WordReader;
using least_squares::WordWriter;

}  // namespace

std::string to_bytes(const ReadPart& part) {
  std::ostringstream to;
  WordWriter writer(to);
  writer.text(part.place.file);
  writer.word(part.place.line);
  writer.word(part.is_csv ? 1 : 0);
  writer.word(part.state.bytes);
  writer.word(std::bit_cast<std::uint64_t>(part.state.changed_seconds));
  writer.word(std::bit_cast<std::uint64_t>(part.state.changed_nanoseconds));
  writer.finish();
  Moments folded(part.moments.features());
  folded.merge(part.moments);
  io::write_moments(folded, part.records, to);
  return std::move(to).str();
}

ReadPart part_of(const std::string& bytes) {
  std::istringstream from(bytes);
  WordReader reader(from);
  io::Place place;
  place.file = reader.text();
  place.line = reader.word();
  const bool is_csv = reader.word() != 0;
  io::FileState state;
  state.bytes = reader.word();
  state.changed_seconds = std::bit_cast<std::int64_t>(reader.word());
  state.changed_nanoseconds = std::bit_cast<std::int64_t>(reader.word());
  reader.finish();
  auto [moments, records] = io::load_moments(from);
  return {.place = std::move(place),
          .is_csv = is_csv,
          .state = state,
          .moments = std::move(moments),
          .records = std::move(records)};
}

std::string to_bytes(const std::vector<PartInput>& inputs) {
  std::ostringstream to;
  WordWriter writer(to);
  writer.word(inputs.size());
  for (const PartInput& input : inputs) {
    writer.text(input.file);
    writer.word(input.share ? input.share->number : 0);
    writer.word(input.share ? input.share->count : 0);
  }
  writer.finish();
  return std::move(to).str();
}

std::vector<PartInput> inputs_of(const std::string& bytes) {
  std::istringstream from(bytes);
  WordReader reader(from);
  std::vector<PartInput> inputs(reader.word());
  for (PartInput& input : inputs) {
    input.file = reader.text();
    io::ShareRecord share;
    share.number = reader.word();
    share.count = reader.word();
    if (share.count > 0) input.share = share;
  }
  reader.finish();
  return inputs;
}

}  // namespace adaline::cli
