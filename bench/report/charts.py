"""Charts as inline SVG: lines over sizes, with a name at the end of each line and a tooltip at each point."""

from collections import namedtuple

import axes
from markup import escape
from units import size

# A point is hollow where the measurement is noisy. `kind` is the class that gives a line its colour.
Point = namedtuple("Point", "x y title hollow")
Line = namedtuple("Line", "name kind points")
Mark = namedtuple("Mark", "x name")


class Format:
    """Of a chart: sizes in units of its view box, near the pixels that it has on the page."""

    def __init__(self, name, width, height, left, right, gap):
        self.name, self.width, self.height, self.gap = name, width, height, gap
        self.left, self.right, self.top, self.bottom = left, width - right, 22, height - 22


WIDE = Format("wide", 480, 276, 38, 78, 14)
SMALL = Format("small", 320, 226, 36, 68, 12.5)


def tick_text(value):
    return f"{value:.6g}"


def draw(form, label, x_axis, y_axis, lines, unit, marks=(), base=None, x_text=size, y_text=tick_text):
    """`base` is a value with a strong line, below which is behind; the texts are those of ticks."""
    parts = [f'<svg class="{form.name}" viewBox="0 0 {form.width} {form.height}" role="img" '
             f'aria-label="{escape(label)}">']
    parts += grid(form, x_axis, y_axis, base, x_text, y_text)
    parts.append(f'<text class="unit" x="0" y="{form.top - 13}">{unit}</text>')
    parts += [cache_mark(form, place(x_axis.at(mark.x)), mark.name) for mark in marks
              if x_axis.low < mark.x < x_axis.high]
    placed = [(line, [(place(x_axis.at(point.x)), place(y_axis.at(point.y)), point) for point in line.points])
              for line in lines if line.points]
    parts += [draw_line(line, points) for line, points in placed]
    # Over all lines.
    parts += place_labels(form, [(line, points[-1][:2]) for line, points in placed])
    return "".join(parts) + "</svg>"


def place(value):
    return f"{value:.1f}".replace(".0", "") if value >= 0 else f"{value:.1f}"


def grid(form, x_axis, y_axis, base, x_text, y_text):
    parts = []
    if base:
        below = place(y_axis.at(base))
        parts.append(f'<rect class="behind" x="{form.left}" y="{below}" width="{form.right - form.left}" '
                     f'height="{place(form.bottom - float(below))}"/>')
    rows = [(place(y_axis.at(value)), value) for value in axes.ticks(y_axis)]
    columns = [(place(x_axis.at(value)), value) for value in axes.size_ticks(x_axis)]
    path = "".join(f"M{form.left} {y}H{form.right}" for y, _ in rows)
    path += "".join(f"M{x} {form.bottom}v4" for x, _ in columns)
    parts.append(f'<path class="grid" d="{path}"/>')
    if base:
        parts.append(f'<path class="base" d="M{form.left} {below}H{form.right}"/>')
    parts.append('<g class="y">' + "".join(
        f'<text x="{form.left - 5}" y="{place(float(y) + 4)}">{y_text(value)}</text>' for y, value in rows) + "</g>")
    parts.append('<g class="x">' + "".join(
        f'<text x="{x}" y="{form.bottom + 16}">{x_text(value)}</text>' for x, value in columns) + "</g>")
    return parts


def cache_mark(form, x, name):
    return (f'<path class="cache" d="M{x} {form.top}V{form.bottom}"/>'
            f'<text class="cache" x="{x}" y="{form.top - 4}">{name}</text>')


def draw_line(line, points):
    course = " ".join(f"{x},{y}" for x, y, _ in points)
    parts = [f'<g class="line {line.kind}">']
    if len(points) > 1:
        parts.append(f'<polyline points="{course}"/>')
    for x, y, point in points:
        hollow = ' class="noisy"' if point.hollow else ""
        parts.append(f'<circle{hollow} cx="{x}" cy="{y}" r="2.4"><title>{point.title}</title></circle>')
    return "".join(parts) + "</g>"


def place_labels(form, ends):
    """Names right of where the lines end, in their order and never over each other, with a thin line to each. Those
    that end early, as short calls do, have theirs in the chart."""
    if not ends:
        return []
    last = max(float(x) for _, (x, _) in ends)
    columns = {}
    for line, (x, y) in ends:
        is_early = float(x) < last - 0.2 * (form.right - form.left)
        columns.setdefault(float(x) if is_early else last, []).append((float(y), line, x, y))
    labels = []
    for column, names in sorted(columns.items()):
        names.sort(key=lambda name: name[0])
        for (_, line, x, y), target in zip(names, spread_out([name[0] for name in names], form)):
            lead = f'<path class="lead" d="M{x} {y}L{place(column + 9)} {place(target)}"/>' if column == last else ""
            labels.append(name_at(line, column + (12 if lead else 5), target, lead))
    return labels


def name_at(line, x, y, lead=""):
    return (f'<g class="line {line.kind}">{lead}<text class="name" x="{place(x)}" y="{place(y + 4)}">'
            f"{escape(line.name)}</text></g>")


def spread_out(wanted, form):
    """Sorted places, moved as little as need be, to be `gap` apart and inside the chart."""
    places = []
    for value in wanted:
        places.append(max(value, places[-1] + form.gap if places else form.top))
    lowest = form.bottom
    for i in reversed(range(len(places))):
        places[i] = min(places[i], lowest)
        lowest = places[i] - form.gap
    return places

