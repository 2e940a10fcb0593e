// What models and files of moments say of their inputs reads back, and what no program wrote is refused.
#include "io/part_record.hpp"

#include <gtest/gtest.h>

#include <adaline/moments.hpp>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "io/content_hash.hpp"
#include "io/model.hpp"
#include "io/moments_file.hpp"
#include "tests/cli/temporary_folder.hpp"
#include "tests/io/error_of.hpp"

namespace adaline::test {
namespace {

using io::PartRecord;
using Json = nlohmann::ordered_json;
using Parts = std::vector<PartRecord>;

std::string hash_of(const std::string& text) {
  io::ContentHash hash;
  hash.add(text);
  return hash.text();
}

Parts some_parts() {
  return {{.data = "a.csv", .share = std::nullopt, .hash = hash_of("a"), .samples = 12},
          {.data = "b \xc3\xa4.csv",
           .share = io::ShareRecord{.number = 2, .count = 4, .begin = 1000, .end = 2017},
           .hash = hash_of("b"),
           .samples = 0}};
}

// The values are those of xxh128sum 0.8.1.
TEST(ContentHash, IsThatOfXxh128sum) {
  EXPECT_EQ(hash_of(""), "xxh128:99aa06d3014798d86001c324468d497f");
  const std::string text = "a,y\n1,2\n2,3\n4,9\n";
  EXPECT_EQ(hash_of(text), "xxh128:71fdb5a145087be365e624fb713e1b83");
  io::ContentHash in_pieces;
  for (const char c : text) in_pieces.add({&c, 1});
  EXPECT_EQ(in_pieces.text(), hash_of(text));
  EXPECT_TRUE(io::is_content_hash(hash_of(text)));
  EXPECT_FALSE(io::is_content_hash(hash_of(text) + "0"));
  EXPECT_FALSE(io::is_content_hash("xxh128:71fdb5a145087be365e624fb713e1b8G"));
  EXPECT_FALSE(io::is_content_hash("sha128:71fdb5a145087be365e624fb713e1b83"));
}

TEST(Source, ShowsAllBytesToWhoWatches) {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 1000; ++i) text += std::to_string(i) + '\n';
  write_file(folder / "d", text);
  io::Source source(folder / "d", {}, 64);
  std::string seen;
  source.watch_bytes([&](std::string_view bytes) { seen += bytes; });
  while (source.advance(source.end() - (source.end() - source.begin()) / 2)) continue;
  EXPECT_EQ(seen, text);
}

class RecordsInAModel : public testing::Test {
 protected:
  static Json model() {
    io::Model model;
    model.type = "double";
    model.target = "y";
    model.features = {"x"};
    model.weights = {1};
    model.training.emplace().parts = some_parts();
    return io::to_json(model);
  }
  std::string error(const std::function<void(Json&)>& change) const {
    Json object = model();
    change(object["training"]["parts"]);
    write_file(file_, object.dump());
    return error_in(file_, [&] { io::read_model(file_); });
  }

  const TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "m.json";
};

TEST_F(RecordsInAModel, ReadBack) {
  write_file(file_, model().dump(2));
  EXPECT_EQ(io::read_model(file_).training->parts, some_parts());
  Json without = model();
  without["training"].erase("parts");
  write_file(file_, without.dump());
  EXPECT_EQ(io::read_model(file_).training->parts, Parts());
}

TEST_F(RecordsInAModel, ThatAreNone) {
  const std::string refused = ": not a model of this program: ";
  EXPECT_EQ(error([](Json& parts) { parts = 1; }), refused + "'parts' is of the wrong kind");
  EXPECT_EQ(error([](Json& parts) { parts[0] = 1; }), refused + "'data' is missing");
  EXPECT_EQ(error([](Json& parts) { parts[0].erase("hash"); }), refused + "'hash' is missing");
  EXPECT_EQ(error([](Json& parts) { parts[0]["samples"] = -1; }), refused + "'samples' is of the wrong kind");
  EXPECT_EQ(error([](Json& parts) { parts[0]["hash"] = "xxh128:1"; }),
            refused + "in 'parts' the hash of part 'a.csv' is 'xxh128:1'");
  EXPECT_EQ(error([](Json& parts) { parts[0]["data"] = ""; }),
            refused + "in 'parts' a part has no name in UTF-8");
  for (const char* const share : {"5/4", "0/4", "2", "2/", "/4", "2/4 ", "-2/4"}) {
    EXPECT_EQ(error([&](Json& parts) { parts[1]["share"] = share; }), refused + "'share' is '" + share + "'");
  }
  EXPECT_EQ(error([](Json& parts) { parts[1].erase("bytes"); }), refused + "'bytes' is missing");
  EXPECT_EQ(error([](Json& parts) { parts[1]["bytes"] = {1}; }), refused + "'bytes' is of the wrong kind");
  EXPECT_EQ(error([](Json& parts) { parts[1]["bytes"] = {1, 2.5}; }), refused + "'bytes' is of the wrong kind");
  EXPECT_EQ(error([](Json& parts) {
              parts[1]["bytes"] = {2, 1};
            }),
            refused + "in 'parts' part 'b \xc3\xa4.csv' is of the bytes 2 to 1");
}

class RecordsInAFileOfMoments : public testing::Test {
 protected:
  std::string error(const Parts& parts) const {
    write(parts);
    return error_in(file_, [&] { read(); });
  }
  void write(const Parts& parts) const {
    std::ofstream to(file_, std::ios::binary);
    io::write_moments(Moments(1), parts, to);
  }
  Parts read() const {
    io::Source source(file_);
    return io::read_moments(source).parts;
  }

  const TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "d.moments";
};

TEST_F(RecordsInAFileOfMoments, ReadBack) {
  write(some_parts());
  EXPECT_EQ(read(), some_parts());
  EXPECT_EQ(read_file(file_).size() % 8, 0U);
  // The library reads what stands before them.
  std::ifstream from(file_, std::ios::binary);
  EXPECT_EQ(Moments::load(from).features(), 1U);
  write({});
  EXPECT_EQ(read(), Parts());
}

TEST_F(RecordsInAFileOfMoments, ThatAreNone) {
  const std::string refused = ": the list of its parts: damaged: ";
  Parts parts = some_parts();
  parts[0].hash = "xxh128:";
  EXPECT_EQ(error(parts), refused + "the hash of part 'a.csv' is 'xxh128:'");
  parts = some_parts();
  parts[1].share->number = 5;
  EXPECT_EQ(error(parts), refused + "part 'b \xc3\xa4.csv' is the share 5/4");
  parts = some_parts();
  parts[0].data = "\xff";
  EXPECT_EQ(error(parts), refused + "a part has no name in UTF-8");
  write(some_parts());
  std::string bytes = read_file(file_);
  bytes[bytes.find("a.csv")] = 'A';
  write_file(file_, bytes);
  EXPECT_EQ(error_in(file_, [&] { read(); }), refused + "the checksum is another one");
}

}  // namespace
}  // namespace adaline::test
