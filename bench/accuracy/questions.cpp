#include "bench/accuracy/questions.hpp"

#include <stdexcept>
#include <string>

#include "bench/accuracy/truth.hpp"

namespace adaline::bench {
namespace {

using cases::Operands;
using cases::Shape;

template <class T>
std::vector<double> sum_of(const Operands<T>& o) {
  return {static_cast<double>(o.scalar_out)};
}

template <class T>
std::vector<double> weights_of(const Operands<T>& o) {
  return {o.weights, o.weights + o.shape.cols};
}

template <class T>
std::vector<double> outputs_of(const Operands<T>& o) {
  return {o.rows_out, o.rows_out + o.shape.rows};
}

template <class T>
std::vector<double> loss_of(const Operands<T>& o) {
  return {o.loss_out};
}

template <class T>
std::vector<double> gradient_of(const Operands<T>& o) {
  std::vector<double> all(o.cols_out, o.cols_out + o.shape.cols);
  all.push_back(static_cast<double>(o.scalar_out));
  return all;
}

template <class T>
std::vector<double> neuron_of(const Operands<T>& o) {
  std::vector<double> all = weights_of(o);
  all.push_back(static_cast<double>(o.bias));
  return all;
}

template <class T>
std::vector<double> moments_of(const Operands<T>& o) {
  const std::size_t columns = o.shape.cols + 1;
  std::vector<double> all(o.moments_out, o.moments_out + columns);
  all.insert(all.end(), o.moments_out + 2 * columns, o.moments_out + cases::moments_size(o.shape.cols));
  return all;
}

const std::vector<Shape> vectors = {{1, 12}, {1, 1000}, {1, 100000}};
const std::vector<Shape> samples = {{1000, 1}, {1000, 4}, {10000, 4}, {1000, 64}, {200, 1000}};
const std::vector<Signs> either = {Signs::mixed, Signs::positive};

}  // namespace

template <class T>
const Question<T>& question(std::string_view kernel) {
  static const std::vector<Question<T>> all = {
      {"dot", "`sum x y`", "`n u sum|x y|`", "", vectors, either, false, &true_dot<T>, &sum_of<T>},
      {"sum_of_squares",
       "`sum x^2`",
       "`n u sum x^2`",
       "Signs make no difference here.",
       vectors,
       {Signs::positive},
       false,
       &true_sum_of_squares<T>,
       &sum_of<T>},
      {"axpy", "each `y + a x`", "`2 u (|a x| + |y|)`", "", vectors, either, false, &true_axpy<T>,
       &weights_of<T>},
      {"predict", "each output `z`", "`(d + 1) u (sum|x w| + |bias|)`", "", samples, either, false,
       &true_predict<T>, &outputs_of<T>},
      {"squared_loss", "`1/2 sum e^2`, a double for both types", "`sum (|e| - E/2) E + n v/2 sum|e|^2`",
       "`E = (d + 2) u (sum|x w| + |bias| + |t|)` bounds the error of e, and `|e|` is the exact one and E. v "
       "is the u "
       "of double. OpenBLAS adds up the squares of floats in float, which the bound does not allow for. "
       "For float, `E` is most of the bound, and one ulp of a float is 2^29 of these.",
       samples, either, true, &true_loss<T>, &loss_of<T>},
      {"residual_gradient", "each `sum e x`, and `sum e`", "`sum|x| (E + n u |e|)`",
       "`E` and `|e|` are those of squared_loss, and so is the loss that comes with the gradient.", samples,
       either, false, &true_gradient<T>, &gradient_of<T>},
      {"online_epoch",
       "each weight, and the bias",
       "the sum over the samples of `(d + 4) u rate |(x, 1)| (sum|x w| + |bias| + |t|) + u |(w, bias)|`",
       "Exact is the delta rule row by row. `rate (|x|^2 + 1) < 1`, so no step enlarges an earlier error. "
       "Signs are "
       "mixed alone: a step follows a difference, which cancels anyway.",
       samples,
       {Signs::mixed},
       false,
       &true_online<T>,
       &neuron_of<T>},
      {"accumulate_moments",
       "each mean, and each `sum (y_j - mean_j) (y_k - mean_k)`",
       "`n u (|mean| + s)`, and `n u n s_j s_k`",
       "Doubles for both types; u is that of double, and s the standard deviation of a column.",
       {{1000, 1}, {1000, 4}, {10000, 4}, {1000, 64}},
       either,
       true,
       &true_moments<T>,
       &moments_of<T>},
  };
  for (const Question<T>& one : all) {
    if (one.kernel == kernel) return one;
  }
  throw std::logic_error("no exact results are known for the kernel " + std::string(kernel));
}

template const Question<float>& question(std::string_view kernel);
template const Question<double>& question(std::string_view kernel);

}  // namespace adaline::bench
