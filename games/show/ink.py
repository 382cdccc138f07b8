"""Ink: how the figures look. Everything here places what `games.show.regions` has decided; nothing here decides."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from games.exact import exact
from games.show.latex import scalar_latex
from games.show.regions import Axis, Band, Map

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FILLS = ("#b5d8f0", "#f0b95b", "#5fa98a", "#c79bb8", "#f6f0b0", "#b0b0b0")
"""Fills after Okabe and Ito, of different lightness."""
INKS = ("#0072b2", "#d55e00", "#009e73", "#8c4a76", "#7a6a00", "#444444")
HATCHES = ("", "///", "...", "\\\\\\", "xx", "--")
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)), (0, (3, 3)))
MARKERS = ("o", "s", "^", "D", "v", "P")
SIZE = (6.4, 4.6)
SLIVER = 0.004
"""What lies outside the assumptions is not drawn below this part of the plane: the line m = 0, say."""


def ink(value: Any) -> float:
    """Where an exact number is drawn."""
    return float(value) if not hasattr(value, "evalf") else float(value.evalf())


@contextmanager
def hatching() -> Iterator[None]:
    """Thin hatches; they are fixed when an artist is made."""
    import matplotlib

    with matplotlib.rc_context({"hatch.linewidth": 0.5, "hatch.color": "#444444"}):
        yield


def canvas(title: str) -> tuple[Figure, Axes]:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=SIZE, dpi=150, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    if title:
        figure.suptitle(plain(title), x=0.01, ha="left", fontsize=12, fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=9)
    for ruler in (axes.xaxis, axes.yaxis):
        short_ticks(ruler)
    return figure, axes


def line(number: int) -> dict[str, Any]:
    return {"color": INKS[number % len(INKS)], "linestyle": DASHES[number % len(DASHES)], "linewidth": 1.8}


def marker(number: int) -> dict[str, Any]:
    return {
        "marker": MARKERS[number % len(MARKERS)],
        "markersize": 5,
        "markeredgecolor": "white",
        "markeredgewidth": 0.6,
    }


def _fill(number: int) -> dict[str, Any]:
    """The look of region number 0 (outside the assumptions), 1, 2 ..."""
    if number == 0:
        return {"facecolor": "#e6e6e6", "hatch": "..."}
    return {"facecolor": FILLS[(number - 1) % len(FILLS)], "hatch": HATCHES[(number - 1) % len(HATCHES)]}


def draw_map(axes: Axes, found: Map, names: Sequence[str], across: Axis, up: Axis) -> None:
    from matplotlib.patches import Patch

    present = sorted({kind for row in found.kinds for kind in row if kind >= 0})
    draw = _draw_bars if across.whole or up.whole else _draw_areas
    with hatching():
        visible = [kind for kind in present if draw(axes, found, kind, across, up)]
        handles = [
            Patch(**_fill(kind), edgecolor="#222222", linewidth=0.8, label=plain(names[kind]))
            for kind in sorted(visible, key=lambda kind: (kind == 0, kind))
        ]
        if handles:
            _legend(axes, handles)


def _draw_areas(axes: Axes, found: Map, kind: int, across: Axis, up: Axis) -> bool:
    """One kind of point as a filled area with its edge, the steps of the grid smoothed; whether there is anything to see."""
    import numpy as np

    mask = np.array(found.kinds) == kind
    where = smooth(mask)
    xs, ys = np.array([float(own) for own in found.x]), np.array([float(own) for own in found.y])
    if where.max() <= 0.5 or (kind == 0 and mask.mean() < SLIVER):
        return False
    look = _fill(kind)
    axes.contourf(xs, ys, where, levels=[0.5, 1.5], colors=[look["facecolor"]], hatches=[look["hatch"]])
    if where.min() < 0.5:
        axes.contour(xs, ys, where, levels=[0.5], colors="#222222", linewidths=1.1)
    return True


def smooth(mask: Any) -> Any:
    """A mask of 0 and 1 with its steps rounded: the mean over neighbours, twice."""
    import numpy as np

    field = mask.astype(float)
    for _ in range(2):
        for turn in (0, 1):
            padded = np.pad(field, [(1, 1) if own == turn else (0, 0) for own in (0, 1)], mode="edge")
            before, after = np.delete(padded, [-1, -2], axis=turn), np.delete(padded, [0, 1], axis=turn)
            field = (before + 2 * field + after) / 4
    return field


def _draw_bars(axes: Axes, found: Map, kind: int, across: Axis, up: Axis) -> bool:
    """One kind of point as bars over the whole numbers of an axis."""
    upright = across.whole
    free, places = (up, found.x) if upright else (across, found.y)
    along = [float(own) for own in (found.y if upright else found.x)]
    lines = list(zip(*found.kinds, strict=True)) if upright else found.kinds
    for place, line in zip(places, lines, strict=True):
        for low, high in _runs(line, kind, along, free.whole):
            box: dict[str, Any] = {**_fill(kind), "edgecolor": "#222222", "linewidth": 0.6}
            if upright:
                axes.bar(float(place), high - low, bottom=low, width=0.8, **box)
            else:
                axes.barh(float(place), high - low, left=low, height=0.8, **box)
    return True


def _runs(line: Sequence[int], kind: int, along: Sequence[float], whole: bool) -> Iterator[tuple[float, float]]:
    """Stretches of one kind, out to half way to the next point; single boxes where the free axis is whole too."""
    last = len(line) - 1
    for own, group in itertools.groupby(range(len(line)), key=lambda at: (line[at], at if whole else 0)):
        places = list(group)
        if own[0] != kind:
            continue
        if whole:
            yield along[places[0]] - 0.4, along[places[0]] + 0.4
        else:
            first, final = places[0], places[-1]
            low = along[first] if first == 0 else (along[first - 1] + along[first]) / 2
            high = along[final] if final == last else (along[final] + along[final + 1]) / 2
            yield low, high


def draw_band(
    axes: Axes, points: Sequence[Fraction], bands: Sequence[Band | None], label: str, number: int, total: int
) -> None:
    """A curve with the stretch above it shaded, broken where nothing is left."""
    places = [float(own) for own in points]
    lows = [ink(band[0]) if band else float("nan") for band in bands]
    highs = [ink(band[1]) if band else float("nan") for band in bands]
    axes.plot(places, lows, label=plain(label), **line(number), zorder=3)
    if any(high < 1 for high in highs):
        axes.plot(places, [high if high < 1 else float("nan") for high in highs], **line(number), zorder=3)
    with hatching():
        axes.fill_between(
            places, lows, highs, color=FILLS[number % len(FILLS)], alpha=0.7 if total == 1 else 0.35, linewidth=0
        )


def draw_dots(
    axes: Axes, points: Sequence[Fraction], bands: Sequence[Band | None], label: str, number: int, total: int
) -> None:
    """A dot at each whole number, and above it a bar (one curve) or, between dots, thin lines for the eye (several)."""
    shown = [(float(place), ink(band[0]), ink(band[1])) for place, band in zip(points, bands, strict=True) if band]
    places, lows = [own[0] for own in shown], [own[1] for own in shown]
    look = {**line(number), "linewidth": 0.9, **({"linestyle": "none"} if total == 1 else {})}
    axes.plot(places, lows, label=plain(label), **look, **marker(number), zorder=3)
    if total == 1:
        heights = [high - low for _, low, high in shown]
        axes.bar(places, heights, bottom=lows, width=0.6, color=FILLS[0], alpha=0.7, linewidth=0)


def shade_legend(axes: Axes, holds: str, total: int) -> None:
    """The curves, and what the shade means."""
    from matplotlib.patches import Patch

    handles, _ = axes.get_legend_handles_labels()
    one = total == 1
    shade = Patch(
        facecolor=FILLS[0] if one else "#c9d3da", alpha=0.7, label=plain(holds if one else f"{holds} (shaded)")
    )
    _legend(axes, [*handles, shade])


def draw_interval(
    axes: Axes, points: Sequence[Fraction], curves: Sequence[Sequence[Any]], names: Sequence[str], inside: str
) -> None:
    places = [float(own) for own in points]
    low, high = ([ink(own) for own in curve] for curve in curves)
    room = [own <= other for own, other in zip(*curves, strict=True)]
    axes.plot(places, high, label=plain(names[1]), **line(0))
    axes.plot(places, low, label=plain(names[0]), **line(1))
    axes.fill_between(places, low, high, where=room, facecolor=FILLS[0], alpha=0.7, linewidth=0, label=plain(inside))
    _legend(axes)


def draw_levels(axes: Axes, levels: Mapping[str, object], axis: Axis) -> None:
    for name, value in levels.items():
        height = ink(exact(value, name))
        axes.axhline(height, color="#777777", linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
        axes.annotate(
            plain(name), (1.0, height), xycoords=("axes fraction", "data"), xytext=(3, 0), textcoords="offset points",
            ha="left", va="center", fontsize=8, color="#555555",
        )  # fmt: skip


def mark(axes: Axes, name: str, place: Any) -> None:
    """A line at a value of the horizontal axis, with the value at its foot."""
    at = ink(place)
    axes.axvline(at, color="#222222", linewidth=0.9, linestyle=":")
    short = isinstance(place, Fraction) and place.denominator <= 10**4
    shown = f"= {place}" if short else rf"\approx {at:.4f}"
    axes.annotate(
        f"${scalar_latex(exact(name))} {shown}$", (at, 0.0),
        xycoords=("data", "axes fraction"), xytext=(5, 5), textcoords="offset points", fontsize=10,
    )  # fmt: skip


def name_axes(axes: Axes, across: Axis, up: Axis | None, labels: Mapping[str, str] | None) -> None:
    for axis, name_it, limit in ((across, axes.set_xlabel, axes.set_xlim), (up, axes.set_ylabel, axes.set_ylim)):
        if axis is None:
            continue
        meaning = (labels or {}).get(axis.name, "")
        symbol = f"${scalar_latex(exact(axis.name))}$"
        name_it(f"{symbol}: {plain(meaning)}" if meaning else symbol, fontsize=10)
        margin = 0.6 if axis.whole else 0.0
        limit(float(axis.lo) - margin, float(axis.hi) + margin)
        if axis.whole:
            whole_ticks(axes.xaxis if axis is across else axes.yaxis)


def short_ticks(axis: Any) -> None:
    """Ticks at round numbers, written without trailing zeros."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=8, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.6g}".replace("-", "\N{MINUS SIGN}")))


