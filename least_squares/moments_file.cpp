// Moments as bytes. docs/files.md describes the format.
#include <istream>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "least_squares/moments_format.hpp"
#include "least_squares/moments_state.hpp"
#include "least_squares/words.hpp"

namespace adaline {
namespace {

using kernels::MomentsValue;
using least_squares::fail;

constexpr std::string_view magic = least_squares::moments_magic;
constexpr std::uint32_t format = 1;

class Writer : public least_squares::WordWriter {
 public:
  using WordWriter::WordWriter;

  void moments(const MomentsValue& value) {
    number(value.weight);
    numbers(value.means);
    numbers(value.products);
  }
};

class Reader : public least_squares::WordReader {
 public:
  using WordReader::WordReader;

  MomentsValue moments(std::size_t features) {
    MomentsValue value(0);
    value.weight = number();
    value.means = numbers(2 * (features + 1));
    value.products = numbers(kernels::triangle_row(features + 1));
    return value;
  }
};

}  // namespace

void Moments::save(std::ostream& to) const {
  const State& s = state();
  Writer writer(to);
  to.write(magic.data(), magic.size());
  writer.word(format);
  writer.word(kernels::numerics_version);
  writer.word(is_fused(s.level.isa) ? 1 : 0);
  writer.word(s.features);
  writer.word(s.samples);
  writer.word(s.names.size());
  for (const std::string& name : s.names) writer.text(name);
  writer.moments(s.before);
  writer.word(s.tree.chunks());
  for (std::size_t k = 0; s.tree.chunks() >> k > 0; ++k) {
    if (s.tree.has_subtree(k)) writer.moments(s.tree.subtree(k));
  }
  writer.word(s.pending_rows());
  writer.numbers(s.pending);
  writer.finish();
}

Moments Moments::load(std::istream& from) {
  char first[magic.size()];
  from.read(first, sizeof first);
  if (from.gcount() != sizeof first || std::string_view(first, sizeof first) != magic) {
    fail("this is no file of moments");
  }
  Reader reader(from);
  const std::uint64_t found = reader.word();
  if (found != format) {
    fail("format " + std::to_string(found) + " is unknown here, where " + std::to_string(format) +
         " is the latest");
  }
  reader.word();  // numerics_version and family of who wrote it: its sums are as good
  reader.word();
  const std::size_t features = reader.count("features", (std::uint64_t{1} << 30U) - 1);
  const std::uint64_t samples = reader.word();
  const std::size_t names = reader.count("names", features + 1);
  if (names != 0 && names != features + 1) fail("damaged: " + std::to_string(names) + " names of columns");
  std::vector<std::string> all_names;
  for (std::size_t j = 0; j < names; ++j) all_names.push_back(reader.text());
  MomentsValue before = reader.moments(features);

  auto state = std::make_unique<State>(features, kernels::active_level());
  state->samples = samples;
  state->names = std::move(all_names);
  state->before = std::move(before);
  const std::size_t chunks = reader.count("chunks of samples", SIZE_MAX / kernels::chunk_rows);
  std::vector<MomentsValue> subtrees;
  for (std::size_t k = 0; chunks >> k > 0; ++k) {
    if (chunks >> k & 1U) subtrees.push_back(reader.moments(features));
  }
  state->tree.restore(chunks, std::move(subtrees));
  const std::size_t pending = reader.count("samples behind the last chunk", kernels::chunk_rows - 1);
  state->pending = reader.numbers(pending * state->row_length());
  reader.finish();
  return Moments(std::move(state));
}

}  // namespace adaline
