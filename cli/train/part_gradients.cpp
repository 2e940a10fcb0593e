#include "cli/train/part_gradients.hpp"

#include <adaline/kernels.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

#include "cli/train/training_data.hpp"

namespace adaline::cli {
namespace {

// What rank 0 asks for.
constexpr char standardization_follows = 's', weights_follow = 'w', end = 'e';

// All ranks run one program, on CPUs of one kind.
template <class T>
std::string bytes_of(std::span<const T> numbers) {
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size_bytes()};
}

template <class T>
std::vector<T> numbers_of(std::string_view bytes) {
  std::vector<T> numbers(bytes.size() / sizeof(T));
  if (!numbers.empty()) std::memcpy(numbers.data(), bytes.data(), numbers.size() * sizeof(T));
  return numbers;
}

std::string bytes_of(const std::optional<io::Standardization>& by) {
  if (!by) return "";
  std::vector<double> numbers = by->means;
  numbers.insert(numbers.end(), by->deviations.begin(), by->deviations.end());
  numbers.push_back(by->target_mean);
  return bytes_of<double>(numbers);
}

std::optional<io::Standardization> standardization_of(std::string_view bytes) {
  if (bytes.empty()) return std::nullopt;
  const std::vector<double> numbers = numbers_of<double>(bytes);
  const auto features = static_cast<std::ptrdiff_t>(numbers.size() / 2);
  return io::Standardization{.means = {numbers.begin(), numbers.begin() + features},
                             .deviations = {numbers.begin() + features, numbers.begin() + 2 * features},
                             .target_mean = numbers.back()};
}

// Nothing is moved and nothing scaled.
io::Standardization none_of(std::size_t features) {
  return {.means = std::vector<double>(features), .deviations = std::vector<double>(features, 1)};
}

template <class T>
void serve(Ranks& ranks, const PartGradients<T>& mine) {
  for (std::string asked = ranks.from_first(""); asked.front() != end; asked = ranks.from_first("")) {
    std::vector<T> weights = numbers_of<T>(std::string_view(asked).substr(1));
    const T bias = weights.back();
    weights.pop_back();
    ranks.gather(mine.numbers(), [&](std::size_t i) { return mine.of(i, weights, bias); }, {});
  }
}

}  // namespace

template <class T>
PartGradients<T>::PartGradients(std::vector<PartRows> rows, const std::optional<io::Standardization>& by,
                                Workers* workers)
    : workers_(workers) {
  for (PartRows& part : rows) {
    numbers_.push_back(part.number);
    const std::size_t features = part.table.feature_count;
    tables_.push_back(standardized<T>(std::move(part.table), by ? *by : none_of(features), workers));
  }
}

template <class T>
std::string PartGradients<T>::of(std::size_t i, std::span<const T> weights, T bias) const {
  const Samples<T> samples = tables_[i].samples();
  std::vector<double> result(weights.size() + 2);
  if (samples.targets.empty()) return bytes_of<double>(result);
  std::vector<T> descent(weights.size());
  T bias_descent = 0;
  result[0] = residual_gradient(samples, weights, bias, descent, bias_descent, workers_);
  result[1] = static_cast<double>(bias_descent);
  std::ranges::copy(descent, result.begin() + 2);
  return bytes_of<double>(result);
}

template <class T>
GradientOfAllParts<T>::GradientOfAllParts(std::vector<PartRows> rows,
                                          const std::optional<io::Standardization>& by, Workers* workers,
                                          Ranks* ranks)
    : ranks_(ranks), mine_(std::move(rows), by, workers) {
  if (ranks_ != nullptr) ranks_->from_first(standardization_follows + bytes_of(by));
}

template <class T>
double GradientOfAllParts<T>::operator()(std::span<const T> weights, T bias, std::span<T> descent,
                                         T& bias_descent) {
  sums_.assign(weights.size() + 2, 0);
  const auto add = [this](std::size_t, const std::string& bytes) {
    const std::vector<double> part = numbers_of<double>(bytes);
    for (std::size_t j = 0; j < part.size(); ++j) sums_[j] += part[j];
  };
  const auto mine = [&](std::size_t i) { return mine_.of(i, weights, bias); };
  if (ranks_ == nullptr) {
    for (std::size_t i = 0; i < mine_.numbers().size(); ++i) add(i, mine(i));
  } else {
    ranks_->from_first(weights_follow + bytes_of(weights) + bytes_of(std::span<const T>(&bias, 1)));
    ranks_->gather(mine_.numbers(), mine, add);
  }
  bias_descent = static_cast<T>(sums_[1]);
  for (std::size_t j = 0; j < descent.size(); ++j) descent[j] = static_cast<T>(sums_[2 + j]);
  return sums_[0];
}

void serve_gradients(Ranks& ranks, std::vector<PartRows> rows, const std::string& type, Workers* workers) {
  const std::string asked = ranks.from_first("");
  if (asked.front() == end) return;
  const auto by = standardization_of(std::string_view(asked).substr(1));
  if (type == "float") {
    serve(ranks, PartGradients<float>(std::move(rows), by, workers));
  } else {
    serve(ranks, PartGradients<double>(std::move(rows), by, workers));
  }
}

EndOfServing::~EndOfServing() { ranks_.from_first(std::string(1, end)); }

template class PartGradients<float>;
template class PartGradients<double>;
template class GradientOfAllParts<float>;
template class GradientOfAllParts<double>;

}  // namespace adaline::cli
