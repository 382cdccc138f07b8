"""All vertices of a best-reply polytope: floats walk its edges, exact arithmetic decides each vertex and that none is missing.

Definition   {x >= 0 : sum_a x_a reply[a][b] <= 1 + e direction[b]}, all entries of `reply` positive whole numbers, e > 0 smaller than any
             number. A basis is a set of as many binding inequalities as there are actions, here by their labels: a for x_a >= 0, m + b for
             the inequality of b. For a generic direction each vertex has one basis, and each basis m neighbours, one for each
             inequality let go.
Algorithm    1. From x = 0 along all edges: for each basis and each inequality to let go, the ratio test finds the neighbour, ties
                broken by the direction (lexicographically); new ones are pivoted to. In floating point, thousands of bases at
                once in one array.
             2. Each basis is solved over the rationals; all other inequalities must hold strictly (in the order of e).
             3. Each set of m - 1 inequalities of a basis must belong to exactly two bases. Then the list is closed under moving along
                edges, and since the edges connect all vertices, it is complete [AvisFukuda1992]_.
             4. If 2 or 3 fails, rounding has misled the walk: walk again in whole numbers (integer pivoting).
Evidence     `games.core.best_replies.Polytope`: the bases. Step 3 needs no trust in the walk.
Cost         Per vertex: floats O(m n) in arrays, one exact solve of the size of its support, m dictionary entries. The number of
             vertices bounds it: for random n x n games about 900 at n = 10, 5,000 at 12, 30,000 to 65,000 at 15.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from operator import mul
from typing import Any

from games.core.best_replies import Basis, Polytope
from games.errors import LimitReached
from games.solvers.clock import Clock

MOST_BASES = 400_000
"""Bases of one polytope; about 1 kB each."""
GENERATION = 4_096
"""Bases that are pivoted at once."""
DIRECTIONS = 1_000_000
TIE, NOTHING = 1e-9, 1e-10

Matrix = Sequence[Sequence[int]]
"""reply[a][b] > 0: what the opponent gets from b against a."""
Labels = tuple[int, ...]


class Misled(ArithmeticError):
    """What floats proposed is not the list of all bases, or the direction does not tell them apart."""


def all_bases(reply: Matrix, clock: Clock, most: int = MOST_BASES) -> tuple[tuple[int, ...], tuple[Basis, ...]]:
    """The direction (empty if the polytope is simple) and all bases, x = 0 first.

    Raises LimitReached when the clock stops or there are more than `most`; its `partial` is the bases that were shown until then.

    >>> direction, bases = all_bases([[2, 1], [1, 2]], Clock())
    >>> [(basis.divisor, basis.point) for basis in bases]
    [(1, (0, 0)), (2, (1, 0)), (2, (0, 1)), (3, (1, 1))]
    """
    for attempt in range(8):
        direction = _direction(len(reply[0]), attempt)
        for walk in (_walk_in_floats, _walk_in_whole_numbers):
            try:
                return _decided(reply, direction, walk(reply, direction, clock, most), clock)
            except Misled:
                continue
    raise LimitReached("best-reply polytope", "eight directions of perturbation that leave ties", "a generic one")


def polytope(
    reply: Matrix, actions: Sequence[int], replies: Sequence[int], clock: Clock, most: int = MOST_BASES
) -> Polytope:
    """The best-reply polytope restricted to some actions and replies, with all its bases; raises as `all_bases` does."""
    direction, bases = all_bases([[reply[a][b] for b in replies] for a in actions], clock, most)
    return Polytope(tuple(actions), tuple(replies), direction, bases)


def _direction(size: int, attempt: int) -> tuple[int, ...]:
    """Different whole numbers, the same ones every time."""
    return tuple(random.Random(attempt).sample(range(1, max(DIRECTIONS, 2 * size)), size))


# --- exact ------------------------------------------------------------------------------------------------------------


def _decided(
    reply: Matrix, direction: tuple[int, ...], proposed: Sequence[Labels], clock: Clock
) -> tuple[tuple[int, ...], tuple[Basis, ...]]:
    """The bases with their coordinates, if they are bases and all of them; raises Misled otherwise."""
    solve = _Solver(reply, direction)
    bases: list[Basis] = []
    for count, labels in enumerate(proposed):
        if count % 1024 == 0 and clock.past():
            raise _stopped(clock, tuple(bases))
        bases.append(solve(labels))
    if not is_closed(proposed):
        raise Misled
    if solve.degenerate:
        return direction, tuple(bases)
    return (), tuple(Basis(own.divisor, own.point) for own in bases)


def is_closed(bases: Sequence[Labels]) -> bool:
    """Whether each set of labels that one basis leaves when one label is let go is left by exactly one other.

    >>> is_closed([(0, 1), (1, 2), (2, 0)]), is_closed([(0, 1), (1, 2)])
    (True, False)
    """
    open_ones: set[int] = set()
    closed: set[int] = set()
    for labels in bases:
        bits = [1 << label for label in labels]
        whole = sum(bits)
        for bit in bits:
            edge = whole ^ bit
            if edge in open_ones:
                open_ones.remove(edge)
                closed.add(edge)
            elif edge in closed:
                return False
            else:
                open_ones.add(edge)
    return not open_ones


class _Solver:
    """Solves bases exactly; remembers whether a basic variable was 0 before the perturbation."""

    def __init__(self, reply: Matrix, direction: tuple[int, ...]) -> None:
        self.size, self.width = len(reply), len(reply[0])
        self.by_reply = [list(column) for column in zip(*reply, strict=True)]
        self.direction = direction
        self.degenerate = False

    def __call__(self, labels: Labels) -> Basis:
        """The vertex with these binding inequalities; raises Misled if there is none."""
        from flint import fmpz_mat

        size = self.size
        bound = [label - size for label in labels if label >= size]
        zero = {label for label in labels if label < size}
        support = [action for action in range(size) if action not in zero]
        if not support:
            return Basis(1, (0,) * size, (0,) * size)
        if len(support) != len(bound):
            raise Misled
        k = len(support)
        matrix = fmpz_mat(k, k, [row[a] for row in map(self.by_reply.__getitem__, bound) for a in support])
        right = fmpz_mat(k, 2, [value for b in bound for value in (1, self.direction[b])])
        try:
            numerators, divisor = matrix.solve(right).numer_denom()
        except ZeroDivisionError:
            raise Misled from None
        values = [int(entry) for entry in numerators.entries()]
        return self._feasible(int(divisor), support, values[::2], values[1::2], set(bound))

    def _feasible(self, divisor: int, support: list[int], at: list[int], shift: list[int], bound: set[int]) -> Basis:
        if min(at) <= 0:
            self._lexicographic(zip(at, shift, strict=True))
        for b, row in enumerate(self.by_reply):
            if b not in bound:
                own = [row[a] for a in support]
                slack = divisor - sum(map(mul, at, own))
                if slack <= 0:
                    self._lexicographic([(slack, divisor * self.direction[b] - sum(map(mul, shift, own)))])
        point, moved = [0] * self.size, [0] * self.size
        for a, x, y in zip(support, at, shift, strict=True):
            point[a], moved[a] = x, y
        return Basis(divisor, tuple(point), tuple(moved))

    def _lexicographic(self, values: Any) -> None:
        """All pairs must be positive in the order of e; note where the first part is 0."""
        for value, moved in values:
            if value < 0 or (value == 0 and moved <= 0):
                raise Misled
            self.degenerate |= value == 0


def _stopped(clock: Clock, bases: tuple[Basis, ...]) -> LimitReached:
    found = f"that the time limit of {clock.limit} s has passed, with {len(bases):,} vertices of a best-reply polytope shown"
    return LimitReached("best-reply polytope", found, "", "Raise the limit; `partial` holds what was found.", bases)


# --- the walk in floats -----------------------------------------------------------------------------------------------


def _walk_in_floats(reply: Matrix, direction: tuple[int, ...], clock: Clock, most: int) -> list[Labels]:
    """Bases by their sorted labels, as floating point sees them; exact arithmetic decides afterwards."""
    import numpy as np

    size, width = len(reply), len(reply[0])
    keys = np.random.default_rng(0).integers(0, 1 << 63, size + width, dtype=np.uint64)
    table = _scaled(reply, direction)
    pending = [(table[None], np.arange(size, size + width)[None], np.arange(size)[None])]
    found, seen = [np.arange(size)[None]], {int(np.bitwise_xor.reduce(keys[:size]))}
    while pending:
        if clock.past():
            raise _stopped(clock, ())
        tables, basic, free = pending.pop()
        rows = _leaving(tables, size)
        ahead = (
            np.bitwise_xor.reduce(keys[free], axis=1)[:, None] ^ keys[free] ^ np.take_along_axis(keys[basic], rows, 1)
        )
        names, first = np.unique(ahead, return_index=True)
        new = [place for name, place in zip(names.tolist(), first.tolist(), strict=True) if name not in seen]
        seen.update(names.tolist())
        if len(seen) > most:
            raise _too_many(most)
        for start in range(0, len(new), GENERATION):
            which, column = np.divmod(np.array(new[start : start + GENERATION]), size)
            pending.append(_pivoted(tables[which], basic[which], free[which], rows[which, column], column))
            found.append(np.sort(pending[-1][2], axis=1))
    return [tuple(labels) for labels in np.concatenate(found).tolist()]


def _too_many(most: int) -> LimitReached:
    remedy = 'Fewer actions, or `method="nashpy"` for a list that is not known to be complete.'
    return LimitReached("best-reply polytope", f"more than {most:,} vertices", f"at most {most:,}", remedy, ())


def _scaled(reply: Matrix, direction: tuple[int, ...]) -> Any:
    """A row for each reply: its coefficients, 1, its direction; rows and actions scaled to a greatest entry of 1."""
    import numpy as np

    largest = max(map(max, reply))
    table = np.array([[value / largest for value in column] for column in zip(*reply, strict=True)])
    scale = table.max(axis=1, keepdims=True)
    table = table / scale
    table = table / table.max(axis=0, keepdims=True)
    step = np.array(direction, dtype=float)[:, None] / max(direction)
    return np.concatenate([table, scale.min() / scale, step * scale.min() / scale], axis=1)


def _leaving(tables: Any, size: int) -> Any:
    """The row that leaves when each column enters: least ratio, ties by the direction."""
    import numpy as np

    columns, right, step = tables[:, :, :size], tables[:, :, size], tables[:, :, size + 1]
    right = np.where(right < NOTHING, 0.0, right)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(columns > NOTHING, right[:, :, None] / columns, np.inf)
        least = ratio.min(axis=1, keepdims=True)
        tied = ratio <= least * (1 + TIE) + TIE * NOTHING
        return np.where(tied & (columns > NOTHING), step[:, :, None] / columns, np.inf).argmin(axis=1)


def _pivoted(tables: Any, basic: Any, free: Any, row: Any, column: Any) -> tuple[Any, Any, Any]:
    """Each table with its column entered for its row (in its place), and the labels exchanged."""
    import numpy as np

    every = np.arange(len(tables))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        pivot = tables[every, row, column][:, None]
        chosen = tables[every, row, :] / pivot
        entering = tables[every, :, column].copy()
        tables = tables - entering[:, :, None] * chosen[:, None, :]
        tables[every, :, column] = -entering / pivot
        chosen[every, column] = 1 / pivot[:, 0]
    tables[every, row, :] = chosen
    basic, free = basic.copy(), free.copy()
    left = basic[every, row].copy()
    basic[every, row] = free[every, column]
    free[every, column] = left
    return tables, basic, free


# --- the walk in whole numbers ----------------------------------------------------------------------------------------


def _walk_in_whole_numbers(reply: Matrix, direction: tuple[int, ...], clock: Clock, most: int) -> list[Labels]:
    """Bases by their sorted labels: integer pivoting, every table over its last pivot."""
    size, width = len(reply), len(reply[0])
    rows = [[*column, 1, step] for column, step in zip(zip(*reply, strict=True), direction, strict=True)]
    start = tuple(range(size))
    pending = [(rows, 1, list(range(size, size + width)), list(range(size)))]
    seen = {start}
    while pending:
        if clock.past():
            raise _stopped(clock, ())
        table, divisor, basic, free = pending.pop()
        for column in range(size):
            row = _lexicographic_row(table, column, size)
            labels = tuple(sorted((*free[:column], *free[column + 1 :], basic[row])))
            if labels not in seen:
                seen.add(labels)
                pending.append(_exchange(table, divisor, basic, free, row, column))
        if len(seen) > most:
            raise _too_many(most)
    return [start, *sorted(seen - {start})]


def _lexicographic_row(table: list[list[int]], column: int, size: int) -> int:
    best = -1
    for r, row in enumerate(table):
        if row[column] <= 0:
            continue
        if best < 0:
            best = r
            continue
        other = table[best]
        for k in (size, size + 1):
            left, right = row[k] * other[column], other[k] * row[column]
            if left != right:
                best = r if left < right else best
                break
    return best


def _exchange(
    table: list[list[int]], divisor: int, basic: list[int], free: list[int], r: int, c: int
) -> tuple[list[list[int]], int, list[int], list[int]]:
    chosen, pivot = table[r], table[r][c]
    new = []
    for k, row in enumerate(table):
        if k == r:
            new.append([divisor if j == c else value for j, value in enumerate(row)])
            continue
        factor = row[c]
        own = [(value * pivot - factor * other) // divisor for value, other in zip(row, chosen, strict=True)]
        own[c] = -factor
        new.append(own)
    basic, free = list(basic), list(free)
    basic[r], free[c] = free[c], basic[r]
    return new, pivot, basic, free
