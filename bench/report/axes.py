"""Axes of charts: from values to places, and the ticks between."""

import math


class Axis:
    def __init__(self, low, high, start, end, is_log):
        self.low, self.high, self.start, self.end, self.is_log = low, high, start, end, is_log

    def at(self, value):
        if self.is_log:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def size_axis(sizes, start, end):
    """Of bytes, by doublings, with a little air at both ends."""
    low, high = min(sizes), max(sizes)
    air = max((high / low) ** 0.02, 1.2 if low < high else 2)
    return Axis(low / air, high * air, start, end, True)


def size_ticks(axis, room=42):
    """Powers of two, not closer than their labels are wide."""
    first, last = math.ceil(math.log2(axis.low)), math.floor(math.log2(axis.high))
    most = max(1, abs(axis.end - axis.start) // room)
    # Long axes by 32, to meet 1 KB, 1 MB and 1 GB.
    for step in (1, 2, 4) if last - first < 18 else (5, 10, 20):
        ticks = [2 ** power for power in range(first, last + 1) if power % step == 0]
        if len(ticks) <= most:
            break
    return ticks


def rate_axis(values, is_log, start, end):
    """From zero, or by factors where the lines that matter are too far apart to be read from zero."""
    if is_log:
        low, high = step_below(min(values)), step_above(max(values))
        return Axis(low, high if high > low else 10 * low, start, end, True)
    step = nice_step(max(values) / 4)
    return Axis(0, step * math.ceil(max(values) / step - 1e-9), start, end, False)


def ratio_axis(values, start, end):
    """By factors, with 1 always in sight."""
    return Axis(min(0.5, step_below(min(values))), max(2, step_above(max(values))), start, end, True)


def ticks(axis, most=9):
    if not axis.is_log:
        step = nice_step(axis.high / 4)
        return [step * i for i in range(int(axis.high / step + 1e-9) + 1)]
    decades = range(math.floor(math.log10(axis.low) + 1e-9) - 1, math.ceil(math.log10(axis.high)) + 1)
    for digits in ((1, 2, 5), (1,)):
        found = [digit * 10.0 ** decade for decade in decades for digit in digits
                 if axis.low * 0.999 <= digit * 10.0 ** decade <= axis.high * 1.001]
        if len(found) <= most:
            break
    return found


def nice_step(least):
    """1, 2 or 5 times a power of ten, not less."""
    decade = 10.0 ** math.floor(math.log10(least))
    return next(digit * decade for digit in (1, 2, 5, 10) if digit * decade >= least * 0.999)


def step_above(value):
    return nice_step(value)


def step_below(value):
    return next(step for step in (nice_step(value * share) for share in (1, 0.7, 0.4, 0.3)) if step <= value * 1.001)
