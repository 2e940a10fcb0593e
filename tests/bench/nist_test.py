"""nist_test.py SOURCE: the data sets in tests/data/nist have the solutions that NIST certifies, to the last digit.

The exact solutions, of the numbers as they are written, are found by bench/accuracy/least_squares_problems.py.
"""

import fractions
import sys


def check(condition, message):
    if not condition:
        raise SystemExit(f"FAILED: {message}")


def main(source):
    folder = f"{source}/tests/data/nist"
    sys.path.insert(0, f"{source}/bench/accuracy")
    import least_squares_problems as problems  # its folder is an argument
    values = problems.certified(folder)
    check(tuple(values) == problems.NIST_SETS, f"the sets are {list(values)}")
    count = 0
    for name, (expected, intercept) in values.items():
        exact = problems.solve(problems.nist(folder, name, expected, intercept, fractions.Fraction))
        pairs = [*zip(exact.coefficients, expected.coefficients, strict=True),
                 *zip(exact.standard_errors, expected.standard_errors, strict=True),
                 (exact.deviation, expected.deviation), (exact.r_squared, expected.r_squared)]
        for got, certified in pairs:
            # Fifteen significant digits are certified: half a unit of the last one is 5e-15 at the most.
            distance = abs(got - certified) / (abs(certified) or 1)
            check(distance <= 5e-15, f"{name}: {float(got)!r} is certified as {float(certified)!r}")
            count += 1
    print(f"{count} certified values")


if __name__ == "__main__":
    main(*sys.argv[1:])
