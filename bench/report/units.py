"""Numbers for people: sizes in powers of two, times, rates, shares and ratios."""

KILO, MEGA, GIGA = 1 << 10, 1 << 20, 1 << 30


def digits(value):
    """About three digits that count: more would be noise."""
    if value == 0:
        return "0"
    size = abs(value)
    if size >= 100:
        return f"{value:.0f}"
    if size >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if size >= 0.1 else f"{value:.2g}"


def size(count):
    for unit, name in ((GIGA, "GB"), (MEGA, "MB"), (KILO, "KB")):
        if count >= unit:
            value = count / unit
            return f"{value:.0f} {name}" if value >= 100 or value == int(value) else f"{value:.3g} {name}"
    return f"{count:.0f} B"


def time(seconds):
    for unit, name in ((1, "s"), (1e-3, "ms"), (1e-6, "us")):
        if seconds >= unit:
            return f"{digits(seconds / unit)} {name}"
    return f"{digits(seconds / 1e-9)} ns"


def rate(per_second):
    """Of bytes or of multiply-adds, in units of 1e9."""
    return digits(per_second / 1e9)


def share(value):
    return f"{100 * value:.1f} %"


def whole_share(value):
    """Of a median over many shapes, where tenths would say nothing; empty where there is none."""
    return "" if value is None else f"{100 * value:.0f} %"


def ratio(value):
    """One digit more below 1, where it is about being behind."""
    return f"{value:.3f}" if value < 0.9995 else digits(value)
