"""Each page of docs/performance is what the report makes of the recording beside it."""

import pathlib
import unittest

import support  # puts bench/report on the path

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
