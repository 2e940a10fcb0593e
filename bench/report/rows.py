"""Reads the rows of Google Benchmark's JSON: which rows of a benchmark count, and what they say."""

import math
import re
import statistics

from contest import Row, Shape

SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
NAME = re.compile(r"(\w+)/([\w-]+)/(float|double)/(?:n:([1-9]\d*)|rows:([1-9]\d*)/features:([1-9]\d*))",
                  re.ASCII)


class ReportError(Exception):
    pass


def read_rows(rows):
    """By task, type and shape: the row of each contender, by its name."""
    medians, repetitions = {}, {}
    for count, row in enumerate(rows):
        try:
            sort_in(row, medians, repetitions)
        except ReportError as error:
            raise ReportError(f"benchmark {count + 1}, {name_of(row)}: {error}") from None
    contests = {}
    for key, contender in repetitions | medians:
        row = medians.get((key, contender)) or median_of(list(repetitions[key, contender].values()))
        contests.setdefault(key, {})[contender] = row
    if not contests:
        raise ReportError("it holds neither repetitions nor medians of any benchmark")
    return contests


def sort_in(row, medians, repetitions):
    """A benchmark has a row for each repetition, and aggregates of them, of which the median counts. A file may
    lack one or the other: by an option of the benchmark program, or because somebody shortened it."""
    if not isinstance(row, dict):
        raise ReportError("not an object")
    if row.get("error_occurred"):
        raise ReportError(f"it failed: {row.get('error_message', 'no reason given')}")
    is_aggregate = row.get("run_type") == "aggregate"
    if is_aggregate and row.get("aggregate_name") != "median":
        return
    key, found = parse_row(row)
    if is_aggregate:
        is_new = medians.setdefault((key, found.contender), found) is found
    else:
        of_benchmark = repetitions.setdefault((key, found.contender), {})
        is_new = of_benchmark.setdefault(number(row, "repetition_index"), found) is found
    if not is_new:
        raise ReportError("it is there twice")


def name_of(row):
    return row["name"] if isinstance(row, dict) and isinstance(row.get("name"), str) else "without a name"


def parse_row(row):
    match = NAME.fullmatch(str(row.get("run_name", row.get("name"))))
    if not match:
        raise ReportError("not TASK/CONTENDER/TYPE/n:N or TASK/CONTENDER/TYPE/rows:R/features:D")
    task, contender, element, *counts = match.groups()
    shape = Shape(*(int(count) if count else None for count in counts))
    unit = SECONDS.get(row.get("time_unit"))
    if unit is None:
        raise ReportError(f"time_unit is {row.get('time_unit')!r}, not one of {', '.join(SECONDS)}")
    seconds = unit * needed(row, "cpu_time")
    speed = number(row, "bytes_per_second") if contender == "limit" else needed(row, "bytes_per_second")
    ratios = {key[len("vs_"):]: number(row, key) for key in row if key.startswith("vs_")}
    return (task, element, shape), Row(
        contender, seconds, speed, number(row, "items_per_second"), number(row, "footprint"),
        number(row, "of_limit"), number(row, "spread"), str(row.get("label", "")),
        {rival: ratio for rival, ratio in ratios.items() if ratio and ratio > 0})


def median_of(rows):
    """Of each number by itself, as the aggregate has it."""
    first = rows[0]
    if len(rows) == 1:
        return first
    numbers = {name: median(getattr(row, name) for row in rows)
               for name in first._fields if name not in ("contender", "label", "ratios")}
    ratios = {rival: median(row.ratios.get(rival) for row in rows) for rival in first.ratios}
    return first._replace(ratios=ratios, **numbers)


def median(values):
    return statistics.median(known) if (known := [value for value in values if value is not None]) else None


def number(row, key):
    """None if it is absent or no finite number was found for it, as the spread of one repetition."""
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ReportError(f"{key} is {value!r}, not a number")
    return float(value) if math.isfinite(value) else None


def needed(row, key):
    value = number(row, key)
    if value is None or value <= 0:
        raise ReportError(f"it needs a positive {key}")
    return value
