"""Writes the report on recordings of adaline_bench; `--help` says how."""

import argparse
import sys

from markdown import markdown
from overview import in_page
from page import page
from performance import performance
from recording import ReportError, load_all

MOST = 26


def arguments():
    parser = argparse.ArgumentParser(
        prog="bench/report", description="Makes a report of what adaline_bench recorded with --benchmark_out=FILE.",
        epilog="Several recordings, of several CPUs, are shown side by side. Without an option it writes "
               "adaline_report.html and adaline_report.md into the current folder; else only what is named.")
    parser.add_argument("recordings", nargs="+", metavar="RECORDING", help="a file, .json or .json.gz")
    parser.add_argument("--html", metavar="FILE", help="the page with all charts and numbers")
    parser.add_argument("--markdown", metavar="FILE", help="the goals and the numbers of the level that is used")
    parser.add_argument("--overview", metavar="FILE", help="a page that is there, as docs/performance.md: its "
                        "table of all CPUs is made anew, between its marks")
    parser.add_argument("--performance", metavar="FILE", help="a page of docs/performance; of one recording")
    options = parser.parse_args()
    if options.performance and len(options.recordings) > 1:
        parser.error("--performance is of one recording")
    if len(options.recordings) > MOST:
        parser.error(f"more than {MOST} recordings")
    if not (options.html or options.markdown or options.overview or options.performance):
        options.html, options.markdown = "adaline_report.html", "adaline_report.md"
    return options


def write(path, text):
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise ReportError(f"{path}: {error.strerror}") from None
    print(f"wrote {path}")


def main():
    options = arguments()
    try:
        recordings = load_all(options.recordings)
        made = [(options.html, page), (options.markdown, markdown), (options.performance, performance),
                (options.overview, lambda recordings: in_page(recordings, options.overview))]
        for path, text in [(path, make(recordings)) for path, make in made if path]:
            write(path, text)
    except ReportError as error:
        print(f"adaline report: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
