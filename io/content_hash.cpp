#include "io/content_hash.hpp"

#include <fmt/core.h>

#include <algorithm>

// All of it inline: there is nothing to link.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace adaline::io {
namespace {

constexpr std::string_view prefix = "xxh128:";
constexpr std::size_t digits = 32;

}  // namespace

struct ContentHash::State {
  XXH3_state_t hash;
};

ContentHash::ContentHash() : state_(std::make_unique<State>()) { XXH3_128bits_reset(&state_->hash); }
ContentHash::~ContentHash() = default;

void ContentHash::add(std::string_view bytes) {
  XXH3_128bits_update(&state_->hash, bytes.data(), bytes.size());
}

std::string ContentHash::text() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(&state_->hash);
  return fmt::format("{}{:016x}{:016x}", prefix, hash.high64, hash.low64);
}

bool is_content_hash(std::string_view text) {
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.size() == prefix.size() + digits && text.starts_with(prefix) &&
         std::ranges::all_of(text.substr(prefix.size()), is_digit);
}

}  // namespace adaline::io
