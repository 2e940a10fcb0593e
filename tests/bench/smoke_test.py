"""smoke_test.py BENCH KERNELS_INC [PEER=SOURCE|RIVAL:TASKS ..]: runs of seconds measure every task, by everybody, in both types.

PEERs are those that the program was built with, openblas, blis, eigen and highway, and SOURCE is where their functions are. RIVALs,
liquid, native and native-clang, are those that take part in these TASKS alone. A peer that has no function for a kernel has no row of it, nor of a trainer that calls it, and one whose kernels are for less than this CPU has no rows at all.
"""

import csv
import json
import math
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

# One shape of each kind that every task knows, short calls among them. scaling_test.py is about the others.
SMALLEST = (r"--benchmark_filter=(^filter_.*/rows:1024/features:64|/(n:64|n:256|rows:4/features:16|rows:12/features:1|"
            r"rows:512/features:16/?|rows:512/features:8))$")
QUICKLY = ["--benchmark_min_time=0.0001", "--benchmark_repetitions=3", "--memory=1"]
TRAINERS = {"train_batch": "residual_gradient", "train_online": "online_epoch", "train_minibatch": "residual_gradient",
            "train_batch_200": "residual_gradient"}
# Tasks and the kernel that they need of a peer.
OTHERS = {"dot_pool": "dot", "neuron_predict": "predict", "neuron_learn": "online_epoch", "filter_lms": "axpy",
          "filter_nlms": "axpy", "filter_rows": "online_epoch", "ridge": "accumulate_moments"}
NEURON = ["neuron_predict", "neuron_learn"]
# Those who have no double.
FLOAT_ALONE = ("cmsis_form", "liquid")
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


def full_names(bench, tasks, *options):
    """Task by task: Google Benchmark's list of 10,000 names at once takes 12 s, and one of 500 a tenth."""
    return [name for task in tasks for name in names(bench, "--full", f"--benchmark_filter=^{task}/", *options)]


def check_selections(bench):
    quick = names(bench)
    tasks = sorted({name.split("/")[0] for name in quick})
    full = full_names(bench, tasks)
    check(len(set(quick)) == len(quick) > 0, "the names are not unique")
    check(len(set(full)) == len(full) > 2 * len(quick), "--full has not much more than the default")
    check(set(names(bench, "--benchmark_filter=^dot/")) == {n for n in quick if n.startswith("dot/")}, "a filter")
    check(set(names(bench, "--benchmark_filter=-^dot/")) == {n for n in quick if not n.startswith("dot/")},
          "a negative filter")
    small = full_names(bench, tasks, "--memory=1")
    check(max(map(elements, small)) < max(map(elements, full)), "--memory")
    return quick, full


def elements(name):
    return math.prod(int(count) for count in re.findall(r":(\d+)", name))


def check_context(context, peers, loops):
    for key in ("date", "cpu_model", "clock_estimate_hz", "library_version", "numerics_version", "levels_runnable",
                "level_detected", "level_used", "compiler", "compiler_flags", "level_flags", "selection",
                "memory_bytes", "library_build_type"):
        check(context.get(key), f"{key} is not in the context")
    check("host_name" not in context and "executable" not in context, "the context tells where it was made")
    check(is_positive(context["clock_estimate_hz"]), f"the clock: {context['clock_estimate_hz']}")
    for peer in ("openblas", "blis", "eigen", "highway", "liquid"):
        missing = "not found" in context[peer]
        check(missing == (peer not in {**peers, **loops}), f"{peer}: {context[peer]}")
    check(context["cpu_name"] == 'A "CPU"', f"--name: {context.get('cpu_name')}")
    check(context["mine"] == "yes", "--benchmark_context")


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


def expected_loops(levels, loops):
    """Rivals with a loop for some tasks, by their names as contenders: the form of CMSIS-DSP has a level's."""
    best = [level for level in levels if level != "scalar"][-1:]
    return {**loops, "by_hand": NEURON, **{f"cmsis_form-{level}": ["filter_nlms"] for level in best}}


def lacks(peers, contender, task):
    """Whether it is a peer without a function for that kernel."""
    functions = peers.get(contender.split("-")[0])
    return functions is not None and {**TRAINERS, **OTHERS}.get(task, task) not in functions


def rows_by_kind(report):
    """Iterations: a list for each benchmark. Aggregates: by benchmark, then by name."""
    iterations, aggregates = {}, {}
    for row in report["benchmarks"]:
        if row["run_type"] == "iteration":
            check(row["name"] == row["run_name"], f"{row}")
            check(row["repetition_index"] == len(iterations.setdefault(row["name"], [])), f"{row}")
            iterations[row["name"]].append(row)
        else:
            check(row["name"] == f"{row['run_name']}_{row['aggregate_name']}", f"{row}")
            aggregates.setdefault(row["run_name"], {})[row["aggregate_name"]] = row
    return iterations, aggregates


