"""docs/performance.md is what the report makes of the recording beside it."""

import pathlib
import unittest

import support  # puts bench/report on the path

from performance import performance
from recording import load_all

DOCS = pathlib.Path(__file__).resolve().parents[3] / "docs"


class Document(unittest.TestCase):
    maxDiff = None

    def test_is_made_from_its_recording(self):
        made = performance(load_all([str(DOCS / "performance.json.gz")]))
        self.assertEqual((DOCS / "performance.md").read_text(encoding="utf-8"), made,
                         "make it again: ./dev bench report docs/performance.json.gz --performance docs/performance.md")

    def test_shows_the_library_that_it_was_made_with(self):
        recording, = load_all([str(DOCS / "performance.json.gz")])
        self.assertEqual(recording.context["selection"], "full")


if __name__ == "__main__":
    unittest.main()
