"""The tables of the page: what was reached of the goals, all numbers, and the losses."""

from contest import ELEMENTS, is_noisy
from figures import shown_in_full
from goals import GOALS
from losses import BEHIND, compared, losses
from markup import escape, header, table, tag, time
from units import rate, ratio, share
from verdicts import NOT_MEASURED, REACHED, SHORT, SHOWN, goal_of

MARKS = {REACHED: "&#10003;", SHORT: "&#10007;", NOT_MEASURED: "&#9675;", SHOWN: "&#183;"}
FIRST_LOSSES = 20


def goals(recordings, outcomes):
    """A line for each part of each goal; a column for each type, for each CPU."""
    head = ""
    if len(recordings) > 1:
        head = '<tr><td colspan="2"></td>' + "".join(
            f'<th scope="colgroup" colspan="2">{escape(recording.title)}</th>' for recording in recordings) + "</tr>"
    head += header(["Part", "Goal"] + list(ELEMENTS) * len(recordings))
    width = 2 + 2 * len(recordings)
    rows = []
    for i, goal in enumerate(GOALS):
        rows.append(f'<tr class="work"><th scope="rowgroup" colspan="{width}"><b>{escape(goal.work)}</b> '
                    f"<small>against {escape(goal.against)}: {escape(goal.reach)}</small></th></tr>")
        for j, part in enumerate(goal.parts):
            cells = "".join(goal_cell(judged[i][j][element]) for judged in outcomes for element in ELEMENTS)
            rows.append(f'<tr><th scope="row">{escape(part.label)}</th><td>{escape(goal_of(part))}</td>{cells}</tr>')
    return table(head, rows, "goals")


def goal_cell(outcome):
    kind = outcome.verdict.replace(" ", "-")
    notes = "".join(f"<small>{escape(note)}</small>" for note in outcome.notes)
    span = f"<span>{escape(outcome.span)}</span>" if outcome.span else ""
    return f'<td class="{kind}"><b><i>{MARKS[outcome.verdict]}</i> {outcome.spelled}</b>{span}{notes}</td>'


def numbers(recording, task, element):
    """All contenders of all contests; beside each rival, how many times as fast as it the library's levels are."""
    contests = [contest for contest in recording.contests + recording.scaling
                if (contest.task, contest.element) == (task, element)]
    levels = [level for level in recording.levels if any(level in contest.rows for contest in contests)]
    names = ["Shape", "Contender", "Time", "GB/s", "1e9 multiply-adds/s", "Of limit", "Spread"]
    head = "<tr>" + "".join(f'<th scope="col" rowspan="2">{name}</th>' for name in names)
    if levels:
        head += f'<th scope="colgroup" colspan="{len(levels)}">times as fast as this rival</th>'
    head += "</tr><tr>" + "".join(f'<th scope="col">{escape(level)}</th>' for level in levels) + "</tr>"
    rows = []
    for contest in contests:
        for i, row in enumerate(contest.rows.values()):
            shape = f'<th scope="rowgroup" rowspan="{len(contest.rows)}">{escape(contest.label)}</th>' if i == 0 else ""
            cells = [escape(shown_in_full(row)), time(row.seconds), optional(row.bytes_per_second, rate),
                     optional(row.items_per_second, rate), optional(row.of_limit, share), spread(row)]
            line = "".join(f"<td>{cell}</td>" for cell in cells)
            if recording.is_rival(row.contender):
                line += "".join(f"<td>{over(contest, level, row.contender)}</td>" for level in levels)
            elif levels:
                line += f'<td colspan="{len(levels)}"></td>'
            kind = ' class="u"' if row is contest.used else ""
            rows.append(f"<tr{kind}>{shape}{line}</tr>")
    return table(head, rows, "numbers")


def over(contest, level, rival):
    found = contest.rows[level].ratios.get(rival) if level in contest.rows else None
    return optional(found, lambda value: f"{ratio(value)}&times;")


def optional(value, text):
    return "" if value is None else text(value)


def spread(row):
    return optional(row.spread, share) + (" noisy" if is_noisy(row) else "")


def losses_of(recording):
    """The worst are in sight, all others one click away."""
    found, all_of = losses(recording), compared(recording)
    if not all_of:
        return tag("p", "Not known: no rival was measured beside the level that is used.")
    if not found:
        return tag("p", f"None, in {all_of} contests with a rival.")
    text = (f"In {len(found)} of {all_of} contests {escape(recording.used)} is behind a rival: "
            f"less than {BEHIND:.2f} times as fast. The worst first.")
    head = header(["Ratio", "Rival", "Work", "Type", "Shape", "Time", "Of limit", "Also behind"])
    rows = [loss_row(loss) for loss in found]
    parts = [tag("p", text), table(head, rows[:FIRST_LOSSES], "losses")]
    if rows[FIRST_LOSSES:]:
        parts.append(f"<details><summary>The other {len(rows) - FIRST_LOSSES}</summary>"
                     f'{table(head, rows[FIRST_LOSSES:], "losses")}</details>')
    return "".join(parts)


def loss_row(loss):
    contest = loss.contest
    (rival, worst), *others = loss.rivals
    also = ", ".join(f"{escape(name)} {ratio(value)}" for name, value in others)
    cells = [f"{ratio(worst)}&times;" + (" noisy" if loss.noisy else ""), escape(rival), escape(contest.task),
             contest.element, escape(contest.label), time(contest.used.seconds),
             optional(contest.used.of_limit, share), also]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
