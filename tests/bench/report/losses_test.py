"""Losses: found, worst first, and honest where there are none."""

import unittest

from support import recording, row

from losses import compared, losses
from tables import losses_of


def made(*rows):
    return recording([row(f"{name}/float/n:{64 + i}", **more) for i, (name, more) in enumerate(rows)])


class Losses(unittest.TestCase):
    def test_the_boundary(self):
        found = losses(made(("dot/avx2", {"vs_plain": 0.95}), ("dot/avx2", {"vs_plain": 0.9499})))
        self.assertEqual([loss.contest.shape.n for loss in found], [65])

    def test_worst_first_in_all_and_in_each(self):
        several = {"vs_openblas": 0.8, "vs_plain": 0.5, "vs_eigen_avx2": 2}
        found = losses(made(("dot/avx2", {"vs_plain": 0.9}), ("axpy/avx2", several),
                            ("dot/avx2", {"vs_eigen_avx2": 0.7})))
        self.assertEqual([loss.rivals for loss in found],
                         [[("plain", 0.5), ("openblas", 0.8)], [("eigen-avx2", 0.7)], [("plain", 0.9)]])

    def test_only_the_used_level_and_only_rivals(self):
        no_rivals = {"vs_public": 0.1, "vs_limit": 0.1, "vs_avx2": 0.1}
        found = made(("dot/sse2", {"vs_plain": 0.1}), ("dot/plain", {}), ("dot/avx2", {"vs_plain": 3, **no_rivals}))
        self.assertEqual(losses(found), [])
        self.assertEqual(compared(found), 1)

    def test_the_loop_in_the_callers_file_is_a_rival(self):
        self.assertEqual(len(losses(made(("dot/avx2", {"vs_inlined": 0.5})))), 1)

    def test_noise_is_told(self):
        loss, = losses(made(("dot/avx2", {"vs_plain": 0.5, "label": "noisy"})))
        self.assertTrue(loss.noisy)
        for rival, noisy in (("plain", True), ("openblas", False)):
            rows = [row("dot/avx2/float/n:64", vs_plain=0.5, vs_openblas=0.6),
                    row(f"dot/{rival}/float/n:64", label="noisy")]
            self.assertEqual([loss.noisy for loss in losses(recording(rows))], [noisy])
        self.assertIn("0.500&times; noisy", losses_of(made(("dot/avx2", {"vs_plain": 0.5, "label": "noisy"}))))

    def test_none(self):
        self.assertIn("None, in 1 contests", losses_of(made(("dot/avx2", {"vs_plain": 2}))))
        self.assertIn("Not known", losses_of(made(("dot/avx2", {}))))

    def test_all_are_on_the_page(self):
        text = losses_of(made(*[("dot/avx2", {"vs_plain": 0.5 + 0.001 * i}) for i in range(33)]))
        self.assertIn("In 33 of 33 contests", text)
        self.assertIn("<summary>The other 13</summary>", text)
        self.assertEqual(text.count("<td>dot</td>"), 33)
        places = [text.index(f"0.{500 + i}&times;") for i in range(33)]
        self.assertEqual(places, sorted(places))


if __name__ == "__main__":
    unittest.main()
