"""Reads a file of what adaline_bench recorded, and says in one line what is wrong with it."""

import gzip
import json
import zlib

from contest import Contest
from rows import ReportError, read_rows

LEVELS = ("scalar", "sse2", "avx2", "avx512", "neon", "sve256", "sve512")
NOT_RIVALS = ("public", "limit")


class Recording:
    def __init__(self, context):
        self.context = context
        self.path = None  # of its file, where it has one
        self.name = self.title = self.cpu  # with a letter where there are several; the title with the date as well
        self.contests = []
        self.scaling = []  # those about threads and growth, which have sections of their own
        self.used = None  # the level that is judged
        self.levels = []  # that were measured, fastest first

    @property
    def cpu(self):
        """As the user calls it; some machines say no more of themselves than "family 25, model 17"."""
        names = (str(self.context.get(key) or "").strip() for key in ("cpu_name", "cpu_model"))
        return next(filter(None, names), "unknown CPU")

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
        recording = parse(read(path))
    except ReportError as error:
        raise ReportError(f"{path}: {' '.join(str(error).split())}") from None
    recording.path = path
    return recording


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
    contests = read_rows(rows)
    contenders = {contender for rows in contests.values() for contender in rows}
    used = recording.used_level(contenders)
    for key, rows in contests.items():
        contest = Contest(*key, used)
        contest.rows = {name: rows[name] for name in sorted(rows, key=lambda name: place(recording, name))}
        is_scaling = contest.is_about_threads or contest.is_about_growth
        (recording.scaling if is_scaling else recording.contests).append(contest)
    for contests_of_kind in (recording.contests, recording.scaling):
        contests_of_kind.sort(key=lambda contest: contest.order)
    recording.used = used
    recording.levels = sorted(filter(recording.is_level, contenders), key=lambda name: place(recording, name))
    return recording


def place(recording, contender):
    """The order of contenders everywhere: the limit, levels from fast to slow, the two of short calls, rivals. Eight
    threads come before sixteen."""
    kind, _, count = contender.partition("-")
    name = f"{count:>8}" if count.isdigit() else contender
    if kind == "limit":
        return (0, 0, name)
    if recording.is_level(contender):
        return (1, -LEVELS.index(contender) if contender in LEVELS else -len(LEVELS), contender)
    order = ("threads", "public", "inlined", "plain", "compiler", "native", "by_hand", "openblas", "eigen", "blis",
             "highway", "cmsis_form", "liquid")
    return (2, order.index(kind) if kind in order else len(order), name)
