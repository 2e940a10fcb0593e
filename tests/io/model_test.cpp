// A model reads back as it was written, and what is no model is refused.
#include "io/model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/cli/temporary_folder.hpp"
#include "tests/io/error_of.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

using Json = nlohmann::ordered_json;
using io::Model;

Values any_kind(Random& random) {
  constexpr Values kinds[] = {Values::numbers, Values::zeros, Values::extremes};
  return kinds[random.below(3)];
}

double any_double(Random& random) { return value<double>(random, any_kind(random)); }

template <class T>
std::vector<double> any_numbers(Random& random, std::size_t count) {
  const std::vector<T> numbers = values<T>(random, count, any_kind(random));
  return {numbers.begin(), numbers.end()};
}

template <class T>
Model any_model(std::uint64_t seed) {
  Random random(seed);
  const std::size_t count = 1 + random.below(20);
  Model m;
  m.type = sizeof(T) == sizeof(float) ? "float" : "double";
  m.target = "t\"\\ \n\xc3\xa4";
  for (std::size_t i = 0; i < count; ++i) m.features.push_back("x " + std::to_string(i));
  m.weights = any_numbers<T>(random, count);
  m.bias = any_numbers<T>(random, 1)[0];
  if (random.below(2) == 0) {
    m.standardization = io::Standardization{any_numbers<double>(random, count), {}};
    for (std::size_t i = 0; i < count; ++i) {
      m.standardization->deviations.push_back(std::numeric_limits<double>::min() *
                                              (1 + std::abs(any_double(random))));
    }
  }
  io::TrainingRecord& t = m.training.emplace();
  t.method = "minibatch";
  if (random.below(2) == 0) {
    t.batch_size = random.bits();
    t.keep_last_batch = random.below(2) == 0;
  }
  t.learning_rate = any_double(random);
  t.epoch_limit = random.bits();
  t.stop_delta = any_double(random);
  t.learn_bias = random.below(2) == 0;
  t.initial_weight = any_double(random);
  t.samples = random.bits();
  t.epochs = random.below(10);
  t.steps = std::numeric_limits<std::size_t>::max();
  t.stop_reason = "converged";
  t.loss = any_double(random);
  t.rmse = any_double(random);
  if (random.below(2) == 0) t.r2 = any_double(random);
  t.level = "avx2";
  t.numerics_version = static_cast<int>(random.below(std::numeric_limits<int>::max()));
  t.adaline = "0.1.0";
  t.automatic_rate = random.below(2) == 0;
  t.tolerance = any_double(random);
  t.shuffle = random.below(2) == 0 ? "each" : "once";
  t.seed = random.bits();
  t.initial_bias = any_double(random);
  if (random.below(2) == 0) {
    t.converged = random.below(2) == 0;
    if (random.below(2) == 0) t.optimum = any_double(random);
    if (random.below(2) == 0) t.fall = any_double(random);
    if (random.below(2) == 0) t.epochs_needed = random.bits();
  }
  if (random.below(2) == 0) {
    io::SolutionRecord& solution = t.solution.emplace();
    solution.ridge = any_double(random);
    solution.total_weight = any_double(random);
    solution.rank = random.bits();
    if (random.below(2) == 0) solution.condition = any_double(random);
    solution.quality = "rank_deficient";
    if (random.below(2) == 0) solution.relative_error = any_double(random);
  }
  if (m.standardization) m.standardization->target_mean = any_double(random);
  return m;
}

void expect_same(const std::vector<double>& got, const std::vector<double>& want) {
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < got.size(); ++i)
    EXPECT_TRUE(same_bits(got[i], want[i])) << got[i] << ' ' << want[i];
}

void expect_same_solution(const io::SolutionRecord& got, const io::SolutionRecord& want) {
  EXPECT_EQ(got.rank, want.rank);
  EXPECT_EQ(got.quality, want.quality);
  EXPECT_EQ(got.condition.has_value(), want.condition.has_value());
  EXPECT_EQ(got.relative_error.has_value(), want.relative_error.has_value());
  expect_same({got.ridge, got.total_weight, got.condition.value_or(0), got.relative_error.value_or(0)},
              {want.ridge, want.total_weight, want.condition.value_or(0), want.relative_error.value_or(0)});
}

