"""Anonymous games in words: runs of counts, and who would rather switch outside the equilibria."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from games.core.anonymous import AnonymousGame
from games.core.solution import CountEquilibria, Enclosure, Real, SymmetricEquilibria
from games.errors import LimitReached, Unsupported
from games.exact import AlgebraicNumber, Formula, Scalar, is_number, text
from games.show.labels import brief

EVERY = 2000
"""Up to so many players every count is looked at; beyond, the neighbours of the equilibria and the two ends."""
ENDS = 5
"""How many counts are shown at either end of a long game."""
DEGREE = 1000
"""Up to so many players the gain is evaluated between symmetric equilibria."""


def shown_counts(game: AnonymousGame, ends: int = ENDS) -> tuple[int, ...]:
    """The counts k worth showing: all of a short game; of a long one both ends, and where the gain changes sign.

    No counts at all when the number of players is a symbol.
    """
    if not is_number(game.players):
        return ()
    size = game.size
    if size <= 2 * ends + 2:
        return tuple(range(size))
    shown = {*range(ends), *range(size - ends, size), *_turns(game)[: 2 * ends]}
    lone = {k for k in range(size) if k - 1 in shown and k + 1 in shown}
    return tuple(sorted(shown | lone))


def _turns(game: AnonymousGame) -> list[int]:
    """Counts next to a change of the gain's sign, as far as gains are numbers."""
    if game.size > EVERY:
        return _turns_of_many(game)
    gains = game.gains()
    signs = [(own > 0) - (own < 0) if is_number(own) else 0 for own in gains]
    return [k for before in range(len(signs) - 1) if signs[before] != signs[before + 1] for k in (before, before + 1)]


def _turns_of_many(game: AnonymousGame) -> list[int]:
    """The same from runs of equal sign; none where they are not known without evaluating each payoff."""
    from games.solvers.sequences import gains_of

    if any(isinstance(own, Formula) and "C(" in own.text for own in game.payoff):
        return []
    try:
        runs = gains_of(game, "show")[2].runs
    except (LimitReached, Unsupported):
        return []
    return [k for _, last, _ in runs[:-1] for k in (last, last + 1)]


def gaps(counts: Sequence[int]) -> list[int]:
    """The counts missing between the first and the last.

    >>> gaps([0, 1, 4])
    [2, 3]
    """
    return sorted(set(range(counts[0], counts[-1] + 1)) - set(counts)) if counts else []


def runs(counts: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring counts joined.

    >>> runs([0, 3, 4, 5, 9])
    [(0, 0), (3, 5), (9, 9)]
    """
    found: list[tuple[int, int]] = []
    for count in counts:
        if found and count == found[-1][1] + 1:
            found[-1] = (found[-1][0], count)
        else:
            found.append((count, count))
    return found


def counts_text(counts: Iterable[int]) -> str:
    """Counts with neighbours joined.

    >>> counts_text([0, 3, 4, 5, 9])
    '0, 3 to 5, 9'
    """
    return ", ".join(str(low) if low == high else f"{low} to {high}" for low, high in runs(counts))


def count_refusals(answer: CountEquilibria) -> list[str]:
    """For the counts that are no equilibrium: who would rather switch, and what that brings at the ends of each run."""
    game = answer.game
    candidates: Iterable[int] = range(game.size + 1)
    if game.size > EVERY:
        near = {own for count in answer.counts[:20] for own in (count - 1, count + 1)} | {0, game.size}
        candidates = sorted(own for own in near if 0 <= own <= game.size)
    listed = set(answer.counts)
    refused = [count for count in candidates if count not in listed]
    lines = []
    for joins in (False, True):
        leaving, joining = game.actions[1 - joins], game.actions[joins]
        gaining = {count: gain for count in refused if (gain := _switch(game, count, joins)) > 0}
        for low, high in runs(gaining):
            first, last = brief(gaining[low]), brief(gaining[high])
            gains = f"gain {first}" if first == last else f"gain {first} at {low}, {last} at {high}"
            lines.append(
                f'With {counts_text(range(low, high + 1))} {"player" if high == 1 else "players"} on "{game.actions[1]}", '
                f'one of those on "{leaving}" would rather play "{joining}" ({gains}).'
            )
    return lines or ["At every count nobody would rather switch."]


def _switch(game: AnonymousGame, count: int, joins: bool) -> Scalar:
    """The gain of a player who switches to the second action (joins) or from it, at `count` players on it; 0 where nobody can."""
    if joins:
        return game.gain(count) if count < game.size else Fraction(0)
    return -game.gain(count - 1) if count > 0 else Fraction(0)


def symmetric_refusals(answer: SymmetricEquilibria) -> list[str]:
    """Between the symmetric equilibria: which action each would rather play, at a sample probability."""
    game = answer.game
    if answer.continuum:
        return ["At every probability everyone is indifferent."]
    if game.size > DEGREE:
        return [f"With {game.size} players the gaps between the equilibria are not sampled."]
    gains = game.gains()
    points = sorted({Fraction(0), Fraction(1), *(_near(own.prob) for own in answer.equilibria)})
    lines = []
    for low, high in itertools.pairwise(points):
        p = ((low + high) / 2).limit_denominator(16)
        p = p if low < p < high else (low + high) / 2
        gain = expected_gain(gains, p)
        better, worse = game.actions[::-1] if gain > 0 else game.actions
        lines.append(
            f'If all others play "{game.actions[1]}" with probability {text(p)}, each would rather play "{better}": '
            f'it pays {brief(abs(gain))} more than "{worse}".'
        )
    return lines


def expected_gain(gains: Sequence[Scalar], p: Fraction) -> Fraction:
    """G(p) = sum_k C(N, k) p^k (1-p)^(N-k) gain(k), exactly.

    >>> expected_gain([Fraction(-1), Fraction(1)], Fraction(3, 4))
    Fraction(1, 2)
    """
    top = len(gains) - 1
    other = 1 - p
    terms = (math.comb(top, k) * p**k * other ** (top - k) * gain for k, gain in enumerate(gains) if gain != 0)
    return sum(terms, Fraction(0))


def _near(value: Real) -> Fraction:
    if isinstance(value, Enclosure):
        return (value.lo + value.hi) / 2
    if isinstance(value, AlgebraicNumber):
        return value.enclosure(Fraction(1, 10**9))[0]
    return value
