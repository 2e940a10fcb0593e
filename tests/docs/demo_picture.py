"""Draws the picture of the demo, and compares it with that of the README.

    demo_picture.py PICTURE PROGRAM             fails where the picture is another
    demo_picture.py PICTURE PROGRAM --update    draws it anew
"""

import pathlib
import re
import subprocess
import sys
import tempfile

from worked_example import SKIPPED, missing

VERSION = re.compile(r"Produced by GNUPLOT [^<]*")


def main(picture, program, update):
    reason = missing(program)
    if reason:
        print(f"skipped: {reason}")
        return SKIPPED
    picture = pathlib.Path(picture)
    with tempfile.TemporaryDirectory() as folder:
        drawn = pathlib.Path(folder) / "demo.svg"
        subprocess.run([program, "demo", "--plot", drawn], stdout=subprocess.DEVNULL, check=True)
        new = drawn.read_text(encoding="utf-8")
    if update:
        picture.write_text(new, encoding="utf-8")
        return 0
    old = picture.read_text(encoding="utf-8")
    if VERSION.findall(new) != VERSION.findall(old):
        print(f"skipped: this gnuplot draws other lines ({VERSION.findall(new)}, {VERSION.findall(old)})")
        return SKIPPED
    if new != old:
        print(f"{picture} is not what `adaline demo` draws: run this with --update, and look at it")
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or sys.argv[3:] not in ([], ["--update"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2], len(sys.argv) == 4))
