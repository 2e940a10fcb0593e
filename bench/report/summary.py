"""What a visitor came for: how fast each kernel and trainer is, beside its best rival and the machine's limit."""

import statistics
from collections import namedtuple

from contest import SHORT_ROWS
from losses import BEHIND
from units import MEGA, size

# Sizes are the same for all CPUs, so that they can be compared. Those of caches are not.
SHORT, CACHES, MEMORY = CLASSES = "short calls", "in caches", "in memory"
# A short call is far from the limit, which says nothing of what it costs to begin.
CLASSES_OF_SHARES = (CACHES, MEMORY)
SHORT_VECTOR = 64
LARGEST_IN_CACHES = 32 * MEGA

# Medians over both types and all shapes of a class, by class; classes that were not measured are left out.
# `worst` is the contest with the smallest ratio over its best rival: (ratio, rival, contest), or None.
Line = namedtuple("Line", "task shares ratios behind compared worst")


WHAT_CLASSES_ARE = (f"Short calls are vectors of up to {SHORT_VECTOR} elements and {SHORT_ROWS} samples; in caches "
                    f"are arrays of up to {size(LARGEST_IN_CACHES)} in all, in memory those that are larger.")
WHAT_SHARES_ARE = "The limit is measured as well: a share above 100 % shows how far off that may be."


def class_of(contest):
    if contest.is_short or contest.is_vector and contest.shape.n <= SHORT_VECTOR:
        return SHORT
    return CACHES if contest.footprint <= LARGEST_IN_CACHES else MEMORY


def best_rival(recording, contest):
    """The ratio over the rival that is hardest to beat, and its name."""
    ratios = [(ratio, rival) for rival, ratio in contest.used.ratios.items() if recording.is_rival(rival)]
    return min(ratios, default=None)


def summary(recording):
    """A line for each task of which the level that is used was measured."""
    judged = [contest for contest in recording.contests if contest.used]
    return [line(recording, task, [contest for contest in judged if contest.task == task])
            for task in dict.fromkeys(contest.task for contest in judged)]


def line(recording, task, contests):
    shares = [(class_of(contest), contest.used.of_limit) for contest in contests
              if contest.used.of_limit is not None]
    found = [(contest, best_rival(recording, contest)) for contest in contests]
    found = [(*best, contest) for contest, best in found if best]
    return Line(task, medians(shares), medians((class_of(contest), ratio) for ratio, _, contest in found),
                sum(ratio < BEHIND for ratio, _, _ in found), len(found),
                min(found, key=lambda one: one[0], default=None))


def medians(pairs):
    by_class = {}
    for name, value in pairs:
        by_class.setdefault(name, []).append(value)
    return {name: statistics.median(values) for name, values in by_class.items()}
