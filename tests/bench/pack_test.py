"""pack_test.py PROGRAM LEVELS [QEMU]: the packed benchmarks need nothing beside the kernel, and run on other CPUs.

LEVELS are those of vectors that were built, slowest first, with commas between them. With QEMU's user emulator they run
as CPUs that lack what this one has: any instruction that such a CPU does not know ends the program.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

A_FEW = ["--benchmark_filter=/double/(n:64|rows:12/features:1)$", "--benchmark_min_time=0.00001",
         "--benchmark_repetitions=1", "--benchmark_format=json"]
# No OpenBLAS knows this one; left to itself it takes kernels for SSE3.
UNKNOWN = "Haswell,model=200"
# The levels that run on each.
CPUS = {"Nehalem": ["sse2"], "SandyBridge": ["sse2"], "Haswell": ["sse2", "avx2"], UNKNOWN: ["sse2", "avx2"]}


def check(condition, message):
    if not condition:
        raise SystemExit(f"FAILED: {message}")


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    check(done.returncode == 0, f"{' '.join(map(str, command))}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout


def check_static(program):
    header = run("readelf", "--program-headers", program)
    check("LOAD" in header, header)
    check("INTERP" not in header and "Requesting program interpreter" not in header, f"{program} is not static")


def check_alone(program):
    """In a folder that holds nothing else; the environment is empty but for what old OpenBLAS is told of new CPUs."""
    environment = {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, "copied")
        copy.write_bytes(pathlib.Path(program).read_bytes())
        copy.chmod(0o755)
        report = json.loads(run(copy, *A_FEW, cwd=folder, env=environment))
        check(report["benchmarks"], "nothing was measured")
    print(f"here: {report['context']['level_used']}, {len(report['benchmarks'])} rows")


def check_other_cpus(program, built, qemu):
    # A user may have told OpenBLAS or BLIS which CPU to take this one for.
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(("OPENBLAS_", "BLIS_"))}
    for cpu, runnable in CPUS.items():
        level = ([level for level in built if level in runnable] or ["scalar"])[-1]
        report = json.loads(run(qemu, "-cpu", cpu, program, *A_FEW, env=environment))
        context = report["context"]
        check(context["level_used"] == level, f"{cpu}: {context['level_used']}, expected {level}")
        contenders = {row["name"].split("/")[1] for row in report["benchmarks"]}
        rival = "plain" if level == "scalar" else f"compiler-{level}"
        check(rival in contenders and level in contenders, f"{cpu}: {contenders}")
        for library in ("openblas", "blis"):
            missing = "not found" in context[library]
            check(cpu != UNKNOWN or missing or library in contenders, f"{cpu}: {library} {context[library]}")
        print(f"{cpu}: {level}, {len(report['benchmarks'])} rows, OpenBLAS {context['openblas']}, "
              f"BLIS {context['blis']}")


def main(program, levels, qemu=None):
    check_static(program)
    check_alone(program)
    if qemu:
        check_other_cpus(program, levels.split(","), qemu)


if __name__ == "__main__":
    main(*sys.argv[1:])
