"""The section about growth: slopes, where the samples lie, and what is not there."""

import unittest

from support import Page, recording, row

import growth
from glance import glance
from markdown import markdown
from page import page
from performance import performance

KB = 1 << 10
CACHES = {"cache_L1_bytes": str(32 * KB), "cache_L2_bytes": str(1024 * KB)}


def shape(task, rows, features, time, level="avx2", **more):
    more.setdefault("footprint", float(4 * rows * (features + 1)))
    return row(f"{task}/{level}/float/rows:{rows}/features:{features}", time, **more)


def by_rows(task="growth_gradient", time=lambda rows: 2.0 * rows, **more):
    return [shape(task, rows, 64, time(rows), **more) for rows in (16, 64, 256, 1024, 4096, 16384)]


def by_features(task="growth_gradient", time=lambda features: 50.0 * features):
    return [shape(task, 4096, features, time(features)) for features in (1, 4, 16, 64, 256)]


class Slopes(unittest.TestCase):
    def test_of_powers(self):
        for power in (0.5, 1, 2):
            self.assertAlmostEqual(growth.slope([1, 4, 16], [3 * x ** power for x in (1, 4, 16)]), power)

    def test_of_the_best_line(self):
        self.assertAlmostEqual(growth.slope([1, 2, 4], [1, 1, 4]), 1)


class Courses(unittest.TestCase):
    def test_rows_and_features(self):
        by_row, by_feature = growth.courses(recording(by_rows() + by_features()[:3] + by_features()[4:]))
        self.assertEqual((by_row.name, by_row.fixed, by_row.counts),
                         ("rows", "64 features", [16, 64, 256, 1024, 4096, 16384]))
        # The shape in which both cross is of both.
        self.assertEqual((by_feature.name, by_feature.fixed, by_feature.counts),
                         ("features", "4096 rows", [1, 4, 16, 64, 256]))

    def test_a_few_shapes_are_no_course(self):
        self.assertEqual(len(growth.courses(recording(by_rows()[:4]))), 1)
        self.assertEqual(growth.courses(recording(by_rows()[:3])), [])

    def test_the_level_that_is_used(self):
        self.assertEqual(growth.courses(recording(by_rows(level="sse2"))), [])


class Tables(unittest.TestCase):
    def test_of_rows(self):
        rows = by_rows(items_per_second=1e10)
        rows[-1] = shape("growth_gradient", 16384, 64, 4.0 * 16384, items_per_second=5e9, label="noisy")
        (words, names, (cells,)), = growth.tables(recording(rows, **CACHES))
        self.assertIn("picoseconds", words)
        self.assertEqual(names, ["work", "type", "more", "at", "from", "to", "slope", "of the last", "expected", "L1", "L2",
                                 "memory"])
        # 16384 rows take twice as long as they should: a factor of 8 for one of 4.
        self.assertEqual(cells, ["growth_gradient", "float", "rows", "64 features", "16", "16384", "1.07", "1.50", "1",
                                 "100", "100", "150"])

    def test_the_square_of_features(self):
        rows = by_rows("growth_moments", lambda rows: 3.0 * rows)
        rows += [one for one in by_features("growth_moments", lambda features: 3.0 * features ** 2)
                 if "/features:64_" not in one["name"]]
        (_, _, (of_rows, of_features)), = growth.tables(recording(rows, **CACHES))
        self.assertEqual((of_rows[6:9], of_features[2:4], of_features[6:9]),
                         (["1.00", "1.00", "1"], ["features", "4096 rows"], ["2.00", "2.00", "2"]))

    def test_of_a_machine_whose_caches_are_unknown(self):
        (_, names, (cells,)), = growth.tables(recording(by_rows(items_per_second=1e10)))
        self.assertEqual((names[9:], cells[9:]), (["memory"], ["100"]))

    def test_not_measured(self):
        self.assertEqual(growth.tables(recording([row("dot/avx2/float/n:64")])), [])


class Charts(unittest.TestCase):
    def test_marks_stand_where_the_caches_end(self):
        made = recording(by_rows() + by_rows(level="limit", time=lambda rows: 1.5 * rows), **CACHES)
        (name, svg), = growth.figures(made)["growth_gradient", "float"]
        self.assertEqual(name, "rows, at 64 features")
        self.assertEqual(svg.count('<text class="cache"'), 2)
        self.assertIn("<title>avx2, 256 rows by 64: 512 ns</title>", svg)
        for kind in ("used", "limit"):
            self.assertIn(f'<g class="line {kind}"><polyline', svg)

    def test_ticks(self):
        self.assertEqual([growth.count_text(count) for count in (1, 512, 4096, 1 << 20)], ["1", "512", "4 K", "1 M"])
        self.assertEqual([growth.time_text(seconds) for seconds in (2e-8, 1e-7, 5e-6, 1e-4, 2e-2, 1)],
                         ["20 ns", "0.1 us", "5 us", "0.1 ms", "20 ms", "1 s"])


class Pages(unittest.TestCase):
    def test_have_them(self):
        made = recording(by_rows(), **CACHES)
        for text in (markdown([made]), performance([made])):
            self.assertIn("## Growth\n", text)
            self.assertIn("| growth_gradient | float | rows | 64 features | 16 | 16384 | 1.00 | 1.00 | 1 |", text)
        text = page([made])
        self.assertEqual(Page(text).errors, [])
        self.assertIn('<section id="growth"><h2>Growth</h2>', text)
        self.assertIn("<td>64 features</td>", text)

    def test_go_without_them(self):
        made = recording([row("dot/avx2/float/n:4096", vs_plain=2.0)])
        for text in (markdown([made]), performance([made]), page([made])):
            self.assertNotIn("## Growth", text)
            self.assertNotIn('id="growth"', text)

    def test_what_compares_rivals_does_not_count_them(self):
        self.assertNotIn("growth_", glance([recording(by_rows() + [row("dot/avx2/float/n:4096", vs_plain=2.0)])]))


if __name__ == "__main__":
    unittest.main()
