"""`mpirun -n N adaline train` gives the bytes of one process, and ends with one error where a rank fails.

    train_test.py PROGRAM CASE RANKS LAUNCHER..
"""
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

program, case, ranks, launcher = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]

# A container has few cores and one user. Open MPI 4 and 5; others do not look.
environment = dict(os.environ, OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1",
                   PRTE_ALLOW_RUN_AS_ROOT="1", PRTE_ALLOW_RUN_AS_ROOT_CONFIRM="1",
                   OMPI_MCA_rmaps_base_oversubscribe="1", PRTE_MCA_rmaps_default_mapping_policy=":oversubscribe")
exact = ["--target", "y", "--method", "exact"]
files = [f"{i}.csv" for i in range(1, 6)]


def write_parts():
    numbers = random.Random(1)
    for file, rows in zip(files, [1024, 1, 2075, 5, 2895]):
        with open(file, "w") as out:
            out.write("a,b,c,y\n")
            for _ in range(rows):
                a, b, c, e = (numbers.gauss(0, 1) for _ in range(4))
                out.write(f"{a:.6f},{b + 1000:.6f},{c:.6f},{a / 2 - b + 3 * c + e:.6f}\n")


def run(arguments, alone=False, text=""):
    command = ([] if alone else launcher + [str(ranks)]) + [program] + arguments
    return subprocess.run(command, env=environment, capture_output=True, text=True, input=text)


def model_of(arguments, alone, text):
    if os.path.exists("m.json"):
        os.remove("m.json")
    outcome = run(["train", *arguments, "--model", "m.json"], alone, text)
    assert outcome.returncode == 0, outcome.stderr
    with open("m.json", "rb") as file:
        return file.read(), outcome.stdout


def without_time(text):
    return [line for line in text.splitlines() if not line.startswith("time ")]


def expect_same(arguments, text=""):
    expected, summary = model_of(arguments, True, text)
    got, its_summary = model_of(arguments, False, text)
    assert got == expected, arguments
    assert without_time(its_summary) == without_time(summary), its_summary


def own_lines(errors):
    return [line for line in errors.splitlines() if line.startswith("adaline: ")]


def expect_error_of_ranks(arguments, code, message, alone=False):
    outcome = run(["train", *arguments, "--model", "none.json"], alone)
    assert own_lines(outcome.stderr) == ["adaline: " + message], outcome.stderr
    assert outcome.returncode == code, outcome.returncode
    assert outcome.stdout == "", outcome.stdout
    assert not os.path.exists("none.json")


def expect_error(arguments, code, message):
    for alone in True, False:
        expect_error_of_ranks(arguments, code, message, alone)


def bits():
    expect_same(files + exact)
    expect_same(["3.csv", "--shares", "7", *exact])
    expect_same(["3.csv", "4.csv", "--shares", "13", *exact])
    with open("4.csv") as file:
        expect_same(["1.csv", "2.csv", "3.csv", "-", "5.csv", *exact], file.read())
    expect_same(["1.csv", *exact, "--ridge", "2", "--type", "float"])
    batch = ["--target", "y"]
    expect_same(files + batch)
    expect_same(["3.csv", "--shares", "5", *batch, "--type", "float", "--no-bias"])
    expect_same(files + batch + ["--no-standardize", "--learning-rate", "1e-6", "--epochs", "50"])
    by_gradients = [*batch, "--strategy", "gradient_descent"]
    expect_same(files + by_gradients)
    expect_same(["3.csv", "--shares", "13", *by_gradients, "--type", "float", "--no-bias", "--threads", "2"])
    expect_same(["2.csv", "3.csv", *by_gradients, "--no-standardize", "--learning-rate", "1e-6", "--epochs", "50"])
    for file in files[:2]:
        assert run(["moments", file, "--target", "y", "-o", file + ".moments"], alone=True).returncode == 0
    expect_same(["1.csv.moments", "2.csv.moments"])
    expect_same(["1.csv.moments", "2.csv", "3.csv"])  # whose target is that of the moments
    expect_same(["2.csv", "3.csv", "1.csv.moments", *exact])


