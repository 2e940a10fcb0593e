"""One CPU over another: how many times as fast the same work is there, each at the level that it uses."""

import statistics
from collections import namedtuple

from summary import class_of

Span = namedtuple("Span", "least median most")


def versus(recordings):
    """For each but the first, over the first: by task and class, a span of the shapes that both have."""
    first, *others = recordings
    return [one_over(other, first) for other in others]


def one_over(other, first):
    """Contests of the same task, type and shape are compared."""
    base = {contest.key: contest.used.seconds for contest in first.contests if contest.used}
    ratios = {}
    for contest in other.contests:
        if contest.used and contest.key in base:
            ratio = base[contest.key] / contest.used.seconds
            ratios.setdefault((contest.task, class_of(contest)), []).append(ratio)
    return {key: Span(min(found), statistics.median(found), max(found)) for key, found in ratios.items()}
