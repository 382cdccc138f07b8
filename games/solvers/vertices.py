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
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress
from math import gcd, lcm
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
WORD = 63
"""Labels that fit into a machine word as bits."""
LOW, TOP = 31, 1 << 62
"""Bits of the lower of two words; bound on what is computed in one."""

Matrix = Sequence[Sequence[int]]
"""reply[a][b] > 0: what the opponent gets from b against a."""
Labels = tuple[int, ...]


class Misled(ArithmeticError):
    """What floats proposed is not the list of all bases, or the direction does not tell them apart."""


def all_bases(
    reply: Matrix, clock: Clock, most: int = MOST_BASES
) -> tuple[tuple[int, ...], tuple[Basis, ...], list[Labels]]:
    """The direction (empty if the polytope is simple) and all bases, x = 0 first, with their labels.

    Raises LimitReached when the clock stops or there are more than `most`; its `partial` is the bases that were shown until then.

    >>> direction, bases, labels = all_bases([[2, 1], [1, 2]], Clock())
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


Vertices = dict[tuple[int, ...], tuple[int, int]]
"""Mixed actions as whole weights without common divisor: the support, and the opponent's best replies, as bit sets."""


def polytope(
    reply: Matrix, actions: Sequence[int], replies: Sequence[int], clock: Clock, most: int = MOST_BASES
) -> tuple[Polytope, Vertices]:
    """The best-reply polytope restricted to some actions and replies: all its bases, and its vertices other than 0.

    Vertices are given before the perturbation, in all of the player's actions. Raises as `all_bases` does.
    """
    direction, bases, labels = all_bases([[reply[a][b] for b in replies] for a in actions], clock, most)
    played = [1 << action for action in actions]
    tight = [*([0] * len(actions)), *(1 << b for b in replies)]
    everything = range(len(reply))
    place = {action: k for k, action in enumerate(actions)}
    found: Vertices = {}
    for basis, own in zip(bases, labels, strict=True):
        divisor = gcd(*basis.point)
        if not divisor:
            continue
        key = basis.point if divisor == 1 else tuple([x // divisor for x in basis.point])
        if len(place) < len(reply):
            key = tuple(key[place[a]] if a in place else 0 for a in everything)
        if not basis.shift:
            found[key] = sum(compress(played, basis.point)), sum(map(tight.__getitem__, own))
        elif key not in found:
            found[key] = support_and_replies(reply, key, replies)
    return Polytope(tuple(actions), tuple(replies), direction, bases), found


def support_and_replies(reply: Matrix, weights: tuple[int, ...], replies: Sequence[int]) -> tuple[int, int]:
    """The support of a mixed action, and the best among some replies to it, as bit sets."""
    played = [(x, row) for x, row in zip(weights, reply, strict=True) if x]
    values = [sum(x * row[b] for x, row in played) for b in replies]
    most = max(values)
    support = sum(1 << a for a, x in enumerate(weights) if x)
    return support, sum(1 << b for b, value in zip(replies, values, strict=True) if value == most)


def _direction(size: int, attempt: int) -> tuple[int, ...]:
    """Different whole numbers, the same ones every time."""
    return tuple(random.Random(attempt).sample(range(1, max(DIRECTIONS, 2 * size)), size))


# --- exact ------------------------------------------------------------------------------------------------------------


def _decided(
    reply: Matrix, direction: tuple[int, ...], proposed: list[Labels], clock: Clock
) -> tuple[tuple[int, ...], tuple[Basis, ...], list[Labels]]:
    """The bases with their coordinates, if they are bases and all of them; raises Misled otherwise."""
    solve = _Solver(reply, direction)
    bases: list[Basis] = []
    for start in range(0, len(proposed), GENERATION):
        if clock.past():
            raise _stopped(clock, tuple(bases))
        bases += solve(proposed[start : start + GENERATION])
    if not is_closed(proposed):
        raise Misled
    return direction if any(own.shift for own in bases) else (), tuple(bases), proposed


def is_closed(bases: Sequence[Labels]) -> bool:
    """Whether each set of labels that one basis leaves when one label is let go is left by exactly one other.

    >>> is_closed([(0, 1), (1, 2), (2, 0)]), is_closed([(0, 1), (1, 2)])
    (True, False)
    """
    if max(map(max, bases)) < WORD:
        return _is_closed_in_words(bases)
    ends: dict[int, int] = {}
    for labels in bases:
        bits = [1 << label for label in labels]
        whole = sum(bits)
        for bit in bits:
            ends[whole ^ bit] = ends.get(whole ^ bit, 0) + 1
    return all(number == 2 for number in ends.values())


def _is_closed_in_words(bases: Sequence[Labels]) -> bool:
    """The same with sets of labels as machine words."""
    import numpy as np

    bits = np.uint64(1) << np.array(bases, dtype=np.uint64)
    edges = np.bitwise_or.reduce(bits, axis=1)[:, None] ^ bits
    return bool((np.unique(edges, return_counts=True)[1] == 2).all())


class _Solver:
    """Solves bases exactly."""

    def __init__(self, reply: Matrix, direction: tuple[int, ...]) -> None:
        self.size = len(reply)
        self.by_reply = [list(column) for column in zip(*reply, strict=True)]
        self.direction = direction

    def __call__(self, proposed: Sequence[Labels]) -> list[Basis]:
        """The vertices with these binding inequalities; raises Misled if one violates another, for e = 0 or for small e."""
        parts = [self._parts(labels) for labels in proposed]
        solved = [self._solved(support, bound, (1,) * len(bound)) for support, bound in parts]
        points = [self._in_all(support, at) for (support, _), (_, at) in zip(parts, solved, strict=True)]
        signs = self._signs([divisor for divisor, _ in solved], points)
        found = []
        for (support, bound), (divisor, at), point, sign in zip(parts, solved, points, signs, strict=True):
            if min(at, default=1) < 0 or min(sign) < 0:
                raise Misled
            own = Basis(divisor, point)
            if 0 in at or sign.count(0) > len(bound):
                tied = [b for b, value in enumerate(sign) if not value and b not in bound]
                own = self._perturbed(support, bound, Basis(divisor, tuple(at)), tied)
            found.append(own)
        return found

    def _signs(self, divisors: list[int], points: list[tuple[int, ...]]) -> list[list[int]]:
        """The sign of what each reply falls short of 1; exact, in two machine words where no product can overflow them."""
        import numpy as np

        most = self.size * max(map(max, self.by_reply)) + 1
        largest = max(max(map(max, points)), -min(map(min, points)), *divisors)
        if (largest >> LOW) * most >= TOP or most << LOW >= TOP:
            slacks = (
                (divisor - sum(map(mul, point, row)) for row in self.by_reply)
                for divisor, point in zip(divisors, points, strict=True)
            )
            return [[(own > 0) - (own < 0) for own in row] for row in slacks]
        reply, mask = np.array(self.by_reply).T, (1 << LOW) - 1
        high = (
            np.array([x >> LOW for x in divisors])[:, None]
            - np.array([[x >> LOW for x in own] for own in points]) @ reply
        )
        low = (
            np.array([x & mask for x in divisors])[:, None]
            - np.array([[x & mask for x in own] for own in points]) @ reply
        )
        high += low >> LOW
        signs: list[list[int]] = np.where(high != 0, np.sign(high), (low & mask) != 0).tolist()
        return signs

    def _perturbed(self, support: list[int], bound: list[int], own: Basis, tied: list[int]) -> Basis:
        """The basis with its shift, in one divisor; what is 0 for e = 0 must be positive for small e."""
        divisor, shift = self._solved(support, bound, [self.direction[b] for b in bound])
        common = lcm(divisor, own.divisor)
        point = [x * (common // own.divisor) for x in own.point]
        shift = [x * (common // divisor) for x in shift]
        leaning = [moved for x, moved in zip(point, shift, strict=True) if x == 0]
        slacks = [self._slack(common * self.direction[b], shift, support, b) for b in tied]
        if min(*leaning, *slacks, 1) <= 0:
            raise Misled
        return Basis(common, self._in_all(support, point), self._in_all(support, shift))

    def _parts(self, labels: Labels) -> tuple[list[int], list[int]]:
        """The support and the replies that pay the most."""
        cut = bisect_left(labels, self.size)
        zero = labels[:cut]
        support = [action for action in range(self.size) if action not in zero]
        bound = [label - self.size for label in labels[cut:]]
        if len(support) != len(bound):
            raise Misled
        return support, bound

    def _solved(self, support: list[int], bound: list[int], right: Sequence[int]) -> tuple[int, list[int]]:
        """Divisor and numerators of the weights on the support with which the replies pay what is on the right."""
        from flint import fmpz_mat

        k = len(support)
        if not k:
            return 1, []
        matrix = fmpz_mat(k, k, [row[a] for row in map(self.by_reply.__getitem__, bound) for a in support])
        try:
            numerators, divisor = matrix.solve(fmpz_mat(k, 1, right)).numer_denom()
        except ZeroDivisionError:
            raise Misled from None
        return int(divisor), [int(entry) for entry in numerators.entries()]

    def _slack(self, most: int, at: list[int], support: list[int], reply: int) -> int:
        row = self.by_reply[reply]
        return most - sum(map(mul, at, [row[a] for a in support]))

    def _in_all(self, support: list[int], values: list[int]) -> tuple[int, ...]:
        found = [0] * self.size
        for action, value in zip(support, values, strict=True):
            found[action] = value
        return tuple(found)


def _stopped(clock: Clock, bases: tuple[Basis, ...]) -> LimitReached:
    found = f"that the time limit of {clock.limit} s has passed, with {len(bases):,} vertices of a best-reply polytope shown"
    return LimitReached("best-reply polytope", found, "", "Raise the limit; `partial` holds what was found.", bases)


# --- the walk in floats -----------------------------------------------------------------------------------------------


def _walk_in_floats(reply: Matrix, direction: tuple[int, ...], clock: Clock, most: int) -> list[Labels]:
    """Bases by their sorted labels, as they are met in floating point; exact arithmetic decides afterwards."""
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
    """Bases by their sorted labels, as they are met: integer pivoting, every table over its last pivot."""
    size, width = len(reply), len(reply[0])
    rows = [[*column, 1, step] for column, step in zip(zip(*reply, strict=True), direction, strict=True)]
    start = tuple(range(size))
    pending = [(rows, 1, list(range(size, size + width)), list(range(size)))]
    seen = {start: None}
    while pending:
        if clock.past():
            raise _stopped(clock, ())
        table, divisor, basic, free = pending.pop()
        for column in range(size):
            row = _lexicographic_row(table, column, size)
            labels = tuple(sorted((*free[:column], *free[column + 1 :], basic[row])))
            if labels not in seen:
                seen[labels] = None
                pending.append(_exchange(table, divisor, basic, free, row, column))
        if len(seen) > most:
            raise _too_many(most)
    return list(seen)


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
