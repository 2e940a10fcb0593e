"""Runs the commands of a worked example, and compares what they print with what the page says.

The page's ```console blocks hold lines `$ command` (continued by a backslash), each followed by its output: standard
output, then standard error. The commands run in one temporary folder, which begins as a copy of the page's folder.
What differs from run to run is masked: times, and the kernels' level.

    worked_example.py PAGE PROGRAM             fails where the page is wrong
    worked_example.py PAGE PROGRAM --update    writes what was printed, and the plots, into the page's folder
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77  # as ctest knows it
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
MASKS = [
    (re.compile(r"^time +.*$", re.MULTILINE), "time      .."),
    (re.compile(r"^kernels +.*$", re.MULTILINE), "kernels   .."),
]


def masked(text):
    for pattern, mask in MASKS:
        text = pattern.sub(mask, text)
    return text


def commands_of(block):
    """The commands of a block; a line that ends in a backslash goes on."""
    commands = []
    goes_on = False
    for line in block.splitlines():
        if goes_on:
            commands[-1] += "\n" + line
        elif line.startswith("$ "):
            commands.append(line[2:])
        goes_on = (goes_on or line.startswith("$ ")) and line.endswith("\\")
    return commands


def run_block(block, folder, environment):
    result = ""
    for command in commands_of(block):
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True, capture_output=True,
                              stdin=subprocess.DEVNULL, check=False)
        result += f"$ {command}\n{done.stdout}{done.stderr}"
    return result


def missing(program):
    """Why this machine cannot print what the page says, if it cannot."""
    if not shutil.which("gnuplot"):
        return "there is no gnuplot here"
    cpu = json.loads(subprocess.run([program, "cpu", "--json"], text=True, capture_output=True, check=True).stdout)
    if not any(level["fused"] for level in cpu["levels"] if level["name"] == cpu["used"]):
        return "this CPU has no fused multiply-add, and so other last digits"
    return None


def main(page, program, update):
    reason = missing(program)
    if reason:
        print(f"skipped: {reason}")
        return SKIPPED
    page = pathlib.Path(page).resolve()
    old = page.read_text(encoding="utf-8")
    environment = dict(os.environ, PATH=f"{pathlib.Path(program).resolve().parent}:{os.environ['PATH']}")
    environment.pop("ADALINE_ISA", None)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "example"
        shutil.copytree(page.parent, folder)
        new = BLOCK.sub(lambda match: run_block(match.group(), folder, environment), old)
        if update:
            page.write_text(new, encoding="utf-8")
            for plot in folder.glob("*.svg"):
                shutil.copy(plot, page.parent)
            return 0
    if not BLOCK.search(old):
        sys.exit(f"{page} has no example")
    if masked(new) == masked(old):
        return 0
    with tempfile.NamedTemporaryFile("w", suffix=".md") as expected, tempfile.NamedTemporaryFile("w", suffix=".md") as got:
        for file, text in ((expected, old), (got, new)):
            file.write(masked(text))
            file.flush()
        subprocess.run(["diff", "-u", "--label", str(page), "--label", "printed", expected.name, got.name], check=False)
    return 1


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or sys.argv[3:] not in ([], ["--update"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2], len(sys.argv) == 4))
