// The distributions of Student and Fisher.
#pragma once

namespace adaline::cli {

// All are NaN where an argument is, or degrees of freedom are not more than 0.

// The probability of a t value that is further from 0 than this one.
double p_value_of_t(double t, double degrees_of_freedom);

// The probability of an F statistic that is larger than this one.
double p_value_of_f(double f, double degrees_of_numerator, double degrees_of_denominator);

// What |t| stays under with this probability.
double t_quantile_of_both_sides(double probability, double degrees_of_freedom);

}  // namespace adaline::cli