def write_wide():
    """Rows of more features than moments carry, as w1.csv .. w5.csv."""
    numbers = random.Random(2)
    names = ",".join(f"x{j}" for j in range(5000)) + ",y\n"
    for file, rows in zip(["w1.csv", "w2.csv", "w3.csv", "w4.csv", "w5.csv"], [3, 1, 4, 2, 4]):
        with open(file, "w") as out:
            out.write(names)
            for _ in range(rows):
                common = numbers.gauss(0, 1)  # so that the rate is found soon: ranks may be more than there are cores
                x = [round(j % 3 + common + numbers.gauss(0, 0.3), 3) for j in range(5000)]
                out.write(",".join(map(str, x)) + f",{sum(x[:9]) + 50:.6f}\n")


def wide():
    write_wide()
    parts = ["w1.csv", "w2.csv", "w3.csv", "w4.csv", "w5.csv", "--target", "y"]
    expect_same([*parts, "--epochs", "9", "--check"])
    expect_same([*parts, "--type", "float", "--no-standardize", "--no-bias", "--threads", "2", "--epochs", "9"])
    expect_same(["w3.csv", "--target", "y", "--shares", "11", "--epochs", "9", "--tolerance", "0", "--check"])
    outcome = run(["train", *parts, "--learning-rate", "9"], alone=True)
    expect_error([*parts, "--learning-rate", "9"], 4, own_lines(outcome.stderr)[0].removeprefix("adaline: "))
    with open("w3.csv", "a") as file:
        file.write("1,2\n")
    expect_error(parts, 3, "w3.csv:6: 2 cells, but the header has 5001")
    expect_error(["1.csv", *parts], 3, "w1.csv:1: feature 1 is 'x0', but 'a' in 1.csv; name those to take, by --features")


def errors():
    with open("4.csv", "a") as file:
        file.write("1,2,3,x\n")
    with open("5.csv", "a") as file:
        file.write("1,2\n")
    with open("other.csv", "w") as file:
        file.write("a,c,b,y\n1,2,3,4\n")
    with open("z.csv", "w") as file:
        file.write("a,b,c,z\n1,2,3,4\n")
    # That of the first part, whoever finds another one before.
    expect_error(files + exact, 3, "4.csv:7:7: 'x' is not a number (column 'y')")
    expect_error(["1.csv", "none.csv", "4.csv", "5.csv", *exact], 3,
                 "none.csv: cannot be read: No such file or directory")
    expect_error(["5.csv", "none.csv", *exact], 3, "5.csv:2897: 2 cells, but the header has 4")
    expect_error(["1.csv", "other.csv", "4.csv", *exact], 3,
                 "other.csv:1: feature 2 is 'c', but 'b' in 1.csv; name those to take, by --features")
    expect_error(["1.csv", "2.csv", "3.csv", "2.csv", "2.csv", "other.csv", "z.csv", "4.csv", *exact], 3,
                 "other.csv:1: feature 2 is 'c', but 'b' in 1.csv; name those to take, by --features")
    expect_error(["1.csv", "z.csv", *exact], 3, "z.csv:1: no column 'y'; there are 'a', 'b', 'c', 'z'")
    for file in "other.csv", "1.csv":
        assert run(["moments", file, "--target", "y", "-o", file + ".moments"], alone=True).returncode == 0
    expect_error(["1.csv.moments", "1.csv.moments", "other.csv.moments", "1.csv.moments", "z.csv"], 3,
                 "other.csv.moments: feature 2 is 'c', but 'b' in 1.csv.moments")
    with open("large.csv", "w") as file:
        file.write("a,b,c,y\n6e153,1,2,3\n-6e153,4,5,7\n")
    expect_error(["1.csv", "large.csv", "large.csv", "large.csv", *exact], 3,
                 "the samples: column 'a' has values too large: their squares overflow")
    expect_error(["4.csv", "--shares", "3", *exact], 3, "4.csv:7:7: 'x' is not a number (column 'y')")
    expect_error(["1.csv", "2.csv", "--method", "exact"], 2, "--target is required (try 'adaline train --help')")
    expect_error(["1.csv", "--trace", "t.csv", *exact], 2,
                 "--trace is for gradient descent; --method exact has no epochs")


