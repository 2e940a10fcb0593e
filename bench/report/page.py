"""The HTML page: one file that needs no network and no scripts."""

import pathlib

import cards
import filters
import growth
import tables
import threads
from contest import ELEMENTS, group_label
from figures import RIVALS, Chosen, Speedup, Throughput, draw, groups_of
from glance import compared, glance
from machine import LIBRARIES
from markup import anchor, escape, header, table, tag
from verdicts import NOT_MEASURED, REACHED, SHORT, count, judge
from words import WORDS

KEY = (("used", "the level that is used"), ("level", "other levels"), ("limit", "the machine's limit"),
       ("plain", "plain loop"), ("compiler", "compiler"), ("native", "compiler, -march=native -ffast-math"),
       ("by_hand", "public dot and axpy"), *LIBRARIES.items(), ("cmsis_form", "form of CMSIS-DSP"),
       ("public", "public function"), ("inlined", "loop in the caller's file"))


def page(recordings):
    outcomes = [judge(recording) for recording in recordings]
    tasks = unique(contest.task for recording in recordings for contest in recording.contests)
    tasks_of_scaling = unique(contest.task for recording in recordings for contest in recording.scaling)
    content = {
        "At a glance": [glance(recordings)],
        "CPU beside CPU": [compared(recordings)] if len(recordings) > 1 else [],
        "Speed-up": [speedup_words(), key(recordings, RIVALS),
                     *(task_figures(recordings, task, Speedup) for task in tasks)],
        "Throughput": [throughput_words(), key(recordings),
                       *(task_figures(recordings, task, Throughput) for task in tasks)],
        "Filters and single rows": tables_of(recordings, filters),
        "Threads": [*tables_of(recordings, threads), *figures_of(recordings, threads)],
        "Growth": [*tables_of(recordings, growth), *figures_of(recordings, growth)],
        "Losses": [losses(recording, len(recordings) > 1) for recording in recordings],
        "All numbers": [all_numbers(recordings, task) for task in tasks + tasks_of_scaling],
        "Machines": [cards.cards(recordings)],
        "Goals": [summary(recordings, outcomes), tables.goals(recordings, outcomes)],
        "What the words mean": [glossary()]}
    content = {name: blocks for name, blocks in content.items() if blocks}
    parts = [section(name, *blocks) for name, blocks in content.items()]
    links = "".join(f'<a href="#{anchor(name)}">{name}</a>' for name in content)
    style = pathlib.Path(__file__).with_name("style.css").read_text(encoding="ascii")
    return ('<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<meta name="color-scheme" content="light dark">'
            f"<title>adaline benchmarks: {escape(', '.join(recording.title for recording in recordings))}</title>"
            f'<style>\n{style}</style></head>\n<body class="of-{min(len(recordings), 4)}"><header>'
            "<h1>adaline benchmarks</h1><p>How fast each kernel and trainer is, beside its rivals and the limits of "
            f"the machine.</p><nav>{links}</nav></header>\n<main>"
            + "\n".join(parts) + "</main></body></html>\n")


def unique(names):
    return list(dict.fromkeys(names))


def section(name, *content):
    return f'<section id="{anchor(name)}"><h2>{name}</h2>' + "\n".join(content) + "</section>"


def tables_of(recordings, kind):
    """Of filters, threads or growth."""
    blocks = []
    for recording in recordings:
        for words, names, rows in kind.tables(recording):
            of_cpu = f"{escape(recording.title)}: " if len(recordings) > 1 else ""
            cells = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
            blocks += [tag("p", of_cpu + escape(words)),
                       table(header(map(escape, names)), [f"<tr>{row}</tr>" for row in cells], kind.__name__)]
    return blocks


def figures_of(recordings, kind):
    """Of threads or growth: for each task and type a row of charts, one CPU after the other."""
    blocks = []
    for recording in recordings:
        drawn = kind.figures(recording)
        of_cpu = f", {escape(recording.title)}" if len(recordings) > 1 else ""
        for task in unique(task for task, _ in drawn):
            of_types = "".join(
                f'<div class="type"><h4>{element}</h4><div class="charts">'
                + "".join(f"<figure><figcaption>{escape(name)}</figcaption>{svg}</figure>"
                          for name, svg in drawn[task, element]) + "</div></div>"
                for element in ELEMENTS if (task, element) in drawn)
            blocks.append(tag("section", tag("h3", escape(task) + of_cpu) + of_types, class_="task samples"))
    return blocks


