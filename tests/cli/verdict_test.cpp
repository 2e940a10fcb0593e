// The last line of `adaline train`, and where else it is said.
#include <gtest/gtest.h>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/train/forecast.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/temporary_folder.hpp"

namespace adaline::test {
namespace {

using Arguments = std::vector<std::string>;

class Verdict : public testing::Test {
 protected:
  Verdict() { write_line(1); }

  // y = 2 x + 1, and noise of this size.
  void write_line(double noise) const {
    std::string text = "x,y\n";
    for (int x = 1; x <= 20; ++x)
      text += fmt::format("{},{}\n", x, 2 * x + 1 + noise * ((x * 7919) % 11 - 5) / 5.0);
    write_file(folder_ / "d.csv", text);
  }

  Outcome train(const Arguments& more) const {
    return run_adaline(
        {.arguments = Arguments{"train", "d.csv", "--target", "y"} + more, .folder = folder_.path()});
  }

  std::string last_line(const Arguments& more) const {
    const Outcome outcome = train(more);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
    return lines_of(outcome.output).back();
  }

  // 12 columns in 60 rows, of which the least combination is 1/spread of the largest, and noise of 1.
  void write_dependent_columns(double spread) const {
    constexpr int columns = 12, rows = 60;
    std::uint64_t state = 1;
    const auto number = [&state] {
      state = state * 6364136223846793005 + 1442695040888963407;
      return static_cast<double>(state >> 11) * 0x1p-52 - 1;
    };
    double mixed[columns][columns];
    std::string text;
    for (int k = 0; k < columns; ++k) {
      text += fmt::format("x{},", k);
      for (double& factor : mixed[k]) factor = std::pow(spread, -k / (columns - 1.0)) * number();
    }
    text += "y\n";
    for (int i = 0; i < rows; ++i) {
      double x[columns] = {}, y = number();
      for (const auto& factors : mixed) {
        const double size = number();
        for (int j = 0; j < columns; ++j) x[j] += size * factors[j];
      }
      for (const double value : x) {
        y += value;
        text += fmt::format("{},", value);
      }
      text += fmt::format("{}\n", y);
    }
    write_file(folder_ / "d.csv", text);
  }

  nlohmann::json report(const Arguments& more) const {
    return nlohmann::json::parse(train(more + Arguments{"--json"}).output);
  }

