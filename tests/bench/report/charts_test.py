"""Charts: axes and ticks, labels that do not meet, points where they belong."""

import re
import unittest

from support import recording, row

import axes
import charts
import units
from charts import Line, Point
from figures import Chosen, Speedup, Throughput, cache_marks, draw, groups_of, speedup_lines, throughput_lines

KB = 1 << 10


class Units(unittest.TestCase):
    def test_texts(self):
        self.assertEqual([units.size(count) for count in (4, 1023, KB, 1536, 1 << 20, 1 << 30)],
                         ["4 B", "1023 B", "1 KB", "1.5 KB", "1 MB", "1 GB"])
        self.assertEqual([units.time(seconds) for seconds in (1.234e-9, 1e-6, 12.34e-6, 0.1234, 2)],
                         ["1.23 ns", "1.00 us", "12.3 us", "123 ms", "2.00 s"])
        self.assertEqual([units.ratio(value) for value in (0.9494, 0.99949, 1, 12.34, 123.4)],
                         ["0.949", "0.999", "1.00", "12.3", "123"])
        self.assertEqual(units.share(0.8749), "87.5 %")
        self.assertEqual([units.digits(value) for value in (0, 0.0123, 0.5, -3, -12.3)],
                         ["0", "0.012", "0.50", "-3.00", "-12.3"])


class Axes(unittest.TestCase):
    def test_linear_from_zero(self):
        axis = axes.rate_axis([3, 90, 97], False, 200, 20)
        self.assertEqual((axis.is_log, axis.at(0), axes.ticks(axis)), (False, 200, [0, 50, 100]))
        self.assertAlmostEqual(axis.at(50), 110)

    def test_logarithmic_where_what_matters_is_far_apart(self):
        axis = axes.rate_axis([0.3, 400], True, 200, 20)
        self.assertEqual([round(value, 3) for value in axes.ticks(axis)], [1, 10, 100])
        for kind, speeds, is_log in (("used", ((17, 1), (16,)), True), ("used", ((8, 1), (2,)), False),
                                     ("plain", ((17, 1), (2,)), False), ("used", ((9, 8), (2,)), True)):
            points = [(number, Line(kind, kind, []), Point(64, speed, "", False))
                      for number, of_cpu in enumerate(speeds) for speed in of_cpu]
            self.assertEqual(Throughput.axis(points, charts.SMALL).is_log, is_log, (kind, speeds))

    def test_one_is_always_in_sight(self):
        for values in ([0.2, 0.3], [5, 9], [1]):
            axis = axes.ratio_axis(values, 200, 20)
            self.assertTrue(20 < axis.at(1) < 200)
            self.assertTrue(all(20 <= axis.at(value) <= 200 for value in values), values)

    def test_size_ticks(self):
        axis = axes.size_axis([8, 1 << 30], 38, 400)
        self.assertEqual([units.size(tick) for tick in axes.size_ticks(axis)],
                         ["32 B", "1 KB", "32 KB", "1 MB", "32 MB", "1 GB"])
        single = axes.size_axis([KB], 0, 100)
        self.assertAlmostEqual(single.at(KB), 50)

    def test_everything_is_inside(self):
        for low in (1e-4, 0.03, 0.99, 1, 3, 77, 2e3):
            for factor in (1, 1.01, 2, 17, 5e3):
                axis = axes.rate_axis([low, low * factor], factor > 16, 200, 20)
                for value in (low, low * factor):
                    self.assertTrue(19.999 <= axis.at(value) <= 200.001, (low, factor))
                self.assertTrue(1 <= len(axes.ticks(axis)) <= 8, (low, factor))


class Labels(unittest.TestCase):
    def test_they_keep_their_distance(self):
        for wanted in ([], [50], [50, 50, 51, 52], [20] * 9, [205] * 9, [20, 21, 100, 204, 205]):
            places = charts.spread_out(wanted, charts.SMALL)
            self.assertEqual(len(places), len(wanted))
            self.assertTrue(all(b - a >= charts.SMALL.gap - 1e-9 for a, b in zip(places, places[1:])), places)
            self.assertTrue(all(charts.SMALL.top - 1 <= place <= charts.SMALL.bottom for place in places), places)
        self.assertEqual(charts.spread_out([60, 120], charts.SMALL), [60, 120])


class Drawing(unittest.TestCase):
    def draw(self, *lines, **more):
        x_axis, y_axis = axes.size_axis([KB, 4 * KB], 36, 252), axes.rate_axis([10], False, 204, 22)
        return charts.draw(charts.SMALL, "a <chart>", x_axis, y_axis, lines, "GB/s", **more)

    def test_points(self):
        svg = self.draw(Line("plain", "plain", [Point(KB, 5, "t1", False), Point(4 * KB, 10, "t2", True)]))
        self.assertIn('aria-label="a &lt;chart&gt;"', svg)
        circles = re.findall(r'<circle( class="noisy")? cx="([\d.]+)" cy="([\d.]+)" r="2.4"><title>(\w+)</title>', svg)
        self.assertEqual([(circle[0] != "", circle[3]) for circle in circles], [(False, "t1"), (True, "t2")])
        self.assertLess(float(circles[0][1]), float(circles[1][1]))
        self.assertEqual([float(circle[2]) for circle in circles], [113, 22])
        self.assertIn(f'<polyline points="{circles[0][1]},113 {circles[1][1]},22"/>', svg)
        self.assertEqual(svg.count(">plain</text>"), 1)

    def test_marks_of_caches(self):
        svg = self.draw(marks=[charts.Mark(2 * KB, "L1"), charts.Mark(64 * KB, "L2")])
        self.assertIn(">L1</text>", svg)
        self.assertNotIn("L2", svg)

    def test_base(self):
        self.assertNotIn("behind", self.draw())
        self.assertIn('class="behind"', self.draw(base=1))


