"""Recordings of CPUs that do not exist, from a simple model of caches: the same bytes for the same arguments.

    synthetic.py FOLDER    writes two small ones and the one of a full run
"""

import gzip
import json
import pathlib
import random
import sys

SIZE_OF = {"float": 4, "double": 8}
KILO, MEGA, GIGA = 1 << 10, 1 << 20, 1 << 30
VECTORS = {"dot": 2, "sum_of_squares": 1, "axpy": 2}
SAMPLES = ("predict", "squared_loss", "residual_gradient", "online_epoch", "train_batch", "train_online",
           "train_minibatch")
# Bytes moved for each byte of the samples, and what share of the limit a good kernel reaches.
QUALITY = {"dot": 0.95, "sum_of_squares": 0.96, "axpy": 0.93, "predict": 0.9, "squared_loss": 0.88,
           "residual_gradient": 0.86, "online_epoch": 0.6, "train_batch": 0.85, "train_online": 0.55,
           "train_minibatch": 0.7}


class Machine:
    def __init__(self, model, levels, caches, speeds, peers, clock=None, date="2024-05-01T12:00:00+00:00"):
        self.model, self.levels, self.caches, self.speeds = model, levels, caches, speeds
        self.peers, self.clock, self.date = peers, clock, date

    def bandwidth(self, footprint):
        """Of pure loads."""
        for cache, speed in zip(self.caches, self.speeds):
            if footprint <= cache:
                return speed
        return self.speeds[-1]

    def context(self, selection):
        context = {"date": self.date, "num_cpus": 2, "mhz_per_cpu": 4100, "cpu_model": self.model,
                   "levels_runnable": " ".join(self.levels), "level_detected": self.levels[-1],
                   "level_used": self.levels[-1], "compiler": "GCC 12.2.0", "compiler_flags": "-O2 -ffp-contract=off",
                   "library_version": "1.0.0", "numerics_version": "1", "selection": selection}
        if self.clock:
            context["clock_estimate_hz"] = f"{self.clock:g}"
        for number, cache in enumerate(self.caches):
            context[f"cache_L{number + 1}_bytes"] = str(cache)
        names = [f"L{number + 1}" for number in range(len(self.caches))] + ["memory"]
        for name, speed in zip(names, self.speeds):
            context[f"limit_{name}_read_bytes_per_second"] = f"{speed:.4g}"
            context[f"limit_{name}_update_bytes_per_second"] = f"{0.8 * speed:.4g}"
        context["limit_float_multiply_adds_per_second"] = f"{self.speeds[0] / 4:.4g}"
        context["limit_double_multiply_adds_per_second"] = f"{self.speeds[0] / 8:.4g}"
        missing = "not found when this program was built"
        context["openblas"] = "0.3.21, kernels for SkylakeX, one thread" if self.peers else missing
        context["eigen"] = "3.4.0" if self.peers else missing
        return context


def speed_of(machine, contender, task, limit, calls, generator):
    """Bytes per second, for a limit; and the ns that a call costs."""
    wide = machine.levels[-1]
    kind, _, level = contender.partition("-")
    level = level or kind
    shares = {"limit": 1.0, "openblas": 0.5 if task in SAMPLES else 0.93, "plain": 0.08, "inlined": 0.08,
              "scalar": 0.02, "public": QUALITY[task]}
    share = shares.get(kind)
    if share is None:
        share = QUALITY[task] * {"sse2": 0.3, "avx2": 0.75, "neon": 0.5, "avx512": 1.0}[level]
        if level != wide:
            share = min(share * 1.1, QUALITY[task])
        share *= {"compiler": 0.45, "eigen": 0.7 if task in SAMPLES else 0.95}.get(kind, 1.0)
    # What is slow by arithmetic is less so where memory is the limit.
    if limit < machine.speeds[0] / 4:
        share = min(QUALITY[task], 3 * share) if kind != "limit" else 1.0
    cost = {"limit": 0.3, "inlined": 1.0, "plain": 1.5, "openblas": 12.0, "eigen": 2.0, "public": 3.0}.get(kind, 2.0)
    return share * limit * generator.uniform(0.93, 1.07), cost * calls * 1e-9


