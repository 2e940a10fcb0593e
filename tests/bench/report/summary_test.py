"""The table at a glance, and one CPU over another: medians, losses, and what is not there."""

import pathlib
import tempfile
import unittest

from support import recording, row

from glance import compared, glance
from overview import BEGIN, END, in_page, overview
from rows import ReportError
from summary import CACHES, MEMORY, SHORT, class_of, summary
from versus import versus

LARGE = 1e9


def vectors(n, *ratios, **more):
    return row(f"dot/avx2/float/n:{n}", vs_plain=ratios[0], vs_eigen_avx2=ratios[-1], **more)


class Classes(unittest.TestCase):
    def test_by_shape_and_size(self):
        shapes = (("n:64", 512, SHORT), ("n:65", 520, CACHES), ("n:4194304", 32 << 20, CACHES),
                  ("n:4194305", (32 << 20) + 8, MEMORY), ("rows:12/features:64", 3072, SHORT),
                  ("rows:13/features:64", 4096, CACHES), ("rows:4194304/features:64", LARGE, MEMORY))
        for shape, footprint, wanted in shapes:
            contest, = recording([row(f"dot/avx2/float/{shape}", footprint=float(footprint))]).contests
            self.assertEqual(class_of(contest), wanted, shape)


class Summary(unittest.TestCase):
    def test_medians(self):
        rows = [vectors(100, 3.0, 1.5, of_limit=0.5), vectors(200, 2.0, 1.0, of_limit=0.7),
                vectors(300, 0.5, 9.0, of_limit=0.9), vectors(400, 4.0, of_limit=1.1, footprint=LARGE)]
        line, = summary(recording(rows))
        self.assertEqual((line.task, line.shares), ("dot", {CACHES: 0.7, MEMORY: 1.1}))
        self.assertEqual(line.ratios, {CACHES: 1.0, MEMORY: 4.0})
        self.assertEqual((line.behind, line.compared), (1, 4))
        self.assertEqual((*line.worst[:2], line.worst[2].shape.n), (0.5, "plain", 300))

    def test_only_the_used_level_and_only_rivals(self):
        made = recording([row("dot/sse2/float/n:64", vs_plain=0.1), row("axpy/avx2/float/n:64", vs_public=0.1)])
        line, = summary(made)
        self.assertEqual((line.task, line.ratios, line.compared, line.worst), ("axpy", {}, 0, None))

    def test_nothing_to_judge(self):
        self.assertEqual(summary(recording([row("dot/plain/float/n:64")])), [])
        self.assertIn("was not measured", glance([recording([row("dot/plain/float/n:64")])]))


class Versus(unittest.TestCase):
    def test_of_shapes_that_both_have(self):
        first = recording([row(f"dot/avx2/float/n:{n}", 12.0) for n in (100, 200, 300)])
        times = ((100, 6.0), (200, 4.0), (400, 1.0))
        second = recording([row(f"dot/avx2/float/n:{n}", time) for n, time in times])
        found, = versus([first, second])
        self.assertEqual({key: tuple(span) for key, span in found.items()}, {("dot", CACHES): (2.0, 2.5, 3.0)})
        self.assertIn("<td>2.50<small>2.00 .. 3.00</small></td>", compared([first, second]))

    def test_each_at_its_own_level(self):
        first = recording([row("dot/avx2/float/n:100", 12.0)])
        second = recording([row("dot/sse2/float/n:100", 6.0), row("dot/avx2/float/n:100", 1.0)],
                           level_used="sse2")
        (span,), = (found.values() for found in versus([first, second]))
        self.assertEqual(span.median, 2.0)

    def test_nothing_in_common(self):
        made = [recording([row(f"dot/avx2/float/n:{n}")]) for n in (100, 200)]
        self.assertIn("They share no shape.", compared(made))


class Marks(unittest.TestCase):
    """A loss must be seen without colours."""
    ROWS = [vectors(100, 0.9, of_limit=0.5), vectors(400, 2.0, of_limit=0.25, footprint=LARGE)]

    def test_on_the_page(self):
        text = glance([recording(self.ROWS)])
        self.assertIn('<td class="loss">0.900 &#9660;</td><td>2.00</td><td>50 %</td><td>25 %</td>', text)
        self.assertIn("<td>1 of 2<small>worst 0.900: eigen-avx2, n = 100 (1 KB)</small></td>", text)

    def test_in_markdown(self):
        text = overview([recording(self.ROWS, cpu_name="CPU")])
        self.assertIn("| CPU | dot |  | **0.900** | 2.00 | 50 % | 25 % | 1 of 2 | "
                      "**0.900** (eigen-avx2, n = 100 (1 KB)) |", text)


class InPage(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.page = pathlib.Path(folder.name) / "page.md"
        self.made = recording([vectors(100, 0.9)], cpu_name="CPU")

    def test_only_what_is_between_the_marks_changes(self):
        self.page.write_text(f"before\n{BEGIN}\nof yesterday\n{END}\nafter {END}\n")
        text = in_page([self.made], self.page)
        self.assertTrue(text.startswith(f"before\n{BEGIN}\n\n| CPU |"))
        self.assertTrue(text.endswith(f"\n\n{END}\nafter {END}\n"))
        self.assertNotIn("of yesterday", text)
        self.page.write_text(text)
        self.assertEqual(in_page([self.made], self.page), text)

    def test_links_to_the_page_beside_the_recording(self):
        self.page.write_text(f"{BEGIN}\n{END}\n")
        folder = self.page.parent / "of-cpus"
        folder.mkdir()
        self.made.path = str(folder / "one.json.gz")
        self.assertIn("| CPU, avx2 |", in_page([self.made], self.page))
        (folder / "one.md").write_text("")
        self.assertIn("| [CPU](of-cpus/one.md), avx2 |", in_page([self.made], self.page))

    def test_a_page_without_marks(self):
        for text in ("", f"{BEGIN}\n", f"{END}\n{BEGIN}\n"):
            self.page.write_text(text)
            with self.assertRaisesRegex(ReportError, "page.md: it has no lines"):
                in_page([self.made], self.page)
        self.page.unlink()
        with self.assertRaisesRegex(ReportError, "No such file"):
            in_page([self.made], self.page)


if __name__ == "__main__":
    unittest.main()
