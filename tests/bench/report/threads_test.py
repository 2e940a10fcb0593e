"""The section about threads: speed-ups as they were recorded, efficiencies, and what is not there."""

import unittest

from support import Page, recording, row

import threads
from glance import glance
from losses import compared
from markdown import markdown
from page import page
from performance import performance
from summary import summary

SHAPE = "float/rows:4096/features:64"


def contest(task="threads_gradient", shape=SHAPE):
    """On one thread, two and sixteen."""
    return [row(f"{task}/threads-1/{shape}", 16000.0, of_limit=0.5),
            row(f"{task}/threads-2/{shape}", 8500.0, vs_one_thread=1.9, of_limit=0.6, **{"vs_openblas-2": 2.5}),
            row(f"{task}/threads-16/{shape}", 2000.0, vs_one_thread=8.0, of_limit=0.75, label="noisy",
                **{"vs_openblas-16": 3.0}),
            row(f"{task}/openblas-2/{shape}", 21000.0, vs_one_thread=1.25),
            row(f"{task}/openblas-16/{shape}", 6000.0, vs_one_thread=5.5),
            row(f"{task}/limit-1/{shape}", 8000.0, label="loads"),
            row(f"{task}/limit-16/{shape}", 800.0, vs_one_thread=10.0, label="loads")]


class Tables(unittest.TestCase):
    def test_speed_up_and_efficiency(self):
        (words, names, rows), = threads.tables(recording(contest()))
        self.assertIn("efficiency", words)
        self.assertEqual(names, ["work", "type", "samples", "one thread", "2 threads", "16 threads", "by the limit",
                                 "of limit", "over OpenBLAS", "OpenBLAS"])
        self.assertEqual(rows, [["threads_gradient", "float", "1 MB, rows of 256 B", "16.0 us", "1.90 (95 %)",
                                 "8.00 (50 %) (noisy)", "10.0", "75 %", "3.00", "5.50"]])

    def test_the_recorded_ratio_counts_and_not_that_of_the_medians(self):
        rows = contest()
        rows[1]["cpu_time"] = 4000.0
        (_, _, found), = threads.tables(recording(rows))
        self.assertEqual(found[0][4], "1.90 (95 %)")

    def test_without_rival_and_limit(self):
        rows = [one for one in contest() if "/threads-" in one["name"]]
        for one in rows:
            one.pop("of_limit")
            for name in [key for key in one if key.startswith("vs_openblas")]:
                one.pop(name)
        (_, _, found), = threads.tables(recording(rows))
        self.assertEqual(found[0][4:], ["1.90 (95 %)", "8.00 (50 %) (noisy)", "", "", "", ""])

    def test_one_cpu(self):
        made = recording(contest()[:1])
        (_, names, rows), = threads.tables(made)
        self.assertEqual((names[4:], rows[0][3:]), (["by the limit", "of limit", "over OpenBLAS", "OpenBLAS"],
                                                    ["16.0 us", "", "50 %", "", ""]))
        self.assertEqual(threads.figures(made), {})

    def test_shapes_with_fewer_threads_leave_cells_empty(self):
        (_, names, rows), = threads.tables(recording(contest() + contest("threads_loss")[:2]))
        self.assertEqual([line[0] for line in rows], ["threads_loss", "threads_gradient"])
        self.assertEqual(rows[0][4:6], ["1.90 (95 %)", ""])

    def test_not_measured(self):
        self.assertEqual(threads.tables(recording([row("dot/avx2/float/n:64")])), [])
        only_rival = recording(contest()[3:5])
        self.assertEqual(threads.tables(only_rival), [])


class Order(unittest.TestCase):
    def test_two_threads_come_before_sixteen(self):
        made, = recording(contest()[::-1]).scaling
        self.assertEqual(list(made.rows), ["limit-1", "limit-16", "threads-1", "threads-2", "threads-16", "openblas-2",
                                           "openblas-16"])


class Charts(unittest.TestCase):
    def test_a_line_for_each(self):
        made = recording(contest())
        lines = {line.name: [(point.x, point.y) for point in line.points]
                 for line in threads.lines_of(made.scaling[0])}
        self.assertEqual(lines, {"linear": [(1, 1), (2, 2), (16, 16)], "limit": [(1, 1), (16, 10)],
                                 "OpenBLAS": [(2, 1.25), (16, 5.5)], "adaline": [(1, 1), (2, 1.9), (16, 8)]})
        self.assertEqual([point.hollow for point in threads.lines_of(made.scaling[0])[-1].points], [False, False, True])
        drawn, = threads.figures(made)["threads_gradient", "float"]
        self.assertEqual(drawn[0], "1 MB, rows of 256 B")
        self.assertIn("<title>adaline, 16 threads, 1 MB, rows of 256 B: 8.00 x, 2.00 us (noisy)</title>", drawn[1])
        self.assertIn(">16</text>", drawn[1])


class Pages(unittest.TestCase):
    OTHERS = [row("dot/avx2/float/n:4096", vs_plain=2.0), row("dot/plain/float/n:4096")]

    def test_have_them(self):
        made = recording(contest() + self.OTHERS)
        for text in (markdown([made]), performance([made])):
            self.assertIn("## Threads\n", text)
            self.assertIn("| threads_gradient | float | 1 MB, rows of 256 B | 16.0 us | 1.90 (95 %) |", text)
        text = page([made])
        self.assertEqual(Page(text).errors, [])
        self.assertIn('<section id="threads"><h2>Threads</h2>', text)
        self.assertIn("<td>1.90 (95 %)</td>", text)
        self.assertEqual(text.count('aria-label="unknown CPU: threads of threads_gradient'), 1)
        self.assertIn("<summary>threads_gradient</summary>", text)

    def test_several_cpus(self):
        made = [recording(contest() + self.OTHERS), recording(self.OTHERS)]
        made[0].title, made[1].title = "A: one", "B: other"
        text = page(made)
        self.assertEqual(Page(text).errors, [])
        self.assertIn("<h3>threads_gradient, A: one</h3>", text)
        self.assertIn("## Threads, A: one\n", markdown(made))
        self.assertNotIn("## Threads, B: other", markdown(made))

    def test_go_without_them(self):
        made = recording(self.OTHERS)
        for text in (markdown([made]), performance([made]), page([made])):
            self.assertNotIn("## Threads", text)
            self.assertNotIn('id="threads"', text)

    def test_go_with_nothing_else(self):
        made = recording(contest())
        for text in (markdown([made]), performance([made])):
            self.assertIn("| threads_gradient | float |", text)
        self.assertEqual(Page(page([made])).errors, [])

    def test_what_is_about_one_thread_does_not_count_them(self):
        made = recording(contest() + self.OTHERS)
        self.assertEqual([line.task for line in summary(made)], ["dot"])
        self.assertEqual(compared(made), 1)
        self.assertNotIn("threads_", glance([made]))


if __name__ == "__main__":
    unittest.main()