def whole_ticks(axis: Any) -> None:
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=12, integer=True, min_n_ticks=1))


def _legend(axes: Axes, handles: Sequence[Any] | None = None) -> None:
    """Above the axes, in as many columns as fit."""
    shown = list(handles) if handles is not None else axes.get_legend_handles_labels()[0]
    longest = max((len(str(own.get_label())) for own in shown), default=0)
    columns = max(1, min(len(shown), 84 // (longest + 8)))
    axes.legend(
        handles=shown, loc="lower left", bbox_to_anchor=(0, 1.01), ncols=columns, frameon=False, fontsize=9,
        borderaxespad=0, handlelength=2.2,
    )  # fmt: skip


def finish(figure: Figure, axes: Axes, caption: str) -> None:
    if axes.get_legend() is None and axes.get_legend_handles_labels()[0]:
        _legend(axes)
    if caption:
        figure.supxlabel(_wrapped(caption, 100), x=0.01, ha="left", fontsize=8.5, color="#333333")


def plain(words: str) -> str:
    """Text in which a dollar sign begins no mathematics."""
    return words.replace("$", r"\$")


def _wrapped(words: str, width: int) -> str:
    """Lines of at most `width` visible characters; the marks of mathematics do not count."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and len(re.sub(r"[$_{}\\]", "", longer)) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)
