"""The simplex method in exact arithmetic: it always ends, with an optimum, a contradiction or a direction without end.

Definition   maximise c x over x >= 0 with A x <= b and E x = f. In a dictionary some variables (basic) are written by the others
             (nonbasic): D basic_i = T[i, last] - sum_j T[i, j] nonbasic_j, and so is the objective. A row's slack is one of the
             variables; that of an equation must be 0. T and D > 0 are whole numbers, determinants of parts of the data.
Algorithm    [Dantzig1963]_, with the rule of [Bland1977]_ where steps stand still.
             1. Slacks are basic; a start that was proposed is pivoted in.
             2. The slack of each equation leaves the basis, for good. Where it cannot, its row reads 0 = number.
             3. Where basic values are negative, one more variable makes them all non-negative and is driven to 0 (phase one).
             4. Enter the nonbasic variable that gains most, or after a while without progress the first that gains; leave by the
                smallest ratio, first among equals.
Evidence     The prices of the rows are the objective's entries at their slacks; for a contradiction those of phase one.
Cost         A pivot is one rank-one change of a matrix of rows + 2 by columns + 2 whole numbers, in flint, and one exact division
             by the last D, as in [Bareiss1968]_.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

PATIENCE = 20
"""Steps that may stand still before the first gaining variable enters instead of the best."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the method ended. `kind` is "optimal" (point, prices), "infeasible" (prices) or "unbounded" (point, ray).

    `prices` are one a row, inequalities first.
    """

    kind: str
    point: tuple[Fraction, ...] = ()
    prices: tuple[Fraction, ...] = ()
    ray: tuple[Fraction, ...] = ()


def simplex(
    objective: Sequence[int],
    rows: Sequence[Sequence[int]],
    bounds: Sequence[int],
    inequalities: int,
    start: tuple[Sequence[int], Sequence[int]] = ((), ()),
) -> Ended:
    """Maximise over x >= 0, the first `inequalities` rows at most their bounds, the others equal.

    `start` are variables that are to be basic, in place of the slacks of as many rows.

    >>> simplex([1], [[2]], [3], 1).point
    (Fraction(3, 2),)
    """
    return _Dictionary(objective, rows, bounds, inequalities).solved(start)


class _Dictionary:
    """Variables are numbered: 0 ... n - 1 those of the programme, n + i the slack of row i, n + m the one of phase one."""

    def __init__(
        self, objective: Sequence[int], rows: Sequence[Sequence[int]], bounds: Sequence[int], inequalities: int
    ) -> None:
        from flint import fmpz, fmpz_mat

        self.matrix = fmpz_mat
        self.size, self.rows, self.inequalities = len(objective), len(rows), inequalities
        self.auxiliary = self.size + self.rows
        self.basic = [self.size + i for i in range(self.rows)]
        self.nonbasic = [*range(self.size), self.auxiliary]
        entries = [own for row, bound in zip(rows, bounds, strict=True) for own in (*row, 0, bound)]
        entries += [-own for own in objective] + [0] * (2 + self.size) + [1, 0]
        self.table: Any = fmpz_mat(self.rows + 2, self.size + 2, entries)
        self.share: Any = fmpz(1)
        self.gain, self.distance = self.rows, self.rows + 1
        self.last = self.size + 1

    def solved(self, start: tuple[Sequence[int], Sequence[int]]) -> Ended:
        self._begin(*start)
        contradiction = self._free_equations() or self._phase_one()
        if contradiction:
            return Ended("infeasible", prices=contradiction)
        entering = self._improve(self.gain)
        point = self._point()
        if entering is not None:
            return Ended("unbounded", point, ray=self._ray(entering))
        return Ended("optimal", point, self._prices(self.gain))

    def _begin(self, variables: Sequence[int], rows: Sequence[int]) -> None:
        """Make the variables basic in place of the slacks of the rows, all at once, or as far as they are independent."""
        if variables and len(variables) == len(rows):
            try:
                self._exchange(list(variables), list(rows))
                return
            except ZeroDivisionError:  # a singular block
                pass
        left = list(rows)
        for column in variables:
            row = next((row for row in left if self.table[row, column] != 0), None)
            if row is not None:
                self._pivot(row, column)
                left.remove(row)

    def _exchange(self, columns: list[int], rows: list[int]) -> None:
        """At the beginning: exchange the basic variables of the rows and the nonbasic ones of the columns, the k-th for the k-th."""
        table, size = self.table, len(columns)
        rest = [j for j in range(self.size + 2) if j not in set(columns)]
        others = [i for i in range(self.rows + 2) if i not in set(rows)]
        identity = [[int(k == i) for k in range(size)] for i in range(size)]
        right = [own for i, unit in zip(rows, identity, strict=True) for own in (*(table[i, j] for j in rest), *unit)]
        block = self.matrix(size, size, [table[i, j] for i in rows for j in columns])
        solved, divisor = block.solve(self.matrix(size, len(rest) + size, right)).numer_denom()
        share = block.det()
        solved *= share // divisor
        moved = self.matrix(len(others), size, [table[i, j] for i in others for j in columns]) * solved
        places = [*rest, *columns]
        for k, i in enumerate(rows):
            for c, j in enumerate(places):
                table[i, j] = solved[k, c]
            self.basic[i], self.nonbasic[columns[k]] = columns[k], self.basic[i]
        for k, i in enumerate(others):
            for c, j in enumerate(places):
                table[i, j] = (share * table[i, j] if c < len(rest) else 0) - moved[k, c]
        self._divided(share)

    def _pivot(self, row: int, column: int) -> None:
        """Exchange the basic variable of `row` and the nonbasic one of `column`."""
        pivot = self.table[row, column]
        down = [self.table[i, column] for i in range(self.rows + 2)]
        across = [self.table[row, j] for j in range(self.size + 2)]
        down[row], across[column] = pivot - self.share, pivot + self.share
        changed = self.matrix(len(down), 1, down) * self.matrix(1, len(across), across)
        self.table = (self.table * pivot - changed) / self.share
        self.basic[row], self.nonbasic[column] = self.nonbasic[column], self.basic[row]
        self._divided(pivot)

    def _divided(self, share: Any) -> None:
        """The table is of so many shares; this number is kept positive."""
        self.share = abs(share)
        if share < 0:
            self.table = -self.table

    def _enterable(self, variable: int) -> bool:
        return variable < self.size + self.inequalities

    def _columns(self) -> list[int]:
        return [j for j, variable in enumerate(self.nonbasic) if self._enterable(variable)]

    def _free_equations(self) -> tuple[Fraction, ...]:
        """Drive the slacks of equations out of the basis; prices that contradict, if an equation cannot hold."""
        for row in range(self.rows):
            if self._enterable(self.basic[row]):
                continue
            column = next((j for j in self._columns() if self.table[row, j] != 0), None)
            if column is not None:
                self._pivot(row, column)
            elif self.table[row, self.last] != 0:
                sign = -1 if self.table[row, self.last] > 0 else 1
                prices = list(self._prices(row))
                prices[self.basic[row] - self.size] = Fraction(1)
                return tuple(sign * own for own in prices)
        return ()

    def _phase_one(self) -> tuple[Fraction, ...]:
        """Make all basic values non-negative; prices that contradict, if that is impossible."""
        negative = [row for row in range(self.rows) if self.table[row, self.last] < 0]
        if not negative:
            return ()
        column = self.nonbasic.index(self.auxiliary)
        for row in negative:
            self.table[row, column] = -self.share
        self._pivot(min(negative, key=lambda row: self.table[row, self.last]), column)
        self._improve(self.distance)
        if self.table[self.distance, self.last] < 0:
            return self._prices(self.distance)
        if self.auxiliary in self.basic:
            row = self.basic.index(self.auxiliary)
            leaving = next((j for j in self._columns() if self.table[row, j] != 0), None)
            if leaving is not None:
                self._pivot(row, leaving)
        return ()

    def _improve(self, objective: int) -> int | None:
        """Pivot until nothing gains; the column of a variable that gains without end, if there is one."""
        still = 0
        while True:
            gaining = [j for j in self._columns() if self.table[objective, j] < 0]
            if not gaining:
                return None
            if still < PATIENCE:
                column = min(gaining, key=lambda j: self.table[objective, j])
            else:
                column = min(gaining, key=lambda j: self.nonbasic[j])
            row = self._leaving(column)
            if row is None:
                return column
            still = still + 1 if self.table[row, self.last] == 0 else 0
            self._pivot(row, column)

    def _leaving(self, column: int) -> int | None:
        """The row whose basic variable is the first to reach 0; the variable of phase one goes first, then the lowest number."""
        from flint import fmpq

        best: tuple[Any, int, int] | None = None
        for row in range(self.rows):
            slope = self.table[row, column]
            if slope > 0:
                variable = self.basic[row]
                key = (fmpq(self.table[row, self.last], slope), -1 if variable == self.auxiliary else variable, row)
                if best is None or key < best:
                    best = key
        return None if best is None else best[2]

    def _prices(self, row: int) -> tuple[Fraction, ...]:
        """The entries of a row of the table at the slacks."""
        prices = [Fraction(0)] * self.rows
        for column, variable in enumerate(self.nonbasic):
            if self.size <= variable < self.auxiliary:
                prices[variable - self.size] = self._fraction(self.table[row, column])
        return tuple(prices)

    def _point(self) -> tuple[Fraction, ...]:
        point = [Fraction(0)] * self.size
        for row, variable in enumerate(self.basic):
            if variable < self.size:
                point[variable] = self._fraction(self.table[row, self.last])
        return tuple(point)

    def _ray(self, column: int) -> tuple[Fraction, ...]:
        ray = [Fraction(0)] * self.size
        for row, variable in enumerate(self.basic):
            if variable < self.size:
                ray[variable] = -self._fraction(self.table[row, column])
        if self.nonbasic[column] < self.size:
            ray[self.nonbasic[column]] = Fraction(1)
        return tuple(ray)

    def _fraction(self, number: Any) -> Fraction:
        return Fraction(int(number), int(self.share))