def diverged():
    for strategy in "normal_equation", "gradient_descent":
        arguments = [*files, "--target", "y", "--learning-rate", "9", "--strategy", strategy]
        expected = run(["train", *arguments], alone=True)
        assert "diverged after" in expected.stderr, expected.stderr
        expect_error(arguments, 4, own_lines(expected.stderr)[0].removeprefix("adaline: "))
    expect_error_of_ranks(["1.csv", "--target", "y"], 2,
                          "the ranks of mpirun share a batch training on several files, or on --shares, and this is "
                          "one file")


def outputs():
    outcome = run(["train", *files, *exact, "--model", "none/m.json"])
    assert own_lines(outcome.stderr) == ["adaline: cannot write 'none/m.json': No such file or directory"]
    assert outcome.returncode == 1
    outcome = run(["train", *files, *exact, "--model", "2.csv"])
    assert own_lines(outcome.stderr) == ["adaline: DATA and --model are the same file: '2.csv'"]
    assert outcome.returncode == 2


def different_arguments():
    rank = "${OMPI_COMM_WORLD_RANK:-$PMI_RANK}"
    command = launcher + [str(ranks), "sh", "-c", f'"{program}" train {rank}.csv --target y --method exact']
    outcome = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert own_lines(outcome.stderr) == ["adaline: rank 1 of mpirun was given other options or files than rank "
                                         "0: all ranks share one training"], outcome.stderr
    assert outcome.returncode == 2


def processes_of(launched):
    """The ranks that a launcher has started, by their numbers."""
    found = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/environ", "rb") as file:
                variables = file.read().split(b"\0")
            with open(f"/proc/{name}/cmdline", "rb") as file:
                first = file.read().split(b"\0")[0]
        except OSError:
            continue
        if first != program.encode() or b"ADALINE_TEST_RUN=" + launched.encode() not in variables:
            continue
        for variable in variables:
            key, _, value = variable.partition(b"=")
            if key in (b"OMPI_COMM_WORLD_RANK", b"PMI_RANK"):
                found[int(value)] = int(name)
    return found


def kill_one(arguments):
    launched = f"{os.getpid()}-{time.time()}"
    command = launcher + [str(ranks), program, "train", *arguments, "--model", "none.json"]
    with subprocess.Popen(command, env=dict(environment, ADALINE_TEST_RUN=launched), stdin=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        while len(processes_of(launched)) < ranks:
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.05)
        time.sleep(0.5)  # so that others wait for it, as well as may be
        assert process.poll() is None, process.stderr.read()
        os.kill(processes_of(launched)[1], signal.SIGKILL)
        output, _ = process.communicate(timeout=50)
        assert process.returncode != 0
        assert "target " not in output, output  # what stands there is the launcher's
    assert not os.path.exists("none.json")
    assert processes_of(launched) == {}


def killed():
    """One rank is killed while it waits for a pipe that nobody writes to, or within an epoch."""
    os.mkfifo("pipe.csv")
    kill_one(["1.csv", "pipe.csv", "3.csv", *exact])
    kill_one([*files, "--target", "y", "--strategy", "gradient_descent", "--learning-rate", "1e-6", "--no-standardize",
              "--tolerance", "0", "--epochs", "1000000000"])


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    write_parts()
    {"bits": bits, "errors": errors, "outputs": outputs, "diverged": diverged, "different_arguments": different_arguments,
     "killed": killed, "wide": wide}[case]()
    os.chdir("/")
