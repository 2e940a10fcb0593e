#include "io/part_record.hpp"

#include <fmt/core.h>

#include <charconv>
#include <system_error>

#include "io/content_hash.hpp"
#include "io/input_error.hpp"
#include "io/utf8.hpp"

namespace adaline::io {

// What readers of JSON take for a whole number.
constexpr std::uint64_t largest_number = std::uint64_t{1} << 53U;

std::string text_of(const ShareRecord& share) { return fmt::format("{}/{}", share.number, share.count); }

std::optional<ShareRecord> share_of(std::string_view text) {
  ShareRecord share;
  const char* const end = text.data() + text.size();
  const auto [slash, error] = std::from_chars(text.data(), end, share.number);
  if (error != std::errc() || slash == end || *slash != '/') return std::nullopt;
  const auto [behind, other_error] = std::from_chars(slash + 1, end, share.count);
  if (other_error != std::errc() || behind != end) return std::nullopt;
  if (share.number < 1 || share.number > share.count) return std::nullopt;
  return share;
}

std::string name_of(const PartRecord& part) {
  return part.share ? part.data + ' ' + text_of(*part.share) : part.data;
}

std::optional<std::string> what_is_wrong_with(const PartRecord& part) {
  if (part.data.empty() || !is_utf8(part.data)) return "a part has no name in UTF-8";
  if (!is_content_hash(part.hash)) {
    return fmt::format("the hash of part {} is {}", in_quotes(part.data), in_quotes(part.hash));
  }
  if (part.samples > largest_number) {
    return fmt::format("part {} has {} samples", in_quotes(part.data), part.samples);
  }
  if (!part.share) return std::nullopt;
  const ShareRecord& share = *part.share;
  if (share.number < 1 || share.number > share.count || share.count > largest_number) {
    return fmt::format("part {} is the share {}", in_quotes(part.data), text_of(share));
  }
  if (share.begin > share.end || share.end > largest_number) {
    return fmt::format("part {} is of the bytes {} to {}", in_quotes(part.data), share.begin, share.end);
  }
  return std::nullopt;
}

}  // namespace adaline::io
