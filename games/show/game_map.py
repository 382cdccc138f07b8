"""A map of games: which game a 2x2 game is over the plane of two of its symbols, with the names written where they hold.

Every point of the grid is decided exactly (`games.show.regions`); floats only place ink. A game always has the same colour and hatch.
Degenerate games mostly lie on the edges between others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from games.core.classification import (
    BATTLE,
    CHICKEN,
    CHICKEN_BATTLE,
    COORDINATION,
    DEADLOCK,
    DEGENERATE,
    HARMONY,
    MATCHING_PENNIES,
    ONE_DOMINANT,
    PRISONERS_DILEMMA,
    STAG_HUNT,
    TWO_DOMINANT,
    Classification,
)
from games.errors import InvalidGame
from games.exact import exact, is_number, text
from games.show.ink import canvas, finish, hatching, name_axes, plain, smooth
from games.show.latex import scalar_latex
from games.show.regions import Axis, Map, Predicate, Values, map_of, predicate, require_values

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LOOKS = {
    PRISONERS_DILEMMA: ("#d9a0b8", "\\\\\\"),
    CHICKEN: ("#f0b95b", "///"),
    BATTLE: ("#b5d8f0", ""),
    CHICKEN_BATTLE: ("#d8c69f", "///\\\\\\"),
    STAG_HUNT: ("#7fbf9f", "..."),
    COORDINATION: ("#cfe6c4", ""),
    HARMONY: ("#e4e4e4", "--"),
    DEADLOCK: ("#f6f0b0", "xx"),
    TWO_DOMINANT: ("#c9c4e0", "||"),
    ONE_DOMINANT: ("#ffffff", ""),
    MATCHING_PENNIES: ("#9fb4d8", "++"),
    DEGENERATE: ("#ffffff", "ooo"),
}
OUTSIDE = ("#e6e6e6", "...")
LETTERS = 6
"""How much wider than high a name is, about."""
ROOM = 0.035
"""What a name needs above and below, as a part of the plane."""


def game_map(
    answer: Classification,
    x: tuple[str, object, object],
    y: tuple[str, object, object],
    fixed: Mapping[str, object] | None = None,
    *,
    labels: Mapping[str, str] | None = None,
    title: str = "",
    caption: str = "",
    grid: int = 48,
    halvings: int = 3,
) -> Figure:
    """The plane of two symbols with the game's name at every point; `x` and `y` are (name, lo, hi), `fixed` gives the others values.

    Where the game's assumptions fail the plane stays dotted grey. Raises InvalidGame for a symbol without a value.

    >>> from games.core.strategic import StrategicGame
    >>> from games.solvers.two_by_two import classify
    >>> game = StrategicGame.from_arrays([[1, "S"], ["T", 0]], [[1, "T"], ["S", 0]])
    >>> figure = game_map(classify(game), ("T", 0, 2), ("S", -1, 1), grid=24, halvings=1)
    >>> sorted(words.get_text() for words in figure.axes[0].texts)
    ['chicken', 'harmony', "prisoner's\\ndilemma", 'stag hunt']
    """
    across, up = Axis.of(x), Axis.of(y)
    given = _values(fixed)
    relations = [*answer.game.assumptions, *(own for case in answer.cases for own in case.assume)]
    needed = {name for relation in relations for name in relation.symbols}
    require_values(needed, [*given, across.name, up.name], "game_map")
    names = [own for own in LOOKS if answer.named(own)]
    holds = predicate(answer.game.assumptions)
    tests = [_not(holds), *(_any([predicate(case.assume) for case in answer.named(own)]) for own in names)]
    found = map_of(tests, across, up, given, grid=grid, halvings=halvings)
    figure, axes = canvas(title)
    _draw(axes, found, ["outside the assumptions", *names], 1 << halvings)
    name_axes(axes, across, up, labels)
    fixings = ", ".join(f"${scalar_latex(exact(name))} = {text(value)}$" for name, value in given.items())
    told = " ".join(
        part for part in (plain(caption), f"{fixings}." if fixings else "", "Edges: degenerate games.") if part
    )
    finish(figure, axes, told)
    return figure


def _values(fixed: Mapping[str, object] | None) -> dict[str, Fraction]:
    found = {}
    for name, value in (fixed or {}).items():
        number = exact(value, f"fixed, {name}")
        if not is_number(number):
            raise InvalidGame(f"fixed, {name}", text(number), "a number")
        found[name] = Fraction(number)
    return found


def _not(holds: Predicate) -> Predicate:
    return lambda values: not holds(values)


def _any(tests: Sequence[Callable[[Values], bool]]) -> Predicate:
    return lambda values: any(test(values) for test in tests)


def _draw(axes: Axes, found: Map, names: Sequence[str], step: int) -> None:
    """Each kind as a filled area, its name in every piece of it that has room, else in a legend."""
    import numpy as np
    from matplotlib.patches import Patch

    kinds = np.array(found.kinds)
    xs, ys = np.array([float(own) for own in found.x]), np.array([float(own) for own in found.y])
    unnamed = []
    axes.set_facecolor("#222222")  # what is thinner than a line
    with hatching():
        for number in range(len(names)):
            where = smooth(kinds == number)
            if where.max() <= (0.99 if names[number] == DEGENERATE else 0.5):
                continue
            colour, hatch = LOOKS.get(names[number], OUTSIDE)
            axes.contourf(xs, ys, where, levels=[0.5, 1.5], colors=[colour], hatches=[hatch])
            if where.min() < 0.5:
                axes.contour(xs, ys, where, levels=[0.5], colors="#222222", linewidths=1.1)
            places = list(_rooms(where[::step, ::step] > 0.5))
            for row, column in places:
                _write(axes, xs[column * step], ys[row * step], names[number])
            if not places:
                unnamed.append(Patch(facecolor=colour, hatch=hatch, edgecolor="#222222", label=plain(names[number])))
        if unnamed:
            axes.legend(handles=unnamed, loc="lower left", bbox_to_anchor=(0, 1.01), ncols=3, frameon=False, fontsize=9)


def _write(axes: Axes, across: float, up: float, name: str) -> None:
    words = plain(name.replace(" ", "\n", 1) if len(name) > 12 else name)
    box = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "boxstyle": "round,pad=0.25"}
    axes.text(across, up, words, ha="center", va="center", fontsize=9, bbox=box)


def _rooms(mask: Any) -> Iterable[tuple[int, int]]:
    """In each connected piece of a mask, the square with the most room for a name, if it is enough."""
    needed = ROOM * len(mask)
    left = {(int(row), int(column)) for row, column in zip(*mask.nonzero(), strict=True)}
    while left:
        piece = _piece(left)
        left -= piece
        rooms = {at: _room(piece, at) for at in piece}
        enough = min(max(rooms.values()), 2 * needed)
        if enough < needed:
            continue
        middle = tuple(sum(at[turn] for at in piece) / len(piece) for turn in (0, 1))
        fitting = sorted(at for at in piece if rooms[at] >= enough)
        yield min(fitting, key=lambda at: (at[0] - middle[0]) ** 2 + (at[1] - middle[1]) ** 2)


def _piece(left: set[tuple[int, int]]) -> set[tuple[int, int]]:
    start = min(left)
    found, edge = {start}, [start]
    while edge:
        row, column = edge.pop()
        for near in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if near in left and near not in found:
                found.add(near)
                edge.append(near)
    return found


def _room(piece: set[tuple[int, int]], at: tuple[int, int]) -> float:
    """How high a name at the square may be, in squares to either side, given what width it then has."""

    def reach(down: int, right: int) -> int:
        steps = 0
        while (at[0] + down * (steps + 1), at[1] + right * (steps + 1)) in piece:
            steps += 1
        return steps

    return min(reach(1, 0), reach(-1, 0), *(reach(0, side) * 2 / LETTERS for side in (1, -1)))
