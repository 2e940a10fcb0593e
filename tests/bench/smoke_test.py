"""smoke_test.py BENCH KERNELS_INC [PEER=SOURCE ..]: runs of seconds measure every task, by everybody, in both types.

PEERs are those that the program was built with, openblas, blis, eigen and highway, and SOURCE is where their functions are. A peer
that has no function for a kernel has no row of it, nor of a trainer that calls it, and one whose kernels are for less than this CPU has no rows at all.
"""

import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

# One shape of each kind that every task knows, short calls among them.
SMALLEST = r"--benchmark_filter=/(n:64|rows:12/features:1|rows:512/features:16/?|rows:512/features:8)$"
QUICKLY = ["--benchmark_min_time=0.0001", "--benchmark_repetitions=3"]
TRAINERS = {"train_batch": "residual_gradient", "train_online": "online_epoch", "train_minibatch": "residual_gradient"}
FUNCTION = re.compile(r"^(?:T|void|double) (\w+)\(", re.MULTILINE)
# By which a user tells a peer what to take this CPU for.
CHOICES = ("OPENBLAS_CORETYPE", "BLIS_ARCH_TYPE")


def run(*command, **choices):
    environment = {name: value for name, value in os.environ.items() if name not in CHOICES}
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**environment, **choices})


def check(condition, message):
    if not condition:
        raise SystemExit(f"FAILED: {message}")


def is_positive(number):
    return 0 < float(number) < math.inf


def names(bench, *options, **choices):
    return run(bench, "--benchmark_list_tests", *options, **choices).stdout.split()


def check_selections(bench):
    quick = names(bench)
    full = names(bench, "--full")
    check(len(set(quick)) == len(quick) > 0, "the names are not unique")
    check(len(set(full)) == len(full) > 2 * len(quick), "--full has not much more than the default")
    check(set(names(bench, "--benchmark_filter=^dot/")) == {n for n in quick if n.startswith("dot/")}, "a filter")
    check(set(names(bench, "--filter=-^dot/")) == {n for n in quick if not n.startswith("dot/")}, "a negative filter")
    return quick, full


def check_context(context, peers):
    for key in ("date", "cpu_model", "clock_estimate_hz", "library_version", "numerics_version", "levels_runnable",
                "level_detected", "level_used", "compiler", "compiler_flags", "level_flags", "selection",
                "memory_bytes"):
        check(context.get(key), f"{key} is not in the context")
    check("host_name" not in context and "executable" not in context, "the context tells where it was made")
    check(is_positive(context["clock_estimate_hz"]), f"the clock: {context['clock_estimate_hz']}")
    for peer in ("openblas", "blis", "eigen", "highway"):
        missing = "not found" in context[peer]
        check(missing == (peer not in peers), f"{peer}: {context[peer]}")


# How fast the machine is, and which of its memories is faster, is for a run to say and not for a test to know.
def check_limits(context):
    limits = {key: value for key, value in context.items() if key.startswith("limit_")}
    check(all(is_positive(value) for value in limits.values()), f"limits: {limits}")
    kinds = [{key.split("_")[1] for key in limits if key.endswith(f"_{kind}_bytes_per_second")}
             for kind in ("read", "update")]
    check(kinds[0] == kinds[1] and ("memory" in kinds[0]) == bool(limits), f"limits: {limits}")
    return limits


def timed(context, peers):
    """Those that have kernels for this CPU. Others, as of a library built for one older CPU, say so."""
    return {name: functions for name, functions in peers.items() if "not timed" not in context[name]}


def check_outclassed(bench, peers, context):
    """A user may ask for kernels that the CPU is too good for. Then there is nobody to compare with."""
    if "openblas" not in timed(context, peers) or context["level_detected"] not in ("avx2", "avx512"):
        return
    nobody = names(bench, "--benchmark_filter=/openblas/", OPENBLAS_CORETYPE="Prescott")
    check(names(bench, "--benchmark_filter=/openblas/") and not nobody, f"kernels for Prescott are timed: {nobody}")


def expected_contenders(levels, peers):
    used = [level for level in levels if level != "scalar"] or levels
    best = [used[-1]] if used != ["scalar"] else []
    rivals = ["plain"] + [f"compiler-{level}" for level in best]
    rivals += [name for name in ("openblas", "blis") if name in peers]
    rivals += [f"eigen-{level}" for level in best if "eigen" in peers]
    rivals += [f"highway-{level}" for level in best if "highway" in peers and level in ("avx2", "avx512")]
    return used, rivals


