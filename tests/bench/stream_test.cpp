#include "bench/suite/stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace adaline::bench {
namespace {

// Samples 1, 2, .. of a stream of so many, for a filter of so many taps.
struct Operands {
  Operands(std::size_t samples, std::size_t taps) : signal(samples * taps), out(samples), weights(taps) {
    for (std::size_t i = 0; i < signal.size(); ++i) signal[i] = static_cast<double>(i + 1);
    for (std::size_t i = 0; i < taps; ++i) weights[i] = static_cast<double>(10 * i);
  }

  Stream<double> stream() {
    cases::Operands<double> o;
    o.shape = {.rows = out.size(), .cols = weights.size()};
    o.features = signal.data();
    o.targets = signal.data();
    o.weights = weights.data();
    o.rows_out = out.data();
    return Stream<double>(o, 0.5);
  }

  std::vector<double> signal, out, weights;
};

TEST(Stream, BeginsWithItsLastSamples) {
  Operands o(5, 3);
  EXPECT_THAT(o.stream().before(), testing::ElementsAre(3, 4, 5));
  EXPECT_THAT(o.stream().weights_newest_first(), testing::ElementsAre(20, 10, 0));
  Operands longer(2, 5);
  EXPECT_THAT(longer.stream().before(), testing::ElementsAre(2, 1, 2, 1, 2));
}

TEST(Stream, AWindowEndsWithItsSample) {
  Operands o(130, 3);
  Stream<double> stream = o.stream();
  std::vector<double> newest;
  std::vector<std::size_t> blocks;
  double energy = 0;
  stream.by_blocks(2, [&](RowByRow<double>& r) {
    if (blocks.empty()) energy = r.energy;
    blocks.push_back(r.rows);
    for (std::size_t i = 0; i < r.rows; ++i) {
      newest.push_back(r.first[i * r.stride + r.cols - 1]);
      EXPECT_EQ(r.targets[i], newest.back());
    }
  });
  EXPECT_THAT(blocks, testing::ElementsAre(64, 64, 2, 64, 64, 2));
  ASSERT_EQ(newest.size(), 260U);
  for (std::size_t i = 0; i < newest.size(); ++i) EXPECT_EQ(newest[i], static_cast<double>(i % 130 + 1));
  EXPECT_EQ(energy, 128 * 128 + 129 * 129 + 130 * 130);
}

TEST(Stream, AnObjectIsMadeAndClosed) {
  static int open = 0;
  Operands o(5, 3);
  {
    Stream<double> stream = o.stream();
    stream.open({.open = [](const RowByRow<double>& r) -> void* {
                   EXPECT_EQ(r.first[-1], 3);
                   return &++open;
                 },
                 .close = [](void* object) { --*static_cast<int*>(object); }});
    EXPECT_EQ(open, 1);
    stream.whole(1, [](RowByRow<double>& r) { EXPECT_EQ(r.object, &open); });
  }
  EXPECT_EQ(open, 0);
}

}  // namespace
}  // namespace adaline::bench
