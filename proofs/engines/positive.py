"""Non-negative exact solutions of sparse homogeneous linear systems: find c >= 0 with sum c_k column_k = 0 and a strict c_k > 0.

A column is a mapping from rows (any hashable keys; here monomials) to integers. The coefficients of `free` columns may have any sign.

Algorithm    1. A row in which nothing can cancel takes its columns away; repeat. What is left falls into blocks without common rows.
             2. In each block with a strict column, small ones first, HiGHS minimises the weighted sum of coefficients subject to
                sum of strict c_k = 1; its dual simplex ends at a vertex, whose support is small.
             3. On the support the system is solved exactly (python-flint). If the solution is not unique or has a negative entry,
                z3's exact simplex decides on the support, at last on the whole block if that is small.
Evidence     the result is exact or None; None proves nothing, since floats chose the support.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

Solution = dict[int, Fraction]
"""Index of a column -> its coefficient, zeros left out."""

SUPPORTS = (1e-9, 1e-7, 1e-5)
WHOLE_BLOCK = 250


@dataclass(frozen=True, slots=True)
class Column:
    """One unknown coefficient: `entries` by row, whether it makes the sum strict, whether its sign is free, its cost."""

    entries: Mapping[Any, int]
    strict: bool = False
    free: bool = False
    weight: float = 1.0


def vanishing_combination(columns: Sequence[Column], deadline: float) -> Solution | None:
    """Exact coefficients of a sum that vanishes with a strict part, or None; `deadline` is a moment of time.monotonic.

    >>> columns = [Column({"x": 1}), Column({"x": -1, "1": -1}), Column({"1": 2}, strict=True)]
    >>> vanishing_combination(columns, time.monotonic() + 10)
    {0: Fraction(2, 1), 1: Fraction(2, 1), 2: Fraction(1, 1)}
    """
    for index, column in enumerate(columns):
        if column.strict and not column.entries:
            return {index: Fraction(1)}
    for block in _blocks(columns):
        if time.monotonic() > deadline:
            return None
        part = [columns[k] for k in block]
        solution = _Block(part).solve(deadline)
        if solution is not None:
            return {block[k]: c for k, c in sorted(solution.items())}
    return None


def _blocks(columns: Sequence[Column]) -> list[list[int]]:
    """Groups of columns that can cancel each other and have a strict one among them, small groups first."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    rows: dict[Any, int] = {}
    entries = [
        (rows.setdefault(row, len(rows)), k, v > 0, c.free)
        for k, c in enumerate(columns)
        for row, v in c.entries.items()
    ]
    if not entries:
        return []
    row, column, positive, free = (np.array(part) for part in zip(*entries, strict=True))
    alive = np.ones(len(row), dtype=bool)
    while True:
        count = [
            np.bincount(row[alive & mask], minlength=len(rows)) for mask in (~free & positive, ~free & ~positive, free)
        ]
        several = count[0] + count[1] + count[2] > 1
        cancels = several & ((count[2] > 0) | ((count[0] > 0) & (count[1] > 0)))
        lost = np.zeros(len(columns), dtype=bool)
        lost[column[alive & ~cancels[row]]] = True
        if not lost.any():
            break
        alive &= ~lost[column]
    shape = (len(rows) + len(columns),) * 2
    links = coo_array((np.ones(int(alive.sum())), (row[alive], len(rows) + column[alive])), shape=shape)
    label = connected_components(links, directed=False)[1][len(rows) :]
    groups: dict[int, list[int]] = {}
    for k in np.unique(column[alive]):
        groups.setdefault(int(label[k]), []).append(int(k))
    return sorted((group for group in groups.values() if any(columns[k].strict for k in group)), key=len)