def shapes_of(task, element, selection):
    size = SIZE_OF[element]
    if task in VECTORS:
        if selection == "small":
            return [(1, n) for n in (1, 12, 64, 32 * KILO // VECTORS[task] // size, MEGA // size, 256 * MEGA // size)]
        sizes = sorted({1, 4, 12, 16, 32 * KILO // VECTORS[task] // size} | {1 << k for k in range(6, 29, 2)})
        return [(1, n) for n in sizes if n * size < GIGA] + [(1, GIGA // size)]
    rows = ([1, 64 // size, 4 * KILO // size] if selection == "small" else
            [1] + [length // size for length in (16, 64, 256, 512, KILO, 2 * KILO, 4 * KILO, 8 * KILO, 64 * KILO)])
    totals = (32 * KILO, MEGA, 256 * MEGA) if selection == "small" else (32 * KILO, MEGA, 8 * MEGA, GIGA)
    shapes = [(12, features) for features in ((1,) if selection == "small" else (1, 4, 12, 64))]
    return shapes + [(max(1, total // size // features), features) for total in totals for features in rows]


def contenders(machine, shape, task):
    names = ["limit", *machine.levels, "plain"]
    names += [f"compiler-{level}" for level in machine.levels if level != "scalar"]
    if machine.peers:
        names.append("openblas")
        names += [f"eigen-{level}" for level in machine.levels[-2:]]
    if shape[0] == 12 or task in VECTORS and shape[1] <= 64:
        names += ["public", "inlined"]
    return names


def contest(machine, task, element, shape):
    rows, features = shape
    size = SIZE_OF[element]
    data = rows * features * size * VECTORS.get(task, 1)
    footprint = data + (0 if task in VECTORS else rows * size)
    moved = footprint * (3 if task == "axpy" else 2) // 2 if task == "axpy" else footprint
    work = rows * features * (1 if task in VECTORS or task in ("predict", "squared_loss") else 2)
    limit = machine.bandwidth(footprint) * (0.8 if task == "axpy" else 1)
    generator = random.Random(f"{machine.model} {task} {element} {shape}")
    calls = 1 if task not in ("online_epoch", "train_online") else 1 + rows / 16
    seconds = {}
    for name in contenders(machine, shape, task):
        speed, cost = speed_of(machine, name, task, limit, calls if name != "limit" else 1, generator)
        seconds[name] = moved / speed + cost
    found = []
    where = f"n:{features}" if task in VECTORS else f"rows:{rows}/features:{features}"
    for name, time in seconds.items():
        spread = generator.choice([0.004, 0.01, 0.02, 0.03, 0.05]) * generator.uniform(0.5, 2)
        if generator.random() < 0.02:
            spread = 0.15
        run_name = f"{task}/{name}/{element}/{where}"
        row = {"name": f"{run_name}_median", "run_name": run_name, "run_type": "aggregate", "repetitions": 15,
               "aggregate_name": "median", "aggregate_unit": "time", "iterations": 15,
               "real_time": float(f"{time * 1.01e9:.6g}"), "cpu_time": float(f"{time * 1e9:.6g}"), "time_unit": "ns",
               "bytes_per_second": float(f"{moved / time:.6g}"), "items_per_second": float(f"{work / time:.6g}"),
               "footprint": float(footprint), "of_limit": float(f"{seconds['limit'] / time:.4g}"),
               "spread": float(f"{spread:.3g}"), "label": "noisy" if spread > 0.1 else ""}
        if name == "limit":
            row["label"] = "updates" if task == "axpy" else "loads"
        if name in machine.levels:
            for rival, theirs in seconds.items():
                if rival not in machine.levels and rival not in ("limit", "public"):
                    row[f"vs_{rival}"] = float(f"{theirs / time:.4g}")
        found.append(row)
    return found


def recording(machine, selection):
    benchmarks = []
    for task in (*VECTORS, *SAMPLES):
        for element in SIZE_OF:
            for shape in shapes_of(task, element, selection):
                benchmarks += contest(machine, task, element, shape)
    return {"context": machine.context("full" if selection == "full" else "quick"), "benchmarks": benchmarks}


WIDE = Machine("Example Wide (family 1, model 2)", ["scalar", "sse2", "avx2", "avx512"],
               [48 * KILO, 2 * MEGA, 32 * MEGA], [5e11, 1.6e11, 6e10, 1.4e10], True, 4.1e9)
NARROW = Machine("Example Narrow (family 3, model 4)", ["scalar", "sse2", "avx2"],
                 [32 * KILO, 512 * KILO], [2.1e11, 9e10, 1.9e10], False, date="2024-04-02T09:30:00+00:00")


def main(folder):
    folder = pathlib.Path(folder)
    for name, machine, selection in (("wide", WIDE, "small"), ("narrow", NARROW, "small"), ("full", WIDE, "full")):
        text = json.dumps(recording(machine, selection), indent=1)
        (folder / f"{name}.json.gz").write_bytes(gzip.compress(text.encode("ascii"), mtime=0))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
