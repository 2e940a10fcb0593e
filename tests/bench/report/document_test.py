"""docs/performance.md and the pages that it leads to are what the report makes of the recordings."""

import pathlib
import unittest

import support  # puts bench/report on the path

from overview import BEGIN, in_page
from performance import performance
from recording import load_all

DOCS = pathlib.Path(__file__).resolve().parents[3] / "docs"
RECORDINGS = sorted(DOCS.glob("performance/*.json.gz"))


class Document(unittest.TestCase):
    maxDiff = None

    def test_there_is_one(self):
        self.assertTrue(RECORDINGS)

    def test_is_made_from_its_recording(self):
        for path in RECORDINGS:
            page = path.with_name(path.name.replace(".json.gz", ".md"))
            with self.subTest(page=page.name):
                self.assertEqual(page.read_text(encoding="utf-8"), performance(load_all([str(path)])),
                                 f"make it again: ./dev bench report {path} --performance {page}")

    def test_the_table_of_all_is_made_from_them(self):
        index = DOCS / "performance.md"
        made = in_page(load_all(list(map(str, RECORDINGS))), index)
        again = "./dev bench report docs/performance/*.json.gz --overview docs/performance.md"
        self.assertEqual(index.read_text(encoding="utf-8"), made, f"make it again: {again}")

    def test_the_table_is_what_the_page_opens_with(self):
        lines = [line for line in (DOCS / "performance.md").read_text(encoding="utf-8").splitlines() if line]
        self.assertEqual((lines[1], lines[2][:7]), (BEGIN, "| CPU |"))

    def test_is_of_a_full_run(self):
        for path in RECORDINGS:
            recording, = load_all([str(path)])
            self.assertEqual(recording.context["selection"], "full", path.name)

    def test_is_named(self):
        index = (DOCS / "performance.md").read_text(encoding="utf-8")
        for path in RECORDINGS:
            self.assertIn(f"(performance/{path.name.replace('.json.gz', '.md')})", index)


if __name__ == "__main__":
    unittest.main()
