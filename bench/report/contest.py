"""A contest: everybody who did the same task on the same type and shape, and how its shape is called."""

import math
import pathlib
import re
from collections import namedtuple

from units import size

KERNELS = re.findall(r"^ADALINE_KERNEL\((\w+),",
                     pathlib.Path(__file__).parents[2].joinpath("kernels/kernels.inc").read_text(encoding="utf-8"),
                     re.MULTILINE)
TASKS = (*KERNELS, "train_batch", "train_online", "train_minibatch", "train_batch_200", "ridge", "threads_predict",
         "threads_loss", "threads_gradient", "threads_moments", "growth_gradient", "growth_online", "growth_moments")
ELEMENTS = ("float", "double")
SIZE_OF = {"float": 4, "double": 8}
ARRAYS = {"dot": 2, "axpy": 2}

# The notebook has so many samples; so few that the call itself counts.
SHORT_ROWS = 12

Row = namedtuple("Row", "contender seconds bytes_per_second items_per_second footprint of_limit spread label ratios")
Shape = namedtuple("Shape", "n rows features")  # n of a vector kernel, or None; rows and features of samples


def is_noisy(row):
    return "noisy" in row.label


def family(contender):
    """compiler-avx2 and compiler-avx512 are one rival at two levels, and so is Eigen."""
    return contender.split("-")[0]


def nearest_power_of_two(count):
    return 1 << round(math.log2(count))


class Contest:
    def __init__(self, task, element, shape, used_level):
        self.task, self.element, self.shape, self.used_level = task, element, shape, used_level
        self.rows = {}  # by contender

    @property
    def key(self):
        return self.task, self.element, self.shape

    @property
    def used(self):
        """The row of the level that the library uses by itself: the one that is judged. What has no levels, as the
        functions of Neuron, is judged by the public functions."""
        return self.rows.get(self.used_level) or (self.rows.get("public") if self.task.startswith("neuron_") else None)

    @property
    def is_vector(self):
        return self.shape.n is not None

    @property
    def is_short(self):
        return self.shape.rows == SHORT_ROWS

    @property
    def is_stream(self):
        """Rows are the samples of a stream, features the taps of a filter."""
        return self.task.startswith("filter_")

    @property
    def is_about_threads(self):
        """Contenders are threads-1, threads-2 and so on, and likewise OpenBLAS and the limit."""
        return self.task.startswith("threads_")

    @property
    def is_about_growth(self):
        return self.task.startswith("growth_")

    @property
    def row_bytes(self):
        return self.shape.features * SIZE_OF[self.element]

    @property
    def total(self):
        """Of all samples. Where rows do not fill a power of two it is a bit less, and named by it all the same."""
        return nearest_power_of_two(self.shape.rows * self.row_bytes)

    @property
    def group(self):
        """What one chart holds: vectors of all sizes, a stream, "short" calls, or the samples of one total size."""
        if self.is_vector:
            return "vectors"
        if self.is_stream:
            return "stream"
        return "short" if self.is_short else self.total

    @property
    def footprint(self):
        """Bytes of all arrays; by the shape alone where the recording does not say."""
        given = [row.footprint for row in self.rows.values() if row.footprint]
        if given:
            return max(given)
        if self.is_vector:
            return ARRAYS.get(self.task, 1) * SIZE_OF[self.element] * self.shape.n
        return self.shape.rows * self.row_bytes

    @property
    def size(self):
        """Where it stands on the x axis of its chart, in bytes."""
        return self.footprint if self.is_vector else self.row_bytes

    @property
    def row_label(self):
        """Its line in a table of one group."""
        if self.is_vector:
            return f"n = {self.shape.n}"
        features = self.shape.features
        if self.is_stream:
            return f"{features} taps"
        if self.is_short or features == 1:
            return "1 feature" if features == 1 else f"{features} features"
        return f"rows of {size(self.row_bytes)}"

    @property
    def label(self):
        if self.is_vector:
            return f"n = {self.shape.n} ({size(self.footprint)})"
        if self.is_stream:
            return self.row_label
        return f"{group_label(self.group)}, {self.row_label}"

    @property
    def name(self):
        """The same for both types, where that can be."""
        return self.row_label if self.is_vector else self.label

    @property
    def order(self):
        task = TASKS.index(self.task) if self.task in TASKS else len(TASKS)
        group = 0 if isinstance(self.group, str) else self.group
        return (task, self.task, ELEMENTS.index(self.element), group, self.shape.n or 0, self.shape.features or 0,
                self.shape.rows or 0)

    def ratios_over(self, *families):
        """How many times as fast as these rivals the used level is, as the recording has it, by rival."""
        ratios = self.used.ratios if self.used else {}
        return {rival: ratio for rival, ratio in ratios.items() if family(rival) in families}

    def is_noisy_beside(self, rival):
        """Of a ratio: it is no better than the noisier of the two."""
        return any(is_noisy(row) for row in (self.used, self.rows.get(rival)) if row)

    def ratio(self, *families):
        """Over the fastest of them; None if none was measured."""
        return min(self.ratios_over(*families).values(), default=None)


def group_label(group):
    if group == "vectors":
        return "all sizes"
    if group == "stream":
        return "a stream"
    return f"{SHORT_ROWS} rows" if group == "short" else size(group)
