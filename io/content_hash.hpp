// A hash of all bytes of an input.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace adaline::io {

// XXH3 of 128 bits, by libxxhash: the same as `xxh128sum FILE` prints, at several gigabytes a second. It tells
// that a file has changed or is another one; it is no protection against somebody who forges one.
class ContentHash {
 public:
  ContentHash();
  ContentHash(const ContentHash&) = delete;
  ContentHash& operator=(const ContentHash&) = delete;
  ~ContentHash();

  void add(std::string_view bytes);

  // "xxh128:" and 32 hexadecimal digits.
  std::string text() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

bool is_content_hash(std::string_view text);

}  // namespace adaline::io