def check_rows(report, kernels, limits, peers, loops):
    used, rivals = expected_contenders(report["context"]["levels_runnable"].split(), peers)
    rounds, aggregates = rows_by_kind(report)
    check(set(rounds) == set(aggregates), "there are not both rounds and statistics of each benchmark")
    measured = {tuple(name.split("/")[:3]) for name in rounds}
    for task in kernels + list(TRAINERS):
        for element in ("float", "double"):
            for contender in used + rivals + (["limit"] if limits else []):
                check(((task, contender, element) in measured) != lacks(peers, contender, task),
                      f"{task}/{contender}/{element} was not measured, or by functions that it does not have")
    check(set(OTHERS) <= {task for task, _, _ in measured}, f"{OTHERS}")
    loops = expected_loops(report["context"]["levels_runnable"].split(), loops)
    for contender, tasks in loops.items():
        elements = ("float",) if contender.split("-")[0] in FLOAT_ALONE else ("float", "double")
        found = {(task, element) for task, name, element in measured if name == contender}
        check(found == {(task, element) for task in tasks for element in elements}, f"{contender}: {found}")
    for kernel in kernels:
        for contender in ("public", "inlined"):
            check((kernel, contender, "float") in measured, f"{kernel}/{contender} was not measured")
    contenders = {name.split("/")[1] for name in rounds}
    check(contenders == set(used + rivals + ["public", "inlined", *loops] + (["limit"] if limits else [])),
          f"{contenders}")
    for name, repetitions in rounds.items():
        check(len(repetitions) == 3, f"{name}: {len(repetitions)} rounds")
        for row in repetitions:
            check(row["time_unit"] == "ns" and row["iterations"] > 0, f"{row}")
            for key in ("real_time", "cpu_time", "bytes_per_second", "items_per_second", "footprint"):
                check(row[key] > 0, f"{name}: {key} is {row[key]}")
            check(not [key for key in row if key.endswith("_seconds")], f"{name}: {row}")
            check_time_of_sample(name, row)
        check(set(aggregates[name]) == {"mean", "median", "stddev", "cv"}, f"{name}: {set(aggregates[name])}")
        check_median(name, repetitions, aggregates[name]["median"])
        check_ratios(name, rounds, used, rivals, limits, peers)


def check_time_of_sample(name, row):
    """Of a stream: nanoseconds, and how many times as fast as 48 kHz."""
    if not name.startswith("filter_"):
        return check("ns_per_sample" not in row, f"{name}: {row}")
    samples = int(re.search(r"/rows:(\d+)/", name).group(1))
    check(math.isclose(row["ns_per_sample"], row["cpu_time"] / samples, rel_tol=1e-6), f"{name}: {row}")
    check(math.isclose(row["real_time_48kHz"], 1e9 / 48000 / row["ns_per_sample"], rel_tol=1e-6), f"{name}: {row}")


def check_median(name, repetitions, median):
    for key in ("real_time", "cpu_time", *(key for key in repetitions[0] if key.startswith(("vs_", "of_")))):
        expected = statistics.median(row[key] for row in repetitions)
        check(math.isclose(median[key], expected, rel_tol=1e-6), f"{name}: {key} is {median[key]}, not {expected}")
    check(median["spread"] >= 0, f"{name}: {median}")
    check(("noisy" in median.get("label", "")) == (median["spread"] > 0.1), f"{name}: {median}")


def check_ratios(name, rounds, used, rivals, limits, peers):
    """They are of times of the same round, whatever the order in which Google Benchmark asks for rounds."""
    contender = name.split("/")[1]
    for index, row in enumerate(rounds[name]):
        compared = {key[3:] for key in row if key.startswith("vs_")}
        if contender in used + ["public"]:
            others = {rival for rival in rivals if not lacks(peers, rival, name.split("/")[0])}
            check(others <= compared, f"{name} is not compared with all rivals: {compared}")
        else:
            check(not compared, f"{name} is compared with its rivals")
        for other, ratio in [(rival, row[f"vs_{rival}"]) for rival in compared] + (
                [("limit", row["of_limit"])] if limits else []):
            seconds = rounds[name.replace(f"/{contender}/", f"/{other}/")][index]["cpu_time"]
            check(math.isclose(ratio, seconds / row["cpu_time"], rel_tol=1e-6), f"{name}, round {index}: {other}")


