#include "cli/train/forecast.hpp"

#include <cmath>

namespace adaline::cli {
namespace {

double rounded_up(double value) {
  const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
  return std::ceil(value / unit) * unit;
}

}  // namespace

Forecast forecast(const Series& losses, double optimum, double tolerance) {
  constexpr double most_epochs = 1e15;
  if (losses.y.size() < 2) return {};
  const std::size_t middle = (losses.y.size() - 1) / 2;
  const double epochs = losses.x.back() - losses.x[middle];
  const double before = losses.y[middle], now = losses.y.back();
  if (!(now < before)) return {};
  Forecast result{.fall = 1 - std::pow(now / before, 1 / epochs)};
  // What is next to nothing beside the first loss will do as well.
  const double near = tolerance * optimum + 1e-12 * losses.y.front();
  if (!(now - optimum > near)) return result;
  const double rate = std::log((before - optimum) / (now - optimum)) / epochs;
  const double needed = rounded_up(losses.x.back() + 1.2 * std::log((now - optimum) / near) / rate);
  if (needed < most_epochs) result.epochs_needed = static_cast<std::size_t>(needed);
  return result;
}

}  // namespace adaline::cli
