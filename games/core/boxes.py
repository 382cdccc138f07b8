"""Boxes of mixed profiles in which exactly one, or at most one, Nash equilibrium lies: interval arithmetic with rational ends.

System   For a support, the set S_i of actions that each player i plays, the unknowns are x_j(b) for all b in S_j but the last, whose
         probability is what the others leave; the equations F say u_i(a, x_-i) = u_i(l, x_-i) for all a in S_i but its last, l.
         There are as many as unknowns.
One      Krawczyk's test [Krawczyk1969]_: with the midpoint c, the radii r and any matrix Y, if c - Y F(c) + (I - Y F'(box)) (box - c)
         lies strictly inside the box, F has exactly one zero in it. With positive probabilities throughout, and every other action
         worse against all of the box, that zero is a Nash equilibrium, and the only one in the box.
Injective  If |I - Y F'(box)| has row sums below one, F takes no value twice in the box (mean value theorem).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from fractions import Fraction

from games.core.covering import Cell, Stage, is_worse
from games.core.mixed import Bounds, BoxProfile
from games.exact import Singular, solve

Box = Sequence[Sequence[Bounds]]
"""Bounds of the probability of each action of each player."""
Support = tuple[tuple[int, ...], ...]
ZERO, ONE = Fraction(0), Fraction(1)
SHORT = 2**40
"""The preconditioner is rounded to multiples of its largest entry over this number."""


def unknowns(support: Support) -> list[tuple[int, int]]:
    """The free probabilities: (player, action) for all played actions but each player's last."""
    return [(j, a) for j, own in enumerate(support) for a in own[:-1]]


def difference(stage: Stage, player: int, action: int, other: int) -> tuple[list[int], list[int]]:
    """u_player(action, .) - u_player(other, .) as a tensor in the others' actions, and the players of its axes."""
    shape, payoffs = stage.shape, stage.payoffs[player]
    inner = math.prod(shape[player + 1 :])
    values = []
    for start in range(0, len(payoffs), inner * shape[player]):
        one, two = start + action * inner, start + other * inner
        values += [a - b for a, b in zip(payoffs[one : one + inner], payoffs[two : two + inner], strict=True)]
    return values, [j for j in range(len(shape)) if j != player]


def enclosed(stage: Stage, values: Sequence[int], players: Sequence[int], box: Box) -> Bounds:
    """Bounds of a multilinear function over a box of non-negative probabilities."""
    low: list[Fraction] = [Fraction(own) for own in values]
    high = low
    for j in reversed(players):
        size, bounds = stage.shape[j], box[j]
        played = [a for a in range(size) if bounds[a][1]]
        starts = range(0, len(low), size)
        low, high = (
            [sum((low[s + a] * bounds[a][low[s + a] < 0] for a in played), ZERO) for s in starts],
            [sum((high[s + a] * bounds[a][high[s + a] > 0] for a in played), ZERO) for s in starts],
        )
    return low[0], high[0]


def jacobian(stage: Stage, support: Support, box: Box) -> list[list[Bounds]]:
    """Bounds of the derivatives of F over the box, a row an equation."""
    free = unknowns(support)
    rows = []
    for i, a in free:
        values, players = difference(stage, i, a, support[i][-1])
        row = []
        for j, b in free:
            if j == i:
                row.append((ZERO, ZERO))
                continue
            row.append(enclosed(stage, *_derivative(stage, values, players, j, b, support[j][-1]), box))
        rows.append(row)
    return rows


def _derivative(
    stage: Stage, values: Sequence[int], players: Sequence[int], j: int, action: int, last: int
) -> tuple[list[int], list[int]]:
    """The tensor at j's action minus that at his last one, which gives way to it."""
    place = players.index(j)
    inner = math.prod(stage.shape[k] for k in players[place + 1 :])
    result = []
    for start in range(0, len(values), inner * stage.shape[j]):
        one, two = start + action * inner, start + last * inner
        result += [a - b for a, b in zip(values[one : one + inner], values[two : two + inner], strict=True)]
    return result, [k for k in players if k != j]


