"""Extreme equilibria in words: which of them may be mixed together, and which indifference makes the game degenerate."""

from __future__ import annotations

from games.core.solution import NashEquilibria
from games.show.labels import drawn_text

MOST = 6
"""Most sets, and most indifferences, that are told; the rest are counted."""


def explain_components(answer: NashEquilibria) -> list[str]:
    """The maximal Nash subsets of more than one equilibrium, by the numbers of these, and what makes the game degenerate.

    >>> from games.core.strategic import StrategicGame
    >>> from games.solvers.extreme_equilibria import extreme_equilibria
    >>> game = StrategicGame.from_arrays([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]], actions=("abc", "xy"))
    >>> print("\\n".join(explain_components(extreme_equilibria(game))))
    In equilibria 1, 2 each player may mix his strategies freely: every such pair is an equilibrium. With the others listed these are all.
    The game is degenerate: against a of 1, 2 has 2 best replies, x and y.
    """
    places = {own.profile: place for place, own in enumerate(answer.equilibria, start=1)}
    first, second = answer.strategies
    sets = [sorted(places[first[x], second[y]] for x in xs for y in ys) for xs, ys in answer.components]
    mixing = [f"equilibria {', '.join(map(str, own))}" for own in sets if len(own) > 1]
    lines = []
    if mixing:
        told = "; or in ".join(_some(mixing, "more such sets"))
        lines.append(
            f"In {told} each player may mix his strategies freely: every such pair is an equilibrium. With the others listed these are all."
        )
    return [*lines, *_degenerate(answer)]


def _degenerate(answer: NashEquilibria) -> list[str]:
    reasons = []
    for own in answer.indifferences:
        i = answer.game.players.index(own.player)
        drawn = zip(answer.game.actions[i], own.strategy, strict=True)
        played = drawn_text(tuple((label, weight) for label, weight in drawn if weight != 0))
        best = f"{', '.join(own.replies[:-1])} and {own.replies[-1]}"
        reasons.append(
            f"against {played} of {own.player}, {answer.game.players[1 - i]} has {len(own.replies)} best replies, {best}"
        )
    if not reasons:
        return []
    return [f"The game is degenerate: {'; '.join(_some(reasons, 'more indifferences'))}."]


def _some(parts: list[str], more: str) -> list[str]:
    return parts if len(parts) <= MOST else [*parts[:MOST], f"{len(parts) - MOST} {more}"]
