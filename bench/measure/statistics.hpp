// What is said of several measurements of one thing.
#pragma once

#include <span>

namespace adaline::bench {

// The value in the middle; between two of them their mean. Of at least one value, in any order.
double median(std::span<const double> values);

// How far measurements lie apart: the range of the middle half of them, divided by their median. A disturbance
// now and then does not change it, as it does not change the median.
double spread(std::span<const double> values);

}  // namespace adaline::bench
