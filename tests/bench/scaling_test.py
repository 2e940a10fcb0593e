"""scaling_test.py BENCH [openblas]: a run of seconds measures tasks on one thread and on two, and tasks that grow.

With the word `openblas` where the program was built with it.
"""

import json
import math
import re
import sys

from smoke_test import QUICKLY, check, names, rows_by_kind, run

THREADS = {"threads_predict", "threads_loss", "threads_gradient", "threads_moments"}
GROWTH = {"growth_gradient", "growth_online", "growth_moments"}


def check_counts(bench):
    """OMP_NUM_THREADS says how many there are."""
    for option, wanted, threads in (("--full", {"1", "2", "4", "6"}, "6"), ("--memory=256", {"1", "2", "6"}, "6"),
                                    ("--full", {"1"}, "1")):
        found = {name.split("/")[1] for name in names(bench, option, "--benchmark_filter=^threads_.*/threads-",
                                                      OMP_NUM_THREADS=threads)}
        check(found == {f"threads-{count}" for count in wanted}, f"{option} of {threads} threads: {found}")


def measured(rounds, tasks):
    """By task, type and shape: the rows of each contender."""
    found = {}
    for name, rows in rounds.items():
        task, contender, element, shape = name.split("/", 3)
        if task in tasks:
            found.setdefault((task, element, shape), {})[contender] = rows
    check({(task, element) for task, element, _ in found} ==
          {(task, element) for task in tasks for element in ("float", "double")}, f"{list(found)}")
    return found


def check_threads(rounds, kinds):
    for contest, rows in measured(rounds, THREADS).items():
        check(set(rows) == {f"{kind}-{count}" for kind in kinds for count in (1, 2)}, f"{contest}: {set(rows)}")
        for contender, repetitions in rows.items():
            kind, count = contender.split("-")
            of_one = {"vs_one_thread": f"{kind}-1"} if count == "2" else {}
            rivals = {f"vs_openblas-{count}": f"openblas-{count}"} if kind == "threads" and "openblas" in kinds else {}
            limits = {"of_limit": f"limit-{count}"} if "limit" in kinds else {}
            check_ratios(contest, contender, rows, {**of_one, **rivals, **limits})
            for row in repetitions:
                check(row["cpu_time"] == row["real_time"], f"{contest}, {contender}: not the clock on the wall: {row}")


def check_ratios(contest, contender, rows, ratios):
    """They are of times of the same round, and there are no others."""
    for index, row in enumerate(rows[contender]):
        found = {key for key in row if key.startswith("vs_") or key == "of_limit"}
        check(found == set(ratios), f"{contest}, {contender}: {found}")
        for key, other in ratios.items():
            ratio = rows[other][index]["cpu_time"] / row["cpu_time"]
            check(math.isclose(row[key], ratio, rel_tol=1e-6), f"{contest}, {contender}, round {index}: {key}")


def check_growth(rounds, level, kinds):
    found = measured(rounds, GROWTH)
    for contest, rows in found.items():
        check(set(rows) == {level} | kinds & {"limit"}, f"{contest}: {set(rows)}")
    for task in GROWTH:
        shapes = [tuple(map(int, re.findall(r":(\d+)", shape))) for name, element, shape in found
                  if (name, element) == (task, "float")]
        by_rows, by_columns = ([shape for shape in shapes if shape[place] == fixed] for place, fixed in ((1, 64), (0, 4096)))
        check(len(by_rows) >= 4 and len(by_columns) >= 4, f"{task}: {shapes}")
        check(set(by_rows + by_columns) == set(shapes), f"{task}: {shapes}")


def main(bench, *peers):
    check_counts(bench)
    done = run(bench, "--benchmark_filter=^(threads|growth)_", *QUICKLY, "--benchmark_format=json", OMP_NUM_THREADS="2")
    check(done.returncode == 0, done.stderr)
    report = json.loads(done.stdout)
    context = report["context"]
    check(context["threads"] == "1 2", f"{context['threads']}")
    kinds = {"threads"} | {"limit" for key in context if key.startswith("limit_")}
    kinds |= {peer for peer in peers if "not timed" not in context[peer]}
    rounds, _ = rows_by_kind(report)
    check_threads(rounds, kinds)
    check_growth(rounds, context["level_used"], kinds)
    print(f"{len(rounds)} benchmarks of {', '.join(sorted(kinds))}")


if __name__ == "__main__":
    main(*sys.argv[1:])