class _Block:
    """One block as a linear programme: rows for monomials, and a last row that says that the strict coefficients sum to 1."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        rows: dict[Any, int] = {}
        self.entries = [{rows.setdefault(row, len(rows)): value for row, value in c.entries.items()} for c in columns]
        self.height = len(rows)

    def solve(self, deadline: float) -> Solution | None:
        proposal = self.proposal(deadline)
        if proposal is None:
            return None
        for threshold in SUPPORTS:
            support = [k for k, value in enumerate(proposal) if abs(value) > threshold]
            solution = self.exactly(support)
            if solution is not None:
                return solution
        support = [k for k, value in enumerate(proposal) if abs(value) > SUPPORTS[0] / 100]
        solution = self.by_simplex(support, deadline)
        if solution is None and len(self.columns) <= WHOLE_BLOCK:
            solution = self.by_simplex(range(len(self.columns)), deadline)
        return solution

    def proposal(self, deadline: float) -> Sequence[float] | None:
        """HiGHS's vertex in floats, each column and row scaled to entries of at most 1."""
        import numpy as np
        from scipy.optimize import linprog
        from scipy.sparse import coo_array

        seconds = deadline - time.monotonic()
        if seconds <= 0:
            return None
        size = [float(max(abs(value) for value in entries.values())) for entries in self.entries]
        triples = [
            (row, k, value / size[k]) for k, entries in enumerate(self.entries) for row, value in entries.items()
        ]
        triples += [(self.height, k, 1.0) for k, c in enumerate(self.columns) if c.strict]
        row, column, value = (np.array(part) for part in zip(*triples, strict=True))
        matrix = coo_array((value, (row, column)), shape=(self.height + 1, len(self.columns))).tocsr()
        answer = linprog(
            [0.0 if c.free else c.weight for c in self.columns],
            A_eq=matrix,
            b_eq=np.eye(1, self.height + 1, self.height)[0],
            bounds=[(None, None) if c.free else (0, None) for c in self.columns],
            method="highs-ds",
            options={"time_limit": seconds, "primal_feasibility_tolerance": 1e-9, "dual_feasibility_tolerance": 1e-9},
        )
        return list(answer.x) if answer.status == 0 else None

    def exactly(self, support: Sequence[int]) -> Solution | None:
        """The exact solution on the support, free unknowns put to zero, if its signs are right."""
        import flint

        used = sorted({row for k in support for row in self.entries[k]})
        position = {row: i for i, row in enumerate(used)}
        table = [[0] * (len(support) + 1) for _ in range(len(used) + 1)]
        for j, k in enumerate(support):
            for row, value in self.entries[k].items():
                table[position[row]][j] = value
            table[-1][j] = int(self.columns[k].strict)
        table[-1][-1] = 1
        reduced, rank = flint.fmpq_mat(flint.fmpz_mat(table)).rref()
        values = {}
        for i in range(rank):
            pivot = next(j for j in range(len(support) + 1) if reduced[i, j] != 0)
            if pivot == len(support):
                return None
            values[support[pivot]] = _fraction(reduced[i, len(support)])
        return self.accepted(values)

    def by_simplex(self, support: Sequence[int], deadline: float) -> Solution | None:
        """An exact solution on the support by z3, if there is one."""
        import z3

        context = z3.Context()
        solver = z3.SolverFor("QF_LRA", ctx=context)
        solver.set("timeout", max(1, int(1000 * (deadline - time.monotonic()))))
        unknown = {k: z3.Real(f"c{k}", context) for k in support}
        solver.add(*(c >= 0 for k, c in unknown.items() if not self.columns[k].free))
        rows: dict[int, list[Any]] = {}
        for k, c in unknown.items():
            for row, value in self.entries[k].items():
                rows.setdefault(row, []).append(c * z3.RealVal(value, context))
        solver.add(*(z3.Sum(*terms) == 0 for terms in rows.values()))
        strict = [c for k, c in unknown.items() if self.columns[k].strict]
        if not strict:
            return None
        solver.add(z3.Sum(*strict) == 1)
        if solver.check() != z3.sat:
            return None
        model = solver.model()
        found = {k: model.eval(c, True) for k, c in unknown.items()}
        return self.accepted({k: Fraction(v.numerator_as_long(), v.denominator_as_long()) for k, v in found.items()})

    def accepted(self, values: Solution) -> Solution | None:
        """The solution without zeros if its signs are right."""
        if any(value < 0 and not self.columns[k].free for k, value in values.items()):
            return None
        return {k: value for k, value in values.items() if value}


def _fraction(value: Any) -> Fraction:
    return Fraction(int(value.p), int(value.q))