void expect_same(const io::TrainingRecord& got, const io::TrainingRecord& want) {
  EXPECT_EQ(got.method, want.method);
  EXPECT_EQ(got.batch_size, want.batch_size);
  EXPECT_EQ(got.keep_last_batch, want.keep_last_batch);
  EXPECT_EQ(got.epoch_limit, want.epoch_limit);
  EXPECT_EQ(got.learn_bias, want.learn_bias);
  EXPECT_EQ(got.samples, want.samples);
  EXPECT_EQ(got.epochs, want.epochs);
  EXPECT_EQ(got.steps, want.steps);
  EXPECT_EQ(got.stop_reason, want.stop_reason);
  EXPECT_EQ(got.r2.has_value(), want.r2.has_value());
  EXPECT_EQ(got.level, want.level);
  EXPECT_EQ(got.numerics_version, want.numerics_version);
  EXPECT_EQ(got.adaline, want.adaline);
  EXPECT_EQ(got.automatic_rate, want.automatic_rate);
  EXPECT_EQ(got.shuffle, want.shuffle);
  EXPECT_EQ(got.seed, want.seed);
  EXPECT_EQ(got.converged, want.converged);
  EXPECT_EQ(got.optimum.has_value(), want.optimum.has_value());
  EXPECT_EQ(got.fall.has_value(), want.fall.has_value());
  EXPECT_EQ(got.epochs_needed, want.epochs_needed);
  ASSERT_EQ(got.solution.has_value(), want.solution.has_value());
  if (want.solution) expect_same_solution(*got.solution, *want.solution);
  expect_same({got.learning_rate, got.stop_delta, got.tolerance, got.initial_weight, got.initial_bias, got.loss,
               got.rmse, got.r2.value_or(0), got.optimum.value_or(0), got.fall.value_or(0)},
              {want.learning_rate, want.stop_delta, want.tolerance, want.initial_weight, want.initial_bias,
               want.loss, want.rmse, want.r2.value_or(0), want.optimum.value_or(0), want.fall.value_or(0)});
}

void expect_same(const Model& got, const Model& want) {
  EXPECT_EQ(got.type, want.type);
  EXPECT_EQ(got.target, want.target);
  EXPECT_EQ(got.features, want.features);
  expect_same(got.weights, want.weights);
  expect_same({got.bias}, {want.bias});
  ASSERT_EQ(got.standardization.has_value(), want.standardization.has_value());
  if (want.standardization) {
    expect_same(got.standardization->means, want.standardization->means);
    expect_same(got.standardization->deviations, want.standardization->deviations);
  }
  ASSERT_TRUE(got.training && want.training);
  expect_same(*got.training, *want.training);
}

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& item : object.items()) keys.push_back(item.key());
  return keys;
}

class ModelFile : public testing::Test {
 protected:
  Model read(const std::string& text) {
    write_file(file_, text);
    return io::read_model(file_);
  }

  std::string error(const std::string& text) {
    return error_in(file_, [&] { read(text); });
  }

  // What is wrong with a good model after this change.
  std::string error(const std::function<void(Json&)>& change) {
    Json json = good();
    change(json);
    const std::string message = error(json.dump());
    const std::string usual = ": not a model of this program: ";
    return message.starts_with(usual) ? message.substr(usual.size()) : message;
  }

  // Of two features, with all that a model may have.
  static Json good() {
    Model m;
    m.type = "float";
    m.target = "y";
    m.features = {"a", "b"};
    m.weights = {1, 2};
    m.standardization = io::Standardization{{0, 0}, {1, 1}};
    m.training.emplace().method = "minibatch";
    m.training->batch_size = 10;
    m.training->r2 = 0.5;
    return io::to_json(m);
  }

  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "model.json";
};

// ---- round trip

TEST_F(ModelFile, ReadsBackTheSame) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    for (const Model& m : {any_model<float>(seed), any_model<double>(seed)}) {
      const Json json = io::to_json(m);
      const Model got = read(json.dump(seed % 2 == 0 ? 2 : -1));
      expect_same(got, m);
      EXPECT_EQ(io::to_json(got), json);
    }
  }
}

