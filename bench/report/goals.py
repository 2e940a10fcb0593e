"""What the library is to reach ("How fast" in the design), as data: where to look in a recording, and for what."""

from collections import namedtuple

from contest import nearest_power_of_two
from units import KILO, MEGA, size

# A shape that reaches so much of a goal has reached it, within the noise of a measurement.
WITHIN_NOISE = 0.95
# A ratio counts as reached where this share of the machine's limit is: rivals may be closer to it than elsewhere.
ENOUGH_OF_LIMIT = 0.90
MEMORY = 256 * MEGA
FOREVER = float("inf")

Goal = namedtuple("Goal", "work against reach parts")
# `where` picks contests of a task; `ends` are those, by name, without which nothing is proved; `measure` says what
# is found in a contest, and in which rows; `least` is the goal by type, or None where the number is only to be shown.
Part = namedtuple("Part", "label task where ends measure least")
# What was found in a contest (or None), who was not there, and of a ratio which share of the limit was reached.
Found = namedtuple("Found", "value missing of_limit", defaults=(None,))
# Lengths of rows, in bytes: how they are called, a test of a contest, and the ends as in a part.
Rows = namedtuple("Rows", "label test ends")

RIVALS = {"openblas": "OpenBLAS", "eigen": "Eigen", "plain": "the plain loop", "compiler": "the compiler's loop",
          "native": "the plain loop for this CPU"}


class Ratio:
    """Over the best of some rivals. Each must be there: the better of one is not the better of two."""
    unit = "ratio"

    def __init__(self, *rivals):
        self.rivals = rivals

    def judged(self, contest):
        rivals = contest.ratios_over(*self.rivals)
        return [contest.used] + [contest.rows[rival] for rival in rivals if rival in contest.rows]

    def __call__(self, contest):
        if not contest.used:
            return Found(None, [f"the level {contest.used_level}"])
        missing = [RIVALS[rival] for rival in self.rivals if contest.ratio(rival) is None]
        return Found(contest.ratio(*self.rivals), missing, contest.used.of_limit)


class OfLimit:
    unit = "share"

    @staticmethod
    def judged(contest):
        return [contest.used]

    def __call__(self, contest):
        if not contest.used:
            return Found(None, [f"the level {contest.used_level}"])
        value = contest.used.of_limit
        return Found(value, [] if value is not None else ["the machine's limit"])


class OverOneThread:
    """Of so many threads, by the clock on the wall."""
    unit = "ratio"

    def __init__(self, threads):
        self.contender = f"threads-{threads}"

    def judged(self, contest):
        return [contest.rows[name] for name in ("threads-1", self.contender)]

    def __call__(self, contest):
        missing = [name for name in ("threads-1", self.contender) if name not in contest.rows]
        if missing:
            return Found(None, missing)
        row = contest.rows[self.contender]
        value = row.ratios.get("one_thread")
        return Found(value, [] if value is not None else ["the ratio of the two"], row.of_limit)


class CostOfCall:
    """Of dispatch and checks: the public function beside the plain loop in the caller's file, in ns, at most."""
    unit = "ns"

    @staticmethod
    def judged(contest):
        return [contest.rows["public"], contest.rows["inlined"]]

    def __call__(self, contest):
        names = {"public": "the public function", "inlined": "the loop in the caller's file"}
        missing = [text for name, text in names.items() if name not in contest.rows]
        if missing:
            return Found(None, missing)
        return Found(1e9 * (contest.rows["public"].seconds - contest.rows["inlined"].seconds), [])


def both(least):
    return {"float": least, "double": least}


def one_feature(contest):
    return contest.shape.features == 1


def rows_of(least, most=None):
    return lambda contest: least <= contest.row_bytes <= (most or least)


ONE_FEATURE = Rows("rows of 1 feature", one_feature, {"rows of 1 feature": one_feature})


