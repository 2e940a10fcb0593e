"""What is drawn: for each task its throughput, and how many times as fast as its rivals the used level is."""

import statistics

import axes
import charts
import units
from charts import Line, Mark, Point
from contest import ELEMENTS, family, group_label, is_noisy
from machine import LIBRARIES
from markup import escape
from recording import place

NAMES = {**LIBRARIES, "compiler": "compiler", "by_hand": "dot, axpy", "cmsis_form": "CMSIS form"}
RIVALS = ("plain", "compiler", "native", "by_hand", *LIBRARIES, "cmsis_form")
KINDS = (*RIVALS, "public", "inlined", "limit")
CACHES = ("L1", "L2", "L3")


class Chosen:
    """The contenders that are drawn: all, but of the same rival at several levels only the fastest, by median."""

    def __init__(self, recording, contests):
        self.recording = recording
        rates = {}
        for contest in contests:
            for row in contest.rows.values():
                if row.bytes_per_second:
                    rates.setdefault(row.contender, []).append(row.bytes_per_second)
        best = {}
        for contender in sorted(rates, key=lambda name: (statistics.median(rates[name]), name)):
            best[contender if recording.is_level(contender) else family(contender)] = contender
        # The line of the level that is used lies over the others.
        self.drawn = sorted(best.values(), key=lambda name: (name == recording.used, place(recording, name)))

    def kind(self, contender):
        if contender == self.recording.used:
            return "used"
        if self.recording.is_level(contender):
            return "level"
        return family(contender) if family(contender) in KINDS else "other"

    @property
    def note(self):
        """Which of several levels a rival is drawn at."""
        return ", ".join(sorted(name for name in self.drawn if family(name) != name))


def shown(contender):
    return NAMES.get(family(contender), contender)


def throughput_lines(chosen, contests):
    lines = []
    for contender in chosen.drawn:
        points = []
        for contest in contests:
            row = contest.rows.get(contender)
            if row and row.bytes_per_second:
                points.append(Point(contest.size, row.bytes_per_second / 1e9, throughput_title(contest, row),
                                    is_noisy(row)))
        lines.append(Line(shown(contender), chosen.kind(contender), by_size(points)))
    return lines


def shown_in_full(row):
    """A limit has a label that says what kind of limit it is."""
    kind = row.label.replace("noisy", "").strip(", ") if row.contender == "limit" else ""
    return f"{row.contender} ({kind})" if kind else row.contender


def throughput_title(contest, row):
    return escape(f"{shown_in_full(row)}, {contest.label}: " + ", ".join(filter(None, (
        f"{units.rate(row.bytes_per_second)} GB/s", units.time(row.seconds),
        row.of_limit is not None and f"{units.share(row.of_limit)} of limit",
        row.spread is not None and f"spread {units.share(row.spread)}", is_noisy(row) and "noisy"))))


def speedup_lines(chosen, contests):
    lines = []
    for kind in RIVALS:
        rival = next((name for name in chosen.drawn if family(name) == kind), None)
        points = []
        for contest in contests:
            ratio = contest.used.ratios.get(rival) if contest.used else None
            if ratio:
                noisy = contest.is_noisy_beside(rival)
                title = escape(f"{contest.used_level} over {rival}, {contest.label}: {units.ratio(ratio)} x"
                               + (", noisy" if noisy else ""))
                points.append(Point(contest.size, ratio, title, noisy))
        if points:
            lines.append(Line(shown(kind), kind, by_size(points)))
    return lines


def by_size(points):
    return sorted(points, key=lambda point: point.x)


def cache_marks(recording):
    sizes = [(name, recording.context.get(f"cache_{name}_bytes")) for name in CACHES]
    return [Mark(float(size), name) for name, size in sizes if size]


def groups_of(recordings, task):
    """What has a chart of its own. A single row is no total size: it is in the tables, unless there is nothing else."""
    contests = [contest for recording in recordings for contest in recording.contests if contest.task == task]
    groups = {}
    for contest in contests:
        groups.setdefault(contest.group, []).append(contest)
    many = [group for group, members in groups.items() if any(contest.shape.rows != 1 for contest in members)]
    return sorted(many or groups, key=lambda group: 0 if isinstance(group, str) else group)


def draw(recordings, task, what):
    """The charts of a task, by group, type and number of the recording. Where they can be compared they have the same
    axes: CPUs and types always, and the lengths of rows at all total sizes."""
    lines = {}
    for number, recording in enumerate(recordings):
        for element in ELEMENTS:
            mine = [contest for contest in recording.contests if (contest.task, contest.element) == (task, element)]
            chosen = Chosen(recording, mine)
            for group in groups_of(recordings, task):
                drawn = what.lines(chosen, [contest for contest in mine if contest.group == group])
                if any(line.points for line in drawn):
                    lines[group, element, number] = drawn
    return {key: draw_one(recordings[key[2]], task, key, lines, what) for key in lines}


def draw_one(recording, task, key, lines, what):
    group, element, _ = key
    form = charts.WIDE if group == "vectors" else charts.SMALL
    sizes = [point.x for _, _, point in points_of(lines, lambda other: (other == "short") == (group == "short"))]
    x_axis = axes.size_axis(sizes, form.left, form.right)
    y_axis = what.axis(points_of(lines, lambda other: what.is_one_axis or other == group), form)
    label = f"{recording.title}: {what.name} of {task}, {element}, {group_label(group)}"
    return charts.draw(form, label, x_axis, y_axis, lines[key], unit=what.unit, base=what.base,
                       marks=cache_marks(recording) if group == "vectors" else ())


def points_of(lines, is_wanted):
    """With the number of their recording and their line, of the wanted groups."""
    return [(key[2], line, point) for key, drawn in lines.items() if is_wanted(key[0])
            for line in drawn for point in line.points]


class Throughput:
    name, unit, base, is_one_axis = "throughput", "GB/s", None, False
    lines = staticmethod(throughput_lines)

    @staticmethod
    def axis(points, form):
        """What must be readable from zero is the level that is used, and its limit: of a slower CPU as well."""
        most = {}
        for number, line, point in points:
            if line.kind in ("used", "limit"):
                most.setdefault(number, []).append(point.y)
        key = [value for values in most.values() for value in values]
        values = [point.y for _, _, point in points]
        is_log = bool(key) and (max(key) / min(key) > 16 or max(key) / min(map(max, most.values())) > 4)
        return axes.rate_axis(values, is_log, form.bottom, form.top)


class Speedup:
    name, unit, base, is_one_axis = "speed-up", "times", 1, True
    lines = staticmethod(speedup_lines)

    @staticmethod
    def axis(points, form):
        return axes.ratio_axis([point.y for _, _, point in points], form.bottom, form.top)
