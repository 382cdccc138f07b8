"""Improvement cycles and ordinal potentials: the better-reply graph of a game, with and without its ties.

Definition   A step changes one player's action. It is improving if he gains, weakly improving if he does not lose. A game has an
             ordinal potential iff no closed path of weakly improving steps holds an improving one [VoorneveldNorde1997]_, a
             generalized ordinal one iff no closed path of improving steps exists [MondererShapley1996]_.
Algorithm    1. In each fibre (cells that differ in one player's action) sort the cells by his payoff. Ordinal: cells that tie are
                joined to one class; generalized: each cell is its own class.
             2. Steps from each payoff level of a fibre to the next are the edges between classes. Take away classes without incoming
                edges until none is left: the length of the longest path to a class is its height, the potential.
             3. Where some are left, walk backwards among them until a class repeats. Through each improving step of that cycle,
                search the shortest way back in the graph of all (weakly) improving steps; the shortest closed path is given.
Evidence     Heights, to be compared on every fibre; or the cycle.
Cost         Sorting the fibres, O(players x cells); ties make a generalized potential's graph larger.
"""

from __future__ import annotations

import itertools
import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MOST_TRIED = 32
"""Improving steps of a cycle through which a shorter one is looked for."""

Payoffs = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class BetterReplies:
    """The steps of a game in whole numbers; `weak` joins ties."""

    shape: tuple[int, ...]
    payoffs: Payoffs
    weak: bool

    def heights(self) -> list[int] | None:
        """For each cell the longest improving path that leads to it, ties joined if `weak`; None if there is a cycle."""
        classes = self.classes()
        height, left = self._peel(classes, self._edges(classes))
        return None if left else [height[own] for own in classes]

    def cycle(self) -> list[int]:
        """The cells of a (weak) improvement cycle from the first of them on; of a game that has one."""
        classes = self.classes()
        edges = self._edges(classes)
        _, left = self._peel(classes, edges)
        steps = [step for step in edges if classes[step[0]] in left and classes[step[1]] in left]
        ways = (self._closed(step) for step in _loop(steps, classes)[:MOST_TRIED])
        shortest = min(ways, key=len)
        first = shortest.index(min(shortest))
        return [*shortest[first:], *shortest[:first]]

    def classes(self) -> list[int]:
        """For each cell the first cell of its class."""
        parent = list(range(len(self.payoffs[0])))

        def root(cell: int) -> int:
            while parent[cell] != cell:
                parent[cell] = parent[parent[cell]]
                cell = parent[cell]
            return cell

        for level in (level for levels in self._fibres() for level in levels) if self.weak else ():
            for cell in level[1:]:
                first, second = sorted((root(level[0]), root(cell)))
                parent[second] = first
        return [root(cell) for cell in range(len(parent))]

    def _fibres(self) -> Iterator[list[list[int]]]:
        """The cells of each fibre by rising payoff of its player, those with the same payoff together."""
        cells = range(len(self.payoffs[0]))
        for i, (size, own) in enumerate(zip(self.shape, self.payoffs, strict=True)):
            stride = math.prod(self.shape[i + 1 :])
            for first in (cell for cell in cells if cell // stride % size == 0):
                fibre = sorted(range(first, first + size * stride, stride), key=own.__getitem__)
                yield [list(level) for _, level in itertools.groupby(fibre, key=own.__getitem__)]

    def _edges(self, classes: Sequence[int]) -> list[tuple[int, int]]:
        """Improving steps between neighbouring levels of each fibre; of joined ties one each."""
        found: list[tuple[int, int]] = []
        for levels in self._fibres():
            for low, high in itertools.pairwise(levels):
                found += [(low[0], high[0])] if self.weak else itertools.product(low, high)
        return found

    def _peel(self, classes: Sequence[int], edges: Sequence[tuple[int, int]]) -> tuple[dict[int, int], set[int]]:
        """The height of each class that can be taken away, and the classes that cannot."""
        following: dict[int, list[int]] = {own: [] for own in classes}
        incoming = dict.fromkeys(following, 0)
        for low, high in edges:
            following[classes[low]].append(classes[high])
            incoming[classes[high]] += 1
        height = dict.fromkeys(following, 0)
        free = deque(own for own, number in incoming.items() if not number)
        left = set(following)
        while free:
            own = free.popleft()
            left.discard(own)
            for other in following[own]:
                height[other] = max(height[other], height[own] + 1)
                incoming[other] -= 1
                if not incoming[other]:
                    free.append(other)
        return height, left

    def _steps(self, cell: int) -> Iterator[int]:
        """Where (weakly) improving steps lead from a cell."""
        for i, (size, own) in enumerate(zip(self.shape, self.payoffs, strict=True)):
            stride = math.prod(self.shape[i + 1 :])
            first = cell - cell // stride % size * stride
            for other in range(first, first + size * stride, stride):
                if own[other] > own[cell] or (self.weak and other != cell and own[other] == own[cell]):
                    yield other

    def _closed(self, step: tuple[int, int]) -> list[int]:
        """The improving step, and the shortest way back to where it started."""
        start, first = step
        before = {first: start}
        reached = deque([first])
        while start not in before:
            cell = reached.popleft()
            for other in self._steps(cell):
                if other not in before:
                    before[other] = cell
                    reached.append(other)
        path = [start]
        while path[-1] != first:
            path.append(before[path[-1]])
        return [start, *reversed(path[1:])]


def _loop(steps: Sequence[tuple[int, int]], classes: Sequence[int]) -> list[tuple[int, int]]:
    """Steps that follow one another from class to class and close: found backwards, since each class has one that leads to it."""
    leading = {classes[high]: (low, high) for low, high in steps}
    here = next(iter(leading))
    visited: dict[int, int] = {}
    path: list[tuple[int, int]] = []
    while here not in visited:
        visited[here] = len(path)
        path.append(leading[here])
        here = classes[path[-1][0]]
    return path[visited[here] :]