def preconditioner(rows: Sequence[Sequence[Bounds]]) -> list[list[Fraction]] | None:
    """About the inverse of the midpoint of a matrix of bounds; None if that is singular."""
    size = len(rows)
    middle = [[(low + high) / 2 for low, high in row] for row in rows]
    try:
        columns = solve(middle, [[Fraction(int(k == own)) for k in range(size)] for own in range(size)])
    except Singular:
        return None
    entries = [[Fraction(column[k]) for column in columns] for k in range(size)]
    largest = max(abs(own) for row in entries for own in row)
    step = Fraction(1, SHORT) * Fraction(math.ceil(largest)) if largest > 1 else largest / SHORT
    return [[round(own / step) * step for own in row] for row in entries]


def deviation(matrix: Sequence[Sequence[Fraction]], rows: Sequence[Sequence[Bounds]]) -> list[list[Fraction]]:
    """The largest absolute values of the entries of I - matrix * rows."""
    size, result = len(rows), []
    for k in range(size):
        own = []
        for c in range(size):
            low = high = Fraction(int(k == c))
            for m, factor in enumerate(matrix[k]):
                ends = rows[m][c]
                if factor and (ends[0] or ends[1]):
                    low -= factor * ends[factor > 0]
                    high -= factor * ends[factor < 0]
            own.append(max(abs(low), abs(high)))
        result.append(own)
    return result


def injective(stage: Stage, support: Support, box: Box) -> bool:
    """Whether the indifference system of a support is shown to have at most one solution in the box."""
    if not unknowns(support):
        return True
    rows = jacobian(stage, support, box)
    matrix = preconditioner(rows)
    return matrix is not None and all(sum(own) < 1 for own in deviation(matrix, rows))


def holds_one(stage: Stage, profile: BoxProfile) -> bool:
    """Whether the box is shown to hold exactly one Nash equilibrium, with the actions of positive bounds as support."""
    box = profile.bounds
    if [len(own) for own in box] != list(stage.shape):
        return False
    support = tuple(tuple(a for a, bounds in enumerate(own) if bounds != (ZERO, ZERO)) for own in box)
    for own, played in zip(box, support, strict=True):
        if not played or any(not ZERO < own[a][0] <= own[a][1] <= ONE for a in played):
            return False
        if len(played) == 1 and own[played[0]] != (ONE, ONE):
            return False
    return _krawczyk(stage, support, box) and all(
        enclosed(stage, *difference(stage, i, b, played[0]), box)[1] < 0
        for i, played in enumerate(support)
        for b in range(stage.shape[i])
        if b not in played
    )


def _krawczyk(stage: Stage, support: Support, box: Box) -> bool:
    """Whether the system has exactly one solution in the box, the probabilities of the last actions included."""
    free = unknowns(support)
    if not free:
        return True
    wide = [list(own) for own in box]
    for j, played in enumerate(support):
        if len(played) > 1:
            wide[j][played[-1]] = _rest([box[j][a] for a in played[:-1]])
            if wide[j][played[-1]][0] < 0:
                return False
    rows = jacobian(stage, support, wide)
    matrix = preconditioner(rows)
    if matrix is None:
        return False
    centre = [(box[j][a][0] + box[j][a][1]) / 2 for j, a in free]
    radii = [(box[j][a][1] - box[j][a][0]) / 2 for j, a in free]
    residual = _residual(stage, support, free, centre)
    image: dict[tuple[int, int], Bounds] = {}
    for own, factors, errors, middle, radius in zip(free, matrix, deviation(matrix, rows), centre, radii, strict=True):
        moved = middle - sum((f * r for f, r in zip(factors, residual, strict=True)), ZERO)
        reach = sum((e * r for e, r in zip(errors, radii, strict=True)), ZERO)
        if not abs(moved - middle) + reach < radius:
            return False
        image[own] = (moved - reach, moved + reach)
    for j, played in enumerate(support):
        if len(played) > 1:
            low, high = _rest([image[j, a] for a in played[:-1]])
            if not box[j][played[-1]][0] <= low <= high <= box[j][played[-1]][1]:
                return False
    return True