def summary(recordings, outcomes):
    lines = []
    for recording, judged in zip(recordings, outcomes):
        found = count(judged)
        lines.append(f"<p><b>{escape(recording.title)}</b>, {escape(recording.used)}: {found[REACHED]} reached, "
                     f"{found[SHORT]} short, {found[NOT_MEASURED]} not measured.</p>")
    return "".join(lines) + (
        "<p>Each line is judged for both types: the smallest, the median and the largest of its shapes. It is reached "
        "where all shapes are at 95&nbsp;% of the goal or more, and nothing of it is missing.</p>")


def throughput_words():
    return ("<p>Bytes that the work must move at the least, per second. Vector kernels over the size of all "
            "arrays, with marks where caches end; tasks over samples over the length of a row, a chart for each "
            "total size.</p>")


def speedup_words():
    return ("<p>How many times as fast as its rivals the level is that the library uses: above the strong line it is "
            "ahead, in the shaded part behind. A hollow point is noisy; each point tells its numbers under the "
            "pointer.</p>")


def key(recordings, wanted=tuple(kind for kind, _ in KEY)):
    """Names of the colours; a chart has them at its lines as well."""
    kinds = {Chosen(recording, []).kind(contender) for recording in recordings for contest in recording.contests
             for contender in contest.rows}
    entries = "".join(f'<li><svg class="swatch" viewBox="0 0 24 10" aria-hidden="true"><g class="line {kind}">'
                      f'<polyline points="1,5 23,5"/></g></svg>{name}</li>'
                      for kind, name in KEY if kind in kinds and kind in wanted)
    names = f"<p>{'; '.join(escape(recording.name) for recording in recordings)}</p>" if len(recordings) > 1 else ""
    return f'<ul class="key">{entries}</ul>{names}'


def task_figures(recordings, task, what):
    """For each type the charts of its groups; in each, the CPUs side by side."""
    drawn = draw(recordings, task, what)
    groups = [group for group in groups_of(recordings, task) if any(key[0] == group for key in drawn)]
    blocks = []
    for element in ELEMENTS:
        cells = ""
        for group in groups:
            figures = [figure(recording, drawn.get((group, element, number)), group, recordings)
                       for number, recording in enumerate(recordings)]
            cells += tag("div", "".join(figures), class_="cpus")
        blocks.append(f'<div class="type"><h4>{element}{drawn_levels(recordings, task, element)}</h4>'
                      f'<div class="charts">{cells}</div></div>')
    kind = "vectors" if groups == ["vectors"] else "samples"
    return tag("section", tag("h3", escape(task)) + "".join(blocks), class_=f"task {kind}",
               id=anchor(what.name, task)) if drawn else ""


def figure(recording, svg, group, recordings):
    names = [] if group == "vectors" else [group_label(group)]
    if len(recordings) > 1:
        names.append(escape(recording.name if group == "vectors" else recording.name[:1]))
    caption = f"<figcaption>{' &middot; '.join(names)}</figcaption>" if names else ""
    return f"<figure>{caption}{svg or '<p>not measured</p>'}</figure>"


def drawn_levels(recordings, task, element):
    """Of rivals with several levels."""
    notes = []
    for recording in recordings:
        note = Chosen(recording, [contest for contest in recording.contests
                                  if (contest.task, contest.element) == (task, element)]).note
        letter = f"{recording.name[:2]} " if len(recordings) > 1 else ""
        notes += [letter + note] if note else []
    return f" <small>drawn: {escape('; '.join(notes))}</small>" if notes else ""


def all_numbers(recordings, task):
    parts = []
    for recording in recordings:
        for element in ELEMENTS:
            if any((contest.task, contest.element) == (task, element)
                   for contest in recording.contests + recording.scaling):
                of_cpu = f", {escape(recording.title)}" if len(recordings) > 1 else ""
                parts.append(f"<h4>{element}{of_cpu}</h4>{tables.numbers(recording, task, element)}")
    return f"<details><summary>{escape(task)}</summary>{''.join(parts)}</details>"


def glossary():
    return tag("dl", "".join(f"<div><dt>{word}</dt><dd>{text}</dd></div>" for word, text in WORDS))


def losses(recording, is_one_of_several):
    title = f"<h3>{escape(recording.title)}</h3>" if is_one_of_several else ""
    return title + tables.losses_of(recording)
