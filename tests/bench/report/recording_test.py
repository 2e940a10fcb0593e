"""What is read of a recording, and what is said where one is wrong."""

import gzip
import json
import pathlib
import tempfile
import unittest

from support import document, recording, repetition, row

from recording import ReportError, load, load_all, parse


class Names(unittest.TestCase):
    def test_vectors(self):
        contest, = recording([row("dot/avx2/float/n:4096"), row("dot/eigen-avx2/float/n:4096")]).contests
        self.assertEqual((contest.task, contest.element, contest.shape.n), ("dot", "float", 4096))
        self.assertEqual(list(contest.rows), ["avx2", "eigen-avx2"])
        self.assertTrue(contest.is_vector)
        self.assertEqual(contest.used.contender, "avx2")

    def test_samples(self):
        contest, = recording([row("train_minibatch/plain/double/rows:2048/features:64")]).contests
        self.assertEqual((contest.shape.rows, contest.shape.features), (2048, 64))
        self.assertEqual((contest.row_bytes, contest.total, contest.group), (512, 1 << 20, 1 << 20))
        self.assertIsNone(contest.used)

    def test_a_total_a_little_below_a_power_of_two(self):
        contest, = recording([row("predict/avx2/float/rows:87381/features:3")]).contests
        self.assertEqual(contest.total, 1 << 20)

    def test_short_calls(self):
        contest, = recording([row("predict/avx2/float/rows:12/features:64")]).contests
        self.assertEqual(contest.group, "short")
        self.assertEqual(contest.label, "12 rows, 64 features")

    def test_type_and_shape_make_a_contest(self):
        names = ["dot/avx2/float/n:64", "dot/avx2/double/n:64", "dot/avx2/float/n:12", "axpy/avx2/float/n:64",
                 "dot/plain/float/n:64"]
        found = recording([row(name) for name in names]).contests
        self.assertEqual([(contest.task, contest.element, contest.shape.n) for contest in found],
                         [("dot", "float", 12), ("dot", "float", 64), ("dot", "double", 64), ("axpy", "float", 64)])

    def test_rivals(self):
        made = recording([row("dot/avx2/float/n:64")])
        names = ["plain", "compiler-avx2", "openblas", "eigen-sse2", "inlined", "avx2", "scalar", "neon", "public",
                 "limit"]
        self.assertEqual([name for name in names if made.is_rival(name)], names[:5])

    def test_the_level_that_is_used(self):
        rows = [row("dot/sse2/float/n:64"), row("dot/avx512/float/n:64")]
        self.assertEqual(recording(rows).used, "avx2")
        self.assertEqual(recording(rows, level_used="sse2").used, "sse2")
        self.assertEqual(recording(rows, level_used=None, level_detected="avx2").used, "avx2")
        self.assertEqual(recording(rows, level_used=None, levels_runnable="").used, "avx512")


class Numbers(unittest.TestCase):
    def test_time_units(self):
        for unit, seconds in (("ns", 3e-9), ("us", 3e-6), ("ms", 3e-3), ("s", 3.0)):
            contest, = recording([row("dot/avx2/float/n:64", 3.0, time_unit=unit)]).contests
            self.assertAlmostEqual(contest.used.seconds / seconds, 1)

    def test_the_time_of_the_cpu_counts(self):
        contest, = recording([row("dot/avx2/float/n:64", 3.0, real_time=9.0)]).contests
        self.assertAlmostEqual(contest.used.seconds, 3e-9)

    def test_ratios(self):
        contest, = recording([row("dot/avx2/float/n:64", vs_plain=3.0, vs_eigen_avx2=1.5, vs_eigen_sse2=1.25)]).contests
        self.assertEqual(contest.used.ratios, {"plain": 3.0, "eigen-avx2": 1.5, "eigen-sse2": 1.25})
        self.assertEqual(contest.ratio("eigen"), 1.25)
        self.assertEqual(contest.ratio("plain", "eigen"), 1.25)
        self.assertIsNone(contest.ratio("openblas"))

    def test_what_may_be_absent(self):
        made = recording([row("dot/avx2/float/n:64", of_limit=None, spread=None, footprint=None, label=None,
                              items_per_second=None)])
        contest, = made.contests
        self.assertIsNone(contest.used.of_limit)
        self.assertEqual(contest.footprint, 512)
        contest, = recording([row("dot/limit/float/n:64", bytes_per_second=None)]).contests
        self.assertIsNone(contest.rows["limit"].bytes_per_second)

    def test_a_spread_that_is_no_number_is_absent(self):
        contest, = recording([row("dot/avx2/float/n:64", spread=float("nan"))]).contests
        self.assertIsNone(contest.used.spread)


