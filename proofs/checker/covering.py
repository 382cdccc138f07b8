"""That no Nash equilibrium is missing from a list: the mixed profiles are cut into cells, and each is seen to hold no other.

Cell      A product of simplices, one a player, given by their vertices: mixed strategies, in whole numbers.
Steps     in order, each on the cell put aside last. `Split` cuts an edge, the part that keeps its first end comes first. `Drop`: an action
          that pays less than another everywhere in the cell is not played in equilibrium, so vertices that play it go.
Empty     If the profile is an equilibrium, v a vertex of i that plays a, and b any action of i, then v's weight times what a pays i more
          than b is not negative. Such products are linear in each player's weights, and so is a combination of them with factors that are
          not negative: if it is negative at all combinations of vertices it is negative everywhere, and there is no equilibrium.
Only      All vertices play the actions L of a listed equilibrium, and perhaps more; what is not in P pays less than another action
          everywhere. So an equilibrium in the cell has a support between L and P, on which the listed one solves the equations too if it
          makes all of P equally good; if these have at most one solution around both, it is the listed one.
Left      The cell lies in a region of which the claim says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from math import gcd, lcm, prod

from games.core.subdivision import Drop, Empty, Only, Split, Step
from proofs.checker.boxes import NOTHING, Bounds, Box, Table, at_most_one
from proofs.checker.kernel import exact_fraction, refuse
from proofs.checker.work import spend

Vertex = tuple[int, ...]
Cell = list[list[Vertex]]


def check_covering(
    games: Sequence[Table], shape: Sequence[int], boxes: Sequence[Box], regions: Sequence[Box], steps: Sequence[Step]
) -> None:
    """Return if the steps show that every equilibrium is the one in one of the boxes, or lies in one of the regions."""
    scale = lcm(*(Fraction(own).denominator for game in games for own in game.values))
    whole = [Table(game.players, game.sizes, tuple(int(own * scale) for own in game.values)) for game in games]
    aside: list[Cell] = [[[tuple(int(a == b) for b in range(size)) for a in range(size)] for size in shape]]
    for number, step in enumerate(steps):
        where = f"step {number}"
        if not aside:
            refuse(where, "a step too many", "none: every part is settled")
        cell = aside.pop()
        if isinstance(step, Split):
            aside += _split(cell, step, where)
        elif isinstance(step, Drop):
            aside += _dropped(whole, cell, step, where)
        elif isinstance(step, Empty):
            _check_empty(whole, cell, step, where)
        elif isinstance(step, Only):
            _check_only(whole, cell, step, boxes, where)
        else:
            _check_left(cell, regions[_index(step.region, len(regions), where)], where)
    if aside:
        refuse("steps", f"{len(aside)} parts that are not settled", "none")


def _index(value: object, size: int, where: str) -> int:
    if type(value) is not int or not 0 <= value < size:
        refuse(where, repr(value), f"a number from 0 to {size - 1}")
    return value


def _split(cell: Cell, step: Split, where: str) -> list[Cell]:
    own = cell[_index(step.player, len(cell), where)]
    first, second = (own[_index(k, len(own), where)] for k in (step.first, step.second))
    at = exact_fraction(step.at, where)
    if step.first == step.second or not 0 < at < 1:
        refuse(where, f"a cut of the edge {step.first}, {step.second} at {at}", "two vertices, and a point between")
    one, two = at.denominator - at.numerator, at.numerator
    middle = [one * a * sum(second) + two * b * sum(first) for a, b in zip(first, second, strict=True)]
    spend(len(middle), first, second)
    point = tuple(a // gcd(*middle) for a in middle)
    parts = []
    for gone in (step.first, step.second):  # the last is taken up next: it keeps the first end
        vertices = [point if k == gone else vertex for k, vertex in enumerate(own)]
        parts.append([vertices if j == step.player else kept for j, kept in enumerate(cell)])
    return parts


def _worth(table: Table, cell: Cell) -> list[int]:
    """Payoffs at the combinations of the vertices of the table's players, in C order, times the sums of these vertices."""
    values: Sequence[int] = [int(own) for own in table.values]
    for player, size in zip(table.players, table.sizes, strict=True):  # the first axis goes, the vertices come last
        inner = len(values) // size
        spend(len(values) * len(cell[player]), values[:1], cell[player][0])
        values = [
            sum(weight * values[a * inner + k] for a, weight in enumerate(vertex) if weight)
            for k in range(inner)
            for vertex in cell[player]
        ]
    return list(values)


