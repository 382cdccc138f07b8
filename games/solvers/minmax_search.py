"""Branch and bound for a lower end of a mixed minmax payoff: a tree of cells with multipliers in each.

Algorithm    1. Cut the product of the punishers' simplices at the best punishment known, so that it is a corner of every cell. Where
                it is the only best one, payoffs rise from it at once, and such cells are settled while they are still large.
             2. In the cell with the lowest float bound: multipliers that were good before; the best constant ones, from floats and
                rounded, or exact where it is close; of degree one, where the minimum is flat to first order.
             3. Where none shows the target, halve the edge along which the payoffs are least additive. Their gap falls with
                the square of the cell's size [AlKhayyalFalk1983]_.
             4. What the relaxed punishers do in a cell proposes punishments; a better one than the known starts all over.
"""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from games.core.minmax import Bound, Cut, Multipliers, Weights
from games.solvers.clock import Clock
from games.solvers.minmax_cells import (
    ZERO,
    Cell,
    best_constant,
    constant,
    float_bound,
    linear_multipliers,
    rounded,
    secured,
    shows,
)
from games.solvers.minmax_points import Point, float_value

REMEMBERED = 6
CLOSE, NEARBY = 1e-8, 0.05
"""Shares of the range of payoffs: within the first exact programmes replace floats, within the second degree one is tried."""
BETTER = 1e-9
"""A float point lower by so much is a better punishment."""


@dataclass(slots=True)
class Node:
    """A cell of the tree, with its float bound; it is cut into `parts`, settled by `multipliers`, or still open."""

    cell: Cell
    corners: tuple[tuple[Weights, ...], ...]
    bound: float = 0.0
    proposed: Any = None
    cut: Cut | None = None
    parts: list[Node] = field(default_factory=list)
    multipliers: Multipliers | None = None


@dataclass(frozen=True, slots=True)
class Searched:
    """`bound` shows `lo`, which is the target if all cells were settled; `better` is a float point lower than the one known."""

    lo: Fraction
    bound: Bound
    settled: bool
    nodes: int
    better: list[Any] | None = None


class Search:
    """One search for a target."""

    def __init__(self, root: Cell, point: Point, target: Fraction, *, exact: bool) -> None:
        self.target, self.exact, self.nodes = target, exact, 0
        self.known = float(target)
        self.recent: list[Weights] = []
        self.better: list[Any] | None = None
        units = tuple(
            tuple(tuple(Fraction(int(c == d)) for d in range(size)) for c in range(size)) for size in root.sizes
        )
        self.root = Node(root, units)
        self.open: list[tuple[float, int, Node]] = []
        self.first = [Cut(k, weights) for k, weights in enumerate(point) if sum(map(bool, weights)) > 1]

    def run(self, clock: Clock, most: int) -> Searched:
        """Cut and settle cells until all are settled, a better point shows up, time is over or there are `most` nodes."""
        self._visit(self.root)
        if self.root.multipliers is None:
            leaves = [self.root]
            heapq.heappop(self.open)
            for cut in self.first:
                leaves = [part for leaf in leaves for part in self._parts(leaf, cut)]
            for leaf in leaves:
                self._visit(leaf)
        while self.open and self.better is None and self.nodes < most and not clock.past():
            node = heapq.heappop(self.open)[2]
            for part in self._parts(node, self._halved(node)):
                self._visit(part)
        settled = not self.open
        lo = self.target if settled else min([self.target, *(self._fallback(node) for _, _, node in self.open)])
        return Searched(lo, tuple(_preorder(self.root)), settled, self.nodes, self.better)

    def _parts(self, node: Node, cut: Cut) -> list[Node]:
        node.cut = cut
        own = node.corners[cut.punisher]
        point = tuple(
            sum((w * c[a] for w, c in zip(cut.weights, own, strict=True) if w), ZERO) for a in range(len(own))
        )
        replaced = [corner for corner, weight in enumerate(cut.weights) if weight]
        for corner, cell in zip(replaced, node.cell.parts(cut), strict=True):
            changed = (*own[:corner], point, *own[corner + 1 :])
            corners = (*node.corners[: cut.punisher], changed, *node.corners[cut.punisher + 1 :])
            node.parts.append(Node(cell, corners))
        return node.parts

    def _visit(self, node: Node) -> None:
        """Settle a cell, or keep it open with its bound."""
        self.nodes += 1
        node.multipliers = self._remembered(node.cell) or self._computed(node)
        if node.multipliers is None:
            heapq.heappush(self.open, (node.bound, self.nodes, node))

    def _remembered(self, cell: Cell) -> Multipliers | None:
        for place, weights in enumerate(self.recent):
            if shows(cell, weights, self.target):
                self.recent.insert(0, self.recent.pop(place))
                return constant(weights, len(cell.sizes))
        return None

    def _computed(self, node: Node) -> Multipliers | None:
        cell = node.cell
        node.bound, node.proposed, drawn = float_bound(cell)
        self._propose(node, drawn)
        if node.bound > self.known - CLOSE:
            for weights in rounded(node.proposed):
                if shows(cell, weights, self.target):
                    return self._remember(weights, cell)
            if node.bound < self.known + CLOSE:
                best, weights, _ = best_constant(cell)
                if best >= self.target:
                    return self._remember(weights, cell)
        if self.exact and node.bound > self.known - NEARBY and len(cell.sizes) > 1:
            return linear_multipliers(cell, self.target)
        return None

    def _remember(self, weights: Weights, cell: Cell) -> Multipliers:
        self.recent = [weights, *self.recent][:REMEMBERED]
        return constant(weights, len(cell.sizes))

    def _propose(self, node: Node, drawn: Any) -> None:
        """What the relaxed punishers do, each on his own: perhaps a better punishment."""
        import numpy as np

        joint = drawn.reshape(node.cell.sizes)
        shares = [joint.sum(axis=tuple(j for j in range(joint.ndim) if j != k)) for k in range(joint.ndim)]
        if float_value(node.cell, shares) < self.known - BETTER:
            corners = [np.array([[float(p) for p in own] for own in corner]) for corner in node.corners]
            self.better = [share @ corner for share, corner in zip(shares, corners, strict=True)]

    def _halved(self, node: Node) -> Cut:
        """The middle of the edge along which a change is worth most differently against different corners of the others."""
        array = node.cell.array
        best, chosen = -1.0, (0, 0, 1)
        for k, size in enumerate(node.cell.sizes):
            slices = array.swapaxes(1, k + 1).reshape(array.shape[0], size, -1) if size > 1 else array
            for first, second in itertools.combinations(range(size), 2):
                change = slices[:, first] - slices[:, second]
                spread = float((change.max(axis=1) - change.min(axis=1)).max())
                if spread > best:
                    best, chosen = spread, (k, first, second)
        k, first, second = chosen
        weights = tuple(Fraction(int(c in (first, second)), 2) for c in range(node.cell.sizes[k]))
        return Cut(k, weights)

    def _fallback(self, node: Node) -> Fraction:
        """Settle an open cell with the best constant multipliers at hand; what they show."""
        *_, weights = rounded(node.proposed)
        node.multipliers = constant(weights, len(node.cell.sizes))
        return secured(node.cell, weights)


def _preorder(root: Node) -> list[Cut | Multipliers]:
    found: list[Cut | Multipliers] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if node.cut is not None:
            found.append(node.cut)
            stack += reversed(node.parts)
        elif node.multipliers is not None:
            found.append(node.multipliers)
    return found
