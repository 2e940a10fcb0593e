"""accuracy_test.py PROGRAM KERNELS_INC ORDER_HPP PAGE OPENBLAS_CPP [PEER ..]: the table of errors, made of a few trials.

No kernel's error is above its a-priori bound, every kernel is there, and PAGE (docs/accuracy.md) was printed by such a
program. PEERs are those that the program was built with; OPENBLAS_CPP says which kernels OpenBLAS has functions for.
"""

import math
import pathlib
import re
import subprocess
import sys

FAMILIES = ("fused", "separate", "OpenBLAS")
# least_squares_test.py knows what is in them.
LEAST_SQUARES = ["Least squares: certified values", "Least squares: exact solutions"]
KEYS = ("kernel", "type", "n", "n x d", "signs", "problem")
COLUMNS = [f"{column}, {family}" for column in ("typical", "worst", "of bound") for family in FAMILIES]


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False)


def check(condition, message):
    if not condition:
        raise SystemExit(f"FAILED: {message}")


def read(path):
    return pathlib.Path(path).read_text(encoding="utf-8")


def cells(line):
    # "\|" would be a bar in a cell; there is none in the tables.
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def tables_of(page):
    """The rows below each heading, as dictionaries."""
    tables = {}
    for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:]:
        lines = [line for line in section.splitlines() if line.startswith("|")]
        if lines:
            header = cells(lines[0])
            tables[section.splitlines()[0]] = [dict(zip(header, cells(line), strict=True)) for line in lines[2:]]
    return tables


def version_of(page):
    found = re.findall(r"^- numerics version (\d+)$", page, re.MULTILINE)
    check(len(found) == 1, f"the numerics version of the page: {found}")
    return found[0]


def without_numbers(tables):
    """What must not change from run to run, with any number of trials: rows and columns."""
    return {
        name: [([value for key, value in row.items() if key in KEYS], list(row)) for row in rows]
        for name, rows in tables.items()
    }


def check_numbers(kernel, row, functions):
    check(list(row)[4:] == COLUMNS and int(row["results"]) > 0, f"{kernel}: {row}")
    for family in FAMILIES:
        typical, worst, share = (row[f"{column}, {family}"] for column in ("typical", "worst", "of bound"))
        if "-" in (typical, worst, share):
            check(typical == worst == share == "-", f"{kernel}: {row}")
            check(family == "separate" or (family == "OpenBLAS" and kernel not in functions), f"no {family}: {row}")
            continue
        check(0 <= float(typical) <= float(worst) < math.inf, f"{kernel}, {family}: {row}")
        # OpenBLAS is free to be worse: this is no test of it.
        check(family == "OpenBLAS" or 0 <= float(share) <= 1, f"{kernel}, {family}: above the bound: {row}")
    if kernel == "axpy":
        check(float(row["worst, fused"]) <= 0.5, f"axpy with one rounding: {row}")


def check_page(page, kernels, functions):
    tables = tables_of(page)
    check(list(tables) == ["In short", *kernels, "Long sums", *LEAST_SQUARES], f"the tables are {list(tables)}")
    summary = [(row["kernel"], row["type"]) for row in tables["In short"]]
    check(summary == [(kernel, type_) for kernel in kernels for type_ in ("float", "double")], f"in short: {summary}")
    for kernel in kernels:
        check({row["type"] for row in tables[kernel]} == {"float", "double"}, f"{kernel}: the types")
        for row in tables[kernel]:
            check_numbers(kernel, row, functions)
    check_long_sums(tables["Long sums"])
    return tables


def check_long_sums(rows):
    """The tree of chunks is at least as good as chains where there are many chunks, and no worse than pairwise by much."""
    for row in rows:
        errors = {way: float(row[way]) for way in ("adaline", "chains of chunks", "pairwise")}
        check(all(0 <= error < math.inf for error in errors.values()), f"long sums: {row}")
        if row["type"] == "float" and int(row["n"]) >= 2_000_000:
            check(4 * errors["adaline"] < errors["chains of chunks"], f"long sums: {row}")
            check(errors["adaline"] < 2 + 2 * errors["pairwise"], f"long sums: {row}")


def main(program, registration, order_header, document, openblas, *peers):
    functions = re.findall(r"^(?:T|void|double) (\w+)\(", read(openblas), re.MULTILINE)
    check("dot" in functions, f"the functions of {openblas}: {functions}")
    kernels = re.findall(r"^ADALINE_KERNEL\((\w+),", read(registration), re.MULTILINE)
    check(len(kernels) >= 7, f"the kernels of {registration}: {kernels}")
    done = run(program, "--trials=2")
    check(done.returncode == 0 and done.stderr == "", done.stderr)
    check(run(program, "--trials=2").stdout == done.stdout, "two runs differ")
    check(done.stdout.isascii(), "the page is not ASCII")
    tables = check_page(done.stdout, kernels, functions if "openblas" in peers else [])
    version = re.search(r"int numerics_version = (\d+);", read(order_header)).group(1)
    check(version_of(done.stdout) == version, f"the page is not of numerics version {version}")

    page = read(document)
    again = "make it again: ./dev accuracy > docs/accuracy.md"
    check(page.startswith("<!-- Made by ./dev accuracy; do not edit by hand -->\n"), again)
    check(version_of(page) == version, f"{document} is not of numerics version {version}; {again}")
    check(without_numbers(check_page(page, kernels, functions)) == without_numbers(tables), again)
    # All but the numbers and the name of OpenBLAS.
    text, printed = ([line for line in one.splitlines() if not line.startswith(("|", "- OpenBLAS: "))]
                     for one in (page, done.stdout))
    check(text == printed, f"{document} says something else; {again}")

    for arguments in (["--no_such_option"], ["--trials=0"], ["--trials=many"], ["--trials"], ["2"]):
        wrong = run(program, *arguments)
        check(wrong.returncode == 2 and wrong.stdout == "", f"{arguments}: exit code {wrong.returncode}")
    check(run(program, "--help").returncode == 0, "--help")
    print(f"{sum(map(len, tables.values()))} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
