"""A page of docs/performance, from one recording: how it was measured, and what of the goals is reached at each size."""

import markdown
from contest import ELEMENTS, is_noisy
from goals import ENOUGH_OF_LIMIT, GOALS, WITHIN_NOISE
from losses import losses
from overview import overview
from prose import document, escape, paragraph, table
from units import ratio
from verdicts import SHORT, goal_of, judge, with_unit

METHOD = (
    "All rivals run in the same process, on the same data, one thread each. Before anything is timed their results are "
    "checked against each other, at the lengths of rows that are timed.",

    "The contenders of a contest, which are all that do the same work on the same type and shape, take turns: in "
    "each repetition one batch of calls of each, in an order that changes. What is measured is the CPU time of the "
    "thread. A time is the median of the repetitions; its spread is the interquartile range divided by the median, and "
    "a row is marked noisy where that is above 10 %. How many times as fast one is as another is the ratio of their "
    "times in each repetition, pair by pair, and then the median of these ratios.",

    "The limit is measured in the same repetitions: pure loads of as many bytes, or `y += x` where something is "
    "updated, by the better of several access patterns; or the machine's peak of multiply-adds, whichever takes "
    "longer. The share of it that was reached is taken repetition by repetition as well. Bytes are those that a "
    "kernel must move at the least. A second pass over the samples does not count.",

    "OpenBLAS has no such kernels: a gradient is two gemv there, an online step is a dot and an axpy for each sample, "
    "moments are a dsyrk and gemv, whose sums are centred afterwards. "
    "An epoch of training is that of the project's own trainer, run on the kernels of each rival. "
    "Sizes are in powers of two (1 KB is 1024 bytes), speeds in powers of ten (1 GB/s is 1e9 bytes per second).")

REPEAT = """```
./dev bench --full --benchmark_out=FILE
./dev bench report FILE
```"""


def performance(recordings):
    recording, = recordings
    outcomes = judge(recording)
    blocks = ["<!-- Made by `./dev bench report --performance`; do not edit by hand -->", "# How fast adaline is",
              paragraph(f"One machine, {escape(recording.cpu)}, and the level {escape(recording.used)}, which the "
                        "library uses there. Each goal of the design is set beside what is reached today."),
              overview(recordings), "## The machine", markdown.machine(recording),
              "## How it is measured", *map(paragraph, METHOD),
              "## Goals", markdown.verdict_line(recording, outcomes),
              paragraph(f"A goal is reached where every one of its shapes is at {100 * WITHIN_NOISE:.0f} % of it or "
                        f"more, or a ratio at {100 * ENOUGH_OF_LIMIT:.0f} % of the machine's limit, and none is missing. "
                        "Verdicts give the smallest, the median and the largest.")]
    for goal, parts in zip(GOALS, outcomes):
        blocks += goal_blocks(goal, parts)
    for title, kind in markdown.SECTIONS:
        blocks += markdown.blocks_of(recording, kind, f"## {title}")
    blocks += ["## Losses", *markdown.losses_of(recording), losses_by_work(recording),
               "## Measure it again", paragraph("A full run takes long, and wants a machine with nothing else to do."),
               REPEAT]
    return document(blocks)


def goal_blocks(goal, parts):
    verdicts = [[part.label, goal_of(part), *(markdown.goal_cell(outcome[element]) for element in ELEMENTS)]
                for part, outcome in zip(goal.parts, parts)]
    blocks = [f"### {goal.work}", paragraph(f"Against {goal.against}: {goal.reach}."),
              table(["part", "goal", *ELEMENTS], verdicts)]
    rows = [row for part, outcome in zip(goal.parts, parts) for row in shape_rows(part, outcome)]
    return blocks + ([table(["shape", "part", *ELEMENTS], rows)] if rows else [])


def shape_rows(part, outcome):
    """What was found at each shape, both types beside each other."""
    points = {element: {contest.name: (contest, value) for contest, value in outcome[element].points}
              for element in ELEMENTS}
    contests = sorted((contest for found in points.values() for contest, _ in found.values()),
                      key=lambda contest: (contest.shape.n or 0, contest.row_bytes if not contest.is_vector else 0,
                                           contest.order))
    return [[name, part.label, *(shape_cell(outcome[element], points[element].get(name)) for element in ELEMENTS)]
            for name in dict.fromkeys(contest.name for contest in contests)]


def shape_cell(outcome, point):
    if not point:
        return ""
    contest, value = point
    text = with_unit(value, outcome.part.measure.unit)
    if contest in outcome.at_limit:
        text += " (at the limit)"
    elif point in outcome.short:
        text += f" ({SHORT})"
    return text + (" (noisy)" if any(map(is_noisy, outcome.part.measure.judged(contest))) else "")


def losses_by_work(recording):
    """All of them, counted."""
    found = {}
    for loss in losses(recording):
        found.setdefault((loss.contest.task, loss.contest.element), []).append(loss)
    measured = {}
    for contest in recording.contests:
        measured[contest.task, contest.element] = measured.get((contest.task, contest.element), 0) + bool(contest.used)
    rows = [[task, element, f"{len(lost)} of {measured[task, element]}",
             f"{ratio(lost[0].rivals[0][1])} ({escape(lost[0].rivals[0][0])}, {lost[0].contest.label})"]
            for (task, element), lost in sorted(found.items(), key=lambda item: item[1][0].contest.order[:3])]
    return table(["work", "type", "contests behind", "the worst"], rows) if rows else ""