class Repetitions(unittest.TestCase):
    NAME = "dot/avx2/float/n:64"

    def of(self, *times, **more):
        return [repetition(self.NAME, time, repetition_index=index, **more) for index, time in enumerate(times)]

    def test_the_median_counts(self):
        aggregates = [row(self.NAME, 9.0, aggregate_name=name) for name in ("mean", "stddev", "cv")]
        made = recording([*self.of(1.0, 2.0, 6.0), *aggregates, row(self.NAME, 2.5, label="noisy", spread=0.3)])
        contest, = made.contests
        self.assertAlmostEqual(contest.used.seconds, 2.5e-9)
        self.assertEqual((contest.used.label, contest.used.spread), ("noisy", 0.3))

    def test_aggregates_alone(self):
        contest, = recording([row(self.NAME, 9.0, aggregate_name="mean"), row(self.NAME, 4.0)]).contests
        self.assertAlmostEqual(contest.used.seconds, 4e-9)

    def test_aggregates_that_are_no_times_are_left_out(self):
        spread = row(self.NAME, 0, aggregate_name="cv", bytes_per_second=0)
        contest, = recording([spread, row(self.NAME)]).contests
        self.assertAlmostEqual(contest.used.seconds, 100e-9)

    def test_a_single_repetition(self):
        contest, = recording(self.of(3.0, vs_plain=2.0)).contests
        self.assertAlmostEqual(contest.used.seconds, 3e-9)
        self.assertIsNone(contest.used.spread)
        self.assertEqual(contest.used.ratios, {"plain": 2.0})

    def test_repetitions_without_aggregates(self):
        rows = self.of(1.0, 5.0, 2.0)
        for made, ratio, share in zip(rows, (3.0, 1.0, 2.5), (0.5, None, 0.75)):
            made.update(vs_plain=ratio, bytes_per_second=1e9 * ratio)
            made.update({"of_limit": share} if share else {"of_limit": float("nan")})
        contest, = recording(rows).contests
        self.assertAlmostEqual(contest.used.seconds, 2e-9)
        self.assertEqual((contest.used.ratios, contest.used.bytes_per_second), ({"plain": 2.5}, 2.5e9))
        self.assertEqual((contest.used.of_limit, contest.used.spread), (0.625, None))

    def test_the_kind_of_a_limit_and_its_noise(self):
        contest, = recording([row("dot/limit/float/n:64", label="loads, noisy")]).contests
        self.assertEqual(contest.rows["limit"].label, "loads, noisy")

    def test_twice(self):
        for rows in (self.of(1.0) * 2, [row(self.NAME)] * 2, [*self.of(1.0), row(self.NAME), *self.of(2.0)]):
            with self.assertRaisesRegex(ReportError, r"benchmark \d, dot/\S+: it is there twice"):
                recording(rows)

    def test_nothing_but_other_aggregates(self):
        with self.assertRaisesRegex(ReportError, "neither repetitions nor medians"):
            recording([row(self.NAME, aggregate_name="mean")])


