"""Reads the same numeric files with adaline and with pandas' read_csv (C engine), turn by turn, one thread each.

    against_pandas.py ADALINE_READ_CSV FOLDER [MEGABYTES [TURNS]]

Prints, for numbers of six digits and for doubles at full precision, the median of the ratios turn by turn, and the
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
    one_thread = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    return json.loads(subprocess.run(command, env=one_thread, text=True, capture_output=True, check=True).stdout)


def compare(name, number, program, folder, megabytes, turns):
    path = folder / f"{name.replace(' ', '_')}_{megabytes}.csv"
    if not path.exists():
        make_file(path, megabytes, number)
    subprocess.run(["cat", path], stdout=subprocess.DEVNULL, check=True)  # into the page cache
    ours, theirs = [], []
    for _ in range(turns):
        ours.append(run(program, path, "double"))
        theirs.append(run(sys.executable, "-c", PANDAS, path))
    for key in ("rows", "columns"):
        if ours[0][key] != theirs[0][key]:
            sys.exit(f"{path}: adaline read {ours[0][key]} {key}, pandas {theirs[0][key]}")
    ratios = [b["seconds"] / a["seconds"] for a, b in zip(ours, theirs)]
    memory = [max(run["peak_bytes"] / run["matrix_bytes"] for run in runs) for runs in (ours, theirs)]
    print(f"{name}, {path.stat().st_size / 1e6:.0f} MB, {ours[0]['rows']} rows of {COLUMNS}: "
          f"adaline {statistics.median(ratios):.1f} times as fast as pandas {theirs[0]['version']} "
          f"(turns: {min(ratios):.1f} .. {max(ratios):.1f}); "
          f"memory beside the matrix: adaline {memory[0]:.2f}, pandas {memory[1]:.2f} times")


def main(program, folder, megabytes="500", turns="5"):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, number in FORMATS.items():
        compare(name, number, program, folder, int(megabytes), int(turns))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
