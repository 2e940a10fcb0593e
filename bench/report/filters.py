"""Adaptive filters and single rows: the time of a sample, and how many times as fast as its rivals the library is."""

from contest import is_noisy
from units import digits, ratio

RATE = 48000  # of samples of sound, per second
LOOPS = ("plain", "compiler", "native")
RIVALS = {"OpenBLAS": ("openblas",), "BLIS": ("blis",), "Eigen": ("eigen",), "CMSIS form": ("cmsis_form",),
          "liquid-dsp": ("liquid",)}

FILTER_WORDS = (
    "filter_lms and filter_nlms are AdaptiveFilter in blocks of 64 samples, filter_rows is online_epoch on rows that "
    "overlap. Real time is how many times as fast as samples of 48 kHz come they are done. The ratios are over the "
    "best of the plain loops and over each library: one product and one update for each sample. The CMSIS form is "
    "arm_lms_norm_f32 as its documentation describes it, compiled here.")
ROW_WORDS = (
    "Neuron's functions for one row, by the public class: beside the public dot and axpy, the best of the plain loops, "
    "and the dot and axpy of each library.")


def tables(recording):
    """What there is of it, each as words, names of columns, and rows of text."""
    judged = [contest for contest in recording.contests if contest.used]
    streams = [contest for contest in judged if contest.is_stream]
    # Older recordings have no rival by hand.
    rows = [contest for contest in judged if contest.task.startswith("neuron_") and contest.ratio("by_hand")]
    made = []
    if streams:
        made.append((FILTER_WORDS, *table(streams, ["taps", "ns per sample", "real time"], stream_cells, {})))
    if rows:
        made.append((ROW_WORDS, *table(rows, ["features", "ns"], row_cells, {"dot and axpy": ("by_hand",)})))
    return made


def table(contests, names, cells, first_rivals):
    rivals = {**first_rivals, "best loop": LOOPS, **RIVALS}
    rivals = {name: families for name, families in rivals.items()
              if any(contest.ratio(*families) for contest in contests)}
    return (["work", "type", *names, *(f"over {name}" for name in rivals)],
            [[contest.task, contest.element, str(contest.shape.features), *cells(contest),
              *(over(contest, families) for families in rivals.values())] for contest in contests])


def stream_cells(contest):
    seconds = contest.used.seconds / contest.shape.rows
    return [nanoseconds(contest, seconds), digits(1 / (RATE * seconds))]


def row_cells(contest):
    return [nanoseconds(contest, contest.used.seconds / contest.shape.rows)]


def nanoseconds(contest, seconds):
    return digits(1e9 * seconds) + (" (noisy)" if is_noisy(contest.used) else "")


def over(contest, families):
    found = contest.ratio(*families)
    return "" if found is None else ratio(found)
