// Moments of many parts: the bits of the tree that the number of the parts decides, by its definition.
#include <gtest/gtest.h>
#include <adaline/moments_fold.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "goldens/cases/random_problem.hpp"
#include "tests/least_squares/moments_bytes.hpp"
#include "tests/support/expect_message.hpp"

namespace adaline::test {
namespace {

using cases::RandomProblem;

Moments part(std::size_t number, std::size_t features = 3) {
  Moments moments(features);
  const std::size_t rows = 700 * number % 4000;  // none of part 0
  if (rows > 0) moments.add(RandomProblem<double>(rows, features, number).view());
  return moments;
}

std::vector<Moments> parts(std::size_t count) {
  std::vector<Moments> result;
  for (std::size_t i = 0; i < count; ++i) result.push_back(part(i));
  return result;
}

Moments by_definition(std::span<const Moments> parts) {
  if (parts.size() == 1) return parts.front();
  std::size_t first = 1;
  while (2 * first < parts.size()) first *= 2;
  Moments all = by_definition(parts.first(first));
  all.merge(by_definition(parts.subspan(first)));
  return all;
}

Moments folded(std::span<const Moments> parts) {
  MomentsFold fold;
  for (const Moments& part : parts) fold.add(part);
  return fold.total();
}

TEST(MomentsFold, IsTheTreeOfTheParts) {
  const std::vector<Moments> all = parts(17);
  MomentsFold growing;
  for (std::size_t n = 1; n <= all.size(); ++n) {
    growing.add(all[n - 1]);
    EXPECT_EQ(growing.parts(), n);
    EXPECT_EQ(bytes_of(growing.total()), bytes_of(by_definition(std::span(all).first(n)))) << n;
  }
}

TEST(MomentsFold, OfUpToThreePartsIsAMergeOfOneAfterAnother) {
  const std::vector<Moments> all = parts(6);
  Moments merged = all[2];
  for (const std::size_t i : {3U, 4U, 5U}) {
    merged.merge(all[i]);
    EXPECT_EQ(bytes_of(folded(std::span(all).subspan(2, i - 1))) == bytes_of(merged), i < 5) << i;
  }
}

TEST(MomentsFold, OfGroupsHasTheSameBits) {
  const std::vector<Moments> all = parts(13);
  for (const std::size_t size : {1U, 2U, 4U, 8U, 16U}) {
    MomentsFold fold;
    for (std::size_t first = 0; first < all.size(); first += size) {
      fold.add(folded(std::span(all).subspan(first, std::min(size, all.size() - first))));
    }
    EXPECT_EQ(bytes_of(fold.total()), bytes_of(folded(all))) << size;
  }
}

TEST(MomentsFold, OfOnePartIsThePart) {
  Moments one = part(3);
  EXPECT_EQ(bytes_of(folded({&one, 1})), bytes_of(one));
}

TEST(MomentsFold, RefusesOtherColumnsAndStaysAsItIs) {
  MomentsFold fold;
  expect_invalid([&] { fold.total(); }, "parts: there is none, and a fold needs at least one");
  std::vector<Moments> all = parts(4);
  const std::vector<std::string_view> names = {"a", "b", "c"}, others = {"a", "x", "c"};
  all[1].set_names(names, "y");
  for (const Moments& each : all) fold.add(each);
  const std::string before = bytes_of(fold.total());
  expect_invalid([&] { fold.add(part(4, 2)); },
                 "behind.features has 2 elements, expected 3 (as many as these moments have)");
  Moments named = part(4);
  named.set_names(others, "y");
  expect_invalid([&] { fold.add(named); },
                 "behind: column 1 (counted from 0) is \"x\", and \"b\" in these moments");
  const Moments taken = std::move(named);
  expect_invalid([&] { fold.add(std::move(named)); }, "moments: they were moved from");
  EXPECT_EQ(fold.parts(), 4U);
  EXPECT_EQ(bytes_of(fold.total()), before);
  EXPECT_EQ(fold.total().name(1), "b");
}

TEST(MomentsFold, IsMoved) {
  MomentsFold fold;
  fold.add(part(1));
  MomentsFold other = std::move(fold);
  expect_invalid([&] { fold.add(part(1)); }, "fold: it was moved from");
  fold = std::move(other);
  EXPECT_EQ(fold.parts(), 1U);
}

}  // namespace
}  // namespace adaline::test