class Lines(unittest.TestCase):
    def test_of_several_levels_the_best_by_median(self):
        rows = []
        for n, speeds in ((64, (9, 1)), (128, (2, 3)), (256, (2, 3))):
            rows += [row(f"dot/compiler-{level}/float/n:{n}", bytes_per_second=1e9 * speed)
                     for level, speed in zip(("sse2", "avx2"), speeds)]
            rows += [row(f"dot/{level}/float/n:{n}", vs_plain=2.0, **{"vs_compiler-avx2": 1.5, "vs_compiler-sse2": 4.0})
                     for level in ("sse2", "avx2")]
            rows += [row(f"dot/{name}/float/n:{n}") for name in ("plain", "limit", "other-x")]
        made = recording(rows)
        chosen = Chosen(made, made.contests)
        self.assertEqual(chosen.drawn, ["limit", "sse2", "plain", "compiler-avx2", "other-x", "avx2"])
        self.assertEqual([chosen.kind(name) for name in chosen.drawn],
                         ["limit", "level", "plain", "compiler", "other", "used"])
        self.assertEqual(chosen.note, "compiler-avx2, other-x")
        ratios = speedup_lines(chosen, made.contests)
        self.assertEqual({line.name: [point.y for point in line.points] for line in ratios},
                         {"plain": [2, 2, 2], "compiler": [1.5, 1.5, 1.5]})
        lines = {line.name: line for line in throughput_lines(chosen, made.contests)}
        self.assertEqual([point.y for point in lines["compiler"].points], [1, 3, 3])

    def test_ratios_are_those_of_the_recording(self):
        made = recording([row("dot/avx2/float/n:64", 10, vs_plain=7.0), row("dot/plain/float/n:64", 20)])
        line, = speedup_lines(Chosen(made, made.contests), made.contests)
        self.assertEqual(line.points[0].y, 7)
        self.assertEqual(line.points[0].title, "avx2 over plain, n = 64 (1 KB): 7.00 x")
        self.assertFalse(line.points[0].hollow)
        made = recording([row("dot/avx2/float/n:64", vs_plain=7.0), row("dot/plain/float/n:64", label="noisy")])
        line, = speedup_lines(Chosen(made, made.contests), made.contests)
        self.assertTrue(line.points[0].hollow)

    def test_tooltips(self):
        made = recording([row("dot/avx2/float/n:64", 123.0, bytes_per_second=4.5e10, of_limit=0.873,
                              spread=0.12, label="noisy, 5")])
        line, = throughput_lines(Chosen(made, made.contests), made.contests)
        self.assertEqual(line.points[0].title,
                         "avx2, n = 64 (1 KB): 45.0 GB/s, 123 ns, 87.3 % of limit, spread 12.0 %, noisy")
        self.assertTrue(line.points[0].hollow)
        made = recording([row("dot/limit/float/n:64", label="loads, noisy")])
        line, = throughput_lines(Chosen(made, made.contests), made.contests)
        self.assertTrue(line.points[0].title.startswith("limit (loads), n = 64"), line.points[0].title)
        self.assertTrue(line.points[0].hollow)

    def test_caches_of_the_recording_are_marked(self):
        made = recording([row(f"dot/avx2/float/n:{n}", footprint=8.0 * n) for n in (64, 1 << 20)],
                         cache_L1_bytes="49152", cache_L3_bytes="1e12")
        svg = draw([made], "dot", Throughput)["vectors", "float", 0]
        self.assertEqual(re.findall(r'<text class="cache".*?>(\w+)</text>', svg), ["L1"])
        self.assertEqual([(mark.x, mark.name) for mark in cache_marks(made)], [(49152, "L1"), (1e12, "L3")])

    def test_a_lone_row_has_no_chart_of_its_own(self):
        made = recording([row("predict/avx2/float/rows:1/features:16384"),
                          row("predict/avx2/float/rows:64/features:128")])
        self.assertEqual(groups_of([made], "predict"), [32 * KB])
        alone = recording([row("predict/avx2/float/rows:1/features:16384")])
        self.assertEqual(groups_of([alone], "predict"), [64 * KB])

    def test_ratios_have_the_same_axis_at_all_total_sizes(self):
        rows = [row(f"predict/plain/float/rows:{rows}/features:128") for rows in (64, 2048)]
        for samples, ratio in ((64, 3.0), (2048, 40.0)):
            rows.append(row(f"predict/avx2/float/rows:{samples}/features:128", vs_plain=ratio,
                            bytes_per_second=1e9 * ratio))
        made = recording(rows)
        for what, is_same in ((Speedup, True), (Throughput, False)):
            first, second = [re.search(r'<g class="y">.*?</g>', svg).group(0)
                             for svg in draw([made], "predict", what).values()]
            self.assertEqual(first == second, is_same, what.name)

    def test_the_same_axes_for_all_cpus(self):
        first = recording([row("dot/avx2/float/n:64", bytes_per_second=5e9, vs_plain=2.0), row("dot/plain/float/n:64")])
        second = recording([row("dot/avx2/float/n:4096", bytes_per_second=9e10, footprint=32768.0, vs_plain=30.0),
                            row("dot/plain/float/n:4096")])
        for what in (Throughput, Speedup):
            drawn = draw([first, second], "dot", what)
            self.assertEqual(sorted(drawn), [("vectors", "float", 0), ("vectors", "float", 1)])
            grids = [re.search(r'<path class="grid".*?<g class="line', svg).group(0) for svg in drawn.values()]
            self.assertEqual(grids[0], grids[1])
            alone = draw([first], "dot", what)["vectors", "float", 0]
            self.assertNotIn(grids[0], alone)


if __name__ == "__main__":
    unittest.main()
