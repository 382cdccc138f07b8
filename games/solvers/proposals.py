"""Mixed strategies that may be part of an equilibrium, proposed by nashpy in floating point.

Scaling      Payoffs of any size are first brought to [1, 2]: against each action of the opponent, subtract the player's
             smallest payoff and divide by his range, exactly. With the opponent's probabilities multiplied by the same ranges
             and normalised, every action is as good as before compared with the others; so equilibria keep their supports and
             best replies, which is all that is taken from a float.
Methods      Lemke-Howson from every label; the vertices of both best-reply polytopes (Qhull) that have a partner, unless there
             may be too many vertices; support enumeration for small games, or where the vertices failed
             [KnightCampbell2018]_.
Guarded      Warnings are muted, a method that fails ends quietly, output that is no strategy is left out, and Lemke-Howson
             stops after 500 pivots.
"""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

TOLERANCES = (1e-9, 1e-12, 1e-7, 1e-5)
"""Below these a probability may be zero and a loss none; the first reading that is exactly a vertex counts."""
PIVOTS = 500
VERTICES = 60_000
"""Largest possible number of vertices of a polytope that is enumerated."""
CHUNK = 500
"""Vertices paired at once."""
SUPPORT_PAIRS = 1_000
SUPPORT_PAIRS_ALONE = 20_000
"""Most support pairs that are tried beside the vertices, and instead of them."""

FAILURES = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What nashpy, scipy and numpy raise on games they cannot digest (LinAlgError and QhullError are among them)."""

Matrix = Sequence[Sequence[Fraction]]
"""Payoffs by the row player's action, then the column player's."""
Labels = tuple[tuple[int, ...], tuple[int, ...]]
"""A support, and the opponent's actions that are best replies to it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A strategy of `player` (0 or 1) as supports with best replies, one reading a tolerance, the likeliest first."""

    player: int
    readings: tuple[Labels, ...]


def proposals(row: Matrix, column: Matrix) -> Iterator[Proposal | None]:
    """Proposed strategies for the payoffs row[i][j] and column[i][j]; None now and then, so that the caller may look at the clock.

    Each of the two players must have two actions or more. Source: [KnightCampbell2018]_, [LemkeHowson1964]_.

    >>> matching = [[Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)]]
    >>> next(own for own in proposals(matching, matching[::-1]) if own).readings[0]
    ((0, 1), (0, 1))
    """
    import numpy as np

    scaled = _against_each_action(list(zip(*row, strict=True)))
    a = np.array(list(zip(*scaled, strict=True)))
    b = np.array(_against_each_action(column))
    seen: set[Proposal] = set()
    for player, strategy in _strategies(a, b):
        proposal = _read(player, strategy, (b if player == 0 else a.T)) if strategy is not None else None
        if proposal not in seen:
            seen.update((proposal,) if proposal else ())
            yield proposal


def _against_each_action(payoffs: Iterable[Sequence[Fraction]]) -> list[list[float]]:
    """Each list of payoffs (one own action each, against one action of the opponent) brought to [1, 2]."""
    scaled = []
    for own in payoffs:
        lowest, size = min(own), (max(own) - min(own)) or Fraction(1)
        scaled.append([1 + float((payoff - lowest) / size) for payoff in own])
    return scaled


def _read(player: int, strategy: Any, replies: Any) -> Proposal | None:
    """Supports and best replies of a float strategy; `replies[i, j]` is what the opponent gets from j against i."""
    import numpy as np

    if strategy.shape != (len(replies),) or not np.all(np.isfinite(strategy)) or strategy.sum() <= 0:
        return None
    strategy = strategy / strategy.sum()
    values = strategy @ replies
    losses = values.max() - values
    readings = dict.fromkeys(
        (tuple(np.flatnonzero(strategy > bound).tolist()), tuple(np.flatnonzero(losses <= bound).tolist()))
        for bound in TOLERANCES
    )
    return Proposal(player, tuple(readings))


