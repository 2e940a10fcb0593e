// Every step of a training as a row of a CSV file.
#pragma once

#include <adaline/train.hpp>

#include <filesystem>
#include <string>
#include <vector>

#include "cli/atomic_file.hpp"

namespace adaline::cli {

// Writes epoch,step,error,loss,delta:<feature>..,weight:<feature>.. with digits that read back as the same
// numbers. Epochs and steps count from 0; `error` is there for online alone; weights are those after the step.
// With a bias that is learned also delta:bias and weight:bias, at the end of the deltas and of the weights.
class Trace {
 public:
  Trace(const std::filesystem::path& file, const std::vector<std::string>& features, bool with_bias);

  template <class T>
  void add(const Step<T>& step);

  // finish(): all of it is on the disk; commit() puts it in its place, and without it nothing stays.
  void finish();
  void commit();

 private:
  void flush();

  AtomicFile file_;
  bool with_bias_;
  std::string text_;
};

}  // namespace adaline::cli
