"""What the tests share: the report's modules, hand-made recordings, and a reader of pages."""

import html.parser
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPORT = HERE.parents[2] / "bench" / "report"
sys.path.insert(0, str(REPORT))

RECORDINGS = sorted(path for path in (HERE / "recordings").iterdir() if path.suffix in (".json", ".gz"))
VOID = {"meta", "br", "hr", "img", "link", "input"}


def run(*arguments, cwd=None):
    """The report as a user runs it."""
    command = [sys.executable, "-B", str(REPORT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd)


def repetition(name, cpu_time=100.0, **more):
    """A row of one repetition in Google Benchmark's JSON; `vs_eigen_avx2` is written so, as Python has no other
    name for it."""
    made = {"name": name, "run_name": name, "run_type": "iteration", "repetition_index": 0, "iterations": 10,
            "real_time": cpu_time, "cpu_time": cpu_time, "time_unit": "ns", "bytes_per_second": 1e9,
            "items_per_second": 1e9, "footprint": 1024.0, "of_limit": 0.5, "label": ""}
    made.update({key.replace("vs_eigen_", "vs_eigen-").replace("vs_compiler_", "vs_compiler-"): value
                 for key, value in more.items()})
    return {key: value for key, value in made.items() if value is not None}


def row(name, cpu_time=100.0, aggregate_name="median", **more):
    """The row of a benchmark's median, which the report takes, or of another aggregate."""
    aggregate = {"run_type": "aggregate", "repetition_index": None, "aggregate_name": aggregate_name,
                 "aggregate_unit": "time", "repetitions": 5, "spread": 0.01}
    return {**repetition(name, cpu_time, **{**aggregate, **more}), "name": f"{name}_{aggregate_name}"}


def document(rows, **context):
    return {"context": {"library_version": "1.0.0", "level_used": "avx2", "levels_runnable": "scalar sse2 avx2",
                        **context}, "benchmarks": rows}


def recording(rows, **context):
    from recording import parse
    return parse(json.loads(json.dumps(document(rows, **context))))


class Page(html.parser.HTMLParser):
    """A page as lists: its outline, its tables by section, and what is wrong with its tags."""

    def __init__(self, text):
        super().__init__()
        self.open, self.errors, self.outline, self.rows = [], [], [], []
        self.texts = {"style": "", "title": []}
        self.tables, self.svgs = [], []
        self.heading = self.cell = None
        self.where = {}
        self.feed(text)
        self.close()
        self.errors += [f"<{name}> is not closed" for name in self.open]

    def handle_startendtag(self, tag, attributes):
        self.begin(tag, dict(attributes))

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
        self.begin(tag, dict(attributes))

    def begin(self, tag, attributes):
        if tag in ("h1", "h2", "h3", "h4", "summary"):
            self.heading = ""
        elif tag == "section" and "id" in attributes:
            self.outline.append(f"section {attributes['id']} {attributes.get('class', '')}".rstrip())
        elif tag == "svg" and attributes.get("role") == "img":
            self.svgs.append(attributes)
            self.outline.append(f"chart {attributes['class']}")
        elif tag == "table":
            self.tables.append({"where": dict(self.where), "head": [], "rows": []})
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = ""
        elif tag == "title":
            self.texts["title"].append("")

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1] != tag:
            self.errors.append(f"</{tag}> in {self.open[-3:]}")
        else:
            self.open.pop()
        if tag in ("h1", "h2", "h3", "h4", "summary"):
            # Which levels of a rival are drawn depends on the numbers.
            text = self.heading.split(" drawn: ")[0]
            kept = {"h4": ("h2", "h3", "summary"), "h3": ("h2",), "summary": ("h2",)}.get(tag, ())
            self.where = {key: name for key, name in self.where.items() if key in kept}
            self.where[tag] = text
            self.outline.append(f"{tag} {text}")
            self.heading = None
        elif tag in ("td", "th"):
            self.rows[-1].append(self.cell)
            self.cell = None
        elif tag == "tr":
            part = "head" if "thead" in self.open else "rows"
            self.tables[-1][part].append(self.rows.pop())
        elif tag == "table":
            table = self.tables[-1]
            self.outline.append(f"table of {len(table['rows'])} rows: {' | '.join(sum(table['head'], []))}")

    def handle_data(self, data):
        if self.heading is not None:
            self.heading += data
        if self.cell is not None:
            self.cell += data
        if self.open and self.open[-1] == "title":
            self.texts["title"][-1] += data
        if self.open and self.open[-1] == "style":
            self.texts["style"] += data


def counted(lines):
    """Equal lines that follow each other as one, with their number."""
    found = []
    for line in lines:
        if found and found[-1][0] == line:
            found[-1][1] += 1
        else:
            found.append([line, 1])
    return [line if count == 1 else f"{count} x {line}" for line, count in found]
