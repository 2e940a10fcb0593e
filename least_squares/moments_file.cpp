// Moments as bytes. docs/files.md describes the format.
#include <algorithm>
#include <array>
#include <bit>
#include <istream>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "least_squares/moments_format.hpp"
#include "least_squares/moments_state.hpp"

namespace adaline {
namespace {

using kernels::MomentsValue;

constexpr std::string_view magic = least_squares::moments_magic;
constexpr std::uint32_t format = 1;

[[noreturn]] void fail(const std::string& why) { throw std::runtime_error("moments: " + why); }

// FNV-1a (Fowler, Noll and Vo; IETF draft-eastlake-fnv), of words of 8 bytes, which is 8 times as fast as of
// bytes.
class Checksum {
 public:
  void add(std::uint64_t word) { value_ = (value_ ^ word) * 0x100000001b3U; }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

// All that is written is words of 8 bytes, the least significant byte first.
class Writer {
 public:
  explicit Writer(std::ostream& to) : to_(to) {}

  void word(std::uint64_t value) {
    checksum_.add(value);
    if (used_ == buffer_.size()) flush();
    for (int byte = 0; byte < 8; ++byte) buffer_[used_++] = static_cast<char>(value >> 8 * byte & 0xffU);
  }
  void number(double value) { word(std::bit_cast<std::uint64_t>(value)); }
  void numbers(std::span<const double> values) {
    for (const double value : values) number(value);
  }
  void text(std::string_view value) {
    word(value.size());
    for (std::size_t i = 0; i < value.size(); i += 8) {
      std::uint64_t letters = 0;
      for (std::size_t k = 0; k < 8 && i + k < value.size(); ++k) {
        letters |= std::uint64_t{static_cast<unsigned char>(value[i + k])} << 8 * k;
      }
      word(letters);
    }
  }
  void moments(const MomentsValue& value) {
    number(value.weight);
    numbers(value.means);
    numbers(value.products);
  }
  void finish() {
    word(checksum_.value());
    flush();
    to_.flush();
    if (!to_) fail("could not be written");
  }

 private:
  void flush() {
    to_.write(buffer_.data(), static_cast<std::streamsize>(used_));
    if (!to_) fail("could not be written");
    used_ = 0;
  }

  std::ostream& to_;
  std::array<char, std::size_t{1} << 16U> buffer_;
  std::size_t used_ = 0;
  Checksum checksum_;
};

class Reader {
 public:
  explicit Reader(std::istream& from) : from_(from) {}

  std::uint64_t word() {
    unsigned char bytes[8];
    from_.read(reinterpret_cast<char*>(bytes), sizeof bytes);
    if (from_.gcount() != sizeof bytes)
      fail("the file ends after " + std::to_string(words_) + " words of 8 bytes");
    ++words_;
    std::uint64_t value = 0;
    for (int byte = 0; byte < 8; ++byte) value |= std::uint64_t{bytes[byte]} << 8 * byte;
    checksum_.add(value);
    return value;
  }
  // A count of what follows. A larger one than any file holds is damage, which must not become a request for
  // memory.
  std::size_t count(const char* what, std::uint64_t most) {
    const std::uint64_t value = word();
    if (value > most) fail("damaged: " + std::to_string(value) + " " + what);
    return static_cast<std::size_t>(value);
  }
  double number() { return std::bit_cast<double>(word()); }
  // Memory is taken as the file fills it.
  std::vector<double> numbers(std::size_t n) {
    std::vector<double> values;
    values.reserve(std::min(n, std::size_t{1} << 16U));
    for (std::size_t i = 0; i < n; ++i) values.push_back(number());
    return values;
  }
  std::string text() {
    const std::size_t size = count("letters in a name", 1U << 20U);
    std::string value;
    while (value.size() < size) {
      std::uint64_t letters = word();
      for (std::size_t k = 0; k < 8 && value.size() < size; ++k, letters >>= 8U) {
        value.push_back(static_cast<char>(letters & 0xffU));
      }
      if (value.size() == size && letters != 0) fail("damaged: a name is longer than it says");
    }
    return value;
  }
  MomentsValue moments(std::size_t features) {
    MomentsValue value(0);
    value.weight = number();
    value.means = numbers(2 * (features + 1));
    value.products = numbers(kernels::triangle_row(features + 1));
    return value;
  }
  void finish() {
    const std::uint64_t expected = checksum_.value();
    if (word() != expected) fail("damaged: the checksum is another one");
  }

 private:
  std::istream& from_;
  std::uint64_t words_ = 0;
  Checksum checksum_;
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
