"""One Nash equilibrium in a box of mixed profiles, and at most one: interval arithmetic with rational ends.

Definition   For a support, each player's actions are worth the same against the others: as many equations as free probabilities, those of
             all played actions but each player's last.
Evidence     Krawczyk: if the midpoint moved by a linear map of the equations there, and widened by what that map misses of their
             slopes in the box, stays strictly inside the box, there is exactly one solution in it. If the rows that are missed sum to less
             than one, there is at most one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from proofs.checker.kernel import refuse
from proofs.checker.work import spend

Bounds = tuple[Fraction, Fraction]
Box = Sequence[Sequence[Bounds]]
Support = Sequence[Sequence[int]]
NOTHING, SURE = (Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))


@dataclass(frozen=True, slots=True)
class Table:
    """One player's payoffs, or differences of these, over the actions of `players`, in C order."""

    players: tuple[int, ...]
    sizes: tuple[int, ...]
    values: tuple[Fraction | int, ...]

    def at(self, player: int, action: int) -> Table:
        """With one player's action fixed."""
        axis = self.players.index(player)
        inner = prod(self.sizes[axis + 1 :])
        kept = tuple(own for k, own in enumerate(self.values) if k // inner % self.sizes[axis] == action)
        return Table(self.players[:axis] + self.players[axis + 1 :], self.sizes[:axis] + self.sizes[axis + 1 :], kept)

    def gap(self, player: int, action: int, other: int) -> Table:
        """What one action of a player gives more than another."""
        first, second = self.at(player, action), self.at(player, other)
        values = tuple(a - b for a, b in zip(first.values, second.values, strict=True))
        return Table(first.players, first.sizes, values)

    def over(self, box: Box) -> Bounds:
        """Bounds of the expectation where the probabilities lie in the box."""
        if not self.players:
            return Fraction(self.values[0]), Fraction(self.values[0])
        low = high = Fraction(0)
        for action, (least, most) in enumerate(box[self.players[0]]):
            if most:
                under, above = self.at(self.players[0], action).over(box)
                spend(4, (under, above), (least, most))
                low, high = low + min(under * least, under * most), high + max(above * least, above * most)
        return low, high


def tables(shape: Sequence[int], payoffs: Sequence[Sequence[Fraction | int]]) -> tuple[Table, ...]:
    """Every player's payoffs over all players' actions."""
    return tuple(Table(tuple(range(len(shape))), tuple(shape), tuple(own)) for own in payoffs)


def _free(support: Support) -> list[tuple[int, int]]:
    return [(player, action) for player, played in enumerate(support) for action in played[:-1]]


def _slopes(games: Sequence[Table], support: Support, box: Box) -> list[list[Bounds]]:
    """Bounds of the derivative of each equation by each free probability."""
    rows = []
    for i, a in _free(support):
        gap = games[i].gap(i, a, support[i][-1])
        rows.append([NOTHING if j == i else gap.gap(j, b, support[j][-1]).over(box) for j, b in _free(support)])
    return rows


def _inverse(rows: Sequence[Sequence[Bounds]]) -> list[list[Fraction]] | None:
    """The inverse of the midpoints, rounded; None without one."""
    size = len(rows)
    work = [
        [(low + high) / 2 for low, high in row] + [Fraction(int(k == c)) for c in range(size)]
        for k, row in enumerate(rows)
    ]
    for step in range(size):
        pivot = next((k for k in range(step, size) if work[k][step]), None)
        if pivot is None:
            return None
        work[step], work[pivot] = work[pivot], work[step]
        spend(2 * size * size, work[step], work[-1])
        work[step] = [own / work[step][step] for own in work[step]]
        for k in range(size):
            if k != step and work[k][step]:
                work[k] = [own - work[k][step] * top for own, top in zip(work[k], work[step], strict=True)]
    unit = max(abs(own) for row in work for own in row[size:]) / 2**40
    return [[round(own / unit) * unit for own in row[size:]] for row in work]


def _missed(matrix: Sequence[Sequence[Fraction]], rows: Sequence[Sequence[Bounds]]) -> list[list[Fraction]]:
    """The largest sizes of the entries of 1 - matrix rows."""
    size = len(rows)
    spend(4 * size**3, matrix[0])
    found = []
    for k in range(size):
        own = []
        for c in range(size):
            ends = [sorted((matrix[k][m] * rows[m][c][0], matrix[k][m] * rows[m][c][1])) for m in range(size)]
            low, high = (Fraction(int(k == c)) - sum((end[side] for end in ends), Fraction(0)) for side in (1, 0))
            own.append(max(abs(low), abs(high)))
        found.append(own)
    return found


def at_most_one(games: Sequence[Table], support: Support, box: Box) -> bool:
    """Whether the equations of a support have at most one solution in the box."""
    if not _free(support):
        return True
    rows = _slopes(games, support, box)
    matrix = _inverse(rows)
    return matrix is not None and all(sum(own) < 1 for own in _missed(matrix, rows))


def check_box(games: Sequence[Table], shape: Sequence[int], box: Box, where: str) -> None:
    """Return if exactly one Nash equilibrium lies in the box; all in it play what has positive bounds."""
    if [len(own) for own in box] != list(shape):
        refuse(where, f"bounds for {[len(own) for own in box]} actions", "bounds for each action")
    support = [[action for action, bounds in enumerate(own) if bounds != NOTHING] for own in box]
    for own, played in zip(box, support, strict=True):
        if not played or any(not 0 < own[a][0] <= own[a][1] <= 1 for a in played):
            refuse(where, "bounds that are no probabilities", "0 < lo <= hi <= 1, or 0 and 0 for what is not played")
        if len(played) == 1 and own[played[0]] != SURE:
            refuse(where, "one action that is not played for sure", "the bounds 1 and 1")
    _check_solution(games, support, box, where)
    for i, played in enumerate(support):
        for action in set(range(shape[i])) - set(played):
            if games[i].gap(i, action, played[0]).over(box)[1] >= 0:
                refuse(where, f"action {action} of player {i}, perhaps a best reply", "unplayed actions that are worse")


def _check_solution(games: Sequence[Table], support: Support, box: Box, where: str) -> None:
    free = _free(support)
    if not free:
        return
    rest = {i: _rest([box[i][a] for a in played[:-1]]) for i, played in enumerate(support) if len(played) > 1}
    if any(low < 0 for low, _ in rest.values()):
        refuse(where, "bounds that leave less than 0 for the last action", "narrower ones")
    wide = [
        [rest[i] if i in rest and a == support[i][-1] else bounds for a, bounds in enumerate(own)]
        for i, own in enumerate(box)
    ]
    rows = _slopes(games, support, wide)
    matrix = _inverse(rows)
    if matrix is None:
        refuse(where, "equations that depend on one another", "independent ones")
    radii = [(box[i][a][1] - box[i][a][0]) / 2 for i, a in free]
    middle = {(i, a): (box[i][a][0] + box[i][a][1]) / 2 for i, a in free}
    values = _values(games, support, middle)
    image: dict[tuple[int, int], Bounds] = {}
    for own, factors, missed, radius in zip(free, matrix, _missed(matrix, rows), radii, strict=True):
        shift = sum((f * v for f, v in zip(factors, values, strict=True)), Fraction(0))
        reach = sum((m * r for m, r in zip(missed, radii, strict=True)), Fraction(0))
        if abs(shift) + reach >= radius:
            refuse(
                where, "a box that is not shown to hold one solution", "one that the linearised equations map inside"
            )
        image[own] = (middle[own] - shift - reach, middle[own] - shift + reach)
    for i in rest:
        low, high = _rest([image[i, a] for a in support[i][:-1]])
        least, most = box[i][support[i][-1]]
        if not least <= low <= high <= most:
            refuse(where, f"bounds of the last action of player {i}", "what the others leave")


def _values(games: Sequence[Table], support: Support, middle: dict[tuple[int, int], Fraction]) -> list[Fraction]:
    """The equations at a point."""
    point = [{a: middle[i, a] for a in played[:-1]} for i, played in enumerate(support)]
    for own, played in zip(point, support, strict=True):
        own[played[-1]] = 1 - sum(own.values(), Fraction(0))
    total = []
    for i, a in _free(support):
        gap = games[i].gap(i, a, support[i][-1])
        value = Fraction(0)
        for drawn in product(*(point[j].items() for j in gap.players)):
            place = 0
            for size, (action, _) in zip(gap.sizes, drawn, strict=True):
                place = place * size + action
            value += gap.values[place] * prod((weight for _, weight in drawn), start=Fraction(1))
        spend(2 * len(gap.values), (value,), (value,))
        total.append(value)
    return total


def _rest(bounds: Sequence[Bounds]) -> Bounds:
    return 1 - sum((high for _, high in bounds), Fraction(0)), 1 - sum((low for low, _ in bounds), Fraction(0))
