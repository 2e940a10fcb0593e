"""The report as a command: what it writes and says, and its exit codes."""

import pathlib
import tempfile
import unittest

from support import RECORDINGS, run

from overview import BEGIN, END

HELPFUL = "usage: bench/report"


class Command(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def files(self):
        return sorted(path.name for path in self.folder.iterdir())

    def test_default_outputs(self):
        made = run(*RECORDINGS, cwd=self.folder)
        self.assertEqual((made.returncode, made.stderr), (0, ""))
        self.assertEqual(made.stdout, "wrote adaline_report.html\nwrote adaline_report.md\n")
        self.assertEqual(self.files(), ["adaline_report.html", "adaline_report.md"])

    def test_only_what_is_named(self):
        made = run(RECORDINGS[0], "--performance", "p.md", cwd=self.folder)
        self.assertEqual((made.returncode, made.stdout), (0, "wrote p.md\n"))
        made = run(RECORDINGS[0], "--html", "a.html", "--markdown", "b.md", cwd=self.folder)
        self.assertEqual((made.returncode, self.files()), (0, ["a.html", "b.md", "p.md"]))

    def test_the_folder_does_not_matter(self):
        for name in ("a.html", "b.html"):
            run(RECORDINGS[0], "--html", self.folder / name, cwd=self.folder if name == "a.html" else None)
        self.assertEqual((self.folder / "a.html").read_bytes(), (self.folder / "b.html").read_bytes())

    def assert_fails(self, code, words, *arguments):
        made = run(*arguments, cwd=self.folder)
        self.assertEqual((made.returncode, made.stdout), (code, ""))
        self.assertIn(words, made.stderr)
        self.assertNotIn("Traceback", made.stderr)
        if code == 1:
            self.assertEqual(made.stderr.count("\n"), 1)
        self.assertEqual([name for name in self.files() if name.startswith("adaline_report")], [])

    def test_failures(self):
        (self.folder / "foreign.json").write_text('{"context": {}, "benchmarks": []}')
        self.assert_fails(1, "missing.json: No such file", "missing.json")
        self.assert_fails(1, "missing.json: No such file", RECORDINGS[0], "missing.json")
        self.assert_fails(1, "foreign.json: not a recording of adaline_bench", "foreign.json")
        self.assert_fails(1, "no/such/folder.html: No such file", RECORDINGS[0], "--html", "no/such/folder.html")

    def test_overview(self):
        (self.folder / "p.md").write_text(f"{BEGIN}\n{END}\n")
        made = run(*RECORDINGS, "--overview", "p.md", cwd=self.folder)
        self.assertEqual((made.returncode, made.stdout, self.files()), (0, "wrote p.md\n", ["p.md"]))
        self.assertIn("| CPU |", (self.folder / "p.md").read_text())
        self.assert_fails(1, "other.md: No such file", RECORDINGS[0], "--overview", "other.md")

    def test_usage(self):
        self.assert_fails(2, HELPFUL)
        self.assert_fails(2, HELPFUL, RECORDINGS[0], "--pdf", "x")
        self.assert_fails(2, "--performance is of one recording", RECORDINGS[0], RECORDINGS[0], "--performance", "p.md")
        self.assert_fails(2, "more than 26 recordings", *[RECORDINGS[0]] * 27)
        self.assertEqual(run("--help").returncode, 0)


if __name__ == "__main__":
    unittest.main()
