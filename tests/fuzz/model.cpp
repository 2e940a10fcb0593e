// Any bytes: a model whose parts fit each other, or an InputError. A model that was read is written, and read
// again to the same.
#include "io/model.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "io/input_error.hpp"
#include "tests/fuzz/input_files.hpp"
#include "tests/fuzz/target.hpp"

namespace adaline::test {
namespace {

io::Model read(std::string_view text) { return io::read_model(MemoryFile(text).path()); }

void check(const io::Model& model) {
  const std::size_t count = model.features.size();
  expect(count > 0, "a model has features");
  expect(model.weights.size() == count, "one weight for each feature");
  for (const double weight : model.weights) expect(std::isfinite(weight), "weights are finite");
  expect(std::isfinite(model.bias), "the bias is finite");
  if (model.standardization) {
    expect(model.standardization->means.size() == count, "one mean for each feature");
    expect(model.standardization->deviations.size() == count, "one deviation for each feature");
  }
  expect(model.function().weights.size() == count, "one weight for each feature, in units of the data");

  const std::string written = io::to_json(model).dump(2);
  expect(io::to_json(read(written)).dump(2) == written, "a model is read as it was written");
}

}  // namespace
}  // namespace adaline::test

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace adaline;
  std::optional<io::Model> model;
  try {
    model = test::read({reinterpret_cast<const char*>(data), size});
  } catch (const io::InputError&) {
    return 0;
  }
  test::check(*model);
  return 0;
}
