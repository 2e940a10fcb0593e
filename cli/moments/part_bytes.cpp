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

std::string to_bytes(const PartHead& part) {
  std::ostringstream to;
  WordWriter writer(to);
  writer.text(part.place.file);
  writer.word(part.place.line);
  writer.word(part.is_csv ? 1 : 0);
  writer.word(part.state.bytes);
  writer.word(std::bit_cast<std::uint64_t>(part.state.changed_seconds));
  writer.word(std::bit_cast<std::uint64_t>(part.state.changed_nanoseconds));
  writer.word(part.feature_count);
  writer.word(part.features.size());
  for (const std::string& name : part.features) writer.text(name);
  writer.text(part.target);
  writer.word(part.too_large ? *part.too_large + 1 : 0);
  writer.finish();
  io::write_parts(part.records, to);
  return std::move(to).str();
}

PartHead head_of(const std::string& bytes) {
  std::istringstream from(bytes);
  WordReader reader(from);
  PartHead part;
  part.place.file = reader.text();
  part.place.line = reader.word();
  part.is_csv = reader.word() != 0;
  part.state.bytes = reader.word();
  part.state.changed_seconds = std::bit_cast<std::int64_t>(reader.word());
  part.state.changed_nanoseconds = std::bit_cast<std::int64_t>(reader.word());
  part.feature_count = reader.word();
  part.features.resize(reader.word());
  for (std::string& name : part.features) name = reader.text();
  part.target = reader.text();
  const std::uint64_t too_large = reader.word();
  if (too_large > 0) part.too_large = too_large - 1;
  reader.finish();
  part.records = io::read_parts(from);
  return part;
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
