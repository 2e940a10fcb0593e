"""Growth: how the time goes up with rows, and with features, and where the samples leave the caches."""

import math
import statistics
from collections import namedtuple

import axes
import charts
from charts import Line, Mark, Point
from contest import is_noisy
from machine import LEVELS_OF_MEMORY, number
from markup import escape
from units import KILO, MEGA, digits, time

# So many shapes at least make a course.
LEAST = 4

# Of a task and a type: contests in which one of the two numbers is the same. `counts` are the other, by which the time
# should go up with the slope `expected`.
Course = namedtuple("Course", "task element name fixed expected counts contests")

WORDS = (
    "The slope is that of the line through all points, both axes by factors, and behind it that of the last two: 1 "
    "where twice the rows take twice the time, and 2 where the work grows with the square of the features. The last "
    "columns are picoseconds for each multiply-add, the median of the shapes whose samples and results all fit into "
    "that cache and no nearer one: they are as large in each cache as in the one before, unless loading takes longer "
    "than computing.")


def courses(recording):
    contests = [contest for contest in recording.scaling if contest.is_about_growth and contest.used]
    found = []
    for key in dict.fromkeys((contest.task, contest.element) for contest in contests):
        mine = [contest for contest in contests if (contest.task, contest.element) == key]
        found += courses_of(*key, mine, "rows", "features", 1)
        found += courses_of(*key, mine, "features", "rows", 2 if key[0] == "growth_moments" else 1)
    return found


def courses_of(task, element, contests, name, fixed, expected):
    by_fixed = {}
    for contest in contests:
        by_fixed.setdefault(getattr(contest.shape, fixed), []).append(contest)
    made = []
    for count, members in sorted(by_fixed.items()):
        if len(members) >= LEAST:
            members.sort(key=lambda contest: getattr(contest.shape, name))
            counts = [getattr(contest.shape, name) for contest in members]
            made.append(Course(task, element, name, f"{count} {fixed}", expected, counts, members))
    return made


def slope(xs, ys):
    """Of the line through points, by factors in both directions, with the least squares."""
    xs, ys = [[math.log(value) for value in values] for values in (xs, ys)]
    x_mean, y_mean = statistics.fmean(xs), statistics.fmean(ys)
    return (sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys)) / sum((x - x_mean) ** 2 for x in xs))


def caches(recording):
    """Names and sizes of those that are known, the nearest first."""
    sizes = [(name, number(recording.context, f"cache_{name}_bytes")) for name in LEVELS_OF_MEMORY[:-1]]
    return [(name, size) for name, size in sizes if size]


def residence(contest, known):
    return next((name for name, size in known if contest.footprint <= size), LEVELS_OF_MEMORY[-1])


def tables(recording):
    """What there is of it, as words, names of columns, and rows of text."""
    found, known = courses(recording), caches(recording)
    if not found:
        return []
    places = [name for name, _ in known] + [LEVELS_OF_MEMORY[-1]]
    names = ["work", "type", "more", "at", "from", "to", "slope", "of the last", "expected", *places]
    return [(WORDS, names, [cells(course, places, known) for course in found])]


def cells(course, places, known):
    costs, seconds = {}, [contest.used.seconds for contest in course.contests]
    for contest in course.contests:
        speed = contest.used.items_per_second
        if speed:
            costs.setdefault(residence(contest, known), []).append(1e12 / speed)
    return [course.task, course.element, course.name, course.fixed, str(course.counts[0]), str(course.counts[-1]),
            f"{slope(course.counts, seconds):.2f}", f"{slope(course.counts[-2:], seconds[-2:]):.2f}",
            str(course.expected),
            *(digits(statistics.median(costs[place])) if place in costs else "" for place in places)]


def figures(recording):
    """By task and type: a chart of each course."""
    drawn = {}
    for course in courses(recording):
        drawn.setdefault((course.task, course.element), []).append(
            (f"{course.name}, at {course.fixed}", draw(recording, course)))
    return drawn


def draw(recording, course):
    form = charts.SMALL
    lines = [Line(name, kind, [point(count, contest, contest.rows[contender])
                               for count, contest in zip(course.counts, course.contests) if contender in contest.rows])
             for name, kind, contender in (("limit", "limit", "limit"), (recording.used, "used", recording.used))]
    points = [point for line in lines for point in line.points]
    x_axis = axes.size_axis(course.counts, form.left, form.right)
    y_axis = axes.rate_axis([point.y for point in points], True, form.bottom, form.top)
    last = course.contests[-1].footprint / course.counts[-1]  # bytes of one more
    marks = [Mark(size / last, name) for name, size in caches(recording)]
    label = f"{recording.title}: time of {course.task}, {course.element}, by {course.name}, at {course.fixed}"
    return charts.draw(form, label, x_axis, y_axis, lines, unit="time", marks=marks, x_text=count_text,
                       y_text=time_text)


def point(count, contest, row):
    text = f"{row.contender}, {contest.shape.rows} rows by {contest.shape.features}: {time(row.seconds)}"
    return Point(count, row.seconds, escape(text + (", noisy" if is_noisy(row) else "")), is_noisy(row))


def count_text(count):
    """In powers of two, as sizes are."""
    for unit, name in ((MEGA, "M"), (KILO, "K")):
        if count >= unit:
            return f"{count / unit:.0f} {name}"
    return f"{count:.0f}"


def time_text(seconds):
    """A tick of one, two or five times a power of ten, in few letters: "0.1 ms" is narrower than "100 us"."""
    for unit, name in ((1, "s"), (1e-3, "ms"), (1e-6, "us")):
        if seconds >= unit * 0.0999:
            return f"{seconds / unit:.3g} {name}"
    return f"{seconds / 1e-9:.3g} ns"
