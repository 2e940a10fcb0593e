"""compare_test.py COMPARE_PY: Google Benchmark's own tool reads what adaline_bench recorded. Exit code 77 where it lacks
the Python packages that it needs."""

import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent / "compare"
ROW = re.compile(r"^(\S+)\s+([+-][\d.]+)\s+([+-][\d.]+)\s+([\d.]+)\s+([\d.]+)", re.MULTILINE)


def main(compare):
    if subprocess.run([sys.executable, "-c", "import scipy"], capture_output=True, check=False).returncode != 0:
        print("skipped: no scipy")
        return 77
    done = subprocess.run([sys.executable, "-B", compare, "--no-color", "benchmarks", HERE / "before.json",
                           HERE / "after.json"], capture_output=True, text=True, check=False)
    rows = {match[1]: match for match in ROW.finditer(done.stdout)}
    for name in ("dot/avx2/float/n:4096_median", "dot/plain/float/n:64_median"):
        if name not in rows:
            print(f"FAILED: no row of {name}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
            return 1
        change, before, after = float(rows[name][2]), float(rows[name][4]), float(rows[name][5])
        # It prints whole nanoseconds.
        if before > 100 and abs(change - (after - before) / before) > 0.02:
            print(f"FAILED: {rows[name][0]}")
            return 1
    print(f"{len(rows)} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
