// An array that grows keeps its content and its alignment.
#include "io/growing_array.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <span>
#include <utility>
#include <vector>

namespace adaline::test {
namespace {

using io::GrowingArray;

// Makes it hold 0, 1, 2 ..
template <class T>
void append(GrowingArray<T>& array) {
  *array.room_for(1) = static_cast<T>(array.size());
  array.add(1);
}

template <class T>
void expect_counted(const GrowingArray<T>& array) {
  const std::span<const T> elements = array.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) ASSERT_EQ(elements[i], static_cast<T>(i));
}

template <class T>
class GrowingArrays : public testing::Test {
 protected:
  GrowingArray<T> array_;
};
using Types = testing::Types<char, float, double>;
TYPED_TEST_SUITE(GrowingArrays, Types);

TYPED_TEST(GrowingArrays, IsEmptyAtFirst) {
  EXPECT_EQ(this->array_.size(), 0U);
  EXPECT_TRUE(this->array_.elements().empty());
}

// Arrays that grow by turns are in the way of each other, and so move, to all sorts of addresses.
TYPED_TEST(GrowingArrays, StayAlignedAndKeepTheirContent) {
  using T = TypeParam;
  constexpr std::size_t most = 20'000;
  std::vector<GrowingArray<T>> arrays(20);
  for (std::size_t i = 0; i < most; ++i) {
    for (GrowingArray<T>& array : arrays) {
      append(array);
      ASSERT_EQ(reinterpret_cast<std::uintptr_t>(array.elements().data()) % 64, 0U);
    }
  }
  for (const GrowingArray<T>& array : arrays) {
    EXPECT_EQ(array.size(), most);
    expect_counted(array);
  }
}

TYPED_TEST(GrowingArrays, TakesInOnlyWhatWasAdded) {
  using T = TypeParam;
  T* const room = this->array_.room_for(5000);
  for (std::size_t i = 0; i < 5000; ++i) room[i] = static_cast<T>(i);
  EXPECT_EQ(this->array_.size(), 0U);
  this->array_.add(3000);
  EXPECT_EQ(this->array_.size(), 3000U);
  EXPECT_EQ(this->array_.room_for(2000), room + 3000);  // there was room for it
  expect_counted(this->array_);
}

// Many megabytes, of which most are never touched; and more than there can be, which changes nothing.
TYPED_TEST(GrowingArrays, ReservesWhatCanBeHad) {
  using T = TypeParam;
  for (std::size_t i = 0; i < 10; ++i) append(this->array_);
  this->array_.reserve(std::size_t{10} << 20);
  EXPECT_EQ(this->array_.size(), 10U);
  const T* const begin = this->array_.elements().data();
  for (std::size_t i = 0; i < 1'000'000; ++i) append(this->array_);
  EXPECT_EQ(this->array_.elements().data(), begin);
  for (const std::size_t count : {std::size_t{0}, std::numeric_limits<std::size_t>::max()}) {
    this->array_.reserve(count);
    EXPECT_EQ(this->array_.elements().data(), begin);
  }
  expect_counted(this->array_);
}

TYPED_TEST(GrowingArrays, RefusesMoreThanThereIs) {
  using T = TypeParam;
  constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
  for (int round = 0; round < 2; ++round) {
    for (const std::size_t count : {all, all - 1, all / 2, all / sizeof(T), all / sizeof(T) / 2}) {
      EXPECT_THROW(this->array_.room_for(count), std::bad_alloc);
    }
    expect_counted(this->array_);
    append(this->array_);
  }
  EXPECT_EQ(this->array_.size(), 2U);
}

TYPED_TEST(GrowingArrays, Moves) {
  using T = TypeParam;
  for (std::size_t i = 0; i < 100; ++i) append(this->array_);
  const T* const begin = this->array_.elements().data();
  GrowingArray<T> other = std::move(this->array_);
  EXPECT_EQ(other.elements().data(), begin);
  this->array_ = std::move(other);
  EXPECT_EQ(this->array_.size(), 100U);
  expect_counted(this->array_);
}

}  // namespace
}  // namespace adaline::test
