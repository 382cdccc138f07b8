"""Zero-sum games: exact value, and all optimal strategies of both players.

Definition   See `games.core.zero_sum`.
Algorithm    1. An exact linear programme: the first player's optimal strategy, with prices that are one of the second's.
             2. Which probabilities are positive, and which payoffs above the value, at *some* optimal strategy: those that the first
                step leaves open are decided by one more programme a player. What is never so is an equation of the optimal face;
                there is a pair of optimal strategies at which all else is strict [GoldmanTucker1956]_.
             3. All vertices of the face, walked over along the edges of a relaxed one (`zero_sum_vertices`).
Evidence     In the answer: the bases of the relaxed face, closed under exchange of one inequality.
Cost         Two or three linear programmes, and a pivot for each edge of the relaxed faces: none where optimal strategies are unique.
Not here     Symbols; games that are zero-sum only after adding to one player's payoffs what his own actions do not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.core.zero_sum import FaceBasis, OptimalStrategies, Weights, ZeroSumSolution, zero_sum_scale
from games.errors import LimitReached, Unsupported
from games.solvers.clock import Clock
from games.solvers.linear_program import maximise
from games.solvers.requirements import numbers_only
from games.solvers.zero_sum_vertices import Inequality, OutOfTime, Tie, relaxed_vertices

ENGINES = ("exact arithmetic",)
ZERO, ONE = Fraction(0), Fraction(1)

Matrix = tuple[Weights, ...]
"""Payoffs of one player: a row for each own action, a column for each of the opponent's."""


def zero_sum(game: StrategicGame, *, time_limit: float | None = None) -> ZeroSumSolution:
    """The value of a two-player zero-sum (or constant-sum) game and all optimal strategies of both players.

    Payoffs may be measured in different units: u_2 = a - b u_1 with b > 0. Raises Unsupported for other games and for symbols,
    LimitReached when `time_limit` seconds have passed (its `partial` has the value and the optimal strategies found until then).

    >>> print(zero_sum(StrategicGame.from_arrays([[2, 0], [0, 1]], [[-2, 0], [0, -1]])))
    value 2/3 (decided)
    1, all: 1/3 1 + 2/3 2
    2, all: 1/3 1 + 2/3 2
    """
    clock = Clock(time_limit)
    for row in game.payoffs:
        numbers_only(row, "zero_sum")
    units = zero_sum_scale(game) if len(game.players) == 2 else None
    if units is None:
        found = f"{len(game.players)} players" if len(game.players) != 2 else "payoffs that do not oppose each other"
        expected = "two players and u_2 = a - b u_1 in every cell, with some b > 0"
        raise Unsupported("zero_sum", found, expected, "For what each can secure or be held to, ask minmax.")
    own, other = _matrices(game)
    value, first, second = _optimal_pair(own)
    values = value, units[0] - units[1] * value
    inside = _inside(own, values[0], first, second), _inside(other, values[1], second, first)
    solved = (
        _player(game.players[0], own, values[0], inside, clock),
        _player(game.players[1], other, values[1], (inside[1], inside[0]), clock),
    )
    complete = all(own.bases for own in solved)
    answer = ZeroSumSolution(game, *units, solved, complete, Status.DECIDED, ENGINES)
    if complete:
        return answer
    answer = replace(answer, reason="not all optimal strategies were found")
    passed = f"that the time limit of {time_limit} s has passed, with the value {value}"
    raise LimitReached("zero_sum", passed, "", "Raise the limit; `partial` holds what was found.", answer)


def _player(
    player: str, matrix: Matrix, value: Fraction, inside: tuple[Weights, Weights], clock: Clock
) -> OptimalStrategies:
    """All optimal strategies of one player, or just one without bases where there is no time for all."""
    try:
        return _vertices(player, matrix, value, *inside, clock)
    except (OutOfTime, Tie):
        return OptimalStrategies(player, value, (inside[0],), (), ())


def _matrices(game: StrategicGame) -> tuple[Matrix, Matrix]:
    rows, columns = game.shape
    first, second = (tuple(map(Fraction, own)) for own in game.payoffs)
    return (
        tuple(first[k * columns : (k + 1) * columns] for k in range(rows)),
        tuple(second[k::columns] for k in range(columns)),
    )


def _dot(first: Iterable[Fraction], second: Iterable[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(first, second, strict=True) if a and b), ZERO)


def _against(matrix: Matrix, weights: Weights) -> Weights:
    """What a mixed action gets from each action of the opponent."""
    return tuple(_dot(weights, column) for column in zip(*matrix, strict=True))


