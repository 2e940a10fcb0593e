"""user_flags.py COMPILE_COMMANDS COMPILER_ID BUILD_FLAGS: no flag of a user changes how the library is compiled.

Who builds the library as a part of their own program gives it their own flags, which come first on each command line;
those of the library follow and must take them back. The compiler itself says which options are then in effect: g++ by
`-Q --help`, clang by `-###`. For each file of the library that must be the same list with and without the user's flags.
BUILD_FLAGS are those that this build put first itself (CMAKE_CXX_FLAGS and those of its build type).

Then each protection is left out in turn, and that must be seen: else it protects from nothing, or this check is blind.
"""

import json
import pathlib
import platform
import shlex
import subprocess
import sys
import tempfile
from functools import lru_cache

X86 = platform.machine() in ("x86_64", "AMD64")

# What users write, and what has been seen to change bits or to let instructions leak.
ANYWHERE = ["-ffast-math", "-ffp-contract=fast", "-flto", "-funsafe-math-optimizations -ffinite-math-only",
            "-fassociative-math -fno-signed-zeros -fno-trapping-math -freciprocal-math", "-Ofast"]
OF_X86 = ["-march=native", "-march=native -mtune=native", "-mavx512f -mavx512vl", "-mavx2 -mfma", "-msse4.2 -mpopcnt",
          "-mbmi -mbmi2 -mlzcnt", "-march=native -ffast-math -flto"]
OF_ARM = ["-march=armv8.6-a+sve2", "-mcpu=neoverse-v1", "-mcpu=neoverse-v1 -ffast-math -flto"]
USER_FLAGS = ANYWHERE + (OF_X86 if X86 else OF_ARM)
# A level is optimised in every build; the rest of the library as its user says, which changes no bit of it.
OPTIMISATION = ["-O0", "-Og", "-Os", "-O1"]

# Without a bearing on any bit: complex numbers and the x87 are not used, what may be inlined is no arithmetic, and no
# compiler makes these instructions by itself. Clang names a default once a user's flag has been taken back to it; -Ofast
# is -O3 without its fast arithmetic.
WITHOUT_EFFECT = {"gcc": ("-fcx-limited-range", "-fexcess-precision=[fast|standard|16]", "-fallow-store-data-races",
                          "-fsemantic-interposition",
                          "-mxsave", "-mcrc32", "-mmwait"),
                  "clang": ("-ffp-exception-behavior=ignore", "-O3", "-Ofast")}

PROTECTIONS = ["-ffp-contract=off", "-fno-fast-math", "-fno-lto"]


def without_files(arguments):
    """The options alone: no files, no include folders, no definitions, no warnings."""
    kept, skip = [], False
    for argument in arguments:
        if skip:
            skip = False
        elif argument in ("-o", "-c", "-isystem", "-I", "-MF", "-MT", "-include"):
            skip = True
        elif not argument.startswith(("-I", "-D", "-W", "-MD")):
            kept.append(argument)
    return kept


def library_files(commands, build_flags):
    """(name, compiler, options, whether it is a level's) for each file of the library, without the build's own flags."""
    own = shlex.split(build_flags)
    for entry in json.loads(pathlib.Path(commands).read_text(encoding="utf-8")):
        arguments = shlex.split(entry["command"])
        output = arguments[arguments.index("-o") + 1]
        if not output.startswith("CMakeFiles/adaline.dir/"):
            continue
        at = next(i for i, argument in enumerate(arguments) if pathlib.Path(argument).name != "ccache")
        options = without_files(arguments[at + 1:])
        rest = list(options)
        for flag in without_files(own):
            rest.remove(flag)
        yield pathlib.Path(entry["file"]).name, arguments[at], tuple(rest), "/generated/isa/" in output


@lru_cache(maxsize=None)
def options_of_gcc(compiler, options):
    lines = set()
    for kind in ("optimizers", "target", "common"):  # each by itself: together they mean what is all three at once
        done = subprocess.run([compiler, "-Q", f"--help={kind}", *options], capture_output=True, text=True, check=True)
        found = {" ".join(line.split()) for line in done.stdout.splitlines()
                 if line.startswith("  -") and not line.startswith("  -o ")}
        if len(found) < 20:
            raise SystemExit(f"{compiler} --help={kind} says too little:\n{done.stdout}")
        lines |= found
    with tempfile.TemporaryDirectory() as folder:  # the one thing that it does not tell
        made = pathlib.Path(folder, "made.o")
        subprocess.run([compiler, *options, "-x", "c++", "-c", "-o", made, "-"], input=b"int x;", check=True)
        if b".gnu.lto_" in made.read_bytes():
            lines.add("-flto [enabled]")
    return frozenset(line for line in lines if line.split()[0] not in WITHOUT_EFFECT["gcc"])


@lru_cache(maxsize=None)
def options_of_clang(compiler, options):
    """What its driver asks of the compiler proper; and of the CPU's features, on and off, what comes of them."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "empty.cpp").write_text("", encoding="utf-8")

        def run(*more):
            return subprocess.run([compiler, *more, "empty.cpp", *options], cwd=folder, capture_output=True, text=True,
                                  check=True)
        jobs = [line for line in run("-###", "-c").stderr.splitlines() if '"-cc1"' in line]
        macros = run("-dM", "-E").stdout.splitlines()
    if len(jobs) != 1 or len(macros) < 100:
        raise SystemExit(f"{compiler} -### says too little: {jobs}, {len(macros)} macros")
    words, last = set(macros), ""
    for word in shlex.split(jobs[0]):
        if last != "-target-feature" and word != last and "compilation-dir=" not in word:
            words.add(word)
        last = word
    return frozenset(words - set(WITHOUT_EFFECT["clang"]))


def differences(effective, compiler, user, options):
    """What is in effect with the user's flags and not without them, or the other way round."""
    plain = effective(compiler, ("-O3", *options))
    with_user = effective(compiler, ("-O3", *shlex.split(user), *options))
    return sorted(plain ^ with_user)


def does_something(effective, compiler, protection, options):
    """Whether it would be missed: it changes what is in effect, or a user's flag would."""
    weaker = tuple(option for option in options if option != protection)
    return (effective(compiler, ("-O3", *weaker)) != effective(compiler, ("-O3", *options))
            or any(differences(effective, compiler, user, weaker) for user in USER_FLAGS))


def main(commands, compiler_id, build_flags):
    effective = options_of_gcc if compiler_id == "GNU" else options_of_clang
    problems, checked, seen = [], 0, set()
    files = sorted(library_files(commands, build_flags))
    if not any(of_level for *_, of_level in files) or all(of_level for *_, of_level in files):
        raise SystemExit(f"{commands} has not all files of the library: {[name for name, *_ in files]}")
    for name, compiler, options, of_level in files:
        for user in USER_FLAGS + (OPTIMISATION if of_level else []):
            checked += 1
            found = differences(effective, compiler, user, options)
            if found:
                problems.append(f"{name}: {user} changes {', '.join(found)}")
        for protection in PROTECTIONS:
            if does_something(effective, compiler, protection, options):
                seen.add(protection)
    problems += [f"{protection} would not be missed" for protection in PROTECTIONS if protection not in seen]
    print("\n".join(problems))
    print(f"{len(files)} files, {checked} comparisons, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
