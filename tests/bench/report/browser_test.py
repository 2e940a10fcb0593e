"""The page as a browser shows it: without errors, without a network, readable on a telephone and on a desk."""

import tempfile
import unittest

from support import HERE, RECORDINGS

from browser import Browser, program
from page import page
from recording import load_all

WIDTHS = (390, 1280)
SMALLEST_TEXT = 9  # pixels
OF_DOCS = sorted((HERE.parents[2] / "docs" / "performance").glob("*.json.gz"))
BROKEN = """<!doctype html><meta name="viewport" content="width=device-width"><body>
<div style="width: 2000px">wide</div><svg role="img" aria-label="empty" width="0" height="0"></svg>
<img src="http://example.invalid/image.png"><script>nothing.at.all()</script>"""


@unittest.skipUnless(program(), "there is no Chromium")
class Opened(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)  # where the browser may still write
        cls.addClassCleanup(folder.cleanup)
        cls.browser = Browser(folder.name)
        if not cls.browser.works():
            raise unittest.SkipTest("Chromium does not start here")

    def assert_fine(self, text):
        for width in WIDTHS:
            with self.subTest(width=width):
                found = self.browser.look(text, width)
                self.assertEqual(found["console"], [])
                self.assertEqual(found["loaded"], [])
                self.assertEqual(found["inner"], width)
                self.assertLessEqual(found["scroll"], width)
                self.assertEqual(len(found["charts"]), text.count('role="img"'))
                for chart in found["charts"]:
                    self.assertGreater(min(chart["width"], chart["height"]), 150, chart)
                    self.assertGreater(chart["points"], 0, chart)
                    self.assertGreaterEqual(chart["text"], SMALLEST_TEXT, chart)

    def test_of_one(self):
        self.assert_fine(page(load_all([str(RECORDINGS[0])])))

    def test_of_many(self):
        self.assert_fine(page(load_all(list(map(str, [*RECORDINGS, *RECORDINGS[:1]])))))

    def test_of_those_in_docs(self):
        self.assert_fine(page(load_all(list(map(str, OF_DOCS)))))

    def test_what_is_broken_is_found(self):
        found = self.browser.look(BROKEN, WIDTHS[0])
        console = " ".join(found["console"])
        self.assertIn("ReferenceError", console)
        self.assertIn("http://example.invalid/image.png", console)
        self.assertGreater(found["scroll"], found["inner"])
        self.assertEqual([(chart["width"], chart["points"]) for chart in found["charts"]], [(0, 0)])


if __name__ == "__main__":
    unittest.main()