def span(least, most):
    """Rows of so many bytes; 0 is one feature. Both ends of the range must have been measured."""
    first = ONE_FEATURE if least == 0 else Rows(f"rows of {size(least)}", None, None)
    ends = {first.label: one_feature if least == 0 else rows_of(least)}
    if most == least:
        return Rows(first.label, rows_of(least), ends)
    if most == FOREVER:
        return Rows(f"{first.label} and more", rows_of(least, most), ends)
    ends[f"rows of {size(most)}"] = rows_of(most)
    return Rows(f"{first.label} to {size(most)}", rows_of(least, most), ends)


def samples(task, total, rows, measure, goal):
    """Samples of so many bytes in all, or of at least so many where that is in memory."""
    def where(contest):
        if contest.is_vector or contest.is_short or not rows.test(contest):
            return False
        return contest.total >= MEMORY if total == MEMORY else contest.total == total
    return Part(rows.label, task, where, rows.ends, measure, goal if isinstance(goal, dict) else both(goal))


def vectors_from_12(task):
    ends = {"n = 12": lambda contest: contest.shape.n == 12,
            f"a size in memory ({size(MEMORY)} or more)": lambda contest: contest.footprint >= MEMORY}
    return Part(task, task, lambda contest: contest.is_vector and contest.shape.n >= 12, ends,
                Ratio("openblas", "eigen"), both(1.0))


def vectors_in_l1(task):
    def where(contest):
        return contest.is_vector and nearest_power_of_two(contest.footprint) == 32 * KILO
    return Part(task, task, where, {"32 KB": where}, OfLimit(), both(0.90))


def moments(label, where, ends, measure, goal):
    def found(contest):
        return not contest.is_short and where(contest.shape.features) and (
            contest.total >= MEMORY or contest.shape.features > FEW)
    return Part(label, MOMENTS, found,
                {f"{count} feature{'s' * (count > 1)}": lambda contest, count=count: contest.shape.features == count
                 for count in ends}, measure, both(goal))


def two_threads(task, goal, where=lambda contest: True):
    """Beside one, where so many samples count, of all lengths of rows."""
    ends = {"1 MB": lambda contest: contest.total == MEGA,
            f"a size in memory ({size(MEMORY)} or more)": lambda contest: contest.total >= MEMORY}
    return Part(task, task, where, ends, OverOneThread(2), both(goal))


def filters(task, goal):
    def ends(taps):
        return lambda contest: contest.shape.features == taps
    return Part(task, task, lambda contest: contest.shape.features >= 64,
                {f"{taps} taps": ends(taps) for taps in (64, 1024)}, Ratio("native"), both(goal))


def ridge(rows, features, goal):
    def where(contest):
        return (contest.shape.rows, contest.shape.features) == (rows, features)
    return Part("ridge", "ridge", where, {f"{rows} x {features}": where}, OfLimit(), both(goal))


def in_second_cache_or_memory(contest):
    return contest.total == MEGA or contest.total >= MEMORY


def call(task, label, where):
    return Part(f"{task}, {label}", task, where, {label: where}, CostOfCall(), both(2.0))


GRADIENT, ONLINE, MINI_BATCH = "residual_gradient", "online_epoch", "train_minibatch"
MOMENTS, FEW, MANY = "accumulate_moments", 16, 64
TO_64_KB = span(64, 64 * KILO)
LONGER = Rows("rows longer than 64 KB", rows_of(64 * KILO + 1, FOREVER),
              {"rows longer than 64 KB": rows_of(64 * KILO + 1, FOREVER)})
ALL_ROWS = Rows("all rows, over Eigen", rows_of(0, FOREVER), span(0, 8 * KILO).ends)

