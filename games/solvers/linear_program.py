"""Linear programmes over the rationals, solved exactly, each answer with the numbers that show it.

Definition   maximise c x over x >= 0 with A x <= b and E x = f. Three answers are possible, and one holds:
             optimal      x, and prices y >= 0 and z with y A + z E >= c and y b + z f = c x: no other point is worth more;
             infeasible   prices y >= 0 and z with y A + z E >= 0 and y b + z f < 0: no point meets the rows;
             unbounded    a point, and a ray r >= 0 with A r <= 0, E r = 0 and c r > 0.
Algorithm    1. Small programmes go to the exact simplex method at once (`linear_program_simplex`).
             2. For larger ones floats propose which variables are positive and which rows tight (`linear_program_floats`). Among
                those a square part with full rank is chosen (modulo a prime), x and the prices are solved from it over the
                rationals by flint, and every inequality above is checked; so rounding cannot make an answer wrong.
             3. If floats say infeasible, the least violation of the rows is such a programme, and its prices are the proof; if
                unbounded, the best ray of bounded size is one.
             4. Where that fails, the exact simplex method goes on from what was proposed; it always ends.
Evidence     In the answer. Strong duality holds with equality, and so does complementary slackness.
Cost         One float solve and two exact solves of the size of the support; the exact method is the exception.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from games.errors import ComarcaError, InvalidGame
from games.solvers.linear_program_floats import Proposal, Reading, proposal
from games.solvers.linear_program_simplex import Ended, simplex

SMALL = 400
"""Up to so many entries (rows by variables) the exact method is quicker than asking floats first."""
PRIME = (1 << 61) - 1

Number = Fraction | int
Row = tuple[Sequence[Number], Number]
"""Coefficients and right-hand side."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """An optimal `point`, its `value`, and the prices of the rows: sum of prices times right-hand sides = value.

    When maximising, prices of inequalities are >= 0 and the prices' combination of the rows is >= the objective in every variable;
    when minimising, <= 0 and <=. A row with a price is tight, a variable above 0 has equality.
    """

    value: Fraction
    point: tuple[Fraction, ...]
    prices_at_most: tuple[Fraction, ...]
    prices_equal: tuple[Fraction, ...]


class Infeasible(ComarcaError):
    """No point meets the rows: combined with these prices (>= 0 for inequalities) they say that a sum of terms >= 0 is negative."""

    def __init__(
        self, where: str, prices_at_most: tuple[Fraction, ...] = (), prices_equal: tuple[Fraction, ...] = ()
    ) -> None:
        super().__init__(where, "rows that contradict each other", "rows that some point meets")
        self.prices_at_most, self.prices_equal = prices_at_most, prices_equal


class Unbounded(ComarcaError):
    """The objective has no end: from `point` along `ray` it improves for ever."""

    def __init__(self, where: str, point: tuple[Fraction, ...] = (), ray: tuple[Fraction, ...] = ()) -> None:
        super().__init__(where, "an objective without end", "a bounded objective")
        self.point, self.ray = point, ray


def maximise(objective: Sequence[Number], at_most: Sequence[Row] = (), equal: Sequence[Row] = ()) -> Optimum:
    """The optimum of objective x over x >= 0, row x <= bound for each (row, bound) of `at_most`, row x = bound for `equal`.

    Raises Infeasible or Unbounded (with the proof), InvalidGame for rows of the wrong length. Source: [Dantzig1963]_.

    >>> one, two = Fraction(1), Fraction(2)
    >>> maximise([one, one], [([two, one], Fraction(3))])
    Optimum(value=Fraction(3, 1), point=(Fraction(0, 1), Fraction(3, 1)), prices_at_most=(Fraction(1, 1),), prices_equal=())
    >>> maximise([one], [([-one], -two)])
    Traceback (most recent call last):
        ...
    games.solvers.linear_program.Unbounded: linear programme: found an objective without end; expected a bounded objective.
    """
    programme = _Programme(tuple(objective), tuple(at_most), tuple(equal))
    ended = programme.small() or programme.proposed() or programme.exact()
    at = len(at_most)
    if ended.kind == "infeasible":
        raise Infeasible("linear programme", ended.prices[:at], ended.prices[at:])
    if ended.kind == "unbounded":
        raise Unbounded("linear programme", ended.point, ended.ray)
    value = sum((c * x for c, x in zip(objective, ended.point, strict=True) if x), Fraction(0))
    return Optimum(value, ended.point, ended.prices[:at], ended.prices[at:])


def minimise(objective: Sequence[Number], at_most: Sequence[Row] = (), equal: Sequence[Row] = ()) -> Optimum:
    """The least value of objective x over x >= 0 and the same kinds of rows as in `maximise`.

    >>> minimise([Fraction(2)], [([Fraction(-1)], Fraction(-3))])
    Optimum(value=Fraction(6, 1), point=(Fraction(3, 1),), prices_at_most=(Fraction(-2, 1),), prices_equal=())
    """
    best = maximise([-own for own in objective], at_most, equal)
    prices = (tuple(-own for own in best.prices_at_most), tuple(-own for own in best.prices_equal))
    return Optimum(-best.value, best.point, *prices)


@dataclass(frozen=True)
class _Programme:
    """Rows and objective as given, and over whole numbers: each row times a positive number of its own."""

    objective: tuple[Number, ...]
    at_most: tuple[Row, ...]
    equal: tuple[Row, ...]

    def __post_init__(self) -> None:
        for place, (row, _) in enumerate((*self.at_most, *self.equal)):
            if len(row) != len(self.objective):
                where = f"linear programme, row {place}"
                raise InvalidGame(where, f"{len(row)} coefficients", f"{len(self.objective)}, one a variable")

    @cached_property
    def scales(self) -> list[int]:
        return [
            math.lcm(bound.denominator, *(own.denominator for own in row))
            for row, bound in (*self.at_most, *self.equal)
        ]

    @cached_property
    def rows(self) -> list[list[int]]:
        pairs = zip((*self.at_most, *self.equal), self.scales, strict=True)
        return [[own.numerator * (scale // own.denominator) for own in row] for (row, _), scale in pairs]

    @cached_property
    def bounds(self) -> list[int]:
        pairs = zip((*self.at_most, *self.equal), self.scales, strict=True)
        return [bound.numerator * (scale // bound.denominator) for (_, bound), scale in pairs]

    @cached_property
    def objective_scale(self) -> int:
        return math.lcm(*(own.denominator for own in self.objective))

    @cached_property
    def costs(self) -> list[int]:
        return [own.numerator * (self.objective_scale // own.denominator) for own in self.objective]

    @cached_property
    def matrix(self) -> Any:
        from flint import fmpz_mat

        return fmpz_mat(len(self.rows), len(self.costs), [own for row in self.rows for own in row])

    def small(self) -> Ended | None:
        """The answer, if the programme is small."""
        entries = (len(self.at_most) + len(self.equal)) * len(self.objective)
        return self.exact() if entries <= SMALL else None

    def exact(self, start: tuple[Sequence[int], Sequence[int]] = ((), ())) -> Ended:
        """The answer of the exact simplex method."""
        ended = simplex(self.costs, self.rows, self.bounds, len(self.at_most), start)
        share = 1 if ended.kind == "infeasible" else self.objective_scale
        prices = tuple(Fraction(own * scale, share) for own, scale in zip(ended.prices, self.scales, strict=False))
        return replace(ended, prices=prices)

    def proposed(self) -> Ended | None:
        """The answer that floats propose, if it holds exactly or can be improved to one."""
        said = proposal(self.costs, self.rows, self.bounds, len(self.at_most))
        if said.kind == "infeasible":
            return self._contradiction()
        if said.kind == "unbounded":
            return self._endless()
        return self._decided(said)

    def bounded(self) -> Ended | None:
        """The same for a programme that has an optimum: there is nothing to propose but that."""
        return self._decided(proposal(self.costs, self.rows, self.bounds, len(self.at_most)))

    def _decided(self, said: Proposal) -> Ended | None:
        starts = [self._square(reading) for reading in said.readings]
        for start in starts:
            if (ended := self._vertex(*start)) is not None:
                return ended
        return self.exact(starts[0]) if starts else None

    def _square(self, reading: Reading) -> tuple[list[int], list[int]]:
        """Variables and as many rows on which the matrix has full rank, those that are surely basic first."""
        from flint import nmod_mat

        columns = list(dict.fromkeys((*reading.positive, *reading.perhaps)))
        rows = list(dict.fromkeys((*reading.priced, *reading.perhaps_tight)))
        if not columns or not rows:
            return [], []
        part = nmod_mat(len(rows), len(columns), [self.rows[i][j] % PRIME for i in rows for j in columns], PRIME)
        return [columns[k] for k in _pivots(part)], [rows[k] for k in _pivots(part.transpose())]

    def _vertex(self, columns: list[int], rows: list[int]) -> Ended | None:
        """The point in which these variables make these rows tight, with its prices, if both are feasible."""
        from flint import fmpz_mat

        size = len(columns)
        square = fmpz_mat(size, size, [self.rows[i][j] for i in rows for j in columns])
        try:
            chosen = square.solve(fmpz_mat(size, 1, [self.bounds[i] for i in rows])).numer_denom()
            priced = square.transpose().solve(fmpz_mat(size, 1, [self.costs[j] for j in columns])).numer_denom()
        except ZeroDivisionError:
            return None
        point = _spread(chosen, columns, len(self.costs))
        prices = _spread(priced, rows, len(self.rows))
        if not self._feasible(*point) or not self._priced(*prices):
            return None
        weights, share = prices
        exact_prices = tuple(
            Fraction(own * scale, share * self.objective_scale) for own, scale in zip(weights, self.scales, strict=True)
        )
        return Ended("optimal", tuple(Fraction(own, point[1]) for own in point[0]), exact_prices)

    def _feasible(self, point: list[int], share: int) -> bool:
        """Whether point / share is non-negative and meets the rows."""
        from flint import fmpz_mat

        if min(point) < 0:
            return False
        left = (self.matrix * fmpz_mat(len(point), 1, point)).entries()
        slacks = [share * bound - own for own, bound in zip(left, self.bounds, strict=True)]
        inequalities = len(self.at_most)
        return all(own >= 0 for own in slacks[:inequalities]) and all(own == 0 for own in slacks[inequalities:])

    def _priced(self, prices: list[int], share: int) -> bool:
        """Whether prices / share bound the objective."""
        from flint import fmpz_mat

        if any(own < 0 for own in prices[: len(self.at_most)]):
            return False
        worth = (fmpz_mat(1, len(prices), prices) * self.matrix).entries()
        return all(own >= share * cost for own, cost in zip(worth, self.costs, strict=True))

    def _violation(self) -> Ended | None:
        """The point that violates the rows least, and the prices that show it."""
        zero, one = Fraction(0), Fraction(1)
        extra = 1 + 2 * len(self.equal)
        objective = (*(zero,) * len(self.objective), *(-one,) * extra)
        at_most = tuple(((*row, -one, *(zero,) * (extra - 1)), bound) for row, bound in self.at_most)
        equal = tuple(
            ((*row, zero, *(Fraction({2 * k: 1, 2 * k + 1: -1}.get(j, 0)) for j in range(extra - 1))), bound)
            for k, (row, bound) in enumerate(self.equal)
        )
        return _Programme(objective, at_most, equal).bounded()

    def _contradiction(self) -> Ended | None:
        """That no point meets the rows, if it is so."""
        least = self._violation()
        if least is None or least.kind != "optimal" or not any(least.point[len(self.objective) :]):
            return None
        return Ended("infeasible", prices=least.prices)

    def _endless(self) -> Ended | None:
        """A point and a ray that gains for ever, if there are such."""
        least = self._violation()
        if least is None or least.kind != "optimal" or any(least.point[len(self.objective) :]):
            return None
        zero = Fraction(0)
        at_most = (*((row, zero) for row, _ in self.at_most), (self.objective, Fraction(1)))
        best = _Programme(self.objective, at_most, tuple((row, zero) for row, _ in self.equal)).bounded()
        if best is None or best.kind != "optimal" or not any(best.point):
            return None
        return Ended("unbounded", least.point[: len(self.objective)], ray=best.point)


def _pivots(part: Any) -> list[int]:
    """The columns of a matrix that do not depend on those before."""
    reduced, rank = part.rref()
    places, column = [], 0
    for row in range(rank):
        while reduced[row, column] == 0:
            column += 1
        places.append(column)
    return places


def _spread(solved: Any, places: list[int], size: int) -> tuple[list[int], int]:
    """Numerators by place, 0 elsewhere, and their positive common denominator."""
    numbers, share = solved
    spread = [0] * size
    for place, own in zip(places, numbers.entries(), strict=True):
        spread[place] = int(own)
    return spread, int(share)
