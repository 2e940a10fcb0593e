"""The page: its structure as in golden/page.txt, well-formed, self-contained, with every number.

    page_test.py --update    writes golden/page.txt anew
"""

import gzip
import json
import re
import sys
import unittest
from collections import Counter

import support
from support import HERE, RECORDINGS, Page, counted, recording, row

import synthetic
import units
from page import page
from recording import load, load_all, parse

GOLDEN = HERE / "golden" / "page.txt"
FORBIDDEN = ("http:", "https:", "//", "url(", "@import", "src=", "xlink", "<script", "<link", "<iframe", "<object")


def outline():
    """Of the page of each recording by itself, and of all together."""
    lines = []
    for name, paths in [*((path.name, [path]) for path in RECORDINGS), ("all", RECORDINGS)]:
        lines += [f"== {name}", *counted(Page(page(load_all(map(str, paths)))).outline)]
    return "\n".join(lines) + "\n"


def raw(path):
    data = path.read_bytes()
    return json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)


class Structure(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.pages = {path.name: page(load_all([str(path)])) for path in RECORDINGS}
        cls.pages["all"] = page(load_all(list(map(str, RECORDINGS))))

    def test_as_the_golden_one(self):
        self.assertEqual(outline(), GOLDEN.read_text(encoding="ascii"))

    def test_well_formed(self):
        for name, text in self.pages.items():
            self.assertEqual(Page(text).errors, [], name)
            self.assertTrue(text.startswith("<!doctype html>"))

    def test_no_network(self):
        for name, text in self.pages.items():
            for word in FORBIDDEN:
                self.assertNotIn(word, text.lower(), name)
            for link in re.findall(r'href="([^"]*)"', text):
                self.assertIn(f'id="{link[1:]}"', text)
                self.assertTrue(link.startswith("#"))

    def test_light_and_dark(self):
        text = self.pages["all"]
        self.assertIn('<meta name="color-scheme" content="light dark">', text)
        self.assertIn("@media (prefers-color-scheme: dark)", text)
        style = Page(text).texts["style"]
        light, dark = re.search(r":root \{(.*?)\}", style, re.S), re.search(r"dark\) \{\s*:root \{(.*?)\}", style, re.S)
        names = [set(re.findall(r"(--[\w-]+):", found.group(1))) for found in (light, dark)]
        self.assertEqual(names[0], names[1])
        self.assertEqual(set(re.findall(r"var\((--[\w-]+)\)", style)) - names[0], set())

    def test_colours_can_be_read(self):
        style = (support.REPORT / "style.css").read_text(encoding="ascii")
        for block in re.findall(r":root \{(.*?)\}", style, re.S):
            colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
            for name in set(colours) - {"paper", "raised", "rule", "grid", "behind"}:
                least = 4 if name == "level" else 4.5
                self.assertGreaterEqual(contrast(colours[name], colours["paper"]), least, name)

    def test_every_number_of_the_level_that_is_used(self):
        for path in RECORDINGS:
            tables = numbers(self.pages[path.name])
            used = load(str(path)).used
            wanted, found = Counter(), Counter()
            for made in raw(path)["benchmarks"]:
                task, contender, element, *shape = made["run_name"].split("/")
                if contender == used:
                    key = (task, element, n_of(shape))
                    wanted[key, units.time(made["cpu_time"] * 1e-9), units.rate(made["bytes_per_second"]),
                           units.rate(made["items_per_second"]), share(made, "of_limit"),
                           share(made, "spread") + (" noisy" if "noisy" in made.get("label", "") else "")] += 1
                    for name, ratio in made.items():
                        if name.startswith("vs_"):
                            wanted[key, name[3:], units.ratio(ratio)] += 1
            for task, element, levels, rows in tables:
                for shape, cells in rows:
                    key = (task, element, re.sub(r" \(.*", "", shape) if shape.startswith("n =") else "")
                    if cells[0] == used:
                        found[(key, cells[1].replace("\xb5s", "us"), *cells[2:6])] += 1
                    elif len(cells) == 6 + len(levels):
                        ratio = cells[6 + levels.index(used)]
                        found[key, cells[0], ratio.rstrip("\xd7")] += 1 if ratio else 0
            self.assertGreater(len(wanted), 100)
            self.assertEqual(wanted, +found)

    def test_deterministic(self):
        for path in RECORDINGS:
            self.assertEqual(self.pages[path.name], page(load_all([str(path)])))

    def test_goals_stand_beside_each_other(self):
        tables = {name: next(table for table in Page(text).tables if table["head"][-1][:2] == ["Part", "Goal"])
                  for name, text in self.pages.items()}
        alone = [tables[path.name]["rows"] for path in RECORDINGS]
        for lines in zip(tables["all"]["rows"], *alone):
            self.assertEqual(lines[0], lines[1] if len(lines[0]) == 1 else
                             lines[1][:2] + [cell for line in lines[1:] for cell in line[2:]])


def numbers(text):
    """Tables of all numbers: task, type, levels, rows with their shapes."""
    found = []
    for table in Page(text).tables:
        if table["head"][0][:2] == ["Shape", "Contender"]:
            rows, shape = [], None
            for cells in table["rows"]:
                # The shape stands in the first line of its contest alone.
                if cells[0].startswith(("n =", "12 rows")) or ", " in cells[0]:
                    shape, cells = cells[0], cells[1:]
                rows.append((shape, cells))
            found.append((table["where"]["summary"], table["where"]["h4"].split(",")[0], table["head"][1], rows))
    return found


def n_of(shape):
    return shape[0].replace("n:", "n = ") if shape[0].startswith("n:") else ""


def share(made, key):
    return units.share(made[key]) if key in made else ""


def contrast(one, other):
    def luminance(colour):
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


class Content(unittest.TestCase):
    def test_a_missing_peer_is_said(self):
        text = page([recording([row("dot/avx2/float/n:4096", vs_plain=2.0), row("dot/plain/float/n:4096")],
                               openblas="not found when this program was built")])
        self.assertIn("<dt>OpenBLAS</dt><dd>not found when this program was built</dd>", text)
        self.assertIn("<dt>Eigen</dt><dd>unknown</dd>", text)
        self.assertIn("not measured", text)
        self.assertRegex(text, r"missing: [^<]*OpenBLAS, Eigen")

    def test_what_is_in_a_file_is_no_markup(self):
        nasty = '<b onclick="x">&</b> https://example.org/ HTTP://example.org'
        names = ("cpu_model", "compiler", "compiler_flags", "openblas", "date", "levels_runnable", "level_used",
                 "selection", "library_version", "cpu_name", "blis", "highway")
        text = page([recording([row("dot/avx2/float/n:4096", label=nasty)], **dict.fromkeys(names, nasty))])
        self.assertEqual(Page(text).errors, [])
        self.assertNotIn("<b onclick", text)
        for word in FORBIDDEN:
            self.assertNotIn(word, text.lower())

    def test_nothing_but_rivals(self):
        text = page([recording([row("dot/plain/float/n:4096"), row("predict/openblas/double/rows:12/features:1")])])
        self.assertEqual(Page(text).errors, [])
        self.assertIn("Not known: no rival was measured", text)

    def test_nothing_known_of_the_machine(self):
        rows = [row("dot/scalar/float/n:1", of_limit=None)]
        text = page([parse({"context": {"library_version": "1"}, "benchmarks": rows})])
        self.assertEqual(Page(text).errors, [])
        self.assertIn("limits of this machine were not measured", text)

    def test_private_names_stay_out(self):
        context = {"host_name": "somebodys-laptop", "executable": "/home/somebody/bench"}
        self.assertNotIn("somebody", page([recording([row("dot/avx2/float/n:64")], **context)]))

    def test_one_that_has_what_the_other_has_not(self):
        first = recording([row("dot/avx2/float/n:64", vs_plain=2.0), row("dot/plain/float/n:64")])
        second = recording([row("axpy/avx2/double/n:64")])
        text = page([first, second])
        self.assertEqual(Page(text).errors, [])
        self.assertIn("<p>not measured</p>", text)

    def test_the_card_of_a_machine(self):
        text = page([recording([row("dot/avx2/float/n:64")], cpu_model="Some CPU", clock_estimate_hz="4.1e+09",
                               cache_L1_bytes="49152", cache_L2_bytes="1048576", compiler="GCC 12.2.0",
                               compiler_flags="-O3", limit_L1_read_bytes_per_second="4.105e+11",
                               limit_memory_update_bytes_per_second="2.5e+10", selection="full",
                               limit_float_multiply_adds_per_second="1.25e+11", numerics_version="0")])
        for words in ("<h3>Some CPU</h3>", "<dd>about 4.10 GHz</dd>", "<dd>L1 48 KB, L2 1 MB</dd>",
                      "<dd>GCC 12.2.0 -O3</dd>",
                      '<th scope="row">L1</th><td>410 GB/s</td><td>-</td>', "<dd>unknown (full selection)</dd>",
                      '<th scope="row">memory</th><td>-</td><td>25.0 GB/s</td>', "<dd>float 125 times 1e9 per second",
                      "<dd>scalar, sse2, avx2; detected unknown, used avx2</dd>", "adaline 1.0.0, numerics version 0"):
            self.assertIn(words, text)

    def test_a_name_that_the_user_gave(self):
        context = {"cpu_model": "AMD EPYC (family 25, model 17)", "cpu_name": "AMD EPYC 9R14"}
        text = page([recording([row("dot/avx2/float/n:64")], **context)])
        self.assertIn("<title>adaline benchmarks: AMD EPYC 9R14</title>", text)
        self.assertIn("<h3>AMD EPYC 9R14</h3>", text)
        self.assertIn("<dt>model</dt><dd>AMD EPYC (family 25, model 17)</dd>", text)

    def test_it_opens_with_what_a_visitor_came_for(self):
        made = recording([row("dot/avx2/float/n:4096", vs_plain=2.0)])
        for recordings, first in (([made], ["At a glance", "Speed-up"]),
                                  ([made, made], ["At a glance", "CPU beside CPU"])):
            self.assertEqual(re.findall(r"<h2>([^<]*)</h2>", page(recordings))[:2], first)

    def test_newer_rivals(self):
        text = page([recording([row("dot/avx2/float/n:4096", vs_blis=2.0, **{"vs_highway-avx2": 1.5}),
                                row("dot/blis/float/n:4096"), row("dot/highway-avx2/float/n:4096")],
                               blis="0.9.0")])
        self.assertIn("<dt>BLIS</dt><dd>0.9.0</dd>", text)
        self.assertNotIn("<dt>Highway</dt>", text)
        for kind, name in (("blis", "BLIS"), ("highway", "Highway")):
            self.assertRegex(text, f'<g class="line {kind}"><polyline[^>]*></g></svg>{name}</li>')
            self.assertEqual(text.count(f'<g class="line {kind}"><circle'), 2)

    def test_captions_of_several(self):
        first = recording([row(f"{name}/avx2/float/{shape}") for name, shape in
                           (("dot", "n:64"), ("predict", "rows:64/features:128"))])
        first.name = "A: one"
        text = page([first, first])
        self.assertIn("<figcaption>A: one</figcaption>", text)
        self.assertIn("<figcaption>32 KB &middot; A</figcaption>", text)

    def test_links_to_all_sections(self):
        text = page([recording([row("dot/avx2/float/n:64")])])
        links = re.findall(r'<a href="#([\w-]+)">([^<]*)</a>', text)
        self.assertEqual(links, re.findall(r'<section id="([\w-]+)"><h2>([^<]*)</h2>', text))
        self.assertEqual(len(links), 8)

    def test_ratios_of_each_level(self):
        text = page([recording([row("dot/avx2/float/n:64", vs_plain=4.0), row("dot/sse2/float/n:64", vs_plain=2.0),
                                row("dot/plain/float/n:64")])])
        (_, _, levels, rows), = numbers(text)
        self.assertEqual(levels, ["avx2", "sse2"])
        self.assertEqual(rows[-1][1][-2:], ["4.00\xd7", "2.00\xd7"])

    def test_marks_do_not_rely_on_colour(self):
        text = page([recording([row("dot/avx2/float/n:4096", footprint=32768.0, of_limit=0.95),
                                row("axpy/avx2/float/n:4096", footprint=32768.0, of_limit=0.5)])])
        self.assertIn('<td class="reached"><b><i>&#10003;</i> reached</b><span>95.0 %</span></td>', text)
        self.assertIn('<td class="short"><b><i>&#10007;</i> short</b><span>50.0 %</span></td>', text)
        self.assertIn('<td class="not-measured"><b><i>&#9675;</i> not measured</b>', text)

    def test_a_full_run_is_not_too_large(self):
        full = synthetic.recording(synthetic.WIDE, "full")
        self.assertGreater(len(full["benchmarks"]), 7000)
        text = page([parse(full)])
        self.assertLess(len(text.encode()) / len(full["benchmarks"]) * 7000, 3e6)
        self.assertEqual(Page(text).errors, [])


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(outline(), encoding="ascii")
    else:
        unittest.main()
