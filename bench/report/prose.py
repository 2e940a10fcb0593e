"""Pieces of Markdown, as GitHub shows it."""

import re
import textwrap

WIDTH = 112


def escape(text):
    """What came from a file must not become markup, nor break a table."""
    text = re.sub(r"([\\|*`\[])", r"\\\1", str(text))
    return " ".join(text.replace("<", "&lt;").split())


def table(names, rows):
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def paragraph(text):
    return textwrap.fill(" ".join(text.split()), WIDTH, break_long_words=False, break_on_hyphens=False)


def bullets(items):
    return "\n".join(textwrap.fill(item, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False,
                                   break_on_hyphens=False) for item in items)


def document(blocks):
    """Blocks with a line between them; those that are empty are left out."""
    return "\n\n".join(filter(None, blocks)) + "\n"