def _residual(
    stage: Stage, support: Support, free: Sequence[tuple[int, int]], centre: Sequence[Fraction]
) -> list[Fraction]:
    """F at a point."""
    point = [[(ZERO, ZERO)] * size for size in stage.shape]
    for (j, a), value in zip(free, centre, strict=True):
        point[j][a] = (value, value)
    for j, played in enumerate(support):
        rest = ONE - sum((point[j][a][0] for a in played[:-1]), ZERO)
        point[j][played[-1]] = (rest, rest)
    return [enclosed(stage, *difference(stage, i, a, support[i][-1]), point)[0] for i, a in free]


def _rest(bounds: Sequence[Bounds]) -> Bounds:
    """Bounds of what is left of one."""
    return ONE - sum((high for _, high in bounds), ZERO), ONE - sum((low for low, _ in bounds), ZERO)


def payoff_bounds(stage: Stage, scale: int, box: Box) -> tuple[Bounds, ...]:
    """Bounds of each player's payoff in the box, that of the first action played; whole payoffs are `scale` times true ones."""
    found = []
    for i in range(len(stage.shape)):
        played = _first(box[i])
        inner = math.prod(stage.shape[i + 1 :])
        values = [
            own
            for start in range(played * inner, len(stage.payoffs[i]), inner * stage.shape[i])
            for own in stage.payoffs[i][start : start + inner]
        ]
        low, high = enclosed(stage, values, [j for j in range(len(stage.shape)) if j != i], box)
        found.append((low / scale, high / scale))
    return tuple(found)


def _first(bounds: Sequence[Bounds]) -> int:
    return next(a for a, (_, high) in enumerate(bounds) if high)


def at_most(stage: Stage, cell: Cell, replies: Sequence[Sequence[Sequence[int]]], box: Box) -> bool:
    """Whether every Nash equilibrium in the cell is shown to be the one in `box`.

    Either the cell is that one profile. Or its vertices all play what the box plays; what is worse than another action against all of
    the cell is unplayed; and for each support between what all vertices play and what may be a best reply, the system is injective on the
    hull of cell and box. Actions that may be played but are not in the box must tie there: that takes an exact point.
    """
    if all(len(own) == 1 for own in cell):
        return [[(p, p) for p in _probabilities(own[0])] for own in cell] == [list(own) for own in box]
    sure = tuple(
        tuple(a for a in range(size) if all(v[a] for v in own)) for own, size in zip(cell, stage.shape, strict=True)
    )
    possible = tuple(
        tuple(a for a in range(len(rows)) if not any(is_worse(rows, a, b) for b in range(len(rows))))
        for rows in replies
    )
    for played, own, bounds in zip(sure, possible, box, strict=True):
        if not {a for a, b in enumerate(bounds) if b[1]} <= set(played) <= set(own):
            return False
    if any(
        not box[i][a][1] and enclosed(stage, *difference(stage, i, a, _first(box[i])), box) != (ZERO, ZERO)
        for i, own in enumerate(possible)
        for a in own
    ):
        return False
    hull = _hull(cell, box)
    return all(injective(stage, support, hull) for support in _between(sure, possible))


def _probabilities(vertex: Sequence[int]) -> list[Fraction]:
    total = sum(vertex)
    return [Fraction(own, total) for own in vertex]


def _hull(cell: Cell, box: Box) -> list[list[Bounds]]:
    """The smallest bounds around a cell and a box."""
    hull = []
    for vertices, bounds in zip(cell, box, strict=True):
        columns = zip(*map(_probabilities, vertices), strict=True)
        hull.append([(min(*own, low), max(*own, high)) for own, (low, high) in zip(columns, bounds, strict=True)])
    return hull


def _between(least: Support, most: Support) -> list[Support]:
    """All supports between two."""
    choices = []
    for sure, possible in zip(least, most, strict=True):
        open_ones = [a for a in possible if a not in sure]
        choices.append(
            [
                tuple(sorted((*sure, *more)))
                for size in range(len(open_ones) + 1)
                for more in itertools.combinations(open_ones, size)
            ]
        )
    return list(itertools.product(*choices))
