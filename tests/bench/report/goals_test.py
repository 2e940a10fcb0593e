"""Verdicts on hand-made recordings: reached, short and not measured, and where the one becomes the other."""

import unittest

from support import recording, row

from goals import GOALS
from verdicts import NOT_MEASURED, REACHED, SHORT, SHOWN, Outcome, count, judge

SIZE_OF = {"float": 4, "double": 8}
MEGA = 1 << 20
A, B, C, D, E, F, G, H, I, J, K, L = range(12)


def vector(task, n, element="float", level="avx2", **more):
    arrays = 1 if task == "sum_of_squares" else 2
    more.setdefault("footprint", float(n * arrays * SIZE_OF[element]))
    return row(f"{task}/{level}/{element}/n:{n}", **more)


def samples(task, total, row_bytes, element="float", level="avx2", **more):
    features = max(1, row_bytes // SIZE_OF[element])
    rows = max(1, total // (features * SIZE_OF[element]))
    return row(f"{task}/{level}/{element}/rows:{rows}/features:{features}", **more)


def outcome(rows, goal, part=0, element="float", **context):
    return judge(recording(rows, **context))[goal][part][element]


class Case(unittest.TestCase):
    def assert_verdict(self, found, verdict, missing=()):
        self.assertEqual((found.verdict, found.missing), (verdict, list(missing)))


class Vectors(Case):
    LAST = 64 * MEGA

    def rows(self, *ratios, task="dot"):
        """From 12 elements to memory; each ratio is (over OpenBLAS, over Eigen)."""
        sizes = [12, 64, 1024, self.LAST]
        return [vector(task, n, vs_openblas=blas, vs_eigen_avx2=eigen) for n, (blas, eigen) in zip(sizes, ratios)]

    def test_reached_at_the_boundary(self):
        found = outcome(self.rows((1, 1), (2, 0.95), (0.95, 3), (1.2, 1.4)), A)
        self.assert_verdict(found, REACHED)
        self.assertEqual(found.spelled, "reached, within noise")
        self.assertEqual(found.values, [1, 0.95, 0.95, 1.2])
        self.assertEqual(found.span, "0.950 x .. 0.975 x .. 1.20 x")

    def test_fully_reached(self):
        self.assertEqual(outcome(self.rows(*[(1, 1)] * 4), A).spelled, "reached")

    def test_short_below_the_boundary(self):
        found = outcome(self.rows((1, 1), (2, 1), (1, 0.949), (0.9499, 1)), A)
        self.assert_verdict(found, SHORT)
        self.assertEqual(found.notes, ["worst: n = 1024"])

    def test_a_ratio_at_the_limit_is_enough(self):
        for share, verdict in ((0.9, REACHED), (0.899, SHORT)):
            rows = self.rows((1, 1), (2, 1), (1, 0.6), (1, 1))
            rows[2]["of_limit"] = share
            self.assert_verdict(outcome(rows, A), verdict)
        rows[2]["of_limit"] = 1.05
        self.assertEqual(outcome(rows, A).notes, ["1 at 90 % of the limit"])
        self.assertEqual(outcome(rows, A).spelled, "reached")
        rows[1]["vs_openblas"] = 0.7
        self.assertEqual(outcome(rows, A).notes, ["worst: n = 64", "1 at 90 % of the limit"])

    def test_the_better_eigen_counts(self):
        rows = self.rows(*[(2, 2)] * 4)
        rows[1]["vs_eigen-avx512"] = 0.5
        self.assert_verdict(outcome(rows, A), SHORT)

    def test_fewer_than_12_elements_do_not_count(self):
        rows = self.rows(*[(1, 1)] * 4) + [vector("dot", 11, vs_openblas=0.1, vs_eigen_avx2=0.1)]
        self.assert_verdict(outcome(rows, A), REACHED)

    def test_both_ends_must_be_there(self):
        rows = self.rows(*[(1, 1)] * 4)
        self.assert_verdict(outcome(rows[1:], A), NOT_MEASURED, ["n = 12"])
        self.assert_verdict(outcome(rows[:-1], A), NOT_MEASURED, ["a size in memory (256 MB or more)"])
        small = rows[:-1] + [vector("dot", self.LAST // 2 - 1, vs_openblas=1, vs_eigen_avx2=1)]
        self.assert_verdict(outcome(small, A), NOT_MEASURED, ["a size in memory (256 MB or more)"])

    def test_missing_rivals_are_named(self):
        rows = self.rows(*[(1, None)] * 4)
        self.assert_verdict(outcome(rows, A), NOT_MEASURED, ["Eigen"])
        rows[0]["vs_eigen-avx2"] = 1
        self.assert_verdict(outcome(rows, A), NOT_MEASURED, ["Eigen at 3 of 4 shapes"])
        rows[1]["vs_eigen-avx2"] = rows[2]["vs_eigen-avx2"] = 1
        self.assert_verdict(outcome(rows, A), NOT_MEASURED, [f"Eigen at n = {self.LAST}"])
        self.assert_verdict(outcome(self.rows(*[(None, None)] * 4), A), NOT_MEASURED, ["OpenBLAS", "Eigen"])

    def test_short_whatever_is_missing(self):
        found = outcome(self.rows((0.5, None)), A)
        self.assertEqual(found.verdict, SHORT)
        self.assertIn("Eigen", found.missing)

    def test_the_used_level_is_judged(self):
        rows = self.rows(*[(1, 1)] * 4) + [vector("dot", 12, level="sse2", vs_openblas=0.1, vs_eigen_avx2=0.1)]
        self.assert_verdict(outcome(rows, A), REACHED)
        self.assertIn("the level sse4", outcome(rows, A, level_used="sse4").missing)

    def test_each_type_and_task_by_itself(self):
        rows = self.rows(*[(1, 1)] * 4)
        ends = ["n = 12", "a size in memory (256 MB or more)"]
        self.assert_verdict(outcome(rows, A, element="double"), NOT_MEASURED, ends)
        self.assert_verdict(outcome(rows, A, part=1), NOT_MEASURED, ends)
        self.assert_verdict(outcome(self.rows(*[(1, 1)] * 4, task="axpy"), A, part=1), REACHED)

    def test_noisy_rows_are_counted(self):
        rows = self.rows(*[(1, 1)] * 4)
        rows[0]["label"] = "noisy"
        self.assertEqual(outcome(rows, A).notes, ["1 noisy"])
        rivals = [vector("dot", 64, level="eigen-avx2", label="noisy"),
                  vector("dot", 1024, level="plain", label="noisy")]
        self.assertEqual(outcome(rows + rivals, A).notes, ["2 noisy"])


class InL1(Case):
    def test_boundary(self):
        for part, task in enumerate(("dot", "axpy", "sum_of_squares")):
            for element in SIZE_OF:
                n = 32768 // SIZE_OF[element] // (1 if part == 2 else 2)
                for share, verdict in ((0.9, REACHED), (0.855, REACHED), (0.854, SHORT)):
                    self.assert_verdict(outcome([vector(task, n, element, of_limit=share)], B, part, element), verdict)

    def test_other_sizes_and_no_limit(self):
        self.assert_verdict(outcome([vector("dot", 1024)], B), NOT_MEASURED, ["32 KB"])
        self.assert_verdict(outcome([vector("dot", 4096, of_limit=None)], B), NOT_MEASURED, ["the machine's limit"])


class FromMemory(Case):
    def rows(self, first, last, total=1024 * MEGA, **more):
        return [samples("residual_gradient", total, 64, of_limit=first, **more),
                samples("residual_gradient", total, 65536, of_limit=last, **more)]

    def test_boundary(self):
        self.assert_verdict(outcome(self.rows(0.88, 0.9), C), REACHED)
        self.assert_verdict(outcome(self.rows(0.9, 0.836), C), REACHED)
        self.assert_verdict(outcome(self.rows(0.9, 0.835), C), SHORT)

    def test_what_is_memory(self):
        self.assert_verdict(outcome(self.rows(0.9, 0.9, 256 * MEGA), C), REACHED)
        self.assertEqual(outcome(self.rows(0.1, 0.1, 128 * MEGA), C).verdict, NOT_MEASURED)

    def test_rows_outside_of_the_range(self):
        rows = self.rows(0.9, 0.9) + [samples("residual_gradient", 1024 * MEGA, 32, of_limit=0.1)]
        self.assert_verdict(outcome(rows, C), REACHED)
        self.assert_verdict(outcome(rows, C, 1), NOT_MEASURED, ["rows longer than 64 KB"])
        for share, verdict in ((0.713, REACHED), (0.712, SHORT)):
            longer = [samples("residual_gradient", 1024 * MEGA, 131072, of_limit=share)]
            self.assert_verdict(outcome(longer, C, 1), verdict)

    def test_the_ratio_is_shown(self):
        found = outcome(self.rows(0.9, 0.9, vs_openblas=0.5), C, 2)
        self.assertEqual((found.verdict, found.span), (SHOWN, "0.500 x .. 0.500 x .. 0.500 x"))
        self.assert_verdict(outcome(self.rows(0.9, 0.9), C, 2), NOT_MEASURED, ["OpenBLAS"])


class Gradient(Case):
    # Parts, with the rows that belong to each, and the goal.
    PARTS = (((4, 16, 256), 2.2), ((512, 1024, 2048), 1.9), ((4096,), 1.7), ((8192, 65536), 1.3))

    def rows(self, lengths, ratio, element="float", total=MEGA):
        return [samples("residual_gradient", total, length, element, vs_openblas=ratio) for length in lengths]

    def test_boundaries(self):
        for part, (lengths, goal) in enumerate(self.PARTS):
            for element in SIZE_OF:
                for ratio, verdict in ((goal, REACHED), (round(0.95 * goal, 9), REACHED), (0.949 * goal, SHORT)):
                    self.assert_verdict(outcome(self.rows(lengths, ratio, element), D, part, element), verdict)

    def test_one_row_is_enough_to_be_short(self):
        for part, (lengths, goal) in enumerate(self.PARTS):
            for length in lengths:
                others = [other for other in lengths if other != length]
                rows = self.rows(others, 9) + self.rows([length], goal - 0.2)
                self.assertEqual(outcome(rows, D, part).verdict, SHORT)

    def test_other_rows_do_not_count(self):
        for part, (lengths, _) in enumerate(self.PARTS):
            others = [length for numbers, _ in self.PARTS for length in numbers if length not in lengths]
            found = outcome(self.rows(lengths, 9) + self.rows(others, 0.1), D, part)
            self.assert_verdict(found, REACHED)
            larger = self.rows(lengths, 0.1, total=8 * MEGA)
            self.assert_verdict(outcome(self.rows(lengths, 9) + larger, D, part), REACHED)

    def test_short_calls_do_not_count(self):
        short = [row("residual_gradient/avx2/float/rows:12/features:21845", vs_openblas=0.1)]
        self.assert_verdict(outcome(self.rows([8192], 9) + short, D, 3), REACHED)

    def test_ends_must_be_there(self):
        self.assert_verdict(outcome(self.rows([16, 256], 9), D), NOT_MEASURED, ["rows of 1 feature"])
        self.assert_verdict(outcome(self.rows([4, 64], 9), D), NOT_MEASURED, ["rows of 256 B"])
        self.assert_verdict(outcome(self.rows([1024, 2048], 9), D, 1), NOT_MEASURED, ["rows of 512 B"])
        self.assert_verdict(outcome(self.rows([65536], 9), D, 3), NOT_MEASURED, ["rows of 8 KB"])

    def test_never_behind_any_eigen(self):
        lengths = [4, 256, 8192, 65536]
        rows = [samples("residual_gradient", MEGA, length, vs_eigen_avx2=1.0, vs_eigen_sse2=0.95) for length in lengths]
        self.assert_verdict(outcome(rows, D, 4), REACHED)
        rows[3]["vs_eigen-sse2"] = 0.94
        self.assert_verdict(outcome(rows, D, 4), SHORT)
        self.assert_verdict(outcome(self.rows(lengths, 9), D, 4), NOT_MEASURED, ["Eigen"])


class Online(Case):
    def test_boundaries(self):
        for part, (length, goal) in enumerate(((64, 3.6), (256, 4), (512, 3), (1024, 2.2), (4096, 2))):
            for element in SIZE_OF:
                for ratio, verdict in ((0.95 * goal, REACHED), (0.949 * goal, SHORT)):
                    rows = [samples("online_epoch", MEGA, length, element, vs_openblas=ratio)]
                    self.assert_verdict(outcome(rows, E, part, element), verdict)

    def test_one_feature(self):
        for element, goal in (("float", 8), ("double", 5)):
            for plain, compiler, verdict in ((goal, goal, REACHED), (0.95 * goal, 9, REACHED), (9, 0.94 * goal, SHORT),
                                             (0.94 * goal, 9, SHORT)):
                rows = [samples("online_epoch", MEGA, 1, element, vs_plain=plain, vs_compiler_avx2=compiler)]
                self.assert_verdict(outcome(rows, F, 0, element), verdict)
        rows = [samples("online_epoch", MEGA, 1, vs_plain=9)]
        self.assert_verdict(outcome(rows, F), NOT_MEASURED, ["the compiler's loop"])
        two = [samples("online_epoch", MEGA, 8, vs_plain=9, vs_compiler_avx2=9)]
        self.assert_verdict(outcome(two, F), NOT_MEASURED, ["rows of 1 feature"])

    def test_mini_batches(self):
        for ratio, verdict in ((1.8, REACHED), (1.71, REACHED), (1.709, SHORT)):
            rows = [samples("train_minibatch", MEGA, length, vs_openblas=ratio) for length in (64, 4096)]
            rows += [samples("train_minibatch", MEGA, length, vs_openblas=0.1) for length in (16, 8192)]
            self.assert_verdict(outcome(rows, G), verdict)
        rows = [samples("train_minibatch", MEGA, 64, vs_openblas=9)]
        self.assert_verdict(outcome(rows, G), NOT_MEASURED, ["rows of 4 KB"])


class Calls(Case):
    def rows(self, public, inlined, where="dot/{}/float/n:12"):
        return [row(where.format("public"), public), row(where.format("inlined"), inlined)]

    def test_boundary(self):
        for name, part in (("dot/{}/float/n:12", 0), ("residual_gradient/{}/float/rows:12/features:1", 1)):
            for more, verdict in ((-1, REACHED), (2, REACHED), (2.105, REACHED), (2.106, SHORT)):
                found = outcome(self.rows(5 + more, 5, name), H, part)
                self.assert_verdict(found, verdict)
                self.assertAlmostEqual(found.values[0], more)
        self.assertEqual([outcome(self.rows(5.3 + 2, 5.3), H).spelled, outcome(self.rows(7, 5), H).spelled],
                         ["reached"] * 2)
        self.assertEqual(outcome(self.rows(7.05, 5), H).spelled, "reached, within noise")

    def test_missing(self):
        self.assert_verdict(outcome(self.rows(5, 5)[:1], H), NOT_MEASURED, ["the loop in the caller's file"])
        self.assert_verdict(outcome(self.rows(5, 5)[1:], H), NOT_MEASURED, ["the public function"])
        self.assert_verdict(outcome(self.rows(5, 5, "dot/{}/float/n:16"), H), NOT_MEASURED, ["n = 12"])

    def test_the_worst_is_the_slowest(self):
        rows = self.rows(9, 5) + self.rows(8, 5, "dot/{}/float/n:16")
        part = GOALS[H].parts[0]._replace(where=lambda contest: True)
        self.assertEqual(Outcome(part, "float", recording(rows).contests).worst[0].shape.n, 12)

    def test_noise_of_what_is_compared(self):
        rows = self.rows(5, 5)
        rows[1]["label"] = "noisy"
        self.assertEqual(outcome(rows, H).notes, ["1 noisy"])


class Moments(Case):
    def rows(self, features, total, **more):
        return [row(f"accumulate_moments/avx2/float/rows:{total // 4 // count}/features:{count}", **more)
                for count in features]

    def test_many_features(self):
        for share, verdict in ((0.7, REACHED), (0.665, REACHED), (0.664, SHORT)):
            rows = self.rows((64, 1000), 8 * MEGA, of_limit=share)
            self.assert_verdict(outcome(rows + self.rows((32,), 8 * MEGA, of_limit=0.1), I, 0), verdict)
        self.assert_verdict(outcome(self.rows((64,), 8 * MEGA, of_limit=1), I, 0), NOT_MEASURED, ["1000 features"])

    def test_never_behind_openblas(self):
        for ratio, verdict in ((1.0, REACHED), (0.95, REACHED), (0.949, SHORT)):
            rows = self.rows((64, 1000), 8 * MEGA, vs_openblas=2) + self.rows((128,), 8 * MEGA, vs_openblas=ratio)
            self.assert_verdict(outcome(rows, I, 1), verdict)

    def test_few_features_in_memory(self):
        for share, verdict in ((0.9, REACHED), (0.855, REACHED), (0.854, SHORT)):
            rows = self.rows((1, 4, 16), 256 * MEGA, of_limit=share)
            self.assert_verdict(outcome(rows + self.rows((2,), MEGA, of_limit=0.1), I, 2), verdict)
        short = row("accumulate_moments/avx2/float/rows:12/features:1", of_limit=0.1)
        self.assert_verdict(outcome(self.rows((16,), 256 * MEGA, of_limit=1) + [short], I, 2), NOT_MEASURED,
                            ["1 feature"])


class TwoThreads(Case):
    def rows(self, task, ratio, totals=(MEGA, 256 * MEGA), lengths=(64, 256), **more):
        """Each number of threads, one after the other."""
        return [samples(task, total, length, level=f"threads-{count}",
                        **({} if count == 1 else {"vs_one_thread": ratio, **more}))
                for total in totals for length in lengths for count in (1, 2)]

    def test_boundaries(self):
        for part, (task, goal) in enumerate((("threads_gradient", 1.8), ("threads_loss", 1.8), ("threads_moments", 1.9))):
            for ratio, verdict in ((goal, REACHED), (0.95 * goal, REACHED), (0.949 * goal, SHORT)):
                self.assert_verdict(outcome(self.rows(task, ratio), J, part), verdict)
                one_short = self.rows(task, 2.0) + self.rows(task, ratio, lengths=(1024,))
                self.assert_verdict(outcome(one_short, J, part), verdict)

    def test_two_threads_at_the_limit_of_two(self):
        """Whatever one thread reaches of its own."""
        rows = self.rows("threads_gradient", 1.2, of_limit=0.95)
        self.assert_verdict(outcome(rows, J), REACHED)
        for one in rows:
            if "/threads-2/" in one["name"]:
                one["of_limit"] = 0.89
            else:
                one["of_limit"] = 0.99
        self.assert_verdict(outcome(rows, J), SHORT)

    def test_the_third_cache_is_of_moments_alone(self):
        for part, (task, verdict) in enumerate((("threads_gradient", REACHED), ("threads_loss", REACHED),
                                                ("threads_moments", SHORT))):
            rows = self.rows(task, 2.0) + self.rows(task, 1.0, totals=(8 * MEGA,))
            self.assert_verdict(outcome(rows, J, part), verdict)

    def test_both_ends_must_be_there(self):
        memory = "a size in memory (256 MB or more)"
        rows = self.rows("threads_gradient", 2.0, totals=(MEGA, 64 * MEGA))
        self.assert_verdict(outcome(rows, J), NOT_MEASURED, [memory])
        rows = self.rows("threads_gradient", 2.0, totals=(256 * MEGA,))
        self.assert_verdict(outcome(rows, J), NOT_MEASURED, ["1 MB"])
        self.assert_verdict(outcome(rows, J, 1), NOT_MEASURED, ["1 MB", memory])

    def test_a_machine_of_one_cpu(self):
        rows = [one for one in self.rows("threads_gradient", 2.0) if "/threads-1/" in one["name"]]
        self.assert_verdict(outcome(rows, J), NOT_MEASURED, ["threads-2"])
        rows = self.rows("threads_gradient", None)
        self.assert_verdict(outcome(rows, J), NOT_MEASURED, ["the ratio of the two"])

    def test_noise_of_either(self):
        rows = self.rows("threads_gradient", 2.0)
        rows[0]["label"] = rows[3]["label"] = "noisy"
        self.assertEqual(outcome(rows, J).notes, ["2 noisy"])


class Ridge(Case):
    def test_boundaries(self):
        for share, verdict in ((0.7, REACHED), (0.665, REACHED), (0.664, SHORT)):
            rows = [row("ridge/avx2/float/rows:10000/features:100", of_limit=share),
                    row("ridge/avx2/float/rows:2000/features:5", of_limit=0.1)]
            self.assert_verdict(outcome(rows, K), verdict)
        self.assert_verdict(outcome(rows[1:], K), NOT_MEASURED, ["10000 x 100"])


class Filters(Case):
    def rows(self, task, ratios):
        return [row(f"{task}/avx2/float/rows:1024/features:{taps}", vs_native=2 * ratio,
                    **{"vs_native-clang": ratio})
                for taps, ratio in ratios.items()]

    def test_boundaries(self):
        for part, (task, goal) in enumerate((("filter_lms", 3), ("filter_nlms", 3), ("filter_rows", 2))):
            for ratio, verdict in ((goal, REACHED), (0.95 * goal, REACHED), (0.949 * goal, SHORT)):
                rows = self.rows(task, {16: 1, 64: ratio, 1024: goal})
                self.assert_verdict(outcome(rows, L, part), verdict)

    def test_both_ends_must_be_there(self):
        self.assert_verdict(outcome(self.rows("filter_lms", {16: 3, 64: 3}), L), NOT_MEASURED, ["1024 taps"])


class All(unittest.TestCase):
    def test_nothing_measured(self):
        judged = judge(recording([row("predict/avx2/float/rows:3/features:3")]))
        parts = sum(len(goal.parts) for goal in GOALS)
        self.assertEqual(count(judged), {REACHED: 0, SHORT: 0, NOT_MEASURED: 2 * parts})


if __name__ == "__main__":
    unittest.main()
