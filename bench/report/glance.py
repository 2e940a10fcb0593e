"""What the page opens with: a table of each CPU, and one that compares them."""

from losses import BEHIND
from machine import headline
from markup import escape, header, table, tag
from summary import CLASSES, CLASSES_OF_SHARES, WHAT_CLASSES_ARE, WHAT_SHARES_ARE, summary
from units import ratio, whole_share
from versus import versus


def glance(recordings):
    words = (f"Medians over both types and all shapes. {WHAT_CLASSES_ARE} The best rival is the fastest of all at "
             f"each shape; &#9660; marks where it is ahead. Behind counts shapes with less than {BEHIND:.2f} times "
             f"its speed. {WHAT_SHARES_ARE}")
    return "".join(map(one_cpu, recordings)) + tag("p", words)


def one_cpu(recording):
    head = ('<tr><td></td>'
            f'<th scope="colgroup" colspan="{len(CLASSES)}">times as fast as the best rival</th>'
            f'<th scope="colgroup" colspan="{len(CLASSES_OF_SHARES)}">of the machine\'s limit</th><td></td></tr>'
            + header(["work", *CLASSES, *CLASSES_OF_SHARES, "behind"]))
    rows = []
    for line in summary(recording):
        cells = [times(line.ratios.get(name)) for name in CLASSES]
        cells += [f"<td>{whole_share(line.shares.get(name))}</td>" for name in CLASSES_OF_SHARES]
        rows.append(f'<tr><th scope="row">{escape(line.task)}</th>{"".join(cells)}<td>{behind(line)}</td></tr>')
    title = tag("h3", escape(recording.name)) + tag("p", escape(headline(recording)))
    missing = tag("p", "The level that is used was not measured.")
    return title + (table(head, rows, "glance") if rows else missing)


def times(value):
    if value is None:
        return "<td></td>"
    return f'<td class="loss">{ratio(value)} &#9660;</td>' if value < 1 else f"<td>{ratio(value)}</td>"


def behind(line):
    if not line.worst:
        return ""
    worst, rival, contest = line.worst
    text = f"{line.behind} of {line.compared}"
    return text + (f"<small>worst {ratio(worst)}: {escape(rival)}, {escape(contest.label)}</small>"
                   if line.behind else "")


def compared(recordings):
    """CPUs beside each other, for the same work."""
    first, *others = recordings
    wide = len(CLASSES)
    head = "<tr><td></td>" + "".join(f'<th scope="colgroup" colspan="{wide}">{escape(other.name)}</th>'
                                     for other in others) + "</tr>" + header(["work", *CLASSES * len(others)])
    spans = versus(recordings)
    rows = []
    for task in dict.fromkeys(task for of_one in spans for task, _ in of_one):
        cells = "".join(span(of_one.get((task, name))) for of_one in spans for name in CLASSES)
        rows.append(f'<tr><th scope="row">{escape(task)}</th>{cells}</tr>')
    words = (f"How many times as fast as on {escape(first.name)} the same work is: the median of the shapes that "
             "both measured, then the smallest and the largest. Each CPU at the level that it uses, one thread.")
    return tag("p", words) + (table(head, rows, "versus") if rows else tag("p", "They share no shape."))


def span(found):
    if not found:
        return "<td></td>"
    return f"<td>{ratio(found.median)}<small>{ratio(found.least)} .. {ratio(found.most)}</small></td>"
