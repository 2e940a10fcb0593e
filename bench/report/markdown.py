"""The report in Markdown: short, for a pull request or an issue."""

import filters
import growth
import threads
import units
from contest import ELEMENTS, is_noisy
from goals import GOALS
from losses import BEHIND, compared, losses
from machine import facts, limits, multiply_adds
from overview import overview
from prose import bullets, document, escape, paragraph, table
from summary import CLASSES
from verdicts import NOT_MEASURED, REACHED, SHORT, count, goal_of, judge
from versus import versus

WORST = 20
SECTIONS = (("Filters and single rows", filters), ("Threads", threads), ("Growth", growth))
RIVALS = (("plain", "plain"), ("compiler", "best compiler"), ("openblas", "OpenBLAS"), ("eigen", "best Eigen"))
NEW_RIVALS = (("blis", "BLIS"), ("highway", "best Highway"), ("native", "native loop"), ("by_hand", "dot and axpy"),
              ("cmsis_form", "best CMSIS form"), ("liquid", "liquid-dsp"))  # A column each where they were measured.


def markdown(recordings):
    outcomes = [judge(recording) for recording in recordings]
    blocks = ["# adaline benchmarks", overview(recordings)]
    if len(recordings) > 1:
        blocks += ["## CPU beside CPU", beside(recordings)]
    for recording in recordings:
        blocks += [f"## {escape(recording.title)}", machine(recording)]
    blocks += ["## Goals", *(verdict_line(recording, judged) for recording, judged in zip(recordings, outcomes)),
               goals(recordings, outcomes), "## Numbers",
               paragraph("Of the level that is used. `vs` is how many times as fast as the rival it is, by the median "
                         "of ratios taken pair by pair; of a rival with several levels, over the best of them at that "
                         "shape. `(noisy)` marks a spread that is too wide to rely on.")]
    blocks += numbers(recordings)
    for recording in recordings:
        of_cpu = f", {escape(recording.title)}" if len(recordings) > 1 else ""
        for title, kind in SECTIONS:
            blocks += blocks_of(recording, kind, f"## {title}{of_cpu}")
    blocks.append("## Losses")
    for recording in recordings:
        blocks += [f"### {escape(recording.title)}" if len(recordings) > 1 else "", *losses_of(recording)]
    return document(blocks)


def beside(recordings):
    """Medians alone; the page has the smallest and the largest as well."""
    first, *others = recordings
    names = ["work"] + [f"{escape(other.name[:1])}: {name}" for other in others for name in CLASSES]
    spans = versus(recordings)
    rows = [[task, *(optional(of_one.get((task, name)), lambda span: units.ratio(span.median))
                     for of_one in spans for name in CLASSES)]
            for task in dict.fromkeys(task for of_one in spans for task, _ in of_one)]
    words = f"How many times as fast as on {escape(first.name)} the same work is: the median of all shapes."
    return table(names, rows) + "\n\n" + paragraph(words)


def machine(recording):
    lines = [f"{name}: {escape(text)}" for name, text in facts(recording)]
    for name, read, update in limits(recording):
        lines.append(f"limit of {name}: {read} for loads, {update} for updates")
    peak = multiply_adds(recording)
    return bullets(lines + ([f"limit of multiply-adds, in 1e9 per second: {peak}"] if peak else []))


def verdict_line(recording, judged):
    found = count(judged)
    return paragraph(f"{escape(recording.title)}, {escape(recording.used)}: {found[REACHED]} reached, {found[SHORT]} "
                     f"short, {found[NOT_MEASURED]} not measured.")


def goals(recordings, outcomes):
    of = [f"{escape(recording.name[:1])} " if len(recordings) > 1 else "" for recording in recordings]
    names = ["work", "part", "goal"] + [f"{letter}{element}" for letter in of for element in ELEMENTS]
    rows = []
    for i, goal in enumerate(GOALS):
        for j, part in enumerate(goal.parts):
            cells = [goal_cell(judged[i][j][element]) for judged in outcomes for element in ELEMENTS]
            rows.append([f"{goal.work} (against {goal.against})" if j == 0 else "", part.label, goal_of(part), *cells])
    return table(names, rows)


def goal_cell(outcome):
    span = f": {outcome.span}" if outcome.span else ""
    notes = f" ({escape('; '.join(outcome.notes))})" if outcome.notes else ""
    return f"**{outcome.spelled}**{span}{notes}"


def numbers(recordings):
    """A table for each task and type, folded."""
    blocks = []
    contests = {contest.key: contest for recording in recordings for contest in recording.contests}
    by_recording = [{contest.key: contest for contest in recording.contests} for recording in recordings]
    ordered = sorted(contests.values(), key=lambda contest: contest.order)
    for task, element in dict.fromkeys((contest.task, contest.element) for contest in ordered):
        mine = [contest for contest in ordered if (contest.task, contest.element) == (task, element)]
        blocks.append(f"<details><summary>{task}, {element}</summary>")
        blocks.append(one_cpu(mine) if len(recordings) == 1 else several_cpus(recordings, by_recording, mine))
        blocks.append("</details>")
    return blocks


def one_cpu(contests):
    judged = [contest for contest in contests if contest.used]
    rivals = [*RIVALS, *(rival for rival in NEW_RIVALS if any(contest.ratio(rival[0]) for contest in judged))]
    names = ["shape", "time", "GB/s", "of limit"] + [f"vs {name}" for _, name in rivals]
    return table(names, [[contest.label, *cells(contest, rivals)] for contest in judged])


def cells(contest, rivals):
    row = contest.used
    ratios = [contest.ratio(rival) for rival, _ in rivals]
    return [time(row), units.rate(row.bytes_per_second), optional(row.of_limit, units.share),
            *(optional(ratio, units.ratio) for ratio in ratios)]


def several_cpus(recordings, by_recording, contests):
    names = ["shape"]
    for recording in recordings:
        names += [f"{escape(recording.name[:1])} time", "of limit"]
    rows = []
    for contest in contests:
        found = [contests_of.get(contest.key) for contests_of in by_recording]
        if any(one and one.used for one in found):
            rows.append([contest.label] + [cell for one in found for cell in two_cells(one)])
    return table(names, rows)


def two_cells(contest):
    if not contest or not contest.used:
        return ["", ""]
    return [time(contest.used), optional(contest.used.of_limit, units.share)]


def blocks_of(recording, kind, title):
    """None where the recording has nothing of the kind."""
    blocks = [block for words, names, rows in kind.tables(recording)
              for block in (paragraph(words), table(names, rows))]
    return [title, *blocks] if blocks else []


def time(row):
    return units.time(row.seconds) + (" (noisy)" if is_noisy(row) else "")


def optional(value, text):
    return "" if value is None else text(value)


def losses_of(recording):
    """Text and table; of many losses the worst."""
    found, all_of = losses(recording), compared(recording)
    if not all_of:
        return [paragraph("Not known: no rival was measured beside the level that is used.")]
    if not found:
        return [paragraph(f"None, in {all_of} contests with a rival.")]
    text = (f"In {len(found)} of {all_of} contests {escape(recording.used)} is behind a rival: less than {BEHIND:.2f} "
            "times as fast.")
    if len(found) > WORST:
        text += f" The worst {WORST}; the page has all."
    rows = []
    for loss in found[:WORST]:
        contest, (rival, worst) = loss.contest, loss.rivals[0]
        rows.append([contest.task, contest.element, contest.label, escape(rival),
                     units.ratio(worst) + (" (noisy)" if loss.noisy else "")])
    return [paragraph(text), table(["work", "type", "shape", "behind", "ratio"], rows)]