def check_formats(bench, folder):
    """One round of one benchmark, or two, in each format."""
    one = ["--benchmark_filter=^dot/plain/float/n:64$", "--benchmark_min_time=0.00001", "--memory=1"]
    table = run(bench, *one, "--benchmark_repetitions=3", "--benchmark_color=false").stdout
    check(re.search(r"^dot/plain/float/n:64_median +\d", table, re.MULTILINE), table)
    check("_mean" not in table and "n:64 " not in table, f"not medians alone: {table}")
    all_of_it = run(bench, *one, "--benchmark_repetitions=2", "--benchmark_display_aggregates_only=false").stdout
    check(len(re.findall(r"^dot/plain/float/n:64 ", all_of_it, re.MULTILINE)) == 2 and "_mean" in all_of_it, all_of_it)
    aggregates = run(bench, *one, "--benchmark_repetitions=2", "--benchmark_display_aggregates_only=true").stdout
    check("n:64 " not in aggregates and "_mean" in aggregates, aggregates)
    single = run(bench, *one, "--benchmark_repetitions=1").stdout
    check(re.search(r"^dot/plain/float/n:64 ", single, re.MULTILINE), single)
    tabular = run(bench, *one, "--benchmark_counters_tabular=true").stdout
    check(re.search(r"^Benchmark .* spread", tabular, re.MULTILINE), tabular)
    file = pathlib.Path(folder, "out.csv")
    printed = run(bench, *one, "--benchmark_repetitions=1", "--benchmark_format=csv", f"--benchmark_out={file}",
              "--benchmark_out_format=csv").stdout
    for text in (printed, file.read_text(encoding="utf-8")):
        check("name,iterations,real_time,cpu_time," in text and '\n"dot/plain/float/n:64",' in text, text)
    rows = run(bench, "--benchmark_filter=^dot/.*/float/n:64$", *QUICKLY, "--benchmark_format=csv").stdout
    widths = {len(row) for row in csv.reader(rows.splitlines())}
    check(len(widths) == 1 and "_median" in rows, f"rows of CSV differ in their columns: {rows}")


def check_errors(bench):
    for arguments, status, word in (
            (["--no_such_option"], 2, "no_such_option"),
            (["--benchmark_min_time=0"], 2, "--benchmark_min_time: '0' is no positive number"),
            (["--memory=much"], 2, "--memory: 'much' is no positive number"),
            (["--benchmark_filter=nothing"], 1, "nothing"),
            (["--memory=1", "--benchmark_filter=dot("], 1, "Could not compile benchmark re"),
            (["--memory=1", "--benchmark_filter=^dot/", "--benchmark_out=/no/such/folder/a.json"], 1, "/no/such/folder/a.json")):
        done = run(bench, *arguments)
        check(done.returncode == status, f"{arguments}: exit code {done.returncode}, expected {status}")
        check(word in done.stderr + done.stdout, f"{arguments}: {done.stderr}{done.stdout}")
    if pathlib.Path("/dev/full").exists():
        done = run(bench, "--benchmark_filter=^dot/plain/float/n:64$", *QUICKLY, "--benchmark_out=/dev/full")
        check(done.returncode == 1 and "cannot write /dev/full" in done.stderr, f"a full disk: {done.stderr}")
    shown = run(bench, "--help")
    check(shown.returncode == 0 and "--full" in shown.stdout, "--help")


def main(bench, registration, *rivals):
    peers = {}
    loops = {name: tasks.split(",") for name, tasks in (one.split(":", 1) for one in rivals if "=" not in one)}
    for name, source in (one.split("=", 1) for one in rivals if "=" in one):
        peers[name] = FUNCTION.findall(pathlib.Path(source).read_text(encoding="utf-8"))
        check("dot" in peers[name], f"the functions of {source}: {peers[name]}")
    kernels = re.findall(r"^ADALINE_KERNEL\((\w+),", pathlib.Path(registration).read_text(encoding="utf-8"), re.MULTILINE)
    check(len(kernels) >= 7, f"the kernels of {registration}: {kernels}")
    quick, full = check_selections(bench)

    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder, "out.json")
        measured = run(bench, SMALLEST, *QUICKLY, "--benchmark_format=json", f"--benchmark_out={file}",
                       "--benchmark_enable_random_interleaving=true", '--name=A "CPU"', "--benchmark_context=mine=yes")
        check(measured.returncode == 0, measured.stderr)
        report = json.loads(measured.stdout)
        # The two ask for the date one after the other.
        check(json.loads(file.read_text(encoding="utf-8"))["benchmarks"] == report["benchmarks"],
              "the file is not what was printed")
        check_context(report["context"], peers, loops)
        check_rows(report, kernels, check_limits(report["context"]), timed(report["context"], peers), loops)
        check_outclassed(bench, peers, report["context"])
        check_formats(bench, folder)
    check_errors(bench)
    print(f"{len(quick)} names, {len(full)} with --full; {len(report['benchmarks'])} rows")


if __name__ == "__main__":
    main(*sys.argv[1:])
