"""least_squares_peers.py: the digits that others reach in least squares, as CSV.

    /usr/bin/python3 bench/accuracy/least_squares_peers.py > bench/accuracy/least_squares_peers.csv

It needs (by Debian's names) r-base-core r-cran-leaps python3-statsmodels python3-mpmath, and takes R's package
biglm where R finds it: it is in CRAN. Nothing of the build needs any of this: the output is part of the source.

A line is a problem and what it is compared with: the values that NIST certifies for the numbers as they are
written, or the exact solution of the doubles that a solver gets ("exact"). `data` is a checksum of these doubles.
The condition numbers are those of the columns scaled to unit length, with the column of ones; and without it, once
the means are subtracted. Then come a column of coefficients and one of standard errors for each solver: the decimal
digits of the worst of them, -log10 |b - c| / |c|, at most 15, at least 0. Where c is 0, they are -log10 |b|.
"dropped" says that a solver took columns for dependent, or failed; nothing, that it has no standard errors. The
solver "doubles" is the exact solution of the doubles, rounded: nobody reaches more, but by luck. All get doubles,
those that are rounded to float as well.
"""

import csv
import ctypes
import decimal
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import mpmath  # noqa: E402  the libraries below read the environment
import numpy  # noqa: E402
import scipy  # noqa: E402
import statsmodels  # noqa: E402
import statsmodels.api  # noqa: E402

import least_squares_problems as problems  # noqa: E402

Fraction = problems.Fraction
HERE = pathlib.Path(__file__).resolve().parent
NIST = HERE.parents[1] / "tests" / "data" / "nist"


def by_statsmodels(method):
    def solver(x, y):
        try:
            fit = statsmodels.api.OLS(y, x).fit(method=method)
        except numpy.linalg.LinAlgError:
            return None, None
        with numpy.errstate(invalid="ignore"):
            return fit.params, fit.bse
    return solver


def by_lstsq(x, y):
    found, _, rank, _ = numpy.linalg.lstsq(x, y, rcond=None)
    # Below full rank, it is the shortest of many solutions.
    return (found if rank == x.shape[1] else None), None


def by_normal_equations(x, y):
    """As textbooks have them: Cholesky's factors of X'X."""
    try:
        lower = numpy.linalg.cholesky(x.T @ x)
    except numpy.linalg.LinAlgError:
        return None, None
    solve = scipy.linalg.solve_triangular
    found = solve(lower, solve(lower, x.T @ y, lower=True), lower=True, trans="T")
    inverted = solve(lower, numpy.eye(len(lower)), lower=True)
    residuals = y - x @ found
    variance = residuals @ residuals / (len(y) - len(found))
    return found, numpy.sqrt(variance * (inverted**2).sum(axis=0))


def by_centred_normal_equations(x, y):
    """The same, after the means are subtracted in a pass of their own; without standard errors."""
    if not (x[:, 0] == 1).all():
        return by_normal_equations(x, y)[0], None
    mean, y_mean = x[:, 1:].mean(axis=0), y.mean()
    found = by_normal_equations(x[:, 1:] - mean, y - y_mean)[0]
    return (None if found is None else numpy.concatenate(([y_mean - mean @ found], found))), None


SOLVERS = {
    "statsmodels pinv": by_statsmodels("pinv"),
    "statsmodels qr": by_statsmodels("qr"),
    "numpy lstsq": by_lstsq,
    "normal equations": by_normal_equations,
    "centred normal equations": by_centred_normal_equations,
}


