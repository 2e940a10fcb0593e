#include "bench/accuracy/page.hpp"

#include <ostream>
#include <string>

#include "bench/accuracy/questions.hpp"
#include "bench/accuracy/summary.hpp"
#include "bench/peers/peers.hpp"
#include "kernels/definition/order.hpp"

namespace adaline::bench {
namespace {

constexpr const char* comment = "<!-- Made by ./dev accuracy; do not edit by hand -->\n\n";

constexpr const char* introduction = R"(# How exact adaline is

Each kernel's results beside exact ones, and OpenBLAS's on the same data.

)";

constexpr const char* explanation = R"(## What is measured

The data is generated: numbers spread evenly over (-1, 1), or over (0, 1) where the signs are positive, with every bit
of a significand random. It is the same in every run. Where the signs are mixed, sums cancel. Where they are positive,
nothing cancels: features, weights and bias are positive and targets are negative, as an error is `t - z`.

Exact results are computed with 113 bits, from the same numbers. Such arithmetic is slow, so large sizes have fewer
trials.

- **fused** is every level but sse2, and **separate** is sse2. All levels of a family return the same bits, so these
  columns are the same on every CPU that has such a level.
- **OpenBLAS** is called as its users would: predict is a gemv, the loss a gemv and a dot, the gradient two gemv, an
  online step a dot and an axpy for each sample, and moments are products of matrices, of double for both types, from
  which what the means make is taken off at the end. Its results depend on its version and its kernels, named above.

The columns:

- **typical** and **worst** are the median and the largest of all errors, in units in the last place (ulp) of the exact
  result, rounded to the type. Rounding the exact result costs 0.5 ulp at most. A sum that cancels is small, and so is
  its ulp: worst is then large for everybody, and says more of the data than of the kernel.
- **of bound** is the largest share of the a-priori bound that an error takes. The bound is what rounding can do at the
  worst, in any order of the sums. It does not shrink where a sum cancels, so this column is the fair one there.
- **results** is how many results were compared. Of a few, worst and typical are close together.

In the bounds u is half an ulp of 1: 2^-24 of float, 2^-53 of double; n is the length of a vector or the number of
samples, d the number of features.

What to expect follows from the order of the sums. A dot product runs in lanes of 256 bytes, a sum of squares in 512,
and both in chunks of 64 KB, whose sums are the leaves of a binary tree: a lane takes 256 or 128 products at most, and
rounding grows with that and the depth of the tree, not with n. The product of a row and the weights (predict, and all
that predicts) runs in lanes of 64 bytes: d/16 of the products of float, d/8 of double, at most 1024; up to 8 features
it is one chain. Sums over samples have chunks of 1024 rows, the leaves of such a tree, and squared errors are summed
in double, in lanes too. Inside a chunk the gradient's sums have 64 bytes of lanes up to 8 features, four parts up to
256 bytes of features, and beyond that none: one chain of up to 1024 samples, and there OpenBLAS may be closer. Online
learning takes its samples in blocks, or one feature in segments. Both add roundings that the delta rule row by row
does not have, which shows where the features are few. Moments are summed in double, in chunks of 1024 rows too, in eight
lanes up to 8 features and as one chain beyond; all is moved to about its mean before it is multiplied, so that nothing
is lost where means are large beside what differs from them.

To repeat it: `./dev accuracy > docs/accuracy.md`. Lengths of lanes and chunks are in `kernels/definition/order.hpp`, the bounds
in `bench/accuracy/truth.hpp`.
)";

constexpr const char* long_sums_explanation = R"(
## Long sums

The typical error of sums of positive numbers, in units in the last place, by four orders. The gradient is that of one
feature.

- **adaline** is the fused family: chunks are the leaves of a binary tree (numerics version 2).
- **chains of chunks** is how numerics version 1 went on: lanes that take all products to the end, and chunks of samples
  added one after the other.
- **pairwise** is numpy's summation of rounded terms: eight lanes for 128 terms, and halves beyond.
- **OpenBLAS** is as above.

A float chain also stops growing: a lane of version 1 that held 2^24 times a product took nothing of it any more, and a
dot of ones ended at 2^30.

)";

std::string size_of(cases::Shape shape, bool is_vector) {
  return is_vector ? std::to_string(shape.cols)
                   : std::to_string(shape.rows) + " x " + std::to_string(shape.cols);
}

void print_cells(std::ostream& out, const AccuracyRow& row, double Errors::*member) {
  for (const auto& errors : row.errors) out << " | " << (errors ? significant((*errors).*member) : "-");
}

void print_table(std::ostream& out, const std::array<Family, 3>& families, const KernelAccuracy& kernel) {
  const auto& asked = question<float>(kernel.kernel);
  const bool is_vector = asked.shapes.front().rows == 1;
  out << "\n## " << kernel.kernel << "\n\n";
  out << "Of " << asked.results << ". Bound: " << asked.bound << ".";
  if (!asked.remark.empty()) out << " " << asked.remark;
  out << "\n\n| type | " << (is_vector ? "n" : "n x d") << " | signs | results";
  for (const char* column : {"typical", "worst", "of bound"}) {
    for (const Family& family : families) out << " | " << column << ", " << family.name;
  }
  out << " |\n| --- | ---: | --- | ---:";
  for (std::size_t i = 0; i < 3 * families.size(); ++i) out << " | ---:";
  out << " |\n";
  for (const AccuracyRow& row : kernel.rows) {
    out << "| " << row.type << " | " << size_of(row.shape, is_vector) << " | "
        << (row.signs == Signs::mixed ? "mixed" : "positive") << " | " << row.results;
    print_cells(out, row, &Errors::typical);
    print_cells(out, row, &Errors::worst);
    print_cells(out, row, &Errors::of_bound);
    out << " |\n";
  }
}

void print_long_sums(std::ostream& out, const std::vector<LongSum>& sums) {
  out << long_sums_explanation << "| kernel | type | n";
  for (const std::string_view way : ways_of_long_sums) out << " | " << way;
  out << " |\n| --- | --- | ---:";
  for (std::size_t i = 0; i < ways_of_long_sums.size(); ++i) out << " | ---:";
  out << " |\n";
  for (const LongSum& sum : sums) {
    out << "| " << sum.kernel << " | " << sum.type << " | " << sum.n;
    for (const auto& typical : sum.typical) out << " | " << (typical ? significant(*typical) : "-");
    out << " |\n";
  }
}

}  // namespace

void print_accuracy(std::ostream& out, const std::array<Family, 3>& families,
                    const std::vector<KernelAccuracy>& kernels, const std::vector<LongSum>& long_sums) {
  out << comment << introduction;
  out << "- numerics version " << kernels::numerics_version << "\n";
  out << "- OpenBLAS: " << peers().openblas_description << "\n\n";
  print_summary(out, kernels);
  out << explanation;
  for (const KernelAccuracy& kernel : kernels) print_table(out, families, kernel);
  print_long_sums(out, long_sums);
}

}  // namespace adaline::bench
