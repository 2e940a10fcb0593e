"""The reports in Markdown: their tables, and what a page of docs/performance must say."""

import re
import unittest

from support import RECORDINGS, recording, row

from goals import GOALS
from markdown import markdown
from performance import performance
from recording import load, load_all


def tables(text):
    """Each as its lines of cells."""
    found, last = [], False
    for line in text.split("\n"):
        if line.startswith("|"):
            if not last:
                found.append([])
            found[-1].append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
        last = line.startswith("|")
    return found


def prose(text):
    return [line for line in text.split("\n") if not line.startswith(("|", "<", "```"))]


class Both(unittest.TestCase):
    def setUp(self):
        one = [load_all([str(path)]) for path in RECORDINGS]
        self.texts = [markdown(made) for made in one] + [performance(made) for made in one]
        self.texts.append(markdown(load_all(list(map(str, RECORDINGS)))))

    def test_tables_are_rectangular(self):
        for text in self.texts:
            self.assertGreater(len(tables(text)), 5)
            for table in tables(text):
                self.assertEqual({len(line) for line in table}, {len(table[0])}, table[0])
                self.assertTrue(all(cell == "---" for cell in table[1]))

    def test_lines(self):
        for text in self.texts:
            self.assertEqual([line for line in prose(text) if len(line) > 112], [])
            self.assertTrue(all(line == line.rstrip() for line in text.split("\n")))
            self.assertTrue(text.endswith("\n") and not text.endswith("\n\n"))
            self.assertNotIn("\n\n\n", text)
            self.assertTrue(text.isascii())
            self.assertEqual(text.count("<details>"), text.count("</details>"))

    def test_folded_tables_have_the_empty_lines_that_github_needs(self):
        for text in self.texts:
            self.assertEqual(text.count("</summary>"), text.count("</summary>\n\n|"))
            self.assertEqual(text.count("</details>"), text.count("|\n\n</details>"))

    def test_deterministic(self):
        again = [make([load(str(path))]) for make in (markdown, performance) for path in RECORDINGS]
        self.assertEqual(self.texts[:-1], again)

    def test_all_goals(self):
        for text in self.texts:
            for goal in GOALS:
                self.assertIn(goal.work, text)


class Markdown(unittest.TestCase):
    ROWS = [row("dot/avx2/float/n:64", 12.3, of_limit=0.456, vs_plain=3.0, vs_openblas=0.5, vs_eigen_avx2=1.5,
                vs_eigen_sse2=1.25, vs_compiler_avx2=2.5, vs_compiler_sse2=2.25, label="noisy"),
            row("dot/plain/float/n:64", 36.9)]

    def test_one(self):
        made = tables(markdown([recording(self.ROWS)]))
        names = ["shape", "time", "GB/s", "of limit", "vs plain", "vs best compiler", "vs OpenBLAS", "vs best Eigen"]
        cells = ["n = 64 (1 KB)", "12.3 ns (noisy)", "1.00", "45.6 %", "3.00", "2.25", "0.500", "1.25"]
        self.assertIn([names, ["---"] * 8, cells], made)
        self.assertIn([["work", "type", "shape", "behind", "ratio"], ["---"] * 5,
                       ["dot", "float", "n = 64 (1 KB)", "openblas", "0.500 (noisy)"]], made)

    def test_rivals_that_older_recordings_lack(self):
        rows = [row("dot/avx2/float/n:64", vs_blis=2.0, vs_openblas=0.5), row("dot/avx2/double/n:64")]
        text = markdown([recording(rows, blis="0.9.0, configuration haswell, one thread")])
        self.assertIn("- BLIS: 0.9.0, configuration haswell, one thread\n", text)
        self.assertNotIn("Highway", text)
        heads = [table[0][4:] for table in tables(text) if table[0][0] == "shape"]
        first = ["vs plain", "vs best compiler", "vs OpenBLAS", "vs best Eigen"]
        self.assertEqual(heads, [[*first, "vs BLIS"], first])

    def test_several(self):
        first = recording(self.ROWS)
        second = recording([row("dot/avx2/float/n:64", 5, of_limit=None), row("dot/avx2/float/n:128", 7)])
        first.name, second.name = "A: one", "B: other"
        made = tables(markdown([first, second]))
        self.assertIn([["shape", "A time", "of limit", "B time", "of limit"], ["---"] * 5,
                       ["n = 64 (1 KB)", "12.3 ns (noisy)", "45.6 %", "5.00 ns", ""],
                       ["n = 128 (1 KB)", "", "", "7.00 ns", "50.0 %"]], made)

    def test_newer_rivals_have_columns_where_they_were_measured(self):
        made = tables(markdown([recording([row("dot/avx2/float/n:64", vs_blis=0.75)])]))
        heads = [table[0] for table in made if table[0][0] == "shape"]
        self.assertEqual([head[-2:] for head in heads], [["vs best Eigen", "vs BLIS"]])

    def test_one_cpu_over_another(self):
        made = [recording([row("dot/avx2/float/n:100", time)]) for time in (3.0, 2.0)]
        made[1].name = "B: other"
        self.assertIn([["work", "B: short calls", "B: in caches", "B: in memory"], ["---"] * 4,
                       ["dot", "", "1.50", ""]], tables(markdown(made)))

    def test_what_is_in_a_file_is_no_markup(self):
        text = markdown([recording(self.ROWS, compiler="a|b <c> *d*\nnext", cpu_model="[x](y)")])
        self.assertIn("a\\|b &lt;c> \\*d\\* next", text)
        self.assertIn("## \\[x](y)", text)

    def test_many_losses_are_cut(self):
        rows = [row(f"dot/avx2/float/n:{64 + i}", vs_plain=0.5 + 0.001 * i) for i in range(25)]
        text = markdown([recording(rows)])
        self.assertIn("In 25 of 25 contests", text)
        self.assertIn("The worst 20; the page has all.", text)
        self.assertEqual(len(tables(text)[-1]), 22)


class Performance(unittest.TestCase):
    def test_header(self):
        text = performance([load(str(RECORDINGS[0]))])
        self.assertTrue(text.startswith("<!-- Made by `./dev bench report --performance`; do not edit by hand -->\n"))
        for words in ("./dev bench --full --benchmark_out=FILE", "./dev bench report FILE", "interquartile",
                      "an order that changes", "above 10 %", "CPU time of the thread", "second pass"):
            self.assertIn(words, " ".join(text.split()))

    def test_each_size(self):
        rows = [row(f"dot/avx2/{element}/n:{n}", vs_openblas=ratio, vs_eigen_avx2=9, footprint=1e9, label=label)
                for element, n, ratio, label in (("float", 12, 0.96, ""), ("float", 64, 0.9, "noisy"),
                                                 ("double", 64, 2, ""))]
        text = performance([recording(rows)])
        self.assertIn([["shape", "part", "float", "double"], ["---"] * 4, ["n = 12", "dot", "0.960 x", ""],
                       ["n = 64", "dot", "0.900 x (short) (noisy)", "2.00 x"]], tables(text))

    def test_losses_are_counted(self):
        rows = [row(f"dot/avx2/float/n:{n}", vs_plain=ratio) for n, ratio in ((12, 0.5), (64, 0.75), (128, 2))]
        rows.append(row("dot/plain/float/n:256"))
        wanted = [["work", "type", "contests behind", "the worst"], ["---"] * 4,
                  ["dot", "float", "2 of 3", "0.500 (plain, n = 12 (1 KB))"]]
        self.assertIn(wanted, tables(performance([recording(rows)])))


if __name__ == "__main__":
    unittest.main()
