// Before anything is timed: do all contenders compute the same?
#pragma once

#include <span>
#include <vector>

#include "bench/contenders.hpp"
#include "bench/suite/data.hpp"
#include "bench/suite/tasks.hpp"

namespace adaline::bench {

// Keeps its data from call to call.
template <class T>
class Verifier {
 public:
  // Has each contender do the task once, on rows of the length that is timed; of many rows, or of a very long
  // one, on the first megabyte. Throws std::runtime_error, with names and numbers, when a result differs from
  // that of the slowest level by more than rounding explains.
  void verify(const Task<T>& task, cases::Shape timed, std::span<const Contender* const> contenders);

 private:
  // How far each result may be from the expected one.
  std::vector<double> bounds(const Task<T>& task, const Implementation& reference, cases::Shape shape,
                             const std::vector<double>& expected);

  Data<T> ordinary_{Values::ordinary};
  Data<T> magnitudes_{Values::magnitudes};
};

// Threads change no bit: has each contender of ours do the task on the data, on the shape that is timed. Throws
// std::runtime_error, with its name, where one has other results than the first.
template <class T>
void verify_bits(const Task<T>& task, cases::Shape shape, std::span<const Contender* const> contenders,
                 Data<T>& data);

extern template class Verifier<float>;
extern template class Verifier<double>;

}  // namespace adaline::bench
