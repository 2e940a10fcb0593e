"""Reads the same numeric files with adaline, on one thread and on all CPUs, and with pandas' read_csv (C engine, which
has one thread), turn by turn.

    against_pandas.py ADALINE_READ_CSV FOLDER [MEGABYTES [TURNS]]

Prints, for numbers of six digits and for doubles at full precision, the medians of the ratios turn by turn, and the
memory that each needed beside that of the matrix. The files are made in FOLDER and kept there.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys

COLUMNS = 11
FORMATS = {"six digits": "{:.6g}", "full precision": "{!r}"}

PANDAS = """
import json, sys, time
import pandas
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
before = peak()
start = time.perf_counter()
frame = pandas.read_csv(sys.argv[1], engine="c")
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "rows": len(frame), "columns": frame.shape[1], "matrix_bytes": 8 * int(frame.size),
                  "peak_bytes": 1024 * (peak() - before), "version": pandas.__version__}))
"""


def make_file(path, megabytes, number):
    import numpy  # pandas brings it

    generator = numpy.random.default_rng(1)
    with open(path, "w", encoding="ascii") as file:
        file.write(",".join(f"x{i}" for i in range(COLUMNS - 1)) + ",t\n")
        while file.tell() < megabytes * 1e6:
            rows = generator.normal(size=(20000, COLUMNS)).tolist()
            file.write("".join(",".join(map(number.format, row)) + "\n" for row in rows))


def run(*command):
    # Of numpy, beside pandas.
    one_thread = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    return json.loads(subprocess.run(command, env=one_thread, text=True, capture_output=True, check=True).stdout)


def ratios(slow, fast):
    values = [a["seconds"] / b["seconds"] for a, b in zip(slow, fast)]
    return f"{statistics.median(values):.2f} times (turns: {min(values):.2f} .. {max(values):.2f})"


def compare(name, number, program, folder, megabytes, turns):
    path = folder / f"{name.replace(' ', '_')}_{megabytes}.csv"
    if not path.exists():
        make_file(path, megabytes, number)
    subprocess.run(["cat", path], stdout=subprocess.DEVNULL, check=True)  # into the page cache
    cpus = len(os.sched_getaffinity(0))
    one, all_cpus, theirs = [], [], []
    for _ in range(turns):
        one.append(run(program, path, "double", "1"))
        all_cpus.append(run(program, path, "double", str(cpus)))
        theirs.append(run(sys.executable, "-c", PANDAS, path))
    for key in ("rows", "columns"):
        if one[0][key] != theirs[0][key]:
            sys.exit(f"{path}: adaline read {one[0][key]} {key}, pandas {theirs[0][key]}")
    memory = [max(run["peak_bytes"] / run["matrix_bytes"] for run in runs) for runs in (one, all_cpus, theirs)]
    print(f"{name}, {path.stat().st_size / 1e6:.0f} MB, {one[0]['rows']} rows of {COLUMNS}: "
          f"adaline is {ratios(theirs, one)} as fast on one thread as pandas {theirs[0]['version']}, "
          f"and {ratios(theirs, all_cpus)} on {cpus} ({ratios(one, all_cpus)} as fast as on one); "
          f"memory beside the matrix: adaline {memory[0]:.2f} and {memory[1]:.2f}, pandas {memory[2]:.2f} times")


def main(program, folder, megabytes="500", turns="5"):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, number in FORMATS.items():
        compare(name, number, program, folder, int(megabytes), int(turns))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
