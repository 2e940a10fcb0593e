"""The table of docs/performance.md: all CPUs, all kernels and trainers, wins and losses."""

import os.path
import pathlib

from losses import BEHIND
from prose import escape, paragraph, table
from rows import ReportError
from summary import CLASSES, CLASSES_OF_SHARES, WHAT_CLASSES_ARE, WHAT_SHARES_ARE, summary
from units import ratio, whole_share

BEGIN = "<!-- Made by `./dev bench report --overview`; do not edit by hand -->"
END = "<!-- End of what is made -->"


def overview(recordings, linked=lambda recording: escape(recording.title)):
    """`linked` makes the first cell of a CPU."""
    names = ["CPU", "work", *(f"over best rival: {name}" for name in CLASSES),
             *(f"of limit: {name}" for name in CLASSES_OF_SHARES), "behind", "worst"]
    rows = []
    for recording in recordings:
        for number, line in enumerate(summary(recording)):
            rows.append([linked(recording) if number == 0 else "", line.task,
                         *(times(line.ratios.get(name)) for name in CLASSES),
                         *(whole_share(line.shares.get(name)) for name in CLASSES_OF_SHARES),
                         f"{line.behind} of {line.compared}" if line.worst else "", worst(line)])
    words = ("How many times as fast as its best rival each kernel and trainer is, and which share of the "
             "machine's limit it reaches: medians over both types and all shapes, of the level that is used. The "
             "best rival is the fastest of all at each shape; **where it is ahead, the number is bold**. Behind "
             f"counts shapes with less than {BEHIND:.2f} times its speed, and the worst of them is named. "
             f"{WHAT_CLASSES_ARE} {WHAT_SHARES_ARE}")
    return table(names, rows) + "\n\n" + paragraph(words)


def times(value):
    if value is None:
        return ""
    return f"**{ratio(value)}**" if value < 1 else ratio(value)


def worst(line):
    if not line.behind:
        return ""
    value, rival, contest = line.worst
    return f"**{ratio(value)}** ({escape(rival)}, {contest.label})"


def in_page(recordings, path):
    """The page with its table made anew; what stands before and after is written by hand."""
    try:
        text = pathlib.Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{path}: {error.strerror}") from None
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ReportError(f"{path}: it has no lines {BEGIN} and {END}")
    return f"{before}{begin}\n\n{overview(recordings, lambda one: link(one, path))}\n\n{end}{after}"


def link(recording, path):
    """To the page beside the recording, where there is one."""
    name, level = escape(recording.cpu), escape(recording.used)
    page = pathlib.Path(str(recording.path).replace(".json.gz", ".md"))
    if not page.is_file() or page == pathlib.Path(recording.path):
        return f"{name}, {level}"
    return f"[{name}]({pathlib.PurePath(os.path.relpath(page, pathlib.Path(path).parent)).as_posix()}), {level}"