def lacks(peers, contender, task):
    """Whether it is a peer without a function for that kernel."""
    functions = peers.get(contender.split("-")[0])
    return functions is not None and TRAINERS.get(task, task) not in functions


def check_rows(report, kernels, limits, peers):
    used, rivals = expected_contenders(report["context"]["levels_runnable"].split(), peers)
    rows = {row["name"]: row for row in report["benchmarks"]}
    check(len(rows) == len(report["benchmarks"]), "a name comes twice")
    measured = {tuple(name.split("/")[:3]) for name in rows}
    for task in kernels + list(TRAINERS):
        for element in ("float", "double"):
            for contender in used + rivals + (["limit"] if limits else []):
                check(((task, contender, element) in measured) != lacks(peers, contender, task),
                      f"{task}/{contender}/{element} was not measured, or by functions that it does not have")
    for kernel in kernels:
        for contender in ("public", "inlined"):
            check((kernel, contender, "float") in measured, f"{kernel}/{contender} was not measured")
    contenders = {name.split("/")[1] for name in rows}
    check(contenders == set(used + rivals + ["public", "inlined"] + (["limit"] if limits else [])), f"{contenders}")

    for name, row in rows.items():
        check(row["time_unit"] == "ns" and row["run_type"] == "iteration" and row["iterations"] > 0, f"{row}")
        for key in ("real_time", "cpu_time", "bytes_per_second", "items_per_second", "footprint", "rounds"):
            check(row[key] > 0, f"{name}: {key} is {row[key]}")
        check(row["spread"] >= 0, f"{name}: {row}")
        check(("noisy" in row.get("label", "")) == (row["spread"] > 0.1), f"{name}: {row}")
        check(not limits or row["of_limit"] > 0, f"{name}: {row}")
        contender = name.split("/")[1]
        compared = {key[3:] for key in row if key.startswith("vs_")}
        if contender in used + ["public"]:
            others = {rival for rival in rivals if not lacks(peers, rival, name.split("/")[0])}
            check(others <= compared, f"{name} is not compared with all rivals: {compared}")
            check(all(row[f"vs_{rival}"] > 0 for rival in others), f"{name}: {row}")
        else:
            check(not compared, f"{name} is compared with its rivals")


def check_errors(bench):
    for arguments, status, word in (
            (["--no_such_option"], 2, "no_such_option"),
            (["--benchmark_min_time=0"], 2, "min_time"),
            (["--benchmark_format=csv"], 2, "csv"),
            (["--benchmark_filter=nothing"], 1, "'nothing' leaves nothing"),
            (["--benchmark_filter=dot("], 1, "'dot(' is no regular expression"),
            (["--benchmark_filter=^dot/", "--benchmark_out=/no/such/folder/a.json"], 1, "/no/such/folder/a.json")):
        done = run(bench, *arguments)
        check(done.returncode == status, f"{arguments}: exit code {done.returncode}, expected {status}")
        check(word in done.stderr + done.stdout, f"{arguments}: {done.stderr}{done.stdout}")
    check(run(bench, "--help").returncode == 0, "--help")


def main(bench, registration, *peers_with_sources):
    peers = {}
    for name, source in (one.split("=", 1) for one in peers_with_sources):
        peers[name] = FUNCTION.findall(pathlib.Path(source).read_text(encoding="utf-8"))
        check("dot" in peers[name], f"the functions of {source}: {peers[name]}")
    kernels = re.findall(r"^ADALINE_KERNEL\((\w+),", pathlib.Path(registration).read_text(encoding="utf-8"), re.MULTILINE)
    check(len(kernels) >= 7, f"the kernels of {registration}: {kernels}")
    quick, full = check_selections(bench)

    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "out.json")
        measured = run(bench, SMALLEST, *QUICKLY, "--benchmark_format=json", f"--benchmark_out={file}")
        check(measured.returncode == 0, measured.stderr)
        check(file.read_text(encoding="utf-8") == measured.stdout, "the file is not what was printed")
    report = json.loads(measured.stdout)
    context = report["context"]
    check_context(context, peers)
    check_rows(report, kernels, check_limits(context), timed(context, peers))
    check_outclassed(bench, peers, context)

    table = run(bench, "--benchmark_filter=^dot/.*/float/n:64$", *QUICKLY)
    check(re.search(r"^dot/float/n:64\n(  .* GB/s .*\n)+", table.stdout), table.stdout + table.stderr)
    check_errors(bench)
    print(f"{len(quick)} names, {len(full)} with --full; {len(report['benchmarks'])} measured")


if __name__ == "__main__":
    main(*sys.argv[1:])
