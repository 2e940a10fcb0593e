// The same samples stored in several ways: in rows, by columns, and as rows that an order chooses.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <adaline/gathered.hpp>

#include "goldens/cases/random_problem.hpp"

namespace adaline::test {

// Samples of a random problem, and orders of its rows.
template <class T>
class ManyLayouts {
 public:
  ManyLayouts(std::size_t rows, std::size_t cols, std::uint64_t seed)
      : problem(rows, cols, seed), stride_(rows + 5), columns_(stride_ * cols), lists_(cols) {
    for (std::size_t c = 0; c < cols; ++c) {
      for (std::size_t r = 0; r < rows; ++r) {
        columns_[c * stride_ + r] = problem.x[r * problem.stride + c];
        lists_[c].push_back(columns_[c * stride_ + r]);
      }
      pointers_.push_back(lists_[c].data());
    }
    // Backwards, with rows that are named twice and rows that are not named.
    for (std::size_t i = 0; i < rows; ++i) some_.push_back((rows - 1 - i) / 3 * 2);
  }
  ManyLayouts(const ManyLayouts&) = delete;

  struct Layout {
    std::string name;
    GatheredSamples<T> samples;
    Matrix<T> x;  // the same rows
    std::vector<T> t;

    Samples<T> in_rows() const { return {x, t}; }
  };

  // Each with a copy in rows, which is made by plain loops.
  std::vector<Layout> all() const {
    const auto array = ColumnsView<T>::column_major(columns_.data(), problem.rows, problem.cols, stride_);
    const auto list = ColumnsView<T>::list(pointers_, problem.rows);
    const MatrixView<T> rows = problem.view().features;
    std::vector<Layout> result;
    const auto add = [&](const char* name, const GatheredSamples<T>& samples,
                         const std::vector<std::size_t>* order) {
      const std::size_t n = order == nullptr ? problem.rows : order->size();
      Layout& l = result.emplace_back(Layout{name, samples, Matrix<T>(n, problem.cols), {}});
      for (std::size_t i = 0; i < n; ++i) {
        const std::size_t row = order == nullptr ? i : (*order)[i];
        for (std::size_t c = 0; c < problem.cols; ++c) l.x(i, c) = rows.data[row * rows.row_stride + c];
        l.t.push_back(problem.t[row]);
      }
    };
    add("columns of an array", {array, problem.t}, nullptr);
    add("a list of columns", {list, problem.t}, nullptr);
    add("chosen rows of an array of columns", {array, problem.t, some_}, &some_);
    add("chosen rows of a list of columns", {list, problem.t, some_}, &some_);
    add("chosen rows", {rows, problem.t, some_}, &some_);
    add("no rows of columns", {array, problem.t, none_}, &none_);
    add("no rows", {rows, problem.t, none_}, &none_);
    return result;
  }

  const cases::RandomProblem<T> problem;

 private:
  std::size_t stride_;
  std::vector<T> columns_;
  std::vector<std::vector<T>> lists_;
  std::vector<const T*> pointers_;
  std::vector<std::size_t> some_, none_;
};

}  // namespace adaline::test
