#include "cli/regression/distributions.hpp"

#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>

namespace adaline::cli {
namespace {

namespace math = boost::math;

// In double, which is the same on more machines than long double is, and with values in place of exceptions.
using Policy = math::policies::policy<math::policies::promote_double<false>,
                                      math::policies::domain_error<math::policies::ignore_error>,
                                      math::policies::pole_error<math::policies::ignore_error>,
                                      math::policies::overflow_error<math::policies::ignore_error>,
                                      math::policies::evaluation_error<math::policies::ignore_error>>;
using StudentsT = math::students_t_distribution<double, Policy>;
using FisherF = math::fisher_f_distribution<double, Policy>;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double p_value_of_t(double t, double degrees_of_freedom) {
  if (std::isnan(t) || !(degrees_of_freedom > 0)) return undefined;
  if (std::isinf(t)) return 0;
  return 2 * math::cdf(math::complement(StudentsT(degrees_of_freedom), std::fabs(t)));
}

double p_value_of_f(double f, double degrees_of_numerator, double degrees_of_denominator) {
  if (std::isnan(f) || !(degrees_of_numerator > 0) || !(degrees_of_denominator > 0)) return undefined;
  if (std::isinf(f)) return 0;
  return math::cdf(math::complement(FisherF(degrees_of_numerator, degrees_of_denominator), std::fmax(f, 0)));
}

double t_quantile_of_both_sides(double probability, double degrees_of_freedom) {
  if (!(degrees_of_freedom > 0)) return undefined;
  return math::quantile(math::complement(StudentsT(degrees_of_freedom), (1 - probability) / 2));
}

}  // namespace adaline::cli