def _optimal_pair(matrix: Matrix) -> tuple[Fraction, Weights, Weights]:
    """The value to the first player, an optimal strategy of his and one of the second."""
    lowest, rows = min(map(min, matrix)), len(matrix)
    columns = [((*(lowest - own for own in column), ONE), ZERO) for column in zip(*matrix, strict=True)]
    best = maximise((*(ZERO,) * rows, ONE), columns, [((*(ONE,) * rows, ZERO), ONE)])
    return best.value + lowest, best.point[:rows], best.prices_at_most


def _inside(matrix: Matrix, value: Fraction, mine: Weights, theirs: Weights) -> Weights:
    """An optimal strategy at which as much is strict as at any: probabilities above 0, payoffs above the value.

    Of what is tight both here and at the opponent's strategy: how much of it can be loosened at once, by a multiple of a strategy.
    """
    replies = [_dot(row, theirs) for row in matrix]
    unplayed = [k for k, own in enumerate(mine) if not own and replies[k] == value]
    tight = [j for j, own in enumerate(_against(matrix, mine)) if own == value and not theirs[j]]
    if not unplayed and not tight:
        return mine
    rows, extra = len(matrix), len(unplayed) + len(tight)
    at_most = [(tuple(-own for own in loosened), ZERO) for loosened in _loosened(matrix, value, unplayed, tight)]
    at_most += [((*(ZERO,) * (rows + q), ONE, *(ZERO,) * (extra - q - 1)), ONE) for q in range(extra)]
    best = maximise((*(ZERO,) * rows, *(ONE,) * extra), at_most)
    total = sum(best.point[:rows], ZERO)
    if not total:
        return mine
    return tuple((own + more / total) / 2 for own, more in zip(mine, best.point[:rows], strict=True))


def _loosened(matrix: Matrix, value: Fraction, unplayed: list[int], tight: list[int]) -> list[Weights]:
    """Rows to be at least 0: x - t for probabilities `unplayed`, payoff - value - t for payoffs `tight`, payoff - value for the others."""
    rows, extra = len(matrix), len(unplayed) + len(tight)

    def less(place: int | None) -> Weights:
        return tuple(-ONE if q == place else ZERO for q in range(extra))

    found = [(*(Fraction(int(k == own)) for k in range(rows)), *less(q)) for q, own in enumerate(unplayed)]
    for j in range(len(matrix[0])):
        place = len(unplayed) + tight.index(j) if j in tight else None
        found.append((*(row[j] - value for row in matrix), *less(place)))
    return found


def _vertices(
    player: str, matrix: Matrix, value: Fraction, mine: Weights, theirs: Weights, clock: Clock
) -> OptimalStrategies:
    """All vertices of the optimal face of one player; `mine` and `theirs` are strict wherever that is possible."""
    played = [k for k, own in enumerate(mine) if own]
    size = len(matrix)
    columns = [tuple(matrix[k][j] for k in played) for j in range(len(matrix[0]))]
    equations = [(ONE,) * len(played), *(column for column, own in zip(columns, theirs, strict=True) if own)]
    free = [*played, *(size + j for j, own in enumerate(theirs) if not own)]
    inequalities = [
        Inequality(tuple(Fraction(int(k == row)) for k in played), ZERO)
        if row < size
        else Inequality(columns[row - size], value)
        for row in free
    ]
    inside = tuple(mine[k] for k in played)
    amounts, found = relaxed_vertices(inside, equations, inequalities, clock)
    spread = [(own.tight, _spread(own.point, played, size), _spread(own.shift, played, size)) for own in found]
    strategies = sorted({point for _, point, _ in spread}, reverse=True)
    place = {point: number for number, point in enumerate(strategies)}
    bases = sorted(
        (FaceBasis(tuple(free[own] for own in tight), place[point], shift) for tight, point, shift in spread),
        key=lambda own: own.rows,
    )
    relaxed = tuple(
        (row, Fraction(amount))
        for row, amount, own in zip(free, amounts, inequalities, strict=True)
        if any(_dot(own.normal, vertex.point) == own.bound for vertex in found)
    )
    return OptimalStrategies(player, value, tuple(strategies), relaxed, tuple(bases))


def _spread(weights: Sequence[Fraction], places: Sequence[int], size: int) -> Weights:
    by_place = dict(zip(places, weights, strict=True))
    return tuple(by_place.get(k, ZERO) for k in range(size))