def _pays_less(games: Sequence[Table], cell: Cell, player: int, action: int, other: int) -> bool:
    return all(own > 0 for own in _worth(games[player].gap(player, other, action), cell))


def _dropped(games: Sequence[Table], cell: Cell, step: Drop, where: str) -> list[Cell]:
    i = _index(step.player, len(cell), where)
    action, better = (_index(own, games[i].sizes[i], where) for own in (step.action, step.better))
    if not _pays_less(games, cell, i, action, better):
        refuse(where, f"action {action} of player {i}", f"one that pays less than action {better} everywhere")
    kept = [vertex for vertex in cell[i] if not vertex[action]]
    return [[kept if j == i else own for j, own in enumerate(cell)]] if kept else []


def _check_empty(games: Sequence[Table], cell: Cell, step: Empty, where: str) -> None:
    factors: dict[tuple[int, int], list[int]] = {}
    for own in step.conditions:
        i = _index(own.player, len(cell), where)
        v = _index(own.vertex, len(cell[i]), where)
        action, other = (_index(a, games[i].sizes[i], where) for a in (own.action, own.other))
        if type(own.weight) is not int or own.weight < 0 or not cell[i][v][action]:
            refuse(where, f"{own}", "a weight that is not negative, and a vertex that plays the action")
        worth = _worth(games[i].gap(i, action, other), cell)
        total = factors.setdefault((i, v), [0] * len(worth))
        factors[i, v] = [t + own.weight * sum(cell[i][v]) * w for t, w in zip(total, worth, strict=True)]
    sizes = [len(own) for own in cell]
    for corner in product(*map(range, sizes)):
        spend(len(sizes))
        total_here = 0
        for i, v in enumerate(corner):
            if (i, v) in factors:
                place = 0
                for j, other in enumerate(corner):
                    place = place * sizes[j] + other if j != i else place
                total_here += factors[i, v][place]
        if total_here >= 0:
            refuse(where, f"a combination that is not negative at the vertices {corner}", "a negative one everywhere")


def _check_left(cell: Cell, region: Box, where: str) -> None:
    for own, bounds in zip(cell, region, strict=True):
        for vertex in own:
            for weight, (low, high) in zip(vertex, bounds, strict=True):
                if not exact_fraction(low, where) * sum(vertex) <= weight <= exact_fraction(high, where) * sum(vertex):
                    refuse(where, f"a cell that is not all between {low} and {high}", "a cell in the region")


def _check_only(games: Sequence[Table], cell: Cell, step: Only, boxes: Sequence[Box], where: str) -> None:
    box = boxes[_index(step.equilibrium, len(boxes), where)]
    hull: list[list[Bounds]] = []
    for own, bounds in zip(cell, box, strict=True):
        points = [[Fraction(w, sum(vertex)) for w in vertex] for vertex in own]
        hull.append(
            [
                (min(*p, low, low), max(*p, high, high))
                for p, (low, high) in zip(zip(*points, strict=True), bounds, strict=True)
            ]
        )
    if all(low == high for own in hull for low, high in own):
        return  # the cell is the listed profile
    listed = [[a for a, (_, high) in enumerate(own) if high] for own in box]
    least = [[a for a in range(len(own[0])) if all(vertex[a] for vertex in own)] for own in cell]
    most = [
        [a for a in range(size) if not any(_pays_less(games, cell, i, a, b) for b in range(size) if b != a)]
        for i, size in enumerate(games[0].sizes)
    ]
    for i, played in enumerate(listed):
        if not set(played) <= set(least[i]) <= set(most[i]):
            refuse(
                where, f"player {i}, who may play {most[i]} and surely plays {least[i]}", f"who surely plays {played}"
            )
        for a in set(most[i]) - set(played):
            if games[i].gap(i, a, played[0]).over(box) != NOTHING:
                refuse(where, f"action {a} of player {i}, perhaps a best reply", "one as good as those played")
    ways = [
        [sorted({*sure, *more}) for k in range(len(open_ones) + 1) for more in combinations(open_ones, k)]
        for sure, open_ones in ((own, [a for a in most[i] if a not in own]) for i, own in enumerate(least))
    ]
    spend(prod(len(own) for own in ways))
    for support in product(*ways):
        if not at_most_one(games, support, hull):
            refuse(where, "equations that are not shown to have one solution", "at most one in the cell")
