"""Subdivisions of the mixed profiles, step by step: whether each step is right, and the cells that it leaves.

Definition   Cells and steps are those of `games.core.subdivision`. Vertices are whole numbers in the ratio of the probabilities, payoffs
             are whole numbers too: signs at the vertices are exact. `Only` is decided by `games.core.boxes`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.strategic import StrategicGame
from games.core.subdivision import Empty, Split

Vertex = tuple[int, ...]
"""A mixed strategy as whole numbers in the ratio of its probabilities."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Payoffs as whole numbers, all players' times one positive number; in C order of the cells of the game."""

    shape: tuple[int, ...]
    payoffs: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, game: StrategicGame) -> Stage:
        """The whole payoffs of a game whose payoffs are Fractions."""
        values = [[Fraction(own) for own in row] for row in game.payoffs]
        scale = math.lcm(*(own.denominator for row in values for own in row))
        return cls(game.shape, tuple(tuple(int(own * scale) for own in row) for row in values))

    def replies(self, player: int, cell: Cell) -> list[list[int]]:
        """For each action of `player` its payoffs against every combination of the others' vertices (times their sums)."""
        values, shape = list(self.payoffs[player]), list(self.shape)
        for axis, vertices in enumerate(cell):
            if axis != player:
                values = contracted(values, shape, axis, vertices)
                shape[axis] = len(vertices)
        inner = math.prod(shape[player + 1 :])
        outer = range(0, len(values), inner * shape[player])
        return [
            [own for start in outer for own in values[start + a * inner : start + (a + 1) * inner]]
            for a in range(shape[player])
        ]


Cell = tuple[tuple[Vertex, ...], ...]
"""For each player the vertices of his simplex."""


def whole_cell(shape: Sequence[int]) -> Cell:
    """All mixed profiles."""
    return tuple(tuple(tuple(int(a == b) for b in range(size)) for a in range(size)) for size in shape)


def contracted(values: Sequence[int], shape: Sequence[int], axis: int, rows: Sequence[Vertex]) -> list[int]:
    """The tensor with the axis of actions replaced by one of vertices."""
    inner, size = math.prod(shape[axis + 1 :]), shape[axis]
    result: list[int] = []
    for start in range(0, len(values), size * inner):
        block = values[start : start + size * inner]
        for row in rows:
            played = [(weight, a * inner) for a, weight in enumerate(row) if weight]
            result += [sum(weight * block[place + k] for weight, place in played) for k in range(inner)]
    return result


def split(cell: Cell, step: Split) -> tuple[Cell, Cell]:
    """The two parts of a cell: with `first` kept, with `second` kept."""
    own = cell[step.player]
    middle = _mixture(own[step.first], own[step.second], step.at)
    parts = []
    for gone in (step.second, step.first):
        vertices = (*own[:gone], middle, *own[gone + 1 :])
        parts.append((*cell[: step.player], vertices, *cell[step.player + 1 :]))
    return parts[0], parts[1]


def _mixture(first: Vertex, second: Vertex, at: Fraction) -> Vertex:
    total, other = sum(first), sum(second)
    ahead, behind = at.numerator * total, (at.denominator - at.numerator) * other
    mixed = [behind * a + ahead * b for a, b in zip(first, second, strict=True)]
    common = math.gcd(*mixed)
    return tuple(own // common for own in mixed)


def is_worse(replies: Sequence[Sequence[int]], action: int, better: int) -> bool:
    """Whether `action` pays less than `better` against all combinations of vertices, hence against all of the cell."""
    return all(low < high for low, high in zip(replies[action], replies[better], strict=True))


def without(cell: Cell, player: int, action: int) -> Cell | None:
    """The cell without the vertices that play an action; None if nothing is left."""
    kept = tuple(own for own in cell[player] if not own[action])
    return (*cell[:player], kept, *cell[player + 1 :]) if kept else None


def is_empty(cell: Cell, replies: Sequence[Sequence[Sequence[int]]], step: Empty) -> bool:
    """Whether the combination is negative at every combination of vertices; `replies[i]` as in `Stage.replies`."""
    sizes = [len(own) for own in cell]
    rows: list[dict[int, list[int]]] = [{} for _ in sizes]
    for own in step.conditions:
        vertex = cell[own.player][own.vertex]
        if own.weight < 0 or not vertex[own.action]:
            return False
        obeyed, other = replies[own.player][own.action], replies[own.player][own.other]
        factor = own.weight * sum(vertex)  # the others' vertices stand in `replies` times their sums: then all do
        total = rows[own.player].setdefault(own.vertex, [0] * len(obeyed))
        rows[own.player][own.vertex] = [t + factor * (a - b) for t, a, b in zip(total, obeyed, other, strict=True)]
    strides = [
        [math.prod(sizes[k + 1 :]) // (sizes[i] if k < i else 1) for k in range(len(sizes))] for i in range(len(sizes))
    ]
    for chosen in itertools.product(*(range(size) for size in sizes)):
        total_here = 0
        for i, own_rows in enumerate(rows):
            if chosen[i] in own_rows:
                place = sum(v * strides[i][k] for k, v in enumerate(chosen) if k != i)
                total_here += own_rows[chosen[i]][place]
        if total_here >= 0:
            return False
    return True