def _strategies(a: Any, b: Any) -> Iterator[tuple[int, Any]]:
    """(player, strategy) from each method in turn; the strategy is None where there is nothing to propose."""
    for label in range(sum(a.shape)):
        yield from _quietly(_lemke_howson(a, b, label), [])
    failed: list[str] = []
    if max(most_vertices(size, sum(a.shape)) for size in a.shape) <= VERTICES:
        yield from _quietly(_partnered_vertices(a, b), failed)
    else:
        failed.append("too many vertices")
    if math.comb(sum(a.shape), len(a)) <= (SUPPORT_PAIRS_ALONE if failed else SUPPORT_PAIRS):
        yield from _quietly(_equal_supports(a, b), [])


def most_vertices(dimension: int, facets: int) -> int:
    """The largest number of vertices of a polytope of this dimension with so many facets [McMullen1970]_."""
    half, other = dimension // 2, (dimension + 1) // 2
    return math.comb(facets - other, half) + math.comb(facets - half - 1, other - 1)


@contextmanager
def _muted() -> Iterator[None]:
    import numpy as np

    with warnings.catch_warnings(), np.errstate(over="raise", invalid="raise", divide="ignore"):
        warnings.simplefilter("ignore")
        yield


def _quietly(items: Iterator[Any], failed: list[str]) -> Iterator[Any]:
    """The items until the iterator ends or fails; a failure is noted in `failed`. Warnings are muted while it works."""
    while True:
        with _muted():
            try:
                item = next(items)
            except StopIteration:
                return
            except FAILURES as failure:
                failed.append(str(failure))
                return
        yield item


def _lemke_howson(a: Any, b: Any, label: int) -> Iterator[tuple[int, Any]]:
    """Both strategies of the equilibrium at the end of the path from `label`, unless it is long."""
    from nashpy.linalg import create_col_tableau, create_row_tableau

    columns, rows = create_col_tableau(a, lexicographic=True), create_row_tableau(b, lexicographic=True)
    order = (rows, columns) if label in rows.non_basic_variables else (columns, rows)
    entering = label
    for tableau in itertools.islice(itertools.cycle(order), PIVOTS):
        entering = tableau.pivot_and_drop_label(entering)
        if columns.non_basic_variables | rows.non_basic_variables == columns.labels:
            yield 0, rows.to_strategy(columns.non_basic_variables)
            yield 1, columns.to_strategy(rows.non_basic_variables)
            return


def _partnered_vertices(a: Any, b: Any) -> Iterator[tuple[int, Any]]:
    """Vertices of both best-reply polytopes with a partner, read generously, such that each plays best replies to the other only."""
    import numpy as np

    x, y = _vertices(b), _vertices(a.T)
    played, replied = _generous(x, b)
    other_played, other_replied = _generous(y, a.T)
    wanted = np.zeros(len(y), dtype=bool)
    for start in range(0, len(x), CHUNK):
        part = slice(start, start + CHUNK)
        conflicts = played[part] @ (1 - other_replied).T + (1 - replied[part]) @ other_played.T
        wanted |= (conflicts == 0).any(axis=0)
        yield 0, None
        for strategy in x[part][(conflicts == 0).any(axis=1)]:
            yield 0, strategy
    for strategy in y[wanted]:
        yield 1, strategy


def _vertices(replies: Any) -> Any:
    """The vertices of {x >= 0, replies' x <= 1} other than 0, normalised, one a row."""
    import numpy as np
    from nashpy.polytope import build_halfspaces, non_trivial_vertices

    found = np.array([vertex for vertex, _ in non_trivial_vertices(build_halfspaces(replies.T))])
    return found / found.sum(axis=1, keepdims=True)


def _generous(strategies: Any, replies: Any) -> tuple[Any, Any]:
    """1 where an action is surely played, and 1 where an action of the opponent may be a best reply, one strategy a row."""
    import numpy as np

    values = strategies @ replies
    best = values.max(axis=1, keepdims=True) - values <= max(TOLERANCES)
    return (strategies > max(TOLERANCES)).astype(np.float32), best.astype(np.float32)


def _equal_supports(a: Any, b: Any) -> Iterator[tuple[int, Any]]:
    """Strategies that make the opponent indifferent, over pairs of supports of equal size."""
    from nashpy.algorithms.support_enumeration import potential_support_pairs, solve_indifference

    for rows, columns in potential_support_pairs(a, b, non_degenerate=True):
        for player, replies, own, other in ((0, b.T, rows, columns), (1, a, columns, rows)):
            strategy = solve_indifference(replies, other, own)
            yield player, None if strategy is False else strategy