TEST_F(ModelFile, IsWrittenForReaders) {
  Model m;
  m.type = "float";
  m.target = "y";
  m.features = {"a", "b"};
  m.weights = {double(0.1F), double(1e-45F)};
  m.bias = double(-3.4e38F);
  m.standardization = io::Standardization{{0.1, -0.0}, {1, 5e-324}};
  m.training.emplace().method = "online";
  m.training->learning_rate = 0.01;
  m.training->epoch_limit = 100;
  m.training->stop_reason = "epochs done";
  m.training->level = "sse2";
  m.training->adaline = "0.1.0";
  EXPECT_EQ(io::to_json(m).dump(),
            R"({"format":"adaline model","version":1,"type":"float","target":"y","features":["a","b"],)"
            R"("weights":[0.1,1e-45],"bias":-3.4e+38,)"
            R"("standardization":{"means":[0.1,-0.0],"deviations":[1.0,5e-324],"target_mean":0.0},)"
            R"("training":{"method":"online","learning_rate":0.01,"automatic_rate":false,"epoch_limit":100,)"
            R"("stop_delta":0.0,"tolerance":0.0,"shuffle":"none","seed":0,)"
            R"("learn_bias":true,"initial_weight":0.0,"initial_bias":0.0,"samples":0,"epochs":0,"steps":0,)"
            R"("stop_reason":"epochs done","loss":0.0,"rmse":0.0,"r2":null,"level":"sse2",)"
            R"("numerics_version":0,"adaline":"0.1.0"}})");
  m.type = "double";
  m.standardization.reset();
  m.training->batch_size = 10;
  EXPECT_EQ(io::to_json(m)["weights"].dump(), "[0.10000000149011612,1.401298464324817e-45]");
  EXPECT_FALSE(io::to_json(m).contains("standardization"));
  EXPECT_EQ(io::to_json(m)["training"].dump().substr(0, 63),
            R"({"method":"online","batch_size":10,"keep_last_batch":false,"lea)");
}

TEST(ShortForm, OfAFloat) {
  EXPECT_EQ(io::with_short_form(0.1F), 0.1);
  EXPECT_EQ(io::with_short_form(-16777216.0F), -16777216.0);
  EXPECT_EQ(io::with_short_form(std::numeric_limits<float>::max()), 3.4028235e38);
  EXPECT_EQ(io::with_short_form(0.1), 0.1);
  EXPECT_TRUE(same_bits(io::with_short_form(-0.0F), -0.0));
  Random random(1);
  for (int i = 0; i < 100'000; ++i) {
    const float x = value<float>(random, any_kind(random));
    ASSERT_TRUE(same_bits(static_cast<float>(io::with_short_form(x)), x)) << x;
  }
}

TEST(ModelFunction, IsInUnitsOfTheData) {
  Model m;
  m.weights = {6, 4};
  m.bias = 10;
  EXPECT_EQ(m.function().weights, m.weights);
  EXPECT_EQ(m.function().bias, 10);
  m.standardization = io::Standardization{{5, 1}, {2, 4}};
  EXPECT_EQ(m.function().weights, (std::vector<double>{3, 1}));
  EXPECT_EQ(m.function().bias, -6);
}

// Others may write what we would not.
TEST_F(ModelFile, ReadsOtherFormsOfNumbers) {
  Json json = good();
  json["weights"] = {1, -2};
  json["bias"] = 0.1;
  json["more"] = "is ignored";
  const Model m = read("\xef\xbb\xbf \r\n" + json.dump(4));
  EXPECT_EQ(m.weights, (std::vector<double>{1, -2}));
  EXPECT_EQ(m.bias, double(0.1F));
}

// ---- what is refused

TEST_F(ModelFile, RefusesWhatIsNoJson) {
  const std::string message = "not a model: this is no valid JSON";
  EXPECT_EQ(error(""), ":1:1: " + message);
  EXPECT_EQ(error("x,y\n1,2\n"), ":1:1: " + message);
  EXPECT_EQ(error("{\n  \"format\": adaline\n}"), ":2:13: " + message);
  EXPECT_EQ(error("{\n\n"), ":3:1: " + message);
  EXPECT_EQ(error("{}\n}"), ":2:1: " + message);
  EXPECT_EQ(error("{\"a\": NaN}"), ":1:7: " + message);
  EXPECT_EQ(error("{\"a\": 1e400}"), ": not a model: its JSON holds a number that is out of range");
  EXPECT_EQ(error_of([] { io::read_model("/dev/null"); }), "/dev/null:1:1: " + message);
  const auto missing = folder_ / "missing";
  EXPECT_EQ(error_in(missing, [&] { io::read_model(missing); }), ": cannot be read: No such file or directory");
}

