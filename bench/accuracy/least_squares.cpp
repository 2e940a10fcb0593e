#include "bench/accuracy/least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <ostream>
#include <stdexcept>

#include "bench/accuracy/least_squares_exact.hpp"
#include "bench/accuracy/plain_csv.hpp"

namespace adaline::bench {
namespace {

constexpr const char* peers_file = ADALINE_LEAST_SQUARES_PEERS;

constexpr std::size_t first_peer = 5;  // the columns before: problem, reference, data, two condition numbers

constexpr const char* explanation = R"(
## Least squares

The decimal digits that are right of the worst coefficient, and after the stroke of the worst standard error:
-log10 |b - c| / |c|, from 0 to 15. "dropped" says that a solver took columns for dependent, or failed; a number
alone, that it has no standard errors. The condition number is that of the columns scaled to unit length, with
the column of ones.

- **adaline moments** is Moments::solve(): normal equations of samples that are moved by about the means of their
  chunk. In parentheses, where LeastSquares::quality() says ill_conditioned. **adaline Exact** is train(), which
  has the samples, and fits their residuals where rounding of the moments may show; it has no standard errors.
- **doubles** is the exact solution of the numbers rounded to double, as solvers get them. Against NIST's
  values, which are those of the numbers as they are written, nobody has more digits, but by luck.
- **R lm** is Householder's QR; by default it drops columns at a tolerance of 1e-7, and **tol=1e-10** lowers it.
- **AS 274** is Miller's algorithm of planar rotations, which takes sample by sample and keeps a triangle, by
  two packages of R.
- **statsmodels** is OLS by the pseudo-inverse, its default, and by QR; **numpy lstsq** is LAPACK's, by singular
  values, at its default tolerance.
- **normal equations** is the textbook's baseline, Cholesky's factors of X'X in double; **centred** subtracts
  the means first, in a pass of its own.

)";

constexpr const char* certified_heading = R"(
## Least squares: certified values

The data sets of NIST (StRD, linear regression) beside the values that NIST certifies. Powers of x are rounded
to double.

)";

constexpr const char* exact_heading = R"(
## Least squares: exact solutions

The same, and random problems, beside the exact solution of the doubles. A random problem has 1000 samples of 5
features and is named by the type that its numbers are rounded to (every solver gets them as double), the
condition number that its features are made for, and the mean that is added to each of them. Rounding makes
features with a large mean less dependent: **centred** is the condition number once the means are subtracted.
Left out are those whose features are dependent once they are rounded to float. Of Wampler2, the standard errors
are those of rounding to double.

)";

// What a problem is compared with.
struct Answered {
  std::string checksum;
  std::vector<std::optional<Fit>> fits;
  Reference certified, exact;
};

Answered answer(const std::string& name, const std::vector<LeastSquaresSolver>& solvers) {
  Answered answered;
  LeastSquaresProblem problem;
  if (name.find(' ') == std::string::npos) {
    NistSet set = nist_set(name);
    problem = set.problem;
    answered.certified = set.certified;
  } else {
    problem = random_problem(name);
  }
  answered.checksum = checksum(problem);
  answered.exact = solve_exactly(problem);
  for (const LeastSquaresSolver& solver : solvers) {
    answered.fits.push_back(
        solver.solve(problem.x.data(), problem.y.data(), problem.y.size(), problem.cols, problem.learn_bias));
  }
  return answered;
}

std::string one_decimal(double value) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f", value);
  return text;
}

std::string joined(const std::string& coefficients, const std::string& errors) {
  if (coefficients == "dropped" || errors.empty()) return coefficients;
  return coefficients + " / " + (errors == "dropped" ? "-" : errors);
}

std::string cell(const std::optional<Fit>& fit, const Reference& reference) {
  if (!fit) return "dropped";
  const std::string text = joined(
      one_decimal(digits(fit->coefficients, reference.coefficients)),
      fit->standard_errors.empty() ? "" : one_decimal(digits(fit->standard_errors, reference.standard_errors)));
  return fit->is_doubtful ? "(" + text + ")" : text;
}

void print_table(std::ostream& out, const LeastSquaresDigits& all, bool certified) {
  out << "| problem | condition" << (certified ? "" : " | centred");
  for (const std::string& solver : all.solvers) {
    if (certified || solver != "doubles") out << " | " << solver;
  }
  out << " |\n| --- | ---:" << (certified ? "" : " | ---:");
  for (const std::string& solver : all.solvers) {
    if (certified || solver != "doubles") out << " | ---:";
  }
  out << " |\n";
  for (const LeastSquaresRow& row : all.rows) {
    if (row.is_certified != certified) continue;
    out << "| " << row.problem << " | " << row.condition;
    if (!certified) out << " | " << (row.centred_condition.empty() ? "-" : row.centred_condition);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (certified || all.solvers[i] != "doubles") out << " | " << row.cells[i];
    }
    out << " |\n";
  }
}

}  // namespace

double digits(const std::vector<double>& found, const std::vector<Exact>& expected) {
  if (found.size() != expected.size()) throw std::runtime_error("a solution has other sizes than the problem");
  double least = 15;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!std::isfinite(found[i])) return 0;
    const double size = expected[i] == 0 ? 1 : std::fabs(static_cast<double>(expected[i]));
    const double error = distance(found[i], expected[i]) / size;
    if (error > 0) least = std::min(least, -std::log10(error));
  }
  return least > 0 ? least : 0;
}

LeastSquaresDigits measure_least_squares(const std::vector<LeastSquaresSolver>& solvers) {
  const auto table = read_plain_csv(peers_file);
  LeastSquaresDigits all{{}, comments_of_csv(peers_file), {}};
  for (const LeastSquaresSolver& solver : solvers) all.solvers.emplace_back(solver.name);
  const auto& header = table.at(0);
  for (std::size_t i = first_peer; i < header.size(); i += 2) all.solvers.push_back(header[i]);
  std::map<std::string, Answered> answers;
  for (auto row = table.begin() + 1; row != table.end(); ++row) {
    const std::string& name = row->at(0);
    auto known = answers.find(name);
    if (known == answers.end()) known = answers.emplace(name, answer(name, solvers)).first;
    const Answered& answered = known->second;
    if (answered.checksum != row->at(2)) {
      throw std::runtime_error(name + " has the checksum " + answered.checksum + " here, and " + row->at(2) +
                               " in " + peers_file);
    }
    const bool certified = row->at(1) == "certified";
    LeastSquaresRow line{name, row->at(3), row->at(4), certified, {}};
    for (const std::optional<Fit>& fit : answered.fits) {
      line.cells.push_back(cell(fit, certified ? answered.certified : answered.exact));
    }
    for (std::size_t i = first_peer; i < header.size(); i += 2) {
      line.cells.push_back(joined(row->at(i), row->at(i + 1)));
    }
    all.rows.push_back(line);
  }
  return all;
}

void print_least_squares(std::ostream& out, const LeastSquaresDigits& all) {
  out << explanation;
  out << "The others are:";
  for (const std::string& versions : all.versions)
    out << (&versions == all.versions.data() ? " " : ", ") << versions;
  out << ".\n" << certified_heading;
  print_table(out, all, true);
  out << exact_heading;
  print_table(out, all, false);
}

}  // namespace adaline::bench
