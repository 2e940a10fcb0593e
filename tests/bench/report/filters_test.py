"""The tables of filters and single rows."""

import unittest

from support import Page, recording, row

from filters import tables
from markdown import markdown
from page import page
from performance import performance

STREAM = [row("filter_nlms/avx2/float/rows:1024/features:64", 20480.0, vs_plain=9.0, vs_compiler_avx2=2.5,
              vs_native=3.0, vs_liquid=12.0, **{"vs_cmsis_form-avx2": 2.25}),
          row("filter_nlms/native/float/rows:1024/features:64", 61440.0),
          row("filter_nlms/liquid/float/rows:1024/features:64", 245760.0),
          row("filter_nlms/avx2/double/rows:1024/features:512", 102400.0, vs_openblas=0.9, label="noisy")]
OLD = [row("neuron_learn/public/float/rows:4/features:16", 40.0, vs_plain=2.0)]
NEW = [row("neuron_learn/public/float/rows:4/features:64", 40.0, vs_plain=2.0, vs_native=0.75, vs_by_hand=1.1)]


class Tables(unittest.TestCase):
    def test_streams(self):
        (_, names, rows), = tables(recording(STREAM))
        self.assertEqual(names, ["work", "type", "taps", "ns per sample", "real time", "over best loop",
                                 "over OpenBLAS", "over CMSIS form", "over liquid-dsp"])
        self.assertEqual(rows, [["filter_nlms", "float", "64", "20.0", "1042", "2.50", "", "2.25", "12.0"],
                                ["filter_nlms", "double", "512", "100 (noisy)", "208", "", "0.900", "", ""]])

    def test_single_rows_where_they_have_their_rival(self):
        self.assertEqual(tables(recording(OLD)), [])
        (_, names, rows), = tables(recording(OLD + NEW))
        self.assertEqual(names, ["work", "type", "features", "ns", "over dot and axpy", "over best loop"])
        self.assertEqual(rows, [["neuron_learn", "float", "64", "10.0", "1.10", "0.750"]])


class Pages(unittest.TestCase):
    def test_have_them(self):
        made = recording(STREAM + NEW)
        for text in (markdown([made]), performance([made])):
            self.assertIn("## Filters and single rows\n", text)
            self.assertIn("| filter_nlms | float | 64 | 20.0 | 1042 | 2.50 |", text)
        text = page([made])
        self.assertEqual(Page(text).errors, [])
        self.assertIn("<td>filter_nlms</td><td>float</td><td>64</td><td>20.0</td><td>1042</td>", text)
        self.assertIn("64 taps", text)
        for kind in ("native", "liquid"):
            self.assertIn(f'<g class="line {kind}">', text)

    def test_go_without_them(self):
        made = recording(OLD)
        for text in (markdown([made]), performance([made]), page([made])):
            self.assertNotIn("filters-and-single-rows", text)
            self.assertNotIn("## Filters", text)


if __name__ == "__main__":
    unittest.main()
