// `adaline train --features` and `--drop`: names that hold anything.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;
using Names = std::vector<std::string>;

class TrainColumns : public testing::Test {
 protected:
  Outcome train(const Arguments& more, const std::string& data = "d.csv") const {
    Arguments arguments = {"train",    data,    "--target", "y", "--model",         "m.json", "--quiet",
                           "--method", "batch", "--epochs", "1", "--learning-rate", "1e-6"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_adaline({.arguments = arguments, .folder = folder_.path()});
  }

  // Those that were trained on.
  Names features(const Arguments& more) const {
    const Outcome outcome = train(more);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    if (outcome.exit_code != 0) return {};
    return nlohmann::json::parse(read_file(folder_ / "m.json")).at("features").get<Names>();
  }

  std::string error(const Arguments& more, int code) const {
    const Outcome outcome = train(more);
    EXPECT_EQ(outcome.exit_code, code) << outcome.errors;
    EXPECT_EQ(lines_of(outcome.errors).size(), 1U) << outcome.errors;
    return outcome.errors;
  }

  const TemporaryFolder folder_;
};

TEST_F(TrainColumns, NamesWithCommasAndQuotes) {
  write_file(folder_ / "d.csv", "a,\"b, c\",\"d\"\"\", {} ,y\n1,2,3,4,5\n2,3,5,4,1\n");
  EXPECT_EQ(features({"--features", "a,\"b, c\""}), (Names{"a", "b, c"}));
  EXPECT_EQ(features({"--features", " \"b, c\" , a "}), (Names{"b, c", "a"}));
  EXPECT_EQ(features({"--features", "\"b, c\"", "--features", "a", "--features={}"}),
            (Names{"b, c", "a", "{}"}));
  EXPECT_EQ(features({"--features", "\"d\"\"\""}), (Names{"d\""}));
  EXPECT_EQ(features({"--features", "d\""}), (Names{"d\""}));
  EXPECT_EQ(features({"--features", "{}"}), (Names{"{}"}));
  EXPECT_EQ(features({"--drop", "\"b, c\",d\""}), (Names{"a", "{}"}));
  EXPECT_EQ(features({"--drop", "\"b, c\"", "--drop", "a, {}"}), (Names{"d\""}));
  EXPECT_EQ(features({}), (Names{"a", "b, c", "d\"", "{}"}));
}

TEST_F(TrainColumns, AColumnWithoutAName) {
  write_file(folder_ / "d.csv", ",a,b,y\nx,1,2,3\nz,2,1,4\n");
  EXPECT_EQ(
      error({}, 3),
      "adaline: d.csv:1:1: a column without a name; name it, leave it out by --drop '', or choose others by "
      "--features\n");
  EXPECT_EQ(features({"--drop", ""}), (Names{"a", "b"}));
  EXPECT_EQ(features({"--drop", "\"\",a"}), (Names{"b"}));
  EXPECT_EQ(features({"--drop", "", "--drop", "b"}), (Names{"a"}));
  EXPECT_EQ(features({"--features", "a"}), (Names{"a"}));
}

// As spreadsheets leave them behind the last one.
TEST_F(TrainColumns, SeveralColumnsThatAreDroppedByOneName) {
  write_file(folder_ / "d.csv", "a,y,,,id,id\n1,2,,,x,y\n2,3,,,z,\n");
  EXPECT_EQ(
      error({"--drop", "id"}, 3),
      "adaline: d.csv:1:5: a column without a name; name it, leave it out by --drop '', or choose others by "
      "--features\n");
  EXPECT_EQ(error({"--drop", ""}, 3), "adaline: d.csv:1:10: column 'id' is there twice\n");
  EXPECT_EQ(features({"--drop", "id,\"\""}), (Names{"a"}));
}

TEST_F(TrainColumns, ListsThatMakeNoSense) {
  write_file(folder_ / "d.csv", "a,b,y\n1,2,3\n2,1,4\n");
  const std::string hint = " (try 'adaline train --help')\n";
  EXPECT_EQ(error({"--drop", "a,,b"}, 2),
            "adaline: --drop: an empty name (write \"\" for a column without one) in 'a,,b'" + hint);
  EXPECT_EQ(error({"--features", "a,"}, 2),
            "adaline: --features: an empty name (write \"\" for a column without one) in 'a,'" + hint);
  EXPECT_EQ(error({"--features", "\"a"}, 2), "adaline: --features: a quote that is not closed in '\"a'" + hint);
  EXPECT_EQ(error({"--features", "\"a\"b"}, 2),
            "adaline: --features: text behind a closing quote in '\"a\"b'" + hint);
  EXPECT_EQ(error({"--features", "a", "--features", "a"}, 3),
            "adaline: d.csv:1: --features names column 'a' twice\n");
  EXPECT_EQ(error({"--drop", ""}, 3), "adaline: d.csv:1: no column ''; there are 'a', 'b', 'y'\n");
  // It takes one list, and what follows is a file.
  EXPECT_EQ(error({"--features", "a", "b"}, 3), "adaline: b: cannot be read: No such file or directory\n");
}

}  // namespace
}  // namespace adaline::test