TEST_F(ModelFile, RefusesAnotherFormat) {
  const std::string message = ": not a model of this program: there is no \"format\": \"adaline model\"";
  for (const char* text :
       {"{}", "[]", "[1, 2]", "1", "null", "\"adaline model\"", R"({"format": "other"})", R"({"format": 1})",
        R"({"format": ["adaline model"]})", R"([{"format": "adaline model"}])"}) {
    EXPECT_EQ(error(text), message) << text;
  }
}

TEST_F(ModelFile, RefusesAnotherVersion) {
  EXPECT_EQ(error([](Json& json) { json["version"] = 2; }),
            ": a model of the unknown version 2; this program reads version 1");
  EXPECT_EQ(error([](Json& json) { json["version"] = 0; }),
            ": a model of the unknown version 0; this program reads version 1");
  // Whatever else it holds.
  EXPECT_EQ(error(R"({"format": "adaline model", "version": 3})"),
            ": a model of the unknown version 3; this program reads version 1");
}

TEST_F(ModelFile, RefusesAMissingPart) {
  for (const std::string& key : keys_of(good())) {
    if (key == "format" || key == "standardization" || key == "training") continue;
    EXPECT_EQ(error([&](Json& json) { json.erase(key); }), "'" + key + "' is missing");
  }
  // Files of earlier versions hold less.
  const std::set<std::string> later = {"batch_size", "target_mean", "automatic_rate", "tolerance",
                                       "shuffle",    "seed",        "initial_bias"};
  for (const char* part : {"standardization", "training"}) {
    for (const std::string& key : keys_of(good()[part])) {
      if (later.contains(key)) {
        EXPECT_EQ(error([&](Json& json) { json[part].erase(key); }), "no error") << key;
        continue;
      }
      EXPECT_EQ(error([&](Json& json) { json[part].erase(key); }), "'" + key + "' is missing");
    }
  }
}

// Of a program that trained it in another way.
TEST_F(ModelFile, NeedsNoRecordOfATraining) {
  Json json = good();
  json.erase("training");
  write_file(file_, json.dump());
  const Model model = io::read_model(file_);
  EXPECT_FALSE(model.training);
  EXPECT_EQ(model.weights, (std::vector<double>{1, 2}));
  EXPECT_EQ(io::to_json(model), json);
}

// Readers of JSON take the first or the last of them, and none says so.
TEST_F(ModelFile, RefusesAKeyThatIsThereTwice) {
  const std::string text = good().dump();
  const auto with = [&](const std::string& place, const std::string& more) {
    std::string changed = text;
    return changed.insert(changed.find(place), more);
  };
  EXPECT_EQ(error(with("\"bias\"", "\"bias\":1,")), ": not a model: the key 'bias' is there twice");
  EXPECT_EQ(error(with("\"means\"", "\"means\":[1,1],")), ": not a model: the key 'means' is there twice");
  EXPECT_EQ(error(with("\"format\"", "\"other\":{\"a\":1,\"a\":1},")),
            ": not a model: the key 'a' is there twice");
}

TEST_F(ModelFile, RefusesWhatFollowsIt) {
  const std::string text = good().dump();
  for (const std::string& more :
       {std::string("x"), std::string("{}"), std::string("\0", 1), std::string("\0x", 2)}) {
    EXPECT_EQ(error(text + "\n" + more), ":2:1: not a model: this is no valid JSON") << more;
  }
}

