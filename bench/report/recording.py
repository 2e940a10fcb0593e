"""Reads what adaline_bench recorded, Google Benchmark's JSON, and says in one line what is wrong with a file."""

import gzip
import json
import math
import re
import zlib

from contest import Contest, Row, Shape, family

LEVELS = ("scalar", "sse2", "avx2", "avx512", "neon", "sve256", "sve512")
SECONDS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
NAME = re.compile(r"(\w+)/([\w-]+)/(float|double)/(?:n:([1-9]\d*)|rows:([1-9]\d*)/features:([1-9]\d*))", re.ASCII)
NOT_RIVALS = ("public", "limit")


class ReportError(Exception):
    pass


class Recording:
    def __init__(self, context):
        self.context = context
        self.name = self.title = self.cpu  # with a letter where there are several; the title with the date as well
        self.contests = []
        self.used = None  # the level that is judged
        self.levels = []  # that were measured, fastest first

    @property
    def cpu(self):
        return self.context.get("cpu_model") or "unknown CPU"

    @property
    def date(self):
        return str(self.context.get("date", ""))[:10]

    @property
    def runnable(self):
        return str(self.context.get("levels_runnable", "")).split()

    def is_level(self, contender):
        return contender in LEVELS or contender in self.runnable

    def is_rival(self, contender):
        return contender not in NOT_RIVALS and not self.is_level(contender)

    def used_level(self, contenders):
        """As the recording says; else the fastest that it could run, or that it holds."""
        said = self.context.get("level_used") or self.context.get("level_detected")
        held = [level for level in LEVELS if level in contenders]
        return said or (self.runnable or held or ["none"])[-1]


def load(path):
    try:
        return parse(read(path))
    except ReportError as error:
        raise ReportError(f"{path}: {' '.join(str(error).split())}") from None


def load_all(paths):
    """Recordings of the same CPU are told apart by a letter and a date."""
    recordings = [load(path) for path in paths]
    if len(recordings) > 1:
        for letter, recording in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", recordings):
            recording.name = f"{letter}: {recording.cpu}"
            recording.title = ", ".join(filter(None, (recording.name, recording.date)))
    return recordings


def read(path):
    try:
        with open(path, "rb") as file:
            data = file.read()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
    except OSError as error:  # of gzip as well, where it has no strerror
        raise ReportError(error.strerror or error) from None
    except (EOFError, zlib.error):
        raise ReportError("the compressed file is damaged") from None
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ReportError(f"not JSON: {error}") from None


def parse(document):
    context = document.get("context") if isinstance(document, dict) else None
    if not isinstance(context, dict) or not context.get("library_version"):
        raise ReportError("not a recording of adaline_bench: there is no library_version in its context")
    rows = document.get("benchmarks")
    if not isinstance(rows, list) or not rows:
        raise ReportError("it holds no benchmarks")
    recording = Recording(context)
    contests = {}
    for number, row in enumerate(rows):
        try:
            key, measured = parse_row(row)
        except ReportError as error:
            raise ReportError(f"benchmark {number + 1}, {name_of(row)}: {error}") from None
        contest = contests.setdefault(key, {})
        if measured.contender in contest:
            raise ReportError(f"{row['name']} is there twice; repetitions are not for this report")
        contest[measured.contender] = measured
    contenders = {contender for rows in contests.values() for contender in rows}
    used = recording.used_level(contenders)
    for key, rows in contests.items():
        contest = Contest(*key, used)
        contest.rows = {name: rows[name] for name in sorted(rows, key=lambda name: place(recording, name))}
        recording.contests.append(contest)
    recording.contests.sort(key=lambda contest: contest.order)
    recording.used = used
    recording.levels = sorted(filter(recording.is_level, contenders), key=lambda name: place(recording, name))
    return recording


def name_of(row):
    return row["name"] if isinstance(row, dict) and isinstance(row.get("name"), str) else "without a name"


def parse_row(row):
    if not isinstance(row, dict):
        raise ReportError("not an object")
    match = NAME.fullmatch(str(row.get("name")))
    if not match:
        raise ReportError("not TASK/CONTENDER/TYPE/n:N or TASK/CONTENDER/TYPE/rows:R/features:D")
    if row.get("error_occurred"):
        raise ReportError(f"it failed: {row.get('error_message', 'no reason given')}")
    task, contender, element, *counts = match.groups()
    shape = Shape(*(int(count) if count else None for count in counts))
    unit = SECONDS.get(row.get("time_unit"))
    if unit is None:
        raise ReportError(f"time_unit is {row.get('time_unit')!r}, not one of {', '.join(SECONDS)}")
    seconds = unit * needed(row, "cpu_time")
    speed = number(row, "bytes_per_second") if contender == "limit" else needed(row, "bytes_per_second")
    ratios = {key[len("vs_"):]: number(row, key) for key in row if key.startswith("vs_")}
    return (task, element, shape), Row(
        contender, seconds, speed, number(row, "items_per_second"), number(row, "footprint"), number(row, "of_limit"),
        number(row, "spread"), str(row.get("label", "")),
        {rival: ratio for rival, ratio in ratios.items() if ratio and ratio > 0})


def number(row, key):
    """None if it is absent or no finite number was found for it, as a spread of one round."""
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


def place(recording, contender):
    """The order of contenders everywhere: the limit, levels from fast to slow, the two of short calls, rivals."""
    if contender == "limit":
        return (0, 0, "")
    if recording.is_level(contender):
        return (1, -LEVELS.index(contender) if contender in LEVELS else -len(LEVELS), contender)
    order = ("public", "inlined", "plain", "compiler", "openblas", "blis", "eigen", "highway")
    kind = family(contender)
    return (2, order.index(kind) if kind in order else len(order), contender)
