// Moments that are saved and loaded.
#include <gtest/gtest.h>
#include <adaline/moments.hpp>

#include <sstream>
#include <stdexcept>
#include <string>

#include "goldens/cases/random_problem.hpp"
#include "tests/least_squares/moments_bytes.hpp"

namespace adaline::test {
namespace {

using cases::RandomProblem;

Moments loaded(const std::string& bytes) {
  std::istringstream from(bytes);
  return Moments::load(from);
}

std::string error_of(const std::string& bytes) {
  try {
    (void)loaded(bytes);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "none";
}

// Two parts, several chunks, and samples that make no chunk.
Moments some_moments(std::size_t d) {
  Moments moments(d);
  moments.add(RandomProblem<double>(1100, d, 1).view());
  Moments second(d);
  second.add(RandomProblem<double>(3100, d, 2).view());
  moments.merge(second);
  moments.add(RandomProblem<float>(3 * 1024 + 5, d, 3).view());
  return moments;
}

TEST(MomentsFile, GoesOnWithTheSameBits) {
  for (const std::size_t d : {0U, 1U, 9U}) {
    Moments moments = some_moments(d);
    Moments again = loaded(bytes_of(moments));
    EXPECT_EQ(again.samples(), moments.samples());
    EXPECT_EQ(bytes_of(again), bytes_of(moments));
    const RandomProblem<double> more(2000, d, 4);
    moments.add(more.view());
    again.add(more.view());
    EXPECT_EQ(bytes_of(again), bytes_of(moments));
    EXPECT_EQ(bytes_of(loaded(bytes_of(Moments(d)))), bytes_of(Moments(d)));
  }
}

TEST(MomentsFile, HasTheNames) {
  Moments moments = some_moments(2);
  const std::string_view names[] = {"", "a name of more than eight letters\n\"\xc3\xa9"};
  moments.set_names(names, "t");
  const Moments again = loaded(bytes_of(moments));
  EXPECT_EQ(again.name(0), "");
  EXPECT_EQ(again.name(1), names[1]);
  EXPECT_EQ(again.name(2), "t");
}

TEST(MomentsFile, EndsWhereItEnds) {
  std::istringstream from(bytes_of(some_moments(1)) + bytes_of(some_moments(2)) + "rest");
  EXPECT_EQ(Moments::load(from).features(), 1U);
  EXPECT_EQ(Moments::load(from).features(), 2U);
  std::string rest;
  from >> rest;
  EXPECT_EQ(rest, "rest");
}

TEST(MomentsFile, ThatIsCutIsRefused) {
  const std::string bytes = bytes_of(some_moments(1));
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    const std::string error = error_of(bytes.substr(0, n));
    EXPECT_TRUE(
        error.starts_with(n < 16 ? "moments: this is no file of moments" : "moments: the file ends after"))
        << n << ": " << error;
  }
}

TEST(MomentsFile, ThatIsDamagedIsRefused) {
  const std::string bytes = bytes_of(some_moments(1));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int bit : {0, 7}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ 1 << bit);
      EXPECT_NE(error_of(damaged), "none") << i;
    }
  }
}

TEST(MomentsFile, ThatHasLettersBehindANameIsRefused) {
  Moments moments(1);
  const std::vector<std::string_view> names{"length"};
  moments.set_names(names, "t");
  std::string bytes = bytes_of(moments);
  bytes[bytes.find("length") + 7] = 'x';
  EXPECT_EQ(error_of(bytes), "moments: damaged: a name is longer than it says");
}

// More than there can be samples, of which the tree would be higher than a number has bits.
TEST(MomentsFile, ThatHasTooManyChunksIsRefused) {
  bool is_refused = false;
  const std::string bytes = bytes_of(Moments(1));
  for (std::size_t last_byte = 23; last_byte < bytes.size(); last_byte += 8) {
    std::string damaged = bytes;
    damaged[last_byte] = static_cast<char>(0x80);
    const std::string error = error_of(damaged);
    EXPECT_NE(error, "none");
    is_refused |= error == "moments: damaged: 9223372036854775808 chunks of samples";
  }
  EXPECT_TRUE(is_refused);
}

TEST(MomentsFile, ThatIsSomethingElseIsRefused) {
  EXPECT_EQ(error_of("x,y\n1,2\n3,4\n5,6\n7,8\n"), "moments: this is no file of moments");
  std::string later = bytes_of(some_moments(1));
  later[16] = 2;
  EXPECT_EQ(error_of(later), "moments: format 2 is unknown here, where 1 is the latest");
}

TEST(MomentsFile, ThatCannotBeWrittenIsAnError) {
  std::ostringstream to;
  to.setstate(std::ios::badbit);
  try {
    some_moments(1).save(to);
    ADD_FAILURE();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "moments: could not be written");
  }
}

}  // namespace
}  // namespace adaline::test
