"""All vertices of a polytope that is given by a point in its relative interior, equations and inequalities.

Algorithm    1. Coordinates: the directions in which all equations stay true, from their reduced echelon form.
             2. Each inequality is relaxed by a different small amount, e times a random whole number, so that the polytope becomes
                simple: as many tight inequalities at every vertex as it has dimensions. e is never chosen: numbers are pairs,
                compared first entry first.
             3. From the interior point, walk along each coordinate until an inequality is tight: a vertex.
             4. From every vertex leave each tight inequality in turn; where the next becomes tight is a neighbour. The graph of a
                polytope is connected [Balinski1961]_, so all are found. Should two become tight at once, new amounts are drawn.
Evidence     The tight inequalities of every vertex found, with its limit and the direction in which it moves as e grows.
Cost         One pivot, rows by dimension, an edge of the relaxed polytope.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from games.solvers.clock import Clock

DRAWS = 40
"""Most attempts at amounts without ties."""

Weights = tuple[Fraction, ...]


class OutOfTime(Exception):
    """The clock ran out before all vertices were found."""


class Tie(Exception):
    """Two inequalities became tight at once."""


@dataclass(frozen=True, slots=True)
class RelaxedVertex:
    """At `point` + e `shift` the inequalities `tight` are tight, for small e > 0."""

    tight: tuple[int, ...]
    point: Weights
    shift: Weights


@dataclass(frozen=True, slots=True)
class Inequality:
    """`normal` x >= `bound`."""

    normal: Weights
    bound: Fraction


def relaxed_vertices(
    inside: Weights, equations: Sequence[Weights], inequalities: Sequence[Inequality], clock: Clock
) -> tuple[tuple[int, ...], list[RelaxedVertex]]:
    """The amounts by which the inequalities are relaxed, and all vertices of the relaxed polytope.

    `inside` meets the equations (whose normals are given) and every inequality strictly. Raises OutOfTime.

    >>> one, half = Fraction(1), Fraction(1, 2)
    >>> rows = [Inequality((one, one * 0), one * 0), Inequality((one * 0, one), one * 0)]
    >>> [own.point for own in relaxed_vertices((half, half), [(one, one)], rows, Clock())[1]]
    [(Fraction(0, 1), Fraction(1, 1)), (Fraction(1, 1), Fraction(0, 1))]
    """
    directions = null_space(equations, len(inside))
    chance = random.Random(0)
    for attempt in range(DRAWS):
        amounts = tuple(chance.randint(1, 8 * 4 ** min(attempt, 20) * (1 + len(inequalities))) for _ in inequalities)
        try:
            return amounts, _walked(_Dictionary.at(inside, directions, inequalities, amounts), clock)
        except Tie:
            continue
    raise Tie


def null_space(rows: Sequence[Weights], width: int) -> list[Weights]:
    """A basis of the vectors that are orthogonal to all rows."""
    from flint import fmpq, fmpq_mat

    flat = [fmpq(own.numerator, own.denominator) for row in rows for own in row]
    reduced, rank = fmpq_mat(len(rows), width, flat).rref()
    pivots: list[int] = []
    for row in range(rank):
        pivots.append(next(column for column in range(width) if reduced[row, column] != 0))
    found = []
    for free in (column for column in range(width) if column not in pivots):
        vector = [Fraction(int(column == free)) for column in range(width)]
        for row, column in enumerate(pivots):
            entry = reduced[row, free]
            vector[column] = -Fraction(int(entry.p), int(entry.q))
        found.append(tuple(vector))
    return found


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """Slacks and coordinates (all `rows`) as functions of the slacks in `tight`: constant + e rate + sum of entries times slacks.

    `tight[q]` is None while coordinate q itself stands there. The first `size` rows are slacks, the rest the x's.
    """

    size: int
    tight: tuple[int | None, ...]
    rows: tuple[tuple[Any, ...], ...]

    @classmethod
    def at(
        cls,
        inside: Weights,
        directions: Sequence[Weights],
        inequalities: Sequence[Inequality],
        amounts: tuple[int, ...],
    ) -> _Dictionary:
        from flint import fmpq

        def exact(value: Fraction) -> Any:
            return fmpq(value.numerator, value.denominator)

        def dot(first: Weights, second: Weights) -> Fraction:
            return sum((a * b for a, b in zip(first, second, strict=True) if a and b), Fraction(0))

        rows = [
            (
                exact(dot(own.normal, inside) - own.bound),
                fmpq(amount),
                *(exact(dot(own.normal, direction)) for direction in directions),
            )
            for own, amount in zip(inequalities, amounts, strict=True)
        ]
        points = [
            (exact(own), fmpq(0), *(exact(direction[k]) for direction in directions)) for k, own in enumerate(inside)
        ]
        return cls(len(inequalities), (None,) * len(directions), (*rows, *points))

    def reached(self, place: int) -> int:
        """The inequality that becomes tight first as what stands at `place` grows; raises Tie."""
        best, first, tied = None, -1, False
        for number, row in enumerate(self.rows[: self.size]):
            slope = row[place + 2]
            if slope < 0 and number not in self.tight:
                ratio = (row[0] / -slope, row[1] / -slope)
                if best is None or ratio < best:
                    best, first, tied = ratio, number, False
                elif ratio == best:
                    tied = True
        if tied or first < 0:
            raise Tie
        return first

    def pivoted(self, place: int, number: int) -> _Dictionary:
        """The dictionary with inequality `number` tight in place of what stands at `place`."""
        pivot = self.rows[number]
        slope = pivot[place + 2]
        solved = tuple(own / -slope for own in pivot)  # what stood at place, by the others and by the new slack
        columns = range(len(pivot))
        rows = []
        for row in self.rows:
            entry = row[place + 2]
            if entry == 0:
                rows.append(row)
                continue
            rows.append(
                tuple(
                    entry / slope if column == place + 2 else row[column] + entry * solved[column] for column in columns
                )
            )
        return _Dictionary(self.size, (*self.tight[:place], number, *self.tight[place + 1 :]), tuple(rows))

    def vertex(self) -> RelaxedVertex:
        """What the dictionary says of its vertex."""
        points = self.rows[self.size :]
        point, shift = (tuple(Fraction(int(row[k].p), int(row[k].q)) for row in points) for k in (0, 1))
        return RelaxedVertex(tuple(sorted(own for own in self.tight if own is not None)), point, shift)


def _walked(start: _Dictionary, clock: Clock) -> list[RelaxedVertex]:
    """All vertices, from an interior point."""
    for place in range(len(start.tight)):
        start = start.pivoted(place, start.reached(place))
    found = {frozenset(start.tight): start.vertex()}
    waiting = [start]
    while waiting:
        if clock.past():
            raise OutOfTime
        here = waiting.pop()
        for place in range(len(here.tight)):
            number = here.reached(place)
            tight = frozenset((*here.tight[:place], number, *here.tight[place + 1 :]))
            if tight not in found:
                there = here.pivoted(place, number)
                found[tight] = there.vertex()
                waiting.append(there)
    return list(found.values())
