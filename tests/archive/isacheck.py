#!/usr/bin/env python3
"""Checks that no instruction set leaks out of its level in a finished static library.

A level is compiled for more than the baseline, and runs only after dispatch has asked the CPU. That holds
only if nothing of it can be reached in another way: the linker keeps one copy of a weak function for the
whole program, and a static initialiser runs before anybody asks.

For the member <level>.cpp.o of each level, or the members <level>_<part>.cpp.o where a level has parts:
  - it exports one symbol, which is data: the level's table; it defines nothing weak (but see --own)
  - nothing of it runs before dispatch: no static initialisers, no indirect functions
  - it calls nothing but a few functions of the C library
  - it has only instructions that its level allows
Any other member has only instructions of the baseline.

Exit status: 0 nothing found, 1 leaks (one line each), 2 wrong usage.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
from typing import NamedTuple

from features import Instruction, feature_of

MACHINES = {"x86_64": "x86", "amd64": "x86", "aarch64": "arm", "arm64": "arm"}

# What a level may use beyond the baseline; a level that is not listed is a baseline level.
AVX2 = {"sse3", "ssse3", "sse4.1", "sse4.2", "popcnt", "avx2", "fma", "bmi"}
SVE = {"sve", "lse", "rdm"}
ALLOWED_FEATURES = {"avx2": AVX2, "avx512": AVX2 | {"avx512"}, "sve256": SVE, "sve512": SVE}

# What a level may call. Compilers make calls of mem* from plain loops.
ALLOWED_CALLS = {"memcpy", "memset", "memmove", "__stack_chk_fail", "_GLOBAL_OFFSET_TABLE_"}
ALLOWED_CALLS_OF = {"scalar": {"fma", "fmaf"}}

RUN_BEFORE_MAIN = (".preinit_array", ".init_array", ".fini_array", ".ctors", ".dtors")


class Member(NamedTuple):
    name: str
    content: bytes


class Unit(NamedTuple):
    """What is compiled for a level into one member of the archive: all of the level, or a part of it."""

    level: str
    name: str  # of the member and of its table


class Symbol(NamedTuple):
    kind: str  # the letter that nm prints
    name: str


# ---- The archive, read here: `ar x` would let members of the same name overwrite each other.


def read_archive(path):
    """The members of an archive in the format of GNU ar."""
    content = pathlib.Path(path).read_bytes()
    if not content.startswith(b"!<arch>\n"):
        raise SystemExit(f"{path}: not an archive that holds its members")
    members, long_names, offset = [], b"", 8
    while offset + 60 <= len(content):
        name = content[offset:offset + 16].decode().rstrip()
        size = int(content[offset + 48:offset + 58])
        data = content[offset + 60:offset + 60 + size]
        offset += 60 + size + size % 2
        if name == "//":
            long_names = data
        elif re.fullmatch(r"/\d+", name):
            members.append(Member(long_names[int(name[1:]):].split(b"/\n", 1)[0].decode(), data))
        elif name not in ("/", "/SYM64/"):
            members.append(Member(name.rstrip("/"), data))
    return members


# ---- What binutils say about one object; LLVM's tools of the same names do as well.

# LLVM's objdump must be told what it may meet, on Arm.
LLVM_OPTIONS = {"x86": [], "arm": ["--mattr=+v8.6a,+sve,+fullfp16,+bf16,+i8mm"]}


class Tools:
    def __init__(self, nm, objdump, architecture):
        self.nm, self.objdump = nm, objdump
        if "GNU" in self.run(objdump, "--version"):
            self.options = ["--insn-width=16"]  # else long encodings are broken into lines
        else:
            self.options = LLVM_OPTIONS[architecture]

    @staticmethod
    def run(*command):
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def symbols(self, path):
        lines = self.run(self.nm, "-C", path).splitlines()
        found = (re.match(r"[0-9a-f]*\s+(\S) (.+)", line) for line in lines)
        return [Symbol(*match.groups()) for match in found if match]

    def sections(self, path):
        lines = self.run(self.objdump, "-h", path).splitlines()
        found = (re.match(r"\s*\d+ (\S+)", line) for line in lines)
        return [match[1] for match in found if match]

    def instructions(self, path):
        function = "?"
        for line in self.run(self.objdump, "-d", "-C", *self.options, path).splitlines():
            if match := re.match(r"[0-9a-f]+ <(.*)>:$", line):
                function = match[1]
            elif match := re.match(r"\s*[0-9a-f]+:\s+((?:[0-9a-f]{2,8} )+)\s*\t(.+)", line):
                text = " ".join(match[2].split()).split(" # ")[0]  # without comments
                yield Instruction(function, bytes.fromhex(match[1]), text)


# ---- The rules. Each yields what is wrong with one member.


def check_instructions(tools, path, architecture, allowed):
    """The first instruction of each feature that is not allowed."""
    seen = set(allowed)
    for instruction in tools.instructions(path):
        feature = feature_of[architecture](instruction)
        if feature and feature not in seen:
            seen.add(feature)
            yield f"{feature} instruction in {instruction.function}: {instruction.text}"


def check_exports(symbols, table, own):
    exports = [s for s in symbols if s.kind.isupper() and s.kind not in "UN" or s.kind in "ui"]
    for symbol in exports:
        if symbol.kind in "WVui" and own and own in symbol.name:
            continue  # no other file knows that name
        if symbol.kind in "WVui":
            yield f"defines {symbol.name}, which the linker may use for other files (nm says {symbol.kind})"
        elif symbol.name != table:
            yield f"exports {symbol.name}, which is not its table"
        elif symbol.kind not in "DRBGS":
            yield f"exports {symbol.name}, which is not data (nm says {symbol.kind})"
    if table not in (symbol.name for symbol in exports):
        yield f"does not export {table}"


def check_calls(symbols, level, more_calls):
    allowed = ALLOWED_CALLS | ALLOWED_CALLS_OF.get(level, set()) | more_calls
    for symbol in symbols:
        if symbol.kind in "Uwv" and symbol.name not in allowed:
            yield f"needs {symbol.name}"


def check_sections(sections):
    for section in sections:
        if section.startswith(RUN_BEFORE_MAIN):
            yield f"has a static initialiser (section {section})"
        if section.startswith(".gnu.lto_"):
            yield f"is made for link-time optimisation (section {section})"
            return


def check_unit(tools, path, unit, rules):
    if not any(tools.instructions(path)):
        yield "has no instruction that can be read"
    symbols = tools.symbols(path)
    yield from check_exports(symbols, rules.table.format(level=unit.name), rules.own.format(level=unit.name))
    yield from check_calls(symbols, unit.level, set(rules.calls))
    yield from check_sections(tools.sections(path))


def units_of(rules):
    if not rules.parts:
        return [Unit(level, level) for level in rules.levels]
    return [Unit(level, f"{level}_{part}") for level in rules.levels for part in rules.parts]


def unit_of(member, units):
    return next((unit for unit in units if member.name in (f"{unit.name}.cpp.o", f"{unit.name}.o")), None)


def check_member(tools, member, unit, rules, architecture):
    if not member.content.startswith(b"\x7fELF"):
        yield "is no ELF object (made for link-time optimisation?)"
        return
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "member.o")
        path.write_bytes(member.content)
        if unit:
            yield from check_unit(tools, path, unit, rules)
        allowed = ALLOWED_FEATURES.get(unit.level, set()) if unit else set()
        yield from check_instructions(tools, path, architecture, allowed)


def check_archive(tools, members, rules, architecture):
    units = units_of(rules)
    for unit in units:
        found = sum(unit_of(member, [unit]) is not None for member in members)
        if found != 1:
            yield f"{unit.name}.cpp.o: is {found} times in the archive, expected once"
    for member in members:
        for problem in check_member(tools, member, unit_of(member, units), rules, architecture):
            yield f"{member.name}: {problem}"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive")
    parser.add_argument("--levels", nargs="+", required=True, help="names of all levels in the archive")
    parser.add_argument("--parts", nargs="*", default=[], help="names of the parts of each level, where it has some")
    parser.add_argument("--table", default="adaline::kernels::kernels_{level}",
                        help="the symbol that a level, or a part of it, exports (%(default)s)")
    parser.add_argument("--own", default="", metavar="NAMESPACE",
                        help="a namespace, with {level} in it, that no other file has: weak symbols of it do no harm")
    parser.add_argument("--calls", nargs="*", default=[],
                        help="functions that a level may call besides a few of the C library")
    parser.add_argument("--machine", default="x86_64", choices=sorted(MACHINES), type=str.lower)
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--objdump", default="objdump")
    return parser.parse_args()


def main():
    args = arguments()
    architecture = MACHINES[args.machine]
    tools = Tools(args.nm, args.objdump, architecture)
    members = read_archive(args.archive)
    problems = list(check_archive(tools, members, args, architecture))
    for problem in problems:
        print(problem)
    print(f"{args.archive}: {len(members)} members, {len(args.levels)} levels, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
