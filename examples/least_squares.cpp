// Solves least squares from moments: samples are summed up on two threads, part by part, and folded in the
// order of the parts, so that the bits are those of one thread. Then a table with standard errors. Ends with 1
// where the truth is not found.
#include <adaline/adaline.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t rows = 4000, features = 3, parts = 4;
constexpr double truth[features] = {3, -0.5, 0};

// Numbers from -0.5 to 0.5 that look random.
double random_number(std::size_t i) {
  const double x = static_cast<double>(i) * 0.61803398874989485;
  const double y = (x - std::floor(x)) * 7919;
  return y - std::floor(y) - 0.5;
}

}  // namespace

int main() {
  std::vector<float> x, t;
  for (std::size_t r = 0; r < rows; ++r) {
    double target = 2 + 0.1 * random_number(7 * r + 5);
    for (std::size_t c = 0; c < features; ++c) {
      const double value = 100 + random_number(features * r + c);  // far from 0: nothing cancels
      x.push_back(static_cast<float>(value));
      target += truth[c] * value;
    }
    t.push_back(static_cast<float>(target));
  }

  std::vector<adaline::Moments> all_parts(parts, adaline::Moments(features));
  const auto add = [&](std::size_t part) {
    constexpr std::size_t n = rows / parts;
    const adaline::MatrixView<float> view{x.data() + part * n * features, n, features, features};
    all_parts[part].add({view, std::span(t).subspan(part * n, n)});
  };
  std::thread other([&] {
    for (std::size_t part = 1; part < parts; part += 2) add(part);
  });
  for (std::size_t part = 0; part < parts; part += 2) add(part);
  other.join();

  adaline::MomentsFold fold;
  for (const adaline::Moments& part : all_parts) fold.add(part);
  const adaline::Moments moments = fold.total();

  const adaline::LeastSquares fit = moments.solve();
  std::printf("%-10s %10s %15s\n", "", "estimate", "standard error");
  std::printf("%-10s %10.4f %15.4f\n", "bias", fit.bias(), fit.bias_standard_error());
  bool is_found = std::fabs(fit.bias() - 2) < 4 * fit.bias_standard_error();
  for (std::size_t c = 0; c < features; ++c) {
    const double weight = fit.weights()[c], error = fit.standard_errors()[c];
    std::printf("weight %-3zu %10.4f %15.4f\n", c, weight, error);
    is_found = is_found && std::fabs(weight - truth[c]) < 4 * error;
  }
  std::printf("R2 %.5f, residual standard deviation %.4f, condition %.2f\n", fit.r2(),
              std::sqrt(fit.residual_variance()), fit.condition());
  return is_found ? 0 : 1;
}
