"""Threads: how many times as fast as one thread several are, how many OpenBLAS's are, and what the machine allows."""

import axes
import charts
from charts import Line, Point
from contest import is_noisy
from markup import escape
from units import ratio, time, whole_share

OURS, LIMIT, RIVAL = "threads", "limit", "openblas"
LINES = ((LIMIT, "limit", "limit"), (RIVAL, "OpenBLAS", "openblas"), (OURS, "adaline", "used"))

WORDS = (
    "How many times as fast as one thread several are, by the clock on the wall, and in parentheses the efficiency: "
    "that divided by their number. Their bits are those of one thread, which is checked before anything is timed. The "
    "last columns are about all threads: how many times as fast as one they could be by the machine's limit, where all "
    "of them load at once, each from its share, or multiply and add; which share of that limit is reached; how many "
    "times as fast as as many threads of OpenBLAS ours are, and how many times as fast as one these are.")


def contests_of(recording):
    return [contest for contest in recording.scaling if contest.is_about_threads]


def by_count(contest, kind):
    """The rows of contenders of that kind, by their number of threads."""
    found = {}
    for name, row in contest.rows.items():
        family, _, count = name.partition("-")
        if family == kind and count.isdigit():
            found[int(count)] = row
    return dict(sorted(found.items()))


def speedup(row, count):
    """Over one thread of the same, as the recording has it: the median of what was found round by round."""
    return 1.0 if count == 1 else row.ratios.get("one_thread")


def tables(recording):
    """What there is of it, as words, names of columns, and rows of text."""
    contests = [contest for contest in contests_of(recording) if by_count(contest, OURS)]
    if not contests:
        return []
    counts = sorted({count for contest in contests for count in by_count(contest, OURS)} - {1})
    names = ["work", "type", "samples", "one thread", *(f"{count} threads" for count in counts), "by the limit",
             "of limit", "over OpenBLAS", "OpenBLAS"]
    return [(WORDS, names, [cells(contest, counts) for contest in contests])]


def cells(contest, counts):
    ours = by_count(contest, OURS)
    most = max(ours)
    return [contest.task, contest.element, contest.label, time_of(ours.get(1)),
            *(with_efficiency(ours.get(count), count) for count in counts),
            speedup_of(contest, LIMIT, most), whole_share(ours[most].of_limit),
            optional(ours[most].ratios.get(f"{RIVAL}-{most}")), speedup_of(contest, RIVAL, most)]


def time_of(row):
    return time(row.seconds) + noisy(row) if row else ""


def with_efficiency(row, count):
    found = speedup(row, count) if row else None
    return f"{ratio(found)} ({whole_share(found / count)})" + noisy(row) if found else ""


def speedup_of(contest, kind, count):
    row = by_count(contest, kind).get(count)
    return optional(speedup(row, count)) if row else ""


def optional(value):
    return "" if value is None else ratio(value)


def noisy(row):
    return " (noisy)" if is_noisy(row) else ""


def figures(recording):
    """By task and type: a chart for each shape. None where there is but one thread."""
    drawn = {}
    for contest in contests_of(recording):
        lines = lines_of(contest)
        if any(len(line.points) > 1 for line in lines):
            chart = draw(recording, contest, lines)
            drawn.setdefault((contest.task, contest.element), []).append((contest.label, chart))
    return drawn


def lines_of(contest):
    counts = sorted({count for kind, _, _ in LINES for count in by_count(contest, kind)})
    lines = [Line("linear", "level", [Point(count, count, f"linear: {count} x", False) for count in counts])]
    for kind, name, colour in LINES:
        points = [Point(count, speedup(row, count), title(contest, name, row, count), is_noisy(row))
                  for count, row in by_count(contest, kind).items() if speedup(row, count)]
        lines.append(Line(name, colour, points))
    return lines


def title(contest, name, row, count):
    threads = "1 thread" if count == 1 else f"{count} threads"
    found = f"{ratio(speedup(row, count))} x, {time(row.seconds)}{noisy(row)}"
    return escape(f"{name}, {threads}, {contest.label}: {found}")


def draw(recording, contest, lines):
    form = charts.SMALL
    points = [point for line in lines for point in line.points]
    x_axis = axes.size_axis([point.x for point in points], form.left, form.right)
    y_axis = axes.rate_axis([point.y for point in points], False, form.bottom, form.top)
    label = f"{recording.title}: threads of {contest.task}, {contest.element}, {contest.label}"
    return charts.draw(form, label, x_axis, y_axis, lines, unit="times one thread", x_text=lambda count: f"{count:.0f}")