TEST_F(ModelFile, RefusesAPartOfTheWrongKind) {
  for (const std::string& key : keys_of(good())) {
    if (key == "format" || key == "standardization" || key == "training") continue;
    EXPECT_EQ(error([&](Json& json) { json[key] = Json::object(); }), "'" + key + "' is of the wrong kind");
  }
  for (const char* part : {"standardization", "training"}) {
    for (const std::string& key : keys_of(good()[part])) {
      EXPECT_EQ(error([&](Json& json) { json[part][key] = Json::object(); }),
                "'" + key + "' is of the wrong kind");
    }
  }
  EXPECT_EQ(error([](Json& json) { json["training"] = 1; }), "'method' is missing");
  EXPECT_EQ(error([](Json& json) { json["standardization"] = nullptr; }), "'means' is missing");
  EXPECT_EQ(error([](Json& json) { json["features"] = {"a", 1}; }), "'features' is of the wrong kind");
  EXPECT_EQ(error([](Json& json) { json["weights"] = {1, "2"}; }), "'weights' is of the wrong kind");
  EXPECT_EQ(error([](Json& json) { json["weights"] = {1, nullptr}; }), "'weights' is of the wrong kind");
  EXPECT_EQ(error([](Json& json) { json["weights"] = {1, true}; }), "'weights' is of the wrong kind");
  EXPECT_EQ(error([](Json& json) { json["bias"] = nullptr; }), "'bias' is of the wrong kind");
  EXPECT_EQ(error([](Json& json) { json["type"] = "half"; }), "'type' is 'half'");
}

// Neither cut nor wrapped.
TEST_F(ModelFile, RefusesWhatIsNoCount) {
  for (const Json& value : {Json(-1), Json(1.5), Json(1.0), Json(true), Json("1"), Json(nullptr)}) {
    EXPECT_EQ(error([&](Json& json) { json["version"] = value; }), "'version' is of the wrong kind");
    for (const char* key : {"batch_size", "epoch_limit", "samples", "epochs", "steps", "numerics_version"}) {
      EXPECT_EQ(error([&](Json& json) { json["training"][key] = value; }),
                "'" + std::string(key) + "' is of the wrong kind");
    }
  }
  EXPECT_EQ(error([](Json& json) { json["version"] = 4294967297; }), "'version' is of the wrong kind");
  EXPECT_EQ(error([](Json& json) { json["training"]["learn_bias"] = 1; }), "'learn_bias' is of the wrong kind");
}

TEST_F(ModelFile, RefusesPartsThatDoNotFit) {
  EXPECT_EQ(error([](Json& json) { json["weights"] = {1, 2, 3}; }), "'weights' holds 3 numbers for 2 features");
  EXPECT_EQ(error([](Json& json) { json["features"] = {"a"}; }), "'weights' holds 2 numbers for 1 features");
  EXPECT_EQ(error([](Json& json) { json["standardization"]["means"] = Json::array(); }),
            "'means' holds 0 numbers for 2 features");
  EXPECT_EQ(error([](Json& json) { json["standardization"]["deviations"] = {1}; }),
            "'deviations' holds 1 numbers for 2 features");
  EXPECT_EQ(error([](Json& json) { json["features"] = Json::array(); }), "'features' is empty");
  EXPECT_EQ(error([](Json& json) { json["features"] = {"a", "a"}; }), "'features' holds 'a' twice");
  EXPECT_EQ(error([](Json& json) { json["features"] = {"a", "y"}; }), "'features' holds the target 'y'");
}

TEST_F(ModelFile, RefusesADeviationThatIsNotPositive) {
  for (const double deviation : {0.0, -0.0, -1.5}) {
    const std::string text = deviation == 0 ? (std::signbit(deviation) ? "-0" : "0") : "-1.5";
    EXPECT_EQ(error([&](Json& json) {
                json["standardization"]["deviations"] = {1, deviation};
              }),
              "'deviations' holds " + text);
  }
}

TEST_F(ModelFile, RefusesWhatIsTooLargeForAFloat) {
  EXPECT_EQ(error([](Json& json) {
              json["weights"] = {1, -1e39};
            }),
            "'weights' holds -1e+39, too large for a float");
  EXPECT_EQ(error([](Json& json) { json["bias"] = 1e300; }), "'bias' holds 1e+300, too large for a float");
  Json json = good();
  json["type"] = "double";
  json["weights"] = {1, -1e39};
  json["bias"] = 1e300;
  EXPECT_EQ(read(json.dump()).bias, 1e300);
}

}  // namespace
}  // namespace adaline::test
