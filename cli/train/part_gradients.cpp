#include "cli/train/part_gradients.hpp"

#include <adaline/kernels.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

#include "cli/fold_on_ranks.hpp"
#include "cli/train/training_data.hpp"
#include "trainers/normal_matrix.hpp"

namespace adaline::cli {
namespace {

// What rank 0 asks for.
constexpr char standardization_follows = 's', weights_follow = 'w', vector_follows = 'v', end = 'e';

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
void serve(Ranks& ranks, const std::vector<std::size_t>& owners, const PartGradients<T>& mine) {
  for (std::string asked = ranks.from_first(""); asked.front() != end; asked = ranks.from_first("")) {
    const std::string_view numbers = std::string_view(asked).substr(1);
    VectorsOfSomeParts sums;
    if (asked.front() == vector_follows) {
      sums = mine.product(numbers_of<double>(numbers));
    } else {
      std::vector<T> weights = numbers_of<T>(numbers);
      const T bias = weights.back();
      weights.pop_back();
      sums = mine.at(weights, bias);
    }
    fold_on_ranks(ranks, owners, sums);
  }
}

}  // namespace

void FoldOfVectors::join(std::vector<double>& first, const std::vector<double>& behind) {
  for (std::size_t j = 0; j < first.size(); ++j) first[j] += behind[j];
}

std::string FoldOfVectors::to_bytes(const std::vector<double>& sum) { return bytes_of<double>(sum); }

std::vector<double> FoldOfVectors::value_of(const std::string& bytes) { return numbers_of<double>(bytes); }

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
template <class OfPart>
VectorsOfSomeParts PartGradients<T>::of_each(const OfPart& of_part) const {
  VectorsOfSomeParts sums;
  for (std::size_t i = 0; i < numbers_.size(); ++i) sums.add(numbers_[i], of_part(tables_[i].samples()));
  return sums;
}

template <class T>
VectorsOfSomeParts PartGradients<T>::at(std::span<const T> weights, T bias) const {
  std::vector<T> descent(weights.size());
  return of_each([&](const Samples<T>& samples) {
    std::vector<double> result(weights.size() + 2);
    if (samples.targets.empty()) return result;
    T bias_descent = 0;
    result[0] = residual_gradient(samples, weights, bias, descent, bias_descent, workers_);
    result[1] = static_cast<double>(bias_descent);
    std::ranges::copy(descent, result.begin() + 2);
    return result;
  });
}

template <class T>
VectorsOfSomeParts PartGradients<T>::product(std::span<const double> v) const {
  return of_each([&](const Samples<T>& samples) {
    std::vector<double> result(v.size());
    if (!samples.targets.empty()) {
      trainers::NormalMatrix<T>(samples.features, true, workers_).multiply(v, result);
    }
    return result;
  });
}

template <class T>
GradientOfAllParts<T>::GradientOfAllParts(RowsOfParts rows, const std::optional<io::Standardization>& by,
                                          Workers* workers)
    : ranks_(rows.ranks), owners_(std::move(rows.owners)), mine_(std::move(rows.mine), by, workers) {
  if (ranks_ != nullptr) ranks_->from_first(standardization_follows + bytes_of(by));
}

template <class T>
double GradientOfAllParts<T>::operator()(std::span<const T> weights, T bias, std::span<T> descent,
                                         T& bias_descent) {
  if (ranks_ != nullptr) {
    ranks_->from_first(weights_follow + bytes_of(weights) + bytes_of(std::span<const T>(&bias, 1)));
  }
  const std::vector<double> sums = total(mine_.at(weights, bias));
  bias_descent = static_cast<T>(sums[1]);
  for (std::size_t j = 0; j < descent.size(); ++j) descent[j] = static_cast<T>(sums[2 + j]);
  return sums[0];
}

template <class T>
void GradientOfAllParts<T>::multiply(std::span<const double> v, std::span<double> product) {
  if (ranks_ != nullptr) ranks_->from_first(vector_follows + bytes_of(v));
  std::ranges::copy(total(mine_.product(v)), product.begin());
}

template <class T>
std::vector<double> GradientOfAllParts<T>::total(VectorsOfSomeParts mine) {
  return ranks_ == nullptr ? mine.take_total() : *fold_on_ranks(*ranks_, owners_, mine);
}

void serve_gradients(RowsOfParts rows, const std::string& type, Workers* workers) {
  Ranks& ranks = *rows.ranks;
  const std::string asked = ranks.from_first("");
  if (asked.front() == end) return;
  const auto by = standardization_of(std::string_view(asked).substr(1));
  if (type == "float") {
    serve(ranks, rows.owners, PartGradients<float>(std::move(rows.mine), by, workers));
  } else {
    serve(ranks, rows.owners, PartGradients<double>(std::move(rows.mine), by, workers));
  }
}

EndOfServing::~EndOfServing() { ranks_.from_first(std::string(1, end)); }

template class PartGradients<float>;
template class PartGradients<double>;
template class GradientOfAllParts<float>;
template class GradientOfAllParts<double>;

}  // namespace adaline::cli
