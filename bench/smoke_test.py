"""smoke_test.py BENCH TABLE_HPP: every kernel is measured at every level, in both types, in seconds."""

import json
import re
import subprocess
import sys


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def names(bench, *options):
    return run(bench, "--benchmark_list_tests=true", *options).stdout.split()


def check(condition, message):
    if not condition:
        raise SystemExit(f"FAILED: {message}")


def levels_of(report):
    return report["context"]["levels_runnable"].split()


def main():
    bench, table_header = sys.argv[1:]
    with open(table_header, encoding="utf-8") as file:
        kernels = re.findall(r"\(\*(\w+)\)\(", file.read())
    check(len(kernels) >= 7, f"the kernels of {table_header}: {kernels}")

    listed = names(bench)
    everything = names(bench, "--full")
    check(len(set(listed)) == len(listed) > 0, "the names are not unique")
    check(len(everything) > len(listed), "--full has no more than the default")

    smallest = "--benchmark_filter=/(n:64|rows:12/features:1)$"
    measured = run(bench, smallest, "--benchmark_min_time=0.0001", "--benchmark_format=json")
    check(measured.returncode == 0, measured.stderr)
    report = json.loads(measured.stdout)
    for key in ("library_version", "level_detected", "level_used", "compiler"):
        check(report["context"].get(key), f"{key} is not in the context")

    limits = {key: float(value) for key, value in report["context"].items() if key.startswith("limit_")}
    check(all(value > 0 for value in limits.values()), f"limits: {limits}")
    reads = [limits[f"limit_{name}_read_bytes_per_second"] for name in ("L1", "memory")
             if f"limit_{name}_read_bytes_per_second" in limits]
    check(reads == sorted(reads, reverse=True), f"memory is faster than the first cache: {limits}")
    check(limits or levels_of(report) == ["scalar"], "no limits were measured")

    results = {"/".join(row["name"].split("/")[:3]): row for row in report["benchmarks"]}
    levels = levels_of(report)
    contenders = levels + ["plain"] + [f"compiler-{level}" for level in levels if level != "scalar"]
    for kernel in kernels:
        for contender in contenders:
            for element in ("float", "double"):
                name = f"{kernel}/{contender}/{element}"
                check(name in results, f"{name} was not measured")
                row = results[name]
                check(not limits or row["of_limit"] > 0, f"{name}: {row}")
                check(row["bytes_per_second"] > 0 and row["items_per_second"] > 0, f"{name}: {row}")
    check(len(results) == len(kernels) * len(contenders) * 2, f"unexpected names: {sorted(results)}")

    check(run(bench, "--no_such_option").returncode != 0, "an unknown option is not an error")
    check(run(bench, "--benchmark_filter=nothing").returncode != 0, "measuring nothing is not an error")
    print(f"{len(listed)} benchmarks, {len(everything)} with --full; {len(results)} run")


if __name__ == "__main__":
    main()
