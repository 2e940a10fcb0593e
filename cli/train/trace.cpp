#include "cli/train/trace.hpp"

#include <span>

#include "cli/digits.hpp"

namespace adaline::cli {
namespace {

constexpr std::size_t block = 65536;

// RFC 4180: in quotes where the name holds what a bare cell cannot.
std::string cell(const std::string& name) {
  if (name.find_first_of(",\"\r\n") == std::string::npos) return name;
  std::string result = "\"";
  for (const char c : name) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

}  // namespace

Trace::Trace(const std::filesystem::path& file, const std::vector<std::string>& features, bool with_bias)
    : file_(file), with_bias_(with_bias), text_("epoch,step,error,loss") {
  for (const std::string prefix : {"delta:", "weight:"}) {
    for (const std::string& name : features) text_ += ',' + cell(prefix + name);
    if (with_bias) text_ += ',' + prefix + "bias";
  }
  text_ += '\n';
}

template <class T>
void Trace::add(const Step<T>& step) {
  text_ += std::to_string(step.epoch) + ',' + std::to_string(step.step);
  text_ += ',';
  if (step.error) text_ += Digits(*step.error);
  text_ += ',';
  if (step.loss) text_ += Digits(*step.loss);
  const auto put_each = [this](std::span<const T> numbers, T bias) {
    for (const T number : numbers) {
      text_ += ',';
      text_ += Digits(number);
    }
    if (!with_bias_) return;
    text_ += ',';
    text_ += Digits(bias);
  };
  put_each(step.weight_deltas, step.bias_delta);
  put_each(step.weights, step.bias);
  text_ += '\n';
  if (text_.size() >= block) flush();
}

void Trace::finish() {
  flush();
  file_.finish();
}

void Trace::commit() {
  finish();
  file_.commit();
}

void Trace::flush() {
  file_.write(text_);
  text_.clear();
}

template void Trace::add(const Step<float>&);
template void Trace::add(const Step<double>&);

}  // namespace adaline::cli
