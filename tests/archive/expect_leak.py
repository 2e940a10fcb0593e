"""expect_leak.py REGEX COMMAND..: runs isacheck.py; succeeds if it fails for the reason that REGEX says.

An empty REGEX expects that nothing is found.
"""

import re
import subprocess
import sys


def main():
    reason, command = sys.argv[1], sys.argv[2:]
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(run.stdout, end="")
    if run.returncode != (1 if reason else 0):
        return f"exit status {run.returncode}"
    if not re.search(reason, run.stdout):
        return f"expected: {reason}"
    return 0


if __name__ == "__main__":
    sys.exit(main())