  const TemporaryFolder folder_;
};

TEST_F(Verdict, OfARunThatArrived) {
  EXPECT_EQ(last_line({}), "converged: the loss is within 0.0001 % of the least-squares optimum");
  EXPECT_EQ(last_line({"--tolerance", "0.05"}),
            "converged: the loss is within 5 % of the least-squares optimum");
  EXPECT_EQ(last_line({"--method", "online"}),
            "converged: the loss is within 1 % of the least-squares optimum");
  EXPECT_EQ(train({"--quiet"}).errors, "");
  write_line(0);
  EXPECT_EQ(last_line({}), "converged: the samples are fitted up to rounding");
}

// A step of 1e-12 is small in its own way; the loss is far from its optimum.
TEST_F(Verdict, OfATinyRateIsNotThatItConverged) {
  for (const Arguments& rule : {Arguments{"--epochs", "10"}, {"--stop-delta", "0.01"}}) {
    const Arguments tiny = Arguments{"--learning-rate", "1e-12"} + rule;
    const std::string line = last_line(tiny);
    EXPECT_TRUE(line.starts_with("not converged: the loss is ")) << line;
    EXPECT_TRUE(contains(line, "; leave out --learning-rate, which is chosen for the data then")) << line;
    EXPECT_FALSE(contains(train(tiny).output, "stopped   converged")) << line;
    const auto object = nlohmann::json::parse(train(tiny + Arguments{"--json", "--model", "m.json"}).output);
    EXPECT_EQ(object.at("verdict"), line);
    EXPECT_EQ(object.at("training").at("converged"), false);
    const auto model = nlohmann::json::parse(read_file(folder_ / "m.json"));
    EXPECT_EQ(model.at("training").at("converged"), false);
    EXPECT_LT(model.at("training").at("optimum").get<double>(), model.at("training").at("loss").get<double>());
    // In silence as well.
    EXPECT_EQ(train(tiny + Arguments{"--quiet"}).errors, "adaline: " + line + "\n");
    EXPECT_EQ(
        lines_of(run_adaline({.arguments = {"inspect", "m.json"}, .folder = folder_.path()}).output).back(),
        line);
  }
}

// Where both rules are given, the one that ended the training is not taken for the other.
TEST_F(Verdict, OfSmallStepsBesideATolerance) {
  const Arguments both = {"--tolerance", "1e-6", "--stop-delta", "100"};
  const Outcome outcome = train(both);
  const std::string line = lines_of(outcome.output).back();
  EXPECT_TRUE(line.starts_with("not converged: the loss is ")) << line;
  EXPECT_TRUE(contains(line, ", though the steps fell under 100")) << line;
  EXPECT_TRUE(contains(outcome.output, "\nstopped   small steps, after ")) << outcome.output;
  EXPECT_EQ(last_line({"--tolerance", "1e-6", "--stop-delta", "1e-300"}),
            "converged: the loss is within 0.0001 % of the least-squares optimum");
}

TEST_F(Verdict, SaysThatAModelIsWorseThanTheMean) {
  const Arguments bad = {"--initial-weight", "50", "--learning-rate", "1e-9", "--epochs", "3"};
  EXPECT_TRUE(contains(last_line(bad), "; it is worse than the mean of the targets (R2 -")) << last_line(bad);
  EXPECT_TRUE(contains(train(bad + Arguments{"--quiet"}).errors, "worse than the mean")) << last_line(bad);
}

// Of a rate that the user chose, whose steps get lost beside the weights: said, and what to do.
TEST_F(Verdict, OfARunThatStandsStill) {
  const Arguments lost = {"--type",           "float", "--method",        "online",
                          "--initial-weight", "1e6",   "--learning-rate", "1e-9"};
  const std::string line = last_line(lost);
  EXPECT_TRUE(contains(line, ", and no longer falls; leave out --learning-rate")) << line;
  EXPECT_TRUE(contains(train(lost).output, "stopped   stagnated, after ")) << line;
}

// Where the line would say a bound, or that the samples are fitted.
TEST_F(Verdict, ChecksWhatConverged) {
  for (const Arguments& more : {Arguments{},
                                {"--tolerance", "0.05"},
                                {"--method", "online"},
                                {"--method", "minibatch", "--batch-size", "5"},
                                {"--stop-delta", "1e-4"},
                                {"--tolerance", "0", "--epochs", "1000"},
                                {"--strategy", "normal_equation"},
                                {"--learning-rate", "0.1", "--no-bias", "--type", "float"}}) {
    const nlohmann::json checked = report(more + Arguments{"--check"});
    const nlohmann::json& training = checked.at("training");
    EXPECT_EQ(training.at("converged"), true);
    const double share = training.at("loss").get<double>() / training.at("optimum").get<double>() - 1;
    EXPECT_EQ(checked.at("verdict"),
              fmt::format("converged: the loss is {:.2g} % above the least-squares optimum",
                          100 * std::fmax(share, 0.0)));
    EXPECT_EQ(last_line(more + Arguments{"--check"}), checked.at("verdict"));
  }
  EXPECT_EQ(train({"--check", "--quiet"}).errors, "");
  write_line(0);
  const std::string fitted = last_line({"--check"});
  EXPECT_TRUE(fitted.starts_with("converged: the samples are fitted up to rounding; the loss is ")) << fitted;
  EXPECT_TRUE(fitted.ends_with(" at the least-squares optimum")) << fitted;
}

TEST_F(Verdict, IsAllThatACheckChanges) {
  for (const Arguments& more :
       {Arguments{}, {"--method", "online"}, {"--stop-delta", "0.01"}, {"--learning-rate", "1e-12"}}) {
    const Arguments some = more + Arguments{"--epochs", "50"};
    nlohmann::json plain = report(some), checked = report(some + Arguments{"--check"});
    // What has not converged said it before.
    if (plain.at("training").at("converged") == false) {
      EXPECT_EQ(checked.at("verdict"), plain.at("verdict"));
    }
    for (const char* name : {"verdict", "seconds", "samples_per_second"}) {
      plain.erase(name);
      checked.erase(name);
    }
    EXPECT_EQ(checked, plain);
  }
}

// An optimum that is not looked for otherwise, where columns of floats nearly depend on each other.
TEST_F(Verdict, ChecksByMoments) {
  const Arguments floats = {"--type", "float", "--epochs", "100"};
  write_dependent_columns(2e4);
  const nlohmann::json plain = report(floats), checked = report(floats + Arguments{"--check"});
  const std::string not_found =
      "not converged: the least-squares optimum was not found, as some columns nearly depend on others";
  EXPECT_EQ(plain.at("verdict"), not_found);
  EXPECT_TRUE(plain.at("training").at("optimum").is_null());
  const std::string line = checked.at("verdict");
  EXPECT_TRUE(line.starts_with("not converged: the loss is ")) << line;
  const double optimum = report({"--method", "exact"}).at("training").at("loss");
  EXPECT_NEAR(checked.at("training").at("optimum").get<double>(), optimum, 0.01 * optimum);
  EXPECT_EQ(checked.at("weights"), plain.at("weights"));
  EXPECT_EQ(checked.at("training").at("epochs"), plain.at("training").at("epochs"));
  // Too near.
  write_dependent_columns(1e7);
  EXPECT_EQ(last_line(floats + Arguments{"--check"}), not_found);
}

// The epochs that it names are enough.
TEST_F(Verdict, NamesEpochsThatAreEnough) {
  const Arguments slow = {"--learning-rate", "0.001"};
  const auto training =
      nlohmann::json::parse(train(slow + Arguments{"--epochs", "500", "--json"}).output).at("training");
  EXPECT_EQ(training.at("converged"), false);
  const std::string epochs = std::to_string(training.at("epochs_needed").get<std::size_t>());
  EXPECT_TRUE(
      contains(last_line(slow + Arguments{"--epochs", "500"}), "; --epochs " + epochs + " would bring"));
  EXPECT_EQ(last_line(slow + Arguments{"--epochs", epochs}),
            "converged: the loss is within 0.0001 % of the least-squares optimum");
}

TEST(Forecast, OfALossThatFallsByAFactor) {
  cli::Series losses;
  // 10 above the optimum of 1, and half of that in each epoch: 2^-20 in the 24th.
  double above = 10;
  for (int epoch = 1; epoch <= 9; ++epoch, above /= 2) {
    losses.x.push_back(epoch);
    losses.y.push_back(1 + above);
  }
  const cli::Forecast seen = cli::forecast(losses, 1, 0x1p-20);
  ASSERT_TRUE(seen.epochs_needed);
  EXPECT_GE(*seen.epochs_needed, 25U);
  EXPECT_LE(*seen.epochs_needed, 30U);
  EXPECT_GT(seen.fall, 0);
  EXPECT_LT(seen.fall, 0.5);
}

TEST(Forecast, OfALossThatDoesNotFall) {
  cli::Series losses;
  for (int epoch = 1; epoch <= 9; ++epoch) {
    losses.x.push_back(epoch);
    losses.y.push_back(3);
  }
  EXPECT_EQ(cli::forecast(losses, 1, 0.1).fall, 0);
  EXPECT_FALSE(cli::forecast(losses, 1, 0.1).epochs_needed);
  EXPECT_EQ(cli::forecast({}, 1, 0.1).fall, 0);
}

}  // namespace
}  // namespace adaline::test
