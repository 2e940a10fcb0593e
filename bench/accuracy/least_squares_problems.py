"""The problems that least squares are measured on, and their exact solutions. Python's standard library is enough.

The same problems are made by least_squares_problems.cpp, bit by bit: `checksum` says whether they are.
"""

import csv
import decimal
import fractions
import itertools
import math
import pathlib
import struct

Fraction = fractions.Fraction
NIST_SETS = ("Norris", "Pontius", "NoInt1", "NoInt2", "Filip", "Longley",
             "Wampler1", "Wampler2", "Wampler3", "Wampler4", "Wampler5")
ROWS, COLUMNS = 1000, 5
# Of a condition number, the ratio of singular values that follow each other: its fourth root, inverted.
RATIOS = {"1e2": 0.31622776601683794, "1e4": 0.1, "1e6": 0.03162277660168379, "1e8": 0.01,
          "1e10": 0.0031622776601683794}
OFFSETS = {"0": 0.0, "1e3": 1e3, "1e6": 1e6, "1e9": 1e9}
WEIGHTS = (1.0, -2.0, 3.0, -4.0, 5.0)
NOISE = 0.0009765625  # 2^-10


class Problem:
    """Rows of features x (without the column of ones) and targets y, numbers of any kind."""

    def __init__(self, name, x, y, intercept, single=False):
        self.name, self.x, self.y, self.intercept, self.single = name, x, y, intercept, single

    def design(self):
        return [[1, *row] if self.intercept else list(row) for row in self.x]

    def checksum(self):
        """FNV-1a of the doubles, row by row, each row's features and then its target. Their upper halves are mixed
        into the lower ones: of a rounded float, half are zeros."""
        sum_ = 0xCBF29CE484222325
        for row, target in zip(self.x, self.y, strict=True):
            for value in (*row, target):
                bits = struct.unpack("<Q", struct.pack("<d", value))[0]
                sum_ = (sum_ ^ bits ^ bits >> 32) * 0x100000001B3 % 2**64
        return f"{sum_:016x}"


class Solution:
    """Coefficients (that of the column of ones comes first), their standard errors, the standard deviation of the
    residuals and R squared: fractions."""

    def __init__(self, coefficients, standard_errors, deviation, r_squared):
        self.coefficients, self.standard_errors = coefficients, standard_errors
        self.deviation, self.r_squared = deviation, r_squared


def certified(folder):
    """The values that NIST certifies, as decimal fractions, and whether a set has an intercept."""
    found = {}
    with open(pathlib.Path(folder) / "certified.csv", encoding="ascii", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["set"], {})[row["parameter"]] = (row["estimate"], row["standard_deviation"])
    solutions = {}
    for name, values in found.items():
        pairs = [values[key] for key in values if key.startswith("B")]
        estimates, errors = ([Fraction(number) for number in numbers] for numbers in zip(*pairs, strict=True))
        solutions[name] = (Solution(estimates, errors, Fraction(values["residual_standard_deviation"][0]),
                                    Fraction(values["r_squared"][0])), "B0" in values)
    return solutions


def nist(folder, name, solution, intercept, number=float):
    """A data set of NIST. Powers are products of the power before, rounded if numbers are."""
    with open(pathlib.Path(folder) / f"{name}.csv", encoding="ascii", newline="") as file:
        rows = [[number(cell) for cell in row] for row in itertools.islice(csv.reader(file), 1, None)]
    x = [row[1:] for row in rows]
    for _ in range(len(x[0]), len(solution.coefficients) - intercept):
        for row in x:
            row.append(row[-1] * row[0])
    return Problem(name, x, [row[0] for row in rows], intercept)


def uniform_numbers(seed):
    """Multiples of 2^-52 in [-1, 1), of splitmix64."""
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        z = state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
        yield ((z ^ z >> 31) >> 11) * 2.0**-52 - 1


def to_single(value):
    return struct.unpack("<f", struct.pack("<f", value))[0]


def random_problem(condition, offset, single):
    """Independent columns, scaled to geometric singular values, mirrored at the plane that is orthogonal to
    (1, 1, 1, 1, 1) (so that every feature holds a part of each), and moved by the offset. Nothing but rounded
    additions and products of doubles, in this order."""
    numbers = uniform_numbers(1)
    x, y = [], []
    for _ in range(ROWS):
        scale, total, row = 1.0, 0.0, []
        for _ in range(COLUMNS):
            row.append(scale * next(numbers))
            total = total + row[-1]
            scale = scale * RATIOS[condition]
        row = [value - 0.4 * total for value in row]
        target = 1.0 + NOISE * next(numbers)
        for weight, value in zip(WEIGHTS, row, strict=True):
            target = target + weight * value
        row = [value + OFFSETS[offset] for value in row]
        x.append([to_single(value) for value in row] if single else row)
        y.append(to_single(target) if single else target)
    return Problem(f"{'float' if single else 'double'} {condition} {offset}", x, y, True, single)


def random_problems():
    """In float, many have columns that are equal once they are rounded: `solve` finds no solution of these."""
    for single, condition, offset in itertools.product((False, True), RATIOS, OFFSETS):
        yield random_problem(condition, offset, single)


def root(square):
    """Of a fraction, to some forty digits."""
    with decimal.localcontext() as context:
        context.prec = 45
        return Fraction((decimal.Decimal(square.numerator) / square.denominator).sqrt())


def integers(values):
    """Numbers as integers and what they are divided by."""
    exact = [Fraction(value) for value in values]
    divisor = math.lcm(*{value.denominator for value in exact})
    return [value.numerator * (divisor // value.denominator) for value in exact], divisor


def products(columns):
    """All inner products, exactly."""
    whole = [integers(column) for column in columns]
    return [[Fraction(sum(map(int.__mul__, a, b)), p * q) for b, q in whole] for a, p in whole]


def inverse(matrix):
    """By elimination in fractions; none of a singular matrix."""
    n = len(matrix)
    rows = [[*row, *(Fraction(i == j) for j in range(n))] for i, row in enumerate(matrix)]
    for i in range(n):
        pivot = rows[i][i]  # not zero for others: these are Gram matrices
        if pivot == 0:
            return None
        rows[i] = [value / pivot for value in rows[i]]
        for k in range(n):
            if k != i and (factor := rows[k][i]) != 0:
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[n:] for row in rows]


def solve(problem):
    """The exact solution, but for the square roots; none where columns are linearly dependent."""
    columns = list(zip(*problem.design(), strict=True))
    gram = products([*columns, problem.y])
    d, n = len(columns), len(problem.y)
    inverted = inverse([row[:d] for row in gram[:d]])
    if inverted is None:
        return None
    moments = [gram[j][d] for j in range(d)]
    coefficients = [sum(a * b for a, b in zip(row, moments, strict=True)) for row in inverted]
    squares = gram[d][d] - sum(a * b for a, b in zip(coefficients, moments, strict=True))
    mean = sum(map(Fraction, problem.y)) / n if problem.intercept else 0
    variance = squares / (n - d)
    errors = [root(variance * inverted[j][j]) for j in range(d)]
    return Solution(coefficients, errors, root(variance), 1 - squares / (gram[d][d] - n * mean * mean))
