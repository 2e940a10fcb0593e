// Any bytes, with the checksum that belongs to them: moments, or a std::runtime_error. Moments that were read
// are written to the same bytes, and solved or refused.
#include <adaline/moments.hpp>

#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>

#include "tests/fuzz/target.hpp"

namespace adaline::test {
namespace {

constexpr std::size_t magic_size = 16, word_size = 8;

// No chance would find it: the last word becomes the checksum of those before it.
void set_checksum(std::string& bytes) {
  if (bytes.size() < magic_size + word_size) return;
  const std::size_t end = magic_size + (bytes.size() - magic_size) / word_size * word_size - word_size;
  std::uint64_t checksum = 0xcbf29ce484222325U;
  for (std::size_t at = magic_size; at < end; at += word_size) {
    std::uint64_t word = 0;
    for (std::size_t byte = 0; byte < word_size; ++byte) {
      word |= std::uint64_t{static_cast<unsigned char>(bytes[at + byte])} << 8 * byte;
    }
    checksum = (checksum ^ word) * 0x100000001b3U;
  }
  for (std::size_t byte = 0; byte < word_size; ++byte) {
    bytes[end + byte] = static_cast<char>(checksum >> 8 * byte & 0xffU);
  }
}

void check(const Moments& moments, const std::string& bytes) {
  std::ostringstream to;
  moments.save(to);
  // Behind the format stand the version and the family of who wrote the file, which are those of this program
  // now.
  constexpr std::size_t same_until = 24, same_from = 40;
  expect(to.str().substr(0, same_until) == bytes.substr(0, same_until),
         "the beginning is written as it was read");
  const std::size_t checksum = to.str().size() - 8;
  expect(to.str().substr(same_from, checksum - same_from) == bytes.substr(same_from, checksum - same_from),
         "moments are written as they were read");
  try {
    const LeastSquares solution = moments.solve();
    expect(solution.weights().size() == moments.features(), "one weight for each feature");
  } catch (const std::invalid_argument&) {
    // No samples, or numbers that are not finite.
  }
}

}  // namespace
}  // namespace adaline::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace adaline;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  test::set_checksum(bytes);
  std::istringstream from(bytes);
  std::optional<Moments> moments;
  try {
    moments = Moments::load(from);
  } catch (const std::runtime_error&) {
    return 0;
  }
  test::check(*moments, bytes);
  return 0;
}
