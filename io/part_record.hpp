// What a model and a file of moments say of the inputs that they were made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace adaline::io {

// A fixed share of a file, cut by its size alone (file_share.hpp).
struct ShareRecord {
  std::uint64_t number = 1;  // from 1 to count
  std::uint64_t count = 1;
  std::uint64_t begin = 0;  // the bytes of the file that its rows are
  std::uint64_t end = 0;
  bool operator==(const ShareRecord&) const = default;
};

struct PartRecord {
  std::string data;  // as the command line named it, made visible (visible.hpp)
  std::optional<ShareRecord> share;
  std::string hash;  // of its bytes, as ContentHash::text() has it
  std::uint64_t samples = 0;
  bool operator==(const PartRecord&) const = default;
};

// In a model, whose reader takes a time that rises with the square of their number.
inline constexpr std::size_t most_parts = 10'000;

// "data.csv", or "data.csv 2/4".
std::string name_of(const PartRecord& part);
std::string text_of(const ShareRecord& share);  // "2/4"
// The share that such a text names, without its bytes; none where it names none.
std::optional<ShareRecord> share_of(std::string_view text);

// Whether a record may have come from here; else why not, in words of the part.
std::optional<std::string> what_is_wrong_with(const PartRecord& part);

}  // namespace adaline::io