def answers_of_r(all_problems):
    """By problem and solver; and the versions of R, leaps and biglm."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        with open(folder / "problems.csv", "w", encoding="ascii", newline="") as file:
            out = csv.writer(file)
            out.writerow(["index", "rows", "cols", "intercept"])
            for i, problem in enumerate(all_problems):
                out.writerow([i, len(problem.x), len(problem.x[0]), int(problem.intercept)])
                numpy.array(problem.x, dtype=float).tofile(folder / f"x{i}")
                numpy.array(problem.y, dtype=float).tofile(folder / f"y{i}")
        subprocess.run(["Rscript", "--vanilla", HERE / "least_squares_peers.R", folder], check=True, stdout=sys.stderr)
        versions = (folder / "solvers").read_text(encoding="ascii").splitlines()
        numbers = iter(numpy.fromfile(folder / "answers"))
    found = []
    for problem in all_problems:
        count = len(problem.x[0]) + problem.intercept
        found.append({solver: ([next(numbers) for _ in range(count)], [next(numbers) for _ in range(count)])
                      for solver in versions[3:]})
    return found, versions[:3]


def answers_of_python(problem):
    x, y = numpy.array(problem.design(), dtype=float), numpy.array(problem.y, dtype=float)
    return {name: solver(x, y) for name, solver in SOLVERS.items()}


def digits(found, expected):
    """Of the worst number."""
    if found is None or not all(numpy.isfinite(value) for value in map(float, found)):
        return "dropped"
    least = 15.0
    for got, exact in zip(found, expected, strict=True):
        error = abs(Fraction(float(got)) - exact) / (abs(exact) or 1)
        if error > 0:
            least = min(least, -float((decimal.Decimal(error.numerator) / error.denominator).log10()))
    return f"{max(least, 0.0):.1f}"


def condition(columns):
    """Of columns that are scaled to unit length."""
    gram = problems.products(columns)
    with mpmath.workdps(60):
        length = [mpmath.sqrt(mpmath.mpf(row[i].numerator) / row[i].denominator) for i, row in enumerate(gram)]
        scaled = mpmath.matrix([[mpmath.mpf(value.numerator) / value.denominator / length[i] / length[j]
                                 for j, value in enumerate(row)] for i, row in enumerate(gram)])
        values = mpmath.eigsy(scaled, eigvals_only=True)
        return f"{float(mpmath.sqrt(max(values) / min(values))):.2g}"


def conditions(problem):
    columns = [[Fraction(value) for value in column] for column in zip(*problem.design(), strict=True)]
    if not problem.intercept:
        return condition(columns), ""
    centred = []
    for column in columns[1:]:
        mean = sum(column) / len(column)
        centred.append([value - mean for value in column])
    return condition(columns), condition(centred)


def blas():
    """Debian's numpy and R take what stands behind this name."""
    library = ctypes.CDLL("libblas.so.3")
    if not hasattr(library, "openblas_get_config"):
        return "reference BLAS"
    library.openblas_get_config.restype = ctypes.c_char_p
    return " ".join(library.openblas_get_config().decode("ascii").split()[:2])


def main():
    all_problems, references = [], []
    for name, (solution, intercept) in problems.certified(NIST).items():
        all_problems.append(problems.nist(NIST, name, solution, intercept))
        references.append({"certified": solution, "exact": problems.solve(all_problems[-1])})
    for problem in problems.random_problems():
        if (solution := problems.solve(problem)) is not None:
            all_problems.append(problem)
            references.append({"exact": solution})
    of_r, (r, leaps, biglm) = answers_of_r(all_problems)
    print(f"# R {r}, leaps {leaps}, biglm {biglm or 'none'}")
    print(f"# statsmodels {statsmodels.__version__}, numpy {numpy.__version__}, scipy {scipy.__version__}, {blas()}")
    solvers = ["doubles", *of_r[0], *SOLVERS]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["problem", "reference", "data", "condition", "centred condition",
                  *(column for solver in solvers for column in (solver, f"{solver}: errors"))])
    for problem, expected, found in zip(all_problems, references, of_r, strict=True):
        exact = expected["exact"]
        answers = {"doubles": ([float(value) for value in exact.coefficients],
                               [float(value) for value in exact.standard_errors]),
                   **found, **answers_of_python(problem)}
        known = [problem.checksum(), *conditions(problem)]
        for name, solution in expected.items():
            row = [problem.name, name, *known]
            for solver in solvers:
                coefficients, errors = answers[solver]
                of_coefficients = digits(coefficients, solution.coefficients)
                row.append(digits(coefficients, solution.coefficients))
                has_none = errors is None and coefficients is not None
                row.append("" if has_none else digits(errors, solution.standard_errors))
            out.writerow(row)


if __name__ == "__main__":
    main()
