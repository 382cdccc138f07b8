"""An automaton drawn: a circle a state, with the play in it, and an arrow for each way on."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from games.core.automaton import Automaton, AutomatonState, Machine, MachineState, Rule
from games.exact import text
from games.show.ink import INKS, canvas, finish, plain
from games.show.labels import drawn_text, play_text, seen_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Point = tuple[float, float]
RADIUS = 0.45
WIDTH = 6.4


def automaton_figure(profile: Automaton | Machine, *, title: str = "", caption: str = "") -> Figure:
    """States as circles with their play, rules as arrows; the start has a double rim. For a handful of states.

    >>> figure = automaton_figure(Automaton.grim("share", "hide"))
    >>> sorted(words.get_text() for words in figure.axes[0].texts)
    ['hide\\neveryone hide', 'kept', 'otherwise', 'otherwise', 'share\\neveryone share']
    """
    figure, axes = canvas(title)
    places = _places([state.name for state in profile.states])
    width = _frame(figure, axes, list(places.values()), bool(title) + bool(caption))
    for state in profile.states:
        _draw_state(axes, state, places[state.name], state.name == profile.start)
        for target, words in _arrows(state.rules).items():
            if target == state.name:
                _draw_loop(axes, places[target], _centre(places), words)
            else:
                _draw_arrow(axes, places[state.name], places[target], words, 72 * WIDTH / width)
    finish(figure, axes, plain(caption))
    return figure


def _frame(figure: Figure, axes: Axes, places: Sequence[Point], lines: int) -> float:
    """Room for the states and the arrows around them; returns the width in the units of the drawing."""
    xs, ys = [x for x, _ in places], [y for _, y in places]
    above = 0.75 if len(places) == 2 else 1.3
    width, height = max(xs) - min(xs) + 2.6, max(ys) - min(ys) + 2 * above
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(min(xs) - 1.3, max(xs) + 1.3)
    axes.set_ylim(min(ys) - above, max(ys) + above)
    figure.set_size_inches(WIDTH, WIDTH * height / width + 0.35 * lines)
    return width


def _places(names: Sequence[str]) -> dict[str, Point]:
    """Two or fewer states in a row, more on a circle, clockwise from the top left."""
    if len(names) <= 2:
        return {name: (2.4 * number, 0.0) for number, name in enumerate(names)}
    radius = 1.15 / math.sin(math.pi / len(names))
    turns = ((number / len(names)) * 2 * math.pi for number in range(len(names)))
    return {
        name: (-radius * math.cos(turn + math.pi / 4), radius * math.sin(turn + math.pi / 4))
        for name, turn in zip(names, turns, strict=True)
    }


def _centre(places: dict[str, Point]) -> Point:
    number = len(places)
    return sum(x for x, _ in places.values()) / number, sum(y for _, y in places.values()) / number


def _arrows(rules: Sequence[Rule]) -> dict[str, str]:
    """By target, what leads there, one a line, with its probability where it is drawn."""
    found: dict[str, list[str]] = {}
    for rule in sorted(rules, key=lambda own: own.rank):
        for target, weight in rule.then:
            chance = "" if weight == 1 else f" ({text(weight)})"
            found.setdefault(target, []).append(f"{seen_text(rule)}{chance}")
    return {target: "\n".join(words) for target, words in found.items()}


def _draw_state(axes: Axes, state: AutomatonState | MachineState, place: Point, first: bool) -> None:
    from matplotlib.patches import Circle

    rim: dict[str, Any] = {"edgecolor": "#222222", "linewidth": 1.2, "zorder": 3}
    if first:
        axes.add_patch(Circle(place, RADIUS + 0.06, facecolor="white", **rim))
    axes.add_patch(Circle(place, RADIUS, facecolor="#e4f0f9" if first else "#f4f4f4", **rim))
    if isinstance(state, AutomatonState):
        plays = [(where, play_text(play)) for where, play in state.plays]
    else:
        plays = [(where, drawn_text(play)) for where, play in state.plays]
    lines = [f"{where}: {play}" if where else play for where, play in plays]
    words = "\n".join([state.name, *(piece for line in lines for piece in textwrap.wrap(line, 14))])
    axes.text(*place, plain(words), ha="center", va="center", fontsize=8.5, zorder=4)


def _draw_arrow(axes: Axes, start: Point, end: Point, words: str, scale: float) -> None:
    """A bent arrow, its words on the outer side of the bend."""
    from matplotlib.patches import FancyArrowPatch

    bend = 0.25
    gap = scale * (RADIUS + 0.08)
    look: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 14, "color": INKS[0], "linewidth": 1.3, "zorder": 2}
    bent = f"arc3,rad={-bend}"
    axes.add_patch(FancyArrowPatch(start, end, connectionstyle=bent, shrinkA=gap, shrinkB=gap, **look))
    across, up = end[0] - start[0], end[1] - start[1]
    middle = ((start[0] + end[0]) / 2 - up * bend / 2, (start[1] + end[1]) / 2 + across * bend / 2)
    _words(axes, middle, words)


def _draw_loop(axes: Axes, place: Point, centre: Point, words: str) -> None:
    """An arrow from a state back to it, away from the middle of the drawing."""
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    away = math.atan2(place[1] - centre[1], place[0] - centre[0]) if place != centre else math.pi / 2
    spread, reach = 0.5, RADIUS + 0.08

    def at(turn: float, distance: float) -> Point:
        return place[0] + distance * math.cos(turn), place[1] + distance * math.sin(turn)

    corners = [at(away - spread, reach), at(away - 0.6, 1.25), at(away + 0.6, 1.25), at(away + spread, reach)]
    path = Path(corners, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    axes.add_patch(
        FancyArrowPatch(path=path, arrowstyle="-|>", mutation_scale=14, color=INKS[0], linewidth=1.3, zorder=2)
    )
    _words(axes, at(away, 1.05), words)


def _words(axes: Axes, place: Point, words: str) -> None:
    box = {"facecolor": "white", "edgecolor": "none", "pad": 1.2, "alpha": 0.92}
    axes.text(*place, plain(words), ha="center", va="center", fontsize=8, bbox=box, zorder=5)
