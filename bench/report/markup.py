"""Pieces of HTML. What came from a file must not become markup, nor a reference to a network."""

import html
import re

import units


def escape(text):
    """Some compilers have an address in their version: it is shown, but it is none for a browser."""
    text = html.escape(str(text), quote=True).replace("//", "&#47;&#47;")
    return re.sub(r"(?i)(https?):", r"\1&#58;", text)


def tag(name, content="", **attributes):
    """`class_` is class, as Python has a word of that name; content is markup already."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items() if value)
    return f"<{name}{written}>{content}</{name}>"


def time(seconds):
    return units.time(seconds).replace("us", "&micro;s")


def anchor(*words):
    return "-".join(re.sub(r"[^a-z0-9]+", "-", word.lower()) for word in words)


def table(head, rows, class_=""):
    """In a box of its own, which scrolls where the table is wider than the page."""
    return (f'<div class="scroll" tabindex="0"><table class="{class_}"><thead>{head}</thead>'
            f'<tbody>{"".join(rows)}</tbody></table></div>')


def header(cells):
    return "<tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in cells) + "</tr>"