GOALS = (
    Goal("dot and axpy, 12 elements to 1 GB", "the better of OpenBLAS and Eigen",
         "1.0 x at every size",
         [vectors_from_12(task) for task in ("dot", "axpy")]),
    Goal("dot, axpy and sum_of_squares, 32 KB", "the L1 limit",
         "90 % of it",
         [vectors_in_l1(task) for task in ("dot", "axpy", "sum_of_squares")]),
    Goal("residual_gradient from memory", "its read limit; OpenBLAS, two gemv",
         "88 % of the limit, 75 % for rows longer than 64 KB; the ratio follows",
         [samples(GRADIENT, MEMORY, TO_64_KB, OfLimit(), 0.88),
          samples(GRADIENT, MEMORY, LONGER, OfLimit(), 0.75),
          samples(GRADIENT, MEMORY, TO_64_KB._replace(label=TO_64_KB.label + ", over OpenBLAS"),
                  Ratio("openblas"), None)]),
    Goal("residual_gradient, 1 MB", "OpenBLAS, two gemv; Eigen",
         "2.2, 1.9, 1.7 and 1.3 x by the length of a row; never behind Eigen",
         [samples(GRADIENT, MEGA, span(0, 256), Ratio("openblas"), 2.2),
          samples(GRADIENT, MEGA, span(512, 2 * KILO), Ratio("openblas"), 1.9),
          samples(GRADIENT, MEGA, span(4 * KILO, 4 * KILO), Ratio("openblas"), 1.7),
          samples(GRADIENT, MEGA, span(8 * KILO, FOREVER), Ratio("openblas"), 1.3),
          samples(GRADIENT, MEGA, ALL_ROWS, Ratio("eigen"), 1.0)]),
    Goal("online_epoch, 1 MB", "OpenBLAS, dot and axpy for each sample",
         "3.6, 4, 3, 2.2 and 2 x by the length of a row",
         [samples(ONLINE, MEGA, span(row, row), Ratio("openblas"), goal)
          for row, goal in ((64, 3.6), (256, 4.0), (512, 3.0), (KILO, 2.2), (4 * KILO, 2.0))]),
    Goal("online_epoch, one feature, 1 MB", "the better of the plain loop and the compiler's",
         "8 x for float, 5 x for double",
         [samples(ONLINE, MEGA, ONE_FEATURE, Ratio("plain", "compiler"), {"float": 8.0, "double": 5.0})]),
    Goal("train_minibatch, batches of 32, 1 MB", "OpenBLAS, two gemv for each batch",
         "1.8 x",
         [samples(MINI_BATCH, MEGA, span(64, 4 * KILO), Ratio("openblas"), 1.8)]),
    Goal("dot of 12 elements; residual_gradient of 12 samples of one feature", "the plain loop in the caller's file",
         "its time plus 2 ns",
         [call("dot", "n = 12", lambda contest: contest.shape.n == 12),
          call(GRADIENT, "12 rows of 1 feature", lambda contest: contest.is_short and one_feature(contest))]),
    Goal("accumulate_moments", "the multiply-adds of double; OpenBLAS, dsyrk; the read limit",
         "70 % of the multiply-adds from 64 features on, and never behind OpenBLAS; 90 % of the read limit up to 16 "
         "features in memory",
         [moments("64 features and more", lambda features: features >= MANY, (MANY, 1000), OfLimit(), 0.70),
          moments("64 features and more, over OpenBLAS", lambda features: features >= MANY, (MANY, 1000),
                  Ratio("openblas"), 1.0),
          moments("1 to 16 features, from memory", lambda features: features <= FEW, (1, FEW), OfLimit(), 0.90)]),
    Goal("two threads: gradient and loss, 1 MB and in memory; moments", "one thread, whose bits are the same",
         "1.8 x, moments 1.9 x",
         [two_threads("threads_gradient", 1.8, in_second_cache_or_memory),
          two_threads("threads_loss", 1.8, in_second_cache_or_memory),
          two_threads("threads_moments", 1.9)]),
    Goal("ridge, 10000 x 100", "the multiply-adds of double",
         "70 % of them, from the samples to the solution",
         [ridge(10000, 100, 0.70)]),
    Goal("adaptive filters, 64 to 1024 taps", "the best plain loop with -O3 -march=native -ffast-math",
         "3 x in blocks of 64 samples; online_epoch on rows that overlap 2 x",
         [filters("filter_lms", 3.0), filters("filter_nlms", 3.0), filters("filter_rows", 2.0)]),
)