class Files(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, data, name="a.json"):
        path = self.folder / name
        path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        return path

    def assert_wrong(self, path, words):
        with self.assertRaises(ReportError) as caught:
            load(path)
        message = str(caught.exception)
        self.assertTrue(message.startswith(f"{path}: "), message)
        self.assertIn(words, message)
        self.assertNotIn("\n", message)

    def assert_wrong_row(self, made, words):
        self.assert_wrong(self.write(document([row("dot/avx2/float/n:12"), made])), words)

    def test_plain_and_compressed(self):
        made = document([row("dot/avx2/float/n:64")])
        for path in (self.write(made), self.write(gzip.compress(json.dumps(made).encode()), "a.json.gz")):
            self.assertEqual(len(load(path).contests), 1)

    def test_files_that_are_none(self):
        self.assert_wrong(self.folder / "missing.json", "No such file")
        self.assert_wrong(self.folder, "Is a directory")
        self.assert_wrong(self.write(b""), "not JSON")
        self.assert_wrong(self.write(b"\xff\xfe{}"), "not JSON")
        self.assert_wrong(self.write(b'{"context": {'), "not JSON")
        packed = gzip.compress(json.dumps(document([row("dot/avx2/float/n:64")])).encode())
        self.assert_wrong(self.write(packed[:-20], "cut.json.gz"), "damaged")
        self.assert_wrong(self.write(packed[:20] + b"\0\0\0\0" + packed[24:], "bad.json.gz"), "damaged")

    def test_files_of_others(self):
        for made in ([], 3, {}, {"context": 1}, {"context": {"library_version": ""}, "benchmarks": []},
                     {"context": {"date": "today"}, "benchmarks": [row("dot/avx2/float/n:64")]}):
            self.assert_wrong(self.write(made), "not a recording of adaline_bench")
        self.assert_wrong(self.write(document([])), "no benchmarks")
        self.assert_wrong(self.write(document({})), "no benchmarks")

    def test_wrong_rows(self):
        self.assert_wrong_row(3, "benchmark 2, without a name: not an object")
        for name in ("dot", "dot/avx2/half/n:64", "dot/avx2/float/n:0", "dot/avx2/float/n:64/rows:2",
                     "dot/avx2/float/rows:2", "dot/avx2/float/n:64\n", None):
            self.assert_wrong_row(row(name), "TASK/CONTENDER/TYPE")
        name = "dot/plain/float/n:12"
        for key in ("cpu_time", "bytes_per_second"):
            for value in (None, 0):
                self.assert_wrong_row(row(name, **{key: value}), f"a positive {key}")
        self.assert_wrong_row(row(name, spread="wide"), "spread is 'wide', not a number")
        self.assert_wrong_row(row(name, of_limit=True), "of_limit is True, not a number")
        self.assert_wrong_row(row(name, time_unit="hours"), "time_unit is 'hours'")
        self.assert_wrong_row(row(name, time_unit=None), "time_unit is None")
        self.assert_wrong_row(row(name, error_occurred=True, error_message="wrong result"), "it failed: wrong result")
        self.assert_wrong_row(row("dot/avx2/float/n:12"), "is there twice")

    def test_several_are_told_apart(self):
        made = document([row("dot/avx2/float/n:64")], cpu_model="CPU", date="2024-05-01T12:00:00")
        first, second = load_all([self.write(made), self.write(made, "b.json")])
        self.assertEqual((first.title, second.title), ("A: CPU, 2024-05-01", "B: CPU, 2024-05-01"))
        self.assertEqual(load_all([self.write(made)])[0].title, "CPU")


class Cpu(unittest.TestCase):
    def test_the_name_that_the_user_gave(self):
        for name, wanted in (("EPYC 9R14", "EPYC 9R14"), ("", "model"), ("  ", "model"), (None, "model")):
            made = recording([row("dot/avx2/float/n:64")], cpu_model="model", cpu_name=name)
            self.assertEqual((made.cpu, made.title), (wanted, wanted))


class NoContext(unittest.TestCase):
    def test_only_the_version_is_needed(self):
        made = parse({"context": {"library_version": "1"}, "benchmarks": [row("dot/avx2/float/n:64")]})
        self.assertEqual((made.cpu, made.used, made.date), ("unknown CPU", "avx2", ""))


if __name__ == "__main__":
    unittest.main()
