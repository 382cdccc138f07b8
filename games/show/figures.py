"""Figures: where a condition holds, thresholds, bands of prices, paths of payoffs.

Claims are decided exactly (`games.show.regions`); floats only place ink (`games.show.ink`). Colours are told apart without colour vision
and in grey: regions carry hatches, curves dashes and markers. matplotlib is imported when a figure is drawn, never its global state.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from games.core.solution import Threshold
from games.errors import InvalidGame
from games.exact import Relation, Scalar, exact, is_number, text
from games.show.ink import (
    canvas,
    draw_band,
    draw_dots,
    draw_interval,
    draw_levels,
    draw_map,
    finish,
    ink,
    line,
    mark,
    marker,
    name_axes,
    plain,
    shade_legend,
    whole_ticks,
)
from games.show.latex import scalar_latex
from games.show.regions import (
    Axis,
    Condition,
    Curve,
    band_of,
    condition_symbols,
    map_of,
    predicate,
    require_values,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

POINTS = 240
"""Pieces into which the axis of a curve is cut."""


def region_figure(
    condition: Condition | Mapping[str, Condition],
    x: tuple[str, object, object],
    y: tuple[str, object, object],
    fixed: Mapping[str, object] | None = None,
    *,
    assume: Condition | None = None,
    whole: Iterable[str] = (),
    discount: str = "d",
    labels: Mapping[str, str] | None = None,
    title: str = "",
    caption: str = "",
    grid: int = 32,
    halvings: int = 4,
) -> Figure:
    """The part of the plane of two parameters in which a condition holds, or, of several with labels, which one does.

    `x` and `y` are (name, lo, hi), `fixed` gives the other symbols values. Where `assume` (a Threshold's own assumptions by default)
    fails nothing is claimed and the plane stays dotted grey. `whole` names axes of whole numbers, `labels` what a name means.
    Every point of the grid is decided exactly; the squares at an edge are halved `halvings` times.

    >>> figure = region_figure("0 < c < B/n", ("c", 0, 4), ("n", 2, 8), {"B": 12}, whole=["n"])
    >>> figure.axes[0].get_xlabel()
    '$c$'
    """
    across, up = Axis.of(x, whole), Axis.of(y, whole)
    given = _values(fixed)
    named = dict(condition) if isinstance(condition, Mapping) else {"holds": condition}
    outside = assume if assume is not None else _assumptions(named.values(), (*given, across.name, up.name))
    needed = {name for own in (*named.values(), outside) for name in condition_symbols(own, discount)}
    require_values(needed, [*given, across.name, up.name], "region_figure")
    admitted = predicate(outside, discount)
    tests = [_negation(admitted), *(predicate(own, discount) for own in named.values())]
    found = map_of(tests, across, up, given, grid=grid, halvings=halvings)
    figure, axes = canvas(title)
    draw_map(axes, found, ["outside the assumptions", *named], across, up)
    name_axes(axes, across, up, labels)
    how = "Edges located by bisection between exactly decided points." if not (across.whole or up.whole) else ""
    finish(figure, axes, _caption(caption, given, how))
    return figure


def threshold_figure(
    curves: Mapping[str, Curve] | Curve,
    against: tuple[str, object, object],
    fixed: Mapping[str, object] | None = None,
    *,
    whole: bool = False,
    holds: str = "pact holds",
    discount: str = "d",
    labels: Mapping[str, str] | None = None,
    title: str = "",
    caption: str = "",
) -> Figure:
    """The discount factor that a pact needs, against one parameter; from the curve on, shaded, it holds.

    A curve is a formula in the parameter and the symbols that `fixed` gives values, or the cases of a threshold, which may also
    end the shade from above. `whole` draws a dot at each whole number instead of a line.

    >>> figure = threshold_figure("1 - c*n/(B*(n - 1))", ("n", 2, 12), {"c": 1, "B": 12}, whole=True)
    >>> [float(height) for height in figure.axes[0].lines[0].get_ydata()][:2]
    [0.8333333333333334, 0.875]
    """
    axis = Axis.of(against, [against[0]] if whole else [])
    given = _values(fixed)
    named = dict(curves) if isinstance(curves, Mapping) else {"threshold": curves}
    needed = {name for own in named.values() for name in condition_symbols(own, discount)} - {discount}
    require_values(needed, [*given, axis.name], "threshold_figure")
    figure, axes = canvas(title)
    points = axis.points(POINTS)
    for number, (label, curve) in enumerate(named.items()):
        band = band_of(curve)
        bands = [band({**given, axis.name: point}) for point in points]
        (draw_dots if whole else draw_band)(axes, points, bands, label, number, len(named))
    lone_dots = whole and len(named) > 1
    if lone_dots:
        caption = " ".join(part for part in (caption, f"{holds.capitalize()} from each dot upwards.") if part)
    else:
        shade_legend(axes, holds, len(named))
    axes.set_ylim(0, 1)
    name_axes(axes, axis, Axis(discount, Fraction(0), Fraction(1)), _patience(labels, discount))
    finish(figure, axes, _caption(caption, given))
    return figure


def interval_figure(
    lower: Scalar | str,
    upper: Scalar | str,
    against: tuple[str, object, object] = ("d", 0, 1),
    fixed: Mapping[str, object] | None = None,
    *,
    threshold: Scalar | str | None = None,
    levels: Mapping[str, object] | None = None,
    names: tuple[str, str] = ("lowest", "highest"),
    inside: str = "between them",
    labels: Mapping[str, str] | None = None,
    quantity: str = "price",
    title: str = "",
    caption: str = "",
) -> Figure:
    """An interval that depends on a parameter: its two ends, shaded where it is not empty, and where it opens.

    `threshold` marks that place; without it the place is found by bisection, exactly if it has a short fraction. `levels` are
    values for comparison, drawn as thin level lines.

    >>> figure = interval_figure("60 - 22*d", "40 + 28*d", levels={"high": 60, "low": 40})
    >>> print(*(words.get_text() for words in figure.axes[0].texts))
    high low $d = 2/5$
    """
    axis, given = Axis.of(against), _values(fixed)
    ends = [exact(lower, "lower"), exact(upper, "upper")]
    needed = {name for end in ends for name in condition_symbols(end)}
    require_values(needed, [*given, axis.name], "interval_figure")
    figure, axes = canvas(title)
    points = axis.points(POINTS)
    curves = [[_at(end, {**given, axis.name: point}) for point in points] for end in ends]
    opening = _opening(ends, axis, given) if threshold is None else _at(exact(threshold, "threshold"), given)
    draw_interval(axes, points, curves, names, inside)
    draw_levels(axes, levels or {}, axis)
    if opening is not None:
        mark(axes, axis.name, opening)
    name_axes(axes, axis, None, labels)
    axes.set_ylabel(quantity)
    finish(figure, axes, _caption(caption, given))
    return figure


def path_figure(
    paths: Mapping[str, Sequence[object]],
    *,
    start: int = 0,
    steps: str = "period",
    quantity: str = "payoff",
    logarithmic: bool = False,
    levels: Mapping[str, object] | None = None,
    title: str = "",
    caption: str = "",
) -> Figure:
    """Paths of payoffs, one value a period (or level, as `steps` says), joined by thin lines.

    >>> figure = path_figure({"climbs": [1, 2, 4], "stays": [1, 1, 1]}, steps="level")
    >>> [line.get_label() for line in figure.axes[0].lines]
    ['climbs', 'stays']
    """
    figure, axes = canvas(title)
    for number, (label, path) in enumerate(paths.items()):
        heights = [ink(exact(value, f"{label}, {steps} {start + t}")) for t, value in enumerate(path)]
        places = range(start, start + len(heights))
        often = max(1, len(heights) // 20)
        axes.plot(places, heights, label=label, markevery=often, **line(number), **marker(number))
    longest = max((len(path) for path in paths.values()), default=1)
    draw_levels(axes, levels or {}, Axis(steps, Fraction(start), Fraction(start + longest - 1)))
    if logarithmic:
        axes.set_yscale("log")
    axes.set_xlabel(steps)
    axes.set_ylabel(quantity)
    whole_ticks(axes.xaxis)
    finish(figure, axes, plain(caption))
    return figure


def save(figure: Figure, path: str | Path) -> Path:
    """Write a figure; the ending (.png, .svg, .pdf) says how. The same figure gives the same bytes."""
    import matplotlib

    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    undated: dict[str, dict[str, Any]] = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
    with matplotlib.rc_context({"svg.hashsalt": "comarca", "svg.fonttype": "path"}):
        figure.savefig(target, metadata=undated.get(target.suffix.lower()), facecolor="white")
    return target


def _values(fixed: Mapping[str, object] | None) -> dict[str, Fraction]:
    found = {}
    for name, value in (fixed or {}).items():
        number = exact(value, f"fixed, {name}")
        if not is_number(number):
            raise InvalidGame(f"fixed, {name}", text(number), "a number")
        found[name] = Fraction(number)
    return found


def _at(value: Scalar, values: Mapping[str, Fraction]) -> Any:
    """A formula's value as a real number, exactly."""
    from games.exact import Formula, real_value

    return real_value(Formula.from_scalar(value).evaluate(values))


def _opening(ends: Sequence[Scalar], axis: Axis, given: Mapping[str, Fraction]) -> Any:
    """Where upper - lower turns from negative to not negative, or None: a short fraction if exact, else within 1e-9 of the axis."""

    def room(at: Fraction) -> Any:
        return _at(ends[1] - ends[0], {**given, axis.name: at})

    steps = axis.points(64)
    pair = next(((a, b) for a, b in itertools.pairwise(steps) if room(a) < 0 <= room(b)), None)
    if pair is None:
        return None
    low, high = pair
    while high - low > (axis.hi - axis.lo) * Fraction(1, 10**9):
        middle = (low + high) / 2
        low, high = (middle, high) if room(middle) < 0 else (low, middle)
    short = high.limit_denominator(10**4)
    return short if room(short) == 0 else high


def _assumptions(conditions: Iterable[Condition], known: Iterable[str]) -> tuple[Relation, ...]:
    """What the games of thresholds assume of the symbols that are drawn."""
    names = set(known)
    relations = (own for found in conditions if isinstance(found, Threshold) for own in found.game.assumptions)
    return tuple(dict.fromkeys(own for own in relations if set(own.symbols) <= names))


def _negation(holds: Any) -> Any:
    return lambda values: not holds(values)


def _caption(words: str, given: Mapping[str, Fraction], how: str = "") -> str:
    tied = "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}"
    values = (f"${scalar_latex(exact(name))}${tied}{text(value)}" for name, value in given.items())
    fixed = f"{', '.join(values)}." if given else ""
    return " ".join(part for part in (plain(words), fixed, how) if part)


def _patience(labels: Mapping[str, str] | None, discount: str) -> dict[str, str]:
    return {discount: "discount factor", **(labels or {})}
