"""What a recording tells of its machine, and of how the benchmarks were built and run, as text."""

from units import digits, rate, size

LEVELS_OF_MEMORY = ("L1", "L2", "L3", "memory")
UNKNOWN = "unknown"
LIBRARIES = {"openblas": "OpenBLAS", "eigen": "Eigen", "blis": "BLIS", "highway": "Highway",
             "liquid": "liquid-dsp"}
NEW_LIBRARIES = ("blis", "highway", "liquid")  # Older recordings do not speak of them.


def number(context, key):
    """Values of the context are text."""
    try:
        return float(context[key])
    except (KeyError, TypeError, ValueError):
        return None


def facts(recording):
    """Names and texts, for the page and for Markdown."""
    context = recording.context
    clock = number(context, "clock_estimate_hz")
    caches = [(name, number(context, f"cache_{name}_bytes")) for name in LEVELS_OF_MEMORY]
    library = f"adaline {context['library_version']}"
    if context.get("numerics_version"):
        library += f", numerics version {context['numerics_version']}"
    model = str(context.get("cpu_model") or "")
    libraries = [(name, str(context.get(key) or UNKNOWN)) for key, name in LIBRARIES.items()
                 if key in context or key not in NEW_LIBRARIES]
    return [
        *([("model", model)] if model and model != recording.cpu else []),
        ("clock", f"about {digits(clock / 1e9)} GHz" if clock else UNKNOWN),
        ("caches", ", ".join(f"{name} {size(count)}" for name, count in caches if count) or UNKNOWN),
        ("levels", f"{', '.join(recording.runnable) or UNKNOWN}; detected {context.get('level_detected', UNKNOWN)}, "
                   f"used {recording.used}"),
        ("library", library),
        ("compiler", " ".join(str(context.get(key, "")) for key in ("compiler", "compiler_flags")).strip() or UNKNOWN),
        *libraries,
        ("recorded", " ".join(filter(None, (str(context.get("date", UNKNOWN)), selection(context))))),
    ]


def headline(recording):
    """In one line what matters most."""
    known = dict(facts(recording))
    texts = [known[name] for name in ("clock", "caches") if known[name] != UNKNOWN]
    return "; ".join([f"level {recording.used}", *texts, *([f"recorded {recording.date}"] if recording.date else [])])


def selection(context):
    return f"({context['selection']} selection)" if context.get("selection") else ""


def limits(recording):
    """GB/s of loads and of updates by level of the memory, and multiply-adds."""
    context = recording.context
    found = []
    for name in LEVELS_OF_MEMORY:
        speeds = [number(context, f"limit_{name}_{kind}_bytes_per_second") for kind in ("read", "update")]
        if any(speeds):
            found.append((name, *(f"{rate(speed)} GB/s" if speed else "-" for speed in speeds)))
    return found


def multiply_adds(recording):
    speeds = [(element, number(recording.context, f"limit_{element}_multiply_adds_per_second"))
              for element in ("float", "double")]
    return ", ".join(f"{element} {rate(speed)}" for element, speed in speeds if speed)
