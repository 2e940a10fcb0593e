"""least_squares_test.py PROGRAM PEERS: the digits of least squares that PROGRAM prints, beside those of PEERS.

The program makes the problems of the peers anew, and ends with an error where a checksum in PEERS differs.
"""

import csv
import math
import re
import subprocess
import sys


def check(condition, message):
    if not condition:
        raise SystemExit(f"FAILED: {message}")


def tables_of(page):
    tables = {}
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        lines = [[cell.strip() for cell in line.strip("|").split("|")]
                 for line in section.splitlines() if line.startswith("|")]
        if lines:
            tables[section.splitlines()[0]] = [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]
    return tables


def printed(row, solver):
    coefficients, errors = row[solver], row[f"{solver}: errors"]
    if coefficients == "dropped" or not errors:
        return coefficients
    return f"{coefficients} / {'-' if errors == 'dropped' else errors}"


def main(program, peers):
    done = subprocess.run([program, "--least-squares"], capture_output=True, text=True, check=False)
    check(done.returncode == 0 and done.stderr == "", done.stderr)
    check(done.stdout.isascii(), "the section is not ASCII")
    with open(peers, encoding="ascii", newline="") as file:
        comments, lines = [], []
        for line in file:
            (comments if line.startswith("#") else lines).append(line)
    for comment in comments:
        check(comment[2:].strip() in done.stdout, f"the versions of others are not said: {comment}")
    expected = list(csv.DictReader(lines))
    solvers = [column.removesuffix(": errors") for column in expected[0] if column.endswith(": errors")]

    tables = tables_of(done.stdout)
    check(list(tables) == ["Least squares: certified values", "Least squares: exact solutions"], list(tables))
    for reference, rows in zip(("certified", "exact"), tables.values(), strict=True):
        of_peers = [row for row in expected if row["reference"] == reference]
        check([row["problem"] for row in rows] == [row["problem"] for row in of_peers], f"{reference}: the problems")
        for row, other in zip(rows, of_peers, strict=True):
            for solver in solvers:
                check(row.get(solver, printed(other, solver)) == printed(other, solver), f"{solver}: {row}")
            own = set(row) - set(solvers) - {"problem", "condition", "centred"}
            check(own == {"adaline moments", "adaline Exact"}, f"the columns of adaline: {own}")
            for solver in own:
                for number in [] if row[solver] == "dropped" else row[solver].strip("()").split(" / "):
                    check(0 <= float(number) <= 15 and math.isfinite(float(number)), f"{solver}: {row}")
    check(len(tables["Least squares: certified values"]) == 11, "the sets of NIST")
    print(f"{sum(map(len, tables.values()))} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
