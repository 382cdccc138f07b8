"""How claims are worded: games, profiles, points and intervals as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from games.core.anonymous import AnonymousGame
from games.core.dynamic import DynamicGame
from games.core.strategic import StrategicGame
from games.exact import AlgebraicNumber, Interval, Scalar, text

Mixed = tuple[tuple[Scalar, ...], ...]
"""For each player the probabilities of his actions, in action order."""


def game_name(game: StrategicGame | AnonymousGame | DynamicGame) -> str:
    return f'"{game.name}"' if game.name else "the game"


def listing(parts: Iterable[str]) -> str:
    return "; ".join(parts) or "none"


def runs(counts: Sequence[int]) -> list[str]:
    """Whole numbers as text, neighbours together: 0 to 5."""
    runs: list[tuple[int, int]] = []
    for count in counts:
        if runs and runs[-1][1] == count - 1:
            runs[-1] = (runs[-1][0], count)
        else:
            runs.append((count, count))
    return [f"{first} to {last}" if first < last else str(first) for first, last in runs]


def mixed_text(game: StrategicGame, profile: Mixed) -> str:
    return f"({', '.join(action_text(own, labels) for own, labels in zip(profile, game.actions, strict=False))})"


def action_text(weights: Sequence[Scalar], labels: Sequence[str]) -> str:
    support = [(weight, label) for weight, label in zip(weights, labels, strict=False) if weight != 0]
    if len(support) == 1:
        return support[0][1]
    return " + ".join(f"{text(weight)} {label}" for weight, label in support)


def point_text(point: Fraction | AlgebraicNumber | tuple[Fraction, Fraction]) -> str:
    if isinstance(point, Fraction):
        return str(point)
    if isinstance(point, AlgebraicNumber):
        return point.text or f"the root between {point.lo} and {point.hi}"
    return f"the one between {point[0]} and {point[1]}"


def interval_text(interval: Interval) -> str:
    left, right = "[" if interval.lo_closed else "(", "]" if interval.hi_closed else ")"
    return f"{left}{end_text(interval.lo)}, {end_text(interval.hi)}{right}"


def end_text(end: Scalar | AlgebraicNumber) -> str:
    return point_text(end) if isinstance(end, AlgebraicNumber) else text(end)
