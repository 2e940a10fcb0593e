// Tables that several threads read: the same rows, texts, places and errors as one thread's.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <adaline/workers.hpp>

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv_reader.hpp"
#include "io/sample_table.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/io/packet_pipe.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

using io::CsvReader;
using io::Source;

// All that a reader tells.
struct Reading {
  std::vector<double> numbers;
  std::vector<std::string> records;
  std::vector<std::size_t> lines;
  std::string error;

  bool operator==(const Reading&) const = default;

  friend void PrintTo(const Reading& reading, std::ostream* to) {
    *to << reading.records.size() << " rows, error: " << reading.error;
  }
};

Reading read_table(const std::string& path, std::size_t window_bytes, Workers* workers) {
  Reading reading;
  try {
    Source source(path, {}, window_bytes);
    CsvReader reader(source);
    // Each byte is worth a thread.
    reader.assume_speed(1e-6);
    std::vector<std::size_t> slots(reader.columns().size(), CsvReader::unused);
    slots.front() = 0;
    slots.back() = slots.size() > 1 ? 1 : 0;
    reader.choose(slots);
    io::CsvBlock<double> block;
    while (reader.read_block(block, workers)) {
      for (std::size_t r = 0; r < block.rows(); ++r) {
        reading.numbers.insert(reading.numbers.end(), block.row(r).begin(), block.row(r).end());
        reading.records.emplace_back(block.records()[r]);
        reading.lines.push_back(reader.place_of_row(block.records()[r]).line);
      }
    }
  } catch (const io::InputError& error) {
    reading.error = std::string_view(error.what()).substr(path.size());
  }
  return reading;
}

// Numbers, and now and then what only some files hold: quotes, line ends in them, and what is wrong.
std::string any_table(Random& random, std::size_t rows, bool has_quotes, bool has_errors) {
  std::string text = "a,text,b\n";
  for (std::size_t r = 0; r < rows; ++r) {
    text += std::to_string(random.below(1'000'000)) + ',';
    if (has_quotes && random.below(4) == 0) {
      text += "\"a \"\"text\"\",\n\"";
    } else {
      text += std::string(random.below(9), 'x');
    }
    text += ",0." + std::to_string(random.below(1000));
    if (has_errors && random.below(40) == 0) {
      constexpr const char* wrong[] = {",1", "x", "\n", "\n\n\n", "\n\"", "\n1,\"\"x,3"};
      text += wrong[random.below(std::size(wrong))];
    }
    text += random.below(2) == 0 ? "\n" : "\r\n";
  }
  for (std::size_t empty = random.below(3); empty > 0; --empty) text += "\n";
  if (random.below(3) == 0) text.pop_back();
  return text;
}

TEST(CsvByThreads, IsThatOfOne) {
  const TemporaryFolder folder;
  Workers two(2), five(5), many(64);
  rc::detail::checkGTest([&] {
    const auto rows = *rc::gen::inRange<std::size_t>(0, 200);
    const auto window_bytes = *rc::gen::element<std::size_t>(1, 17, 300, 4000, std::size_t{1} << 18);
    const auto has_quotes = *rc::gen::arbitrary<bool>();
    const auto has_errors = *rc::gen::arbitrary<bool>();
    Random random(*rc::gen::arbitrary<std::uint64_t>());
    const std::string text = any_table(random, rows, has_quotes, has_errors);
    write_file(folder / "d.csv", text);
    const Reading expected = read_table(folder / "d.csv", std::size_t{1} << 20, nullptr);
    for (Workers* workers : {&two, &five, &many}) {
      RC_ASSERT(read_table(folder / "d.csv", window_bytes, workers) == expected);
    }
  });
}

TEST(CsvByThreads, OfAPipeIsThatOfOne) {
  const TemporaryFolder folder;
  Workers workers(3);
  Random random(1);
  for (int i = 0; i < 20; ++i) {
    const std::string text = any_table(random, 100, i % 2 == 0, i % 4 == 0);
    std::vector<std::string> packets;
    for (std::size_t at = 0; at < text.size(); at += packets.back().size()) {
      packets.push_back(text.substr(at, 1 + random.below(1000)));
    }
    write_file(folder / "d.csv", text);
    const PacketPipe pipe(packets);
    EXPECT_EQ(read_table(pipe.path(), 1000, &workers),
              read_table(folder / "d.csv", std::size_t{1} << 20, nullptr));
  }
}

// Of several wrong cells in one block, the first one is named.
TEST(CsvByThreads, NameTheFirstError) {
  const TemporaryFolder folder;
  Workers workers(4);
  std::string text = "a,b\n";
  for (std::size_t row = 1; row <= 5000; ++row) {
    const bool is_wrong = row == 1234 || row == 1235 || row > 2000;
    text += is_wrong ? "1,x\n" : "1,2\n";
  }
  write_file(folder / "d.csv", text);
  const Reading reading = read_table(folder / "d.csv", std::size_t{1} << 20, &workers);
  EXPECT_EQ(reading.records.size(), 1233U);
  EXPECT_EQ(reading.error, ":1235:3: 'x' is not a number (column 'b')");
}

TEST(CsvByThreads, FillATable) {
  const TemporaryFolder folder;
  Workers workers(3);
  Random random(2);
  std::string text = any_table(random, 60'000, false, false);
  write_file(folder / "d.csv", text);
  const auto table_by = [&](Workers* some) {
    Source source(folder / "d.csv");
    CsvReader reader(source);
    reader.choose({0, CsvReader::unused, 1});
    return io::read_samples<float>(reader, 1, some);
  };
  const auto one = table_by(nullptr), several = table_by(&workers);
  EXPECT_EQ(one.targets.size(), 60'000U);
  EXPECT_TRUE(std::ranges::equal(several.features.elements(), one.features.elements()));
  EXPECT_TRUE(std::ranges::equal(several.targets.elements(), one.targets.elements()));
}

}  // namespace
}  // namespace adaline::test
