// Words of 8 bytes with a checksum, the least significant byte first: what files of moments are made of
// (docs/files.md).
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <ostream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace adaline::least_squares {

[[noreturn]] inline void fail(const std::string& why) { throw std::runtime_error("moments: " + why); }

// FNV-1a (Fowler, Noll and Vo; IETF draft-eastlake-fnv), of words of 8 bytes, which is 8 times as fast as of
// bytes.
class Checksum {
 public:
  void add(std::uint64_t word) { value_ = (value_ ^ word) * 0x100000001b3U; }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325U;
};

class WordWriter {
 public:
  explicit WordWriter(std::ostream& to) : to_(to) {}

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

class WordReader {
 public:
  explicit WordReader(std::istream& from) : from_(from) {}

  std::uint64_t word() {
    unsigned char bytes[8];
    read(bytes, 1);
    return take(bytes);
  }
  // A count of what follows. A larger one than any file holds is damage, which must not become a request for
  // memory.
  std::size_t count(const char* what, std::uint64_t most) {
    const std::uint64_t value = word();
    if (value > most) fail("damaged: " + std::to_string(value) + " " + what);
    return static_cast<std::size_t>(value);
  }
  double number() { return std::bit_cast<double>(word()); }
  // Memory is taken as the file fills it. Many at once: with a call of the stream for each word it takes up to
  // three times as long.
  std::vector<double> numbers(std::size_t n) {
    std::vector<double> values;
    values.reserve(std::min(n, std::size_t{1} << 16U));
    unsigned char bytes[8 * 512];
    while (values.size() < n) {
      const std::size_t count = std::min(n - values.size(), sizeof bytes / 8);
      read(bytes, count);
      for (std::size_t i = 0; i < count; ++i) values.push_back(std::bit_cast<double>(take(bytes + 8 * i)));
    }
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
  void finish() {
    const std::uint64_t expected = checksum_.value();
    if (word() != expected) fail("damaged: the checksum is another one");
  }

 private:
  void read(unsigned char* bytes, std::size_t words) {
    from_.read(reinterpret_cast<char*>(bytes), static_cast<std::streamsize>(8 * words));
    const auto count = static_cast<std::size_t>(from_.gcount());
    words_ += count / 8;
    if (count < 8 * words) fail("the file ends after " + std::to_string(words_) + " words of 8 bytes");
  }
  std::uint64_t take(const unsigned char* bytes) {
    std::uint64_t value = 0;
    for (int byte = 0; byte < 8; ++byte) value |= std::uint64_t{bytes[byte]} << 8 * byte;
    checksum_.add(value);
    return value;
  }

  std::istream& from_;
  std::uint64_t words_ = 0;
  Checksum checksum_;
};

}  // namespace adaline::least_squares
