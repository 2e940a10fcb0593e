"""A card for each machine."""

from machine import facts, limits, multiply_adds
from markup import escape, tag


def cards(recordings):
    return f'<div class="cards">{"".join(map(card, recordings))}</div>'


def card(recording):
    rows = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in facts(recording))
    peak = multiply_adds(recording)
    if peak:
        rows += f"<dt>multiply-adds</dt><dd>{escape(peak)} times 1e9 per second, at most</dd>"
    memory = limits(recording)
    table = tag("p", "The limits of this machine were not measured.")
    if memory:
        table = ('<table class="limits"><thead><tr><th scope="col">limit</th><th scope="col">loads</th>'
                 '<th scope="col">updates</th></tr></thead><tbody>'
                 + "".join(f'<tr><th scope="row">{name}</th><td>{read}</td><td>{update}</td></tr>'
                           for name, read, update in memory) + "</tbody></table>")
    return f'<article class="card"><h3>{escape(recording.title)}</h3><dl>{rows}</dl>{table}</article>'
