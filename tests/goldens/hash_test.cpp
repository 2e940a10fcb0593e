// The hash of the golden file is FNV-1a 64, of the bytes of numbers from the least significant one.
#include <gtest/gtest.h>

#include <limits>

#include "goldens/hash.hpp"

namespace adaline::test {
namespace {

using goldens::Hash;

template <class... Values>
std::uint64_t hash_of(Values... values) {
  Hash hash;
  (hash.add(values), ...);
  return hash.value();
}

// The test vectors of RFC 9923: "", "foob" and "foobar".
TEST(GoldenHash, IsFnv1a) {
  EXPECT_EQ(hash_of(), 0xCBF29CE484222325U);
  EXPECT_EQ(hash_of(std::uint32_t{0x626F6F66}), 0xDD120E790C2512AFU);
  Hash whole;
  whole.add(std::uint64_t{0x72616261626F6F66U});
  EXPECT_EQ(whole.value(), hash_of(std::uint32_t{0x626F6F66}, std::uint32_t{0x72616261}));
}

TEST(GoldenHash, TakesTheBitsOfNumbers) {
  EXPECT_EQ(hash_of(1.0F), hash_of(std::uint32_t{0x3F800000}));
  EXPECT_EQ(hash_of(-2.0), hash_of(std::uint64_t{0xC000000000000000U}));
  EXPECT_NE(hash_of(0.0), hash_of(-0.0));
  EXPECT_NE(hash_of(1.0F, 2.0F), hash_of(2.0F, 1.0F));
  const double numbers[] = {1, 2, 3};
  Hash array;
  array.add(numbers, 3);
  EXPECT_EQ(array.value(), hash_of(1.0, 2.0, 3.0));
}

TEST(GoldenHash, ANaNIsANaN) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double other = std::bit_cast<double>(std::uint64_t{0xFFF8000000000123U});
  EXPECT_EQ(hash_of(nan), hash_of(other));
  EXPECT_EQ(hash_of(nan), hash_of(std::uint64_t{0x7FF8000000000000U}));
}

}  // namespace
}  // namespace adaline::test
