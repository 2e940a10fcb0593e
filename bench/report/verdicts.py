"""Judges a recording by the goals: reached, short, or not measured."""

import statistics

from contest import ELEMENTS, is_noisy
from goals import ENOUGH_OF_LIMIT, GOALS, WITHIN_NOISE
from units import digits, ratio, share

REACHED, SHORT, NOT_MEASURED, SHOWN = "reached", "short", "not measured", "no goal"
# Of a difference of times, as of 7 and 5 ns, which is a little more than 2 ns.
ROUNDING = 1e-9


class Outcome:
    """What a recording says about one part of a goal, for one type."""

    def __init__(self, part, element, contests):
        self.part, self.element = part, element
        self.goal = part.least[element]
        looked_at = [contest for contest in contests
                     if contest.task == part.task and contest.element == element and part.where(contest)]
        found = [(contest, part.measure(contest)) for contest in looked_at]
        found_values = [(contest, result) for contest, result in found if result.value is not None]
        self.points = [(contest, result.value) for contest, result in found_values]
        self.values = [value for _, value in self.points]
        below = [] if self.goal is None else [(contest, result) for contest, result in found_values
                                              if not self.is_enough(result.value)]
        self.at_limit = [contest for contest, result in below if (result.of_limit or 0) >= ENOUGH_OF_LIMIT]
        self.short = [(contest, result.value) for contest, result in below if contest not in self.at_limit]
        self.missing = self.missing_shapes(found) + self.missing_contenders(found)
        self.noisy = sum(any(map(is_noisy, part.measure.judged(contest))) for contest, _ in self.points)
        self.worst = min(self.short or self.points, key=lambda point: self.score(point[1]), default=None)
        self.verdict = self.judge()

    def score(self, value):
        """Higher is better."""
        return -value if self.part.measure.unit == "ns" else value

    def is_enough(self, value, share_of_goal=WITHIN_NOISE):
        if self.part.measure.unit == "ns":
            return value <= self.goal / share_of_goal + ROUNDING
        return value >= self.goal * share_of_goal

    def missing_shapes(self, found):
        return [name for name, is_end in self.part.ends.items() if not any(is_end(contest) for contest, _ in found)]

    @staticmethod
    def missing_contenders(found):
        counts = {}
        for contest, result in found:
            for name in result.missing:
                counts.setdefault(name, []).append(contest)
        texts = []
        for name, contests in counts.items():
            if len(contests) == len(found):
                texts.append(name)
            elif len(contests) == 1:
                texts.append(f"{name} at {contests[0].name}")
            else:
                texts.append(f"{name} at {len(contests)} of {len(found)} shapes")
        return texts

    def judge(self):
        """One shape that is short decides, whatever else is missing; nothing is reached while something is."""
        if not self.values:
            return NOT_MEASURED
        if self.short:
            return SHORT
        if self.missing:
            return NOT_MEASURED
        return REACHED if self.goal is not None else SHOWN

    @property
    def is_within_noise(self):
        return self.verdict == REACHED and not all(self.is_enough(value, 1) for contest, value in self.points
                                                   if contest not in self.at_limit)

    @property
    def spelled(self):
        return f"{self.verdict}, within noise" if self.is_within_noise else self.verdict

    @property
    def span(self):
        """Smallest, median and largest."""
        if not self.values:
            return ""
        if len(self.values) == 1:
            return with_unit(self.values[0], self.part.measure.unit)
        three = min(self.values), statistics.median(self.values), max(self.values)
        return " .. ".join(with_unit(value, self.part.measure.unit) for value in three)

    @property
    def notes(self):
        notes = []
        if self.verdict == SHORT and len(self.values) > 1:
            notes.append(f"worst: {self.worst[0].name}")
        if self.at_limit:
            notes.append(f"{len(self.at_limit)} at {100 * ENOUGH_OF_LIMIT:.0f} % of the limit")
        if self.missing:
            notes.append("missing: " + ", ".join(self.missing))
        if self.noisy:
            notes.append(f"{self.noisy} noisy")
        return notes


def with_unit(value, unit):
    if unit == "share":
        return share(value)
    return f"{ratio(value)} x" if unit == "ratio" else f"{digits(value)} ns"


def goal_of(part):
    """For both types."""
    return " / ".join(dict.fromkeys(goal_text(part, element) for element in ELEMENTS))


def goal_text(part, element):
    least = part.least[element]
    if least is None:
        return "-"
    if part.measure.unit == "ns":
        return f"{least:.0f} ns or less"
    return f"{100 * least:.0f} %" if part.measure.unit == "share" else f"{least:g} x"


def judge(recording):
    """For each goal, for each of its parts: its outcomes by type."""
    contests = recording.contests + recording.scaling
    return [[{element: Outcome(part, element, contests) for element in ELEMENTS} for part in goal.parts]
            for goal in GOALS]


def count(outcomes):
    """How many outcomes there are of each verdict."""
    verdicts = [outcome.verdict for parts in outcomes for part in parts for outcome in part.values()]
    return {verdict: verdicts.count(verdict) for verdict in (REACHED, SHORT, NOT_MEASURED)}
