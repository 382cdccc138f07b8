"""Replicator dynamics of anonymous games: a phase line for two actions, a phase portrait on the simplex for three.

The equilibria are those of the answer, decided exactly; the motion between them is drawn with floats. Filled dots are stable, open ones
unstable, half-filled ones left open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from games.core.anonymous import AnonymousGame
from games.core.count_profiles import SymmetricProfiles
from games.core.solution import Enclosure, Real, SymmetricEquilibria
from games.errors import Unsupported
from games.exact import AlgebraicNumber
from games.show.ink import INKS, canvas, finish, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINTS, ARROWS = 801, 14
"""Points of the curve of a phase line, and arrows on it."""
STARTS, STEPS = 8, 4000
"""Lines along an edge of the lattice from which paths of a portrait start, and steps of one path."""
SPACING = 0.03
"""Paths do not come closer to one another than this."""
FIRST, SECOND = 0.5, 3**0.5 / 2


def phase_line_figure(answer: SymmetricEquilibria, *, title: str = "", caption: str = "") -> Figure:
    """The motion of the share p on the second action under replicator dynamics: dp/dt = p (1 - p) G(p), up to scale.

    >>> from games.solvers.symmetric import symmetric_equilibria
    >>> stag = AnonymousGame.from_functions(5, ("alone", "together"), (lambda k: 1, lambda k: 3 if k >= 3 else 0))
    >>> figure = phase_line_figure(symmetric_equilibria(stag))
    >>> figure.axes[0].get_xlabel()
    'share on "together"'
    """
    import numpy as np

    gain = _float_gain(answer.game)
    places = np.array(sorted({*np.linspace(0, 1, POINTS), *_near([own.prob for own in answer.equilibria])}))
    heights = np.array([p * (1 - p) * gain(float(p)) if 0 < p < 1 else 0.0 for p in places])
    scale = float(np.abs(heights).max()) or 1.0
    figure, axes = canvas(title or answer.game.name)
    axes.plot(places, heights / scale, color=INKS[0], linewidth=1.8, zorder=2)
    axes.axhline(0, color="#444444", linewidth=1.1, zorder=1)
    _arrows_on_line(axes, answer, gain)
    for own in answer.equilibria:
        _dot(axes, _float(own.prob), 0.0, own.stable)
    axes.set_xlim(-0.03, 1.03)
    axes.set_ylim(-1.12, 1.12)
    axes.set_xlabel(f'share on "{plain(answer.game.actions[1])}"', fontsize=10)
    axes.set_ylabel("velocity (scaled)", fontsize=10)
    legend = "" if answer.complete else "Not all equilibria are known."
    finish(
        figure,
        axes,
        " ".join(part for part in (caption, _legend([own.stable for own in answer.equilibria]), legend) if part),
    )
    return figure


def phase_portrait_figure(answer: SymmetricProfiles, *, title: str = "", caption: str = "") -> Figure:
    """Paths of the shares of three actions under replicator dynamics on the simplex, with all symmetric equilibria.

    Raises Unsupported for another number of actions.

    >>> from games.solvers.faces import symmetric_profiles
    >>> game = AnonymousGame.from_functions(
    ...     3, ("rock", "paper", "scissors"), (lambda r, p, s: s - p, lambda r, p, s: r - s, lambda r, p, s: p - r))
    >>> figure = phase_portrait_figure(symmetric_profiles(game))
    >>> [words.get_text() for words in figure.axes[0].texts[:3]]
    ['rock', 'paper', 'scissors']
    """
    game = answer.game
    if len(game.actions) != 3:
        raise Unsupported("phase_portrait_figure", f"{len(game.actions)} actions", "three actions")
    figure, axes = canvas(title or game.name)
    axes.set_aspect("equal")
    axes.axis("off")
    axes.plot([0, 1, FIRST, 0], [0, 0, SECOND, 0], color="#444444", linewidth=1.1, zorder=2)
    for x, y, label, side in ((0, 0, 0, "right"), (1, 0, 1, "left"), (FIRST, SECOND, 2, "center")):
        shift = {"right": (-6, -4), "left": (6, -4), "center": (0, 7)}[side]
        axes.annotate(
            plain(game.actions[label]), (x, y), xytext=shift, textcoords="offset points", ha=side,
            va="bottom" if side == "center" else "center", fontsize=10,
        )  # fmt: skip
    _paths(axes, _velocity(game))
    for own in answer.equilibria:
        x, y = _place([_float(p) for p in own.probs])
        _dot(axes, x, y, own.stable)
    axes.set_xlim(-0.16, 1.16)
    axes.set_ylim(-0.06, SECOND + 0.08)
    missing = "" if answer.complete else "Not all equilibria are known."
    finish(
        figure,
        axes,
        " ".join(part for part in (caption, _legend([own.stable for own in answer.equilibria]), missing) if part),
    )
    return figure


def _legend(stable: Sequence[bool | None]) -> str:
    """What the dots mean, of those that there are."""
    names = {True: "filled: stable", False: "open: unstable", None: "half-filled: stability left open"}
    shown = [name for kind, name in names.items() if kind in stable]
    return f"Symmetric equilibria under replicator dynamics; {', '.join(shown)}." if shown else ""


def _float(value: Real) -> float:
    if isinstance(value, Enclosure):
        return float((value.lo + value.hi) / 2)
    return value.approx if isinstance(value, AlgebraicNumber) else float(value)


def _dot(axes: Axes, x: float, y: float, stable: bool | None) -> None:
    fill = {True: "full", False: "full", None: "left"}[stable]
    axes.plot(
        [x], [y], marker="o", markersize=8, fillstyle=fill, markerfacecolor="white" if stable is False else "#222222",
        markerfacecoloralt="white", markeredgecolor="#222222", markeredgewidth=1.4, linestyle="none", clip_on=False, zorder=5,
    )  # fmt: skip


# Two actions


def _float_gain(game: AnonymousGame) -> Callable[[float], float]:
    from games.solvers.binomial import float_mean
    from games.solvers.sequences import gains_of

    _, _, gains = gains_of(game, "phase_line_figure")
    return lambda p: float_mean(gains, p)


def _near(probs: Sequence[Real]) -> list[float]:
    """Points close to the equilibria, where the velocity may change within less than a step of the curve."""
    shifts = [sign * 10.0**-power for power in range(2, 7) for sign in (-1, 1)]
    return [p + shift for p in map(_float, probs) for shift in shifts if 0 < p + shift < 1]


def _arrows_on_line(axes: Axes, answer: SymmetricEquilibria, gain: Callable[[float], float]) -> None:
    """Arrows along the axis, from each gap between equilibria at least one."""
    stops = sorted({0.0, 1.0, *(_float(own.prob) for own in answer.equilibria)})
    for low, high in pairwise(stops):
        number = max(1, round((high - low) * ARROWS))
        for step in range(number):
            p = low + (high - low) * (step + 0.5) / number
            direction = gain(p)
            if direction and high - low > 1e-3:
                length = min(0.018, (high - low) / 4)
                start, end = (p - length, p + length) if direction > 0 else (p + length, p - length)
                arrow = {"arrowstyle": "-|>", "color": INKS[1], "linewidth": 1.4, "mutation_scale": 11}
                axes.annotate("", (end, 0), (start, 0), arrowprops=arrow, zorder=3)


# Three actions


def _velocity(game: AnonymousGame) -> Callable[[Any], Any]:
    import numpy as np

    from games.solvers.payoff_forms import payoff_rows

    grid, rows = payoff_rows(game, (0, 1, 2), "phase_portrait_figure")
    many = np.array([float(own) for own in grid.many])
    vectors = np.array(grid.vectors, dtype=float)
    payoffs = np.array([[float(own) for own in row] for row in rows]) * many
    size = max(1e-300, float(np.abs(np.array([[float(own) for own in row] for row in rows])).max()))

    def velocity(p: Any) -> Any:
        inner = np.maximum(p, 1e-300)
        means = payoffs @ np.prod(inner**vectors, axis=1) / size
        return p * (means - p @ means)

    return velocity


def _place(p: Any) -> tuple[float, float]:
    return float(p[1] + FIRST * p[2]), float(SECOND * p[2])


def _paths(axes: Axes, velocity: Callable[[Any], Any]) -> None:
    """Paths forwards and backwards from a lattice of starts, as long as they keep apart from those before."""
    import numpy as np

    taken: set[tuple[int, int]] = set()
    total = STARTS + 2
    starts = [np.array((i, j, total - i - j)) / total for i in range(1, total) for j in range(1, total - i)]
    edges = [np.roll(np.array((share, 1 - share, 0.0)), turn) for turn in range(3) for share in (0.25, 0.5, 0.75)]
    for start in [*edges, *sorted(starts, key=lambda p: float(-p.min()))]:
        if _cell(start) in taken:
            continue
        back, ahead = (_path(start, velocity, side, taken) for side in (-1, 1))
        path = [*reversed(back[1:]), *ahead]
        taken |= {_cell(p) for p in path}
        places = [_place(p) for p in path]
        if len(places) > 2 and sum(np.hypot(a[0] - b[0], a[1] - b[1]) for a, b in pairwise(places)) > 0.1:
            axes.plot([x for x, _ in places], [y for _, y in places], color=INKS[0], linewidth=0.9, zorder=1)
            middle = len(back) + (len(path) - len(back)) // 3
            middle = min(max(middle, 1), len(path) - 1)
            arrow = {"arrowstyle": "-|>", "color": INKS[0], "linewidth": 0.9, "mutation_scale": 9}
            axes.annotate("", places[middle], places[middle - 1], arrowprops=arrow, zorder=2)


def _cell(p: Any) -> tuple[int, int]:
    x, y = _place(p)
    return int(x / SPACING), int(y / SPACING)


def _path(start: Any, velocity: Callable[[Any], Any], side: int, taken: set[tuple[int, int]]) -> list[Any]:
    """A path by Runge and Kutta's rule in steps of even length, until it rests, closes, or meets another."""
    import numpy as np

    p, path, own = start, [start], {_cell(start)}
    length, travelled = 0.004, 0.0
    for _ in range(STEPS):
        first = velocity(p)
        speed = float(np.abs(first).max())
        if speed < 1e-9:
            break
        step = side * length / speed
        half = velocity(p + step / 2 * first)
        p = np.clip(p + step * half, 0, 1)
        p = p / p.sum()
        cell = _cell(p)
        travelled += length
        if (cell in taken and cell not in own) or (travelled > 0.3 and float(np.abs(p - start).max()) < length):
            break
        own.add(cell)
        path.append(p)
        if len(path) > 40 and float(np.abs(p - path[-20]).max()) < length:
            break
    return path
