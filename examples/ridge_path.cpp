// Chooses a ridge by cross-validation, on moments of folds: each sample is read once, whatever the number of
// ridges and folds is. Ends with 1 where the choice is no better than none.
#include <adaline/adaline.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <vector>

namespace {

// Eight features that are nearly one, and a target that is as noisy as it is large.
void make_sample(std::size_t r, std::vector<double>& x, double& t) {
  const auto wave = [r](double turns) { return std::sin(turns * static_cast<double>(r + 1)); };
  const double common = wave(1.7);
  t = common + wave(2.9);
  for (std::size_t j = 0; j < x.size(); ++j) x[j] = common + 0.2 * wave(0.61 + 0.37 * static_cast<double>(j));
}

}  // namespace

int main() {
  constexpr std::size_t rows = 60, features = 8, count = 5;
  std::vector<adaline::Moments> folds(count, adaline::Moments(features));
  std::vector<double> x(features);
  double t = 0;
  for (std::size_t r = 0; r < rows; ++r) {
    make_sample(r, x, t);
    folds[r % count].add(adaline::Samples<double>{{x.data(), 1, features}, {&t, 1}});
  }

  double best_ridge = 0;
  const double without = adaline::cross_validation_error(folds);
  double least = without;
  std::printf("ridge 0: held out, the mean squared error is %.4f\n", without);
  for (double ridge = 0.01; ridge < 1000; ridge *= 10) {
    const double error = adaline::cross_validation_error(folds, ridge);
    std::printf("ridge %g: %.4f\n", ridge, error);
    if (error < least) {
      least = error;
      best_ridge = ridge;
    }
  }

  // All samples are those of the folds.
  adaline::Moments all = folds[0];
  for (std::size_t fold = 1; fold < count; ++fold) all.merge(folds[fold]);
  const adaline::LeastSquares solution = all.solve(best_ridge);
  std::printf("best %g: R2 %.3f, weights", best_ridge, solution.r2());
  for (const double weight : solution.weights()) std::printf(" %.3f", weight);
  std::printf("\n");
  return least < without ? 0 : 1;
}
