"""All Nash equilibria of a small game, by subdivision of its mixed profiles until each part holds none or one that is known.

Definition   See `games.core.subdivision`: cells are products of simplices; a step cuts a cell, removes an action, or settles it.
Algorithm    Best first, the cell with the longest edge next:
             1. Drop what is strictly worse against all of the cell, again and again.
             2. Where all actions that are left are played throughout the cell, and their indifference equations have at most one solution
                about it, find that by Newton's method. If it is an equilibrium, the cell is settled ("only").
             3. Else ask a linear program for a combination of obedience conditions that no profile in the cell meets ("empty").
                Its dual is a correlated equilibrium of the cell's vertices.
             4. Else cut an edge between two vertices: long, and both of weight in that correlated equilibrium.
Evidence     Floats propose; each step is decided exactly by `games.core.covering` and `games.core.boxes`, or not taken. The steps are the
             witness.
Cost         Exponential in the number of mixed dimensions at worst; in random games of up to nine dimensions a few hundred to a few
             thousand cells, each about 2 ms.
Ends         when no cell is left: the list is complete. Around an equilibrium that is not isolated, or at which the equations of every
             support are singular, no cell is ever settled: the search stops when cells become smaller and more.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from games.core.boxes import Support, at_most, injective
from games.core.covering import Cell, is_empty, is_worse, split, whole_cell, without
from games.core.mixed import AlgebraicProfile, BoxProfile, MixedEquilibrium
from games.core.subdivision import Drop, Empty, Left, Obedience, Only, Split, Step
from games.solvers.clock import Clock
from games.solvers.indifference import Arena, Floats, against, could_be_equilibrium, newton, rational, read

AT = Fraction(7, 16)
"""Where edges are cut: not in the middle, where many equilibria of hand-made games lie."""
LEVELS, MANY, DEEPEST = 3, 60, 60
"""Search stops where the open cells, no fewer than MANY, are LEVELS times as many as when they were 2**LEVELS times as large (around
isolated equilibria they become fewer); where three times as MANY doubled in one such level; where the largest is smaller than
2**-DEEPEST."""
MARGIN, ROUNDING = 1e-9, 2**24
GRID = 1024
"""Bounds of what is left open are multiples of one over this number."""
NEARLY = 0.05
"""An edge counts with the smaller weight of its ends in the cell's correlated equilibrium plus this."""
LONG = 0.75
"""Edges shorter than this share of the player's longest are not cut."""

Box = tuple[tuple[tuple[Fraction, Fraction], ...], ...]


@dataclass(slots=True)
class Known:
    """The equilibria found so far, each once, with floats and rational bounds."""

    arena: Arena
    equilibria: list[MixedEquilibrium] = field(default_factory=list)
    floats: list[Floats] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    tried: list[tuple[Support, Floats]] = field(default_factory=list)

    def add(self, found: MixedEquilibrium) -> int:
        """The number of an equilibrium, which is taken in if it is new."""
        import numpy

        box = bounds_of(found)
        for number, own in enumerate(self.boxes):
            if not apart(own, box):
                return number
        self.equilibria.append(found)
        self.boxes.append(box)
        self.floats.append([numpy.array([float(low + high) / 2 for low, high in player]) for player in box])
        return len(self.boxes) - 1

    def add_pure(self, cell: int) -> None:
        """Take in the pure equilibrium of a cell of the game."""
        from games.solvers.pure import pure_profile

        found = rational(self.arena, pure_profile(self.arena.game, cell))
        if found is not None:
            self.add(found)

    def near(self, support: Support, start: Floats) -> int | None:
        """The number of the equilibrium with this support that Newton's method reaches from the start, if it reaches one."""
        point = newton(self.arena, support, start)
        if point is None or not could_be_equilibrium(self.arena, support, point):
            return None
        for number, own in enumerate(self.floats):
            if _same(own, point):
                return number
        if any(support == played and _same(own, point) for played, own in self.tried):
            return None
        self.tried.append((support, point))
        found = read(self.arena, support, point)
        return None if found is None else self.add(found)


def _same(first: Floats, second: Floats) -> bool:
    return all(abs(a - b).max() < 1e-9 for a, b in zip(first, second, strict=True))


def bounds_of(found: MixedEquilibrium) -> Box:
    """Rational bounds of every probability, narrow ones."""
    if isinstance(found.point, BoxProfile):
        return found.point.bounds
    if isinstance(found.point, AlgebraicProfile):
        return found.point.bounds
    return tuple(tuple((Fraction(own), Fraction(own)) for own in player) for player in found.point)


def apart(first: Box, second: Box) -> bool:
    """Whether two boxes have no point in common."""
    return any(
        a[1] < b[0] or b[1] < a[0]
        for one, two in zip(first, second, strict=True)
        for a, b in zip(one, two, strict=True)
    )


@dataclass(slots=True)
class Search:
    """A subdivision under way. `steps[k]` are the drops of cell k and what settles or splits it; `parts` the cells it is split into."""

    known: Known
    most: int
    clock: Clock
    steps: list[list[Step]] = field(default_factory=list)
    parts: dict[int, tuple[int, int]] = field(default_factory=dict)
    open: list[tuple[float, int, Cell]] = field(default_factory=list)
    stuck: list[tuple[int, Cell]] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    small: bool = False

    def run(self, share: float = 1.0) -> bool:
        """Whether every part is settled, within so many cells and this share of the time."""
        self._put(whole_cell(self.known.arena.stage.shape))
        while self.open:
            if len(self.steps) + 2 > self.most or self.clock.past(share):
                return False
            if self._multiplies(-self.open[0][0]):
                self.small = True
                return False
            _, number, cell = heapq.heappop(self.open)
            self._settle(number, cell)
        return not self.stuck

    @property
    def left(self) -> int:
        """How many cells are not settled."""
        return len(self.open) + len(self.stuck)

    def give_up(self) -> tuple[Box, ...]:
        """Mark the open cells as left, and give the regions in which they lie."""
        cells = list(self.stuck)
        for _, number, cell in sorted(self.open):
            kept, _ = self._dropped(cell, self.steps[number])
            if kept is not None:
                cells.append((number, kept))
        regions: dict[Support, Box] = {}
        for support in sorted({_played(cell) for _, cell in cells}, key=lambda own: -sum(map(len, own))):
            if _around(support, regions) is None:
                regions[support] = ()
        places = list(regions)
        for number, cell in cells:
            own = _around(_played(cell), regions)
            if own is not None:
                regions[own] = _joined(regions[own], _bounds(cell))
                self.steps[number].append(Left(places.index(own)))
        return tuple(regions.values())

    def _multiplies(self, longest: float) -> bool:
        """Whether cells have been getting smaller without getting fewer: they lie along a continuum, or are too small for floats."""
        level = 0 if longest == math.inf else math.ceil(-math.log2(longest))
        if level > len(self.counts):
            before, now = [0, *self.counts], len(self.open)
            self.counts += [now] * (level - len(self.counts))
            doubled = level > 2 and now >= max(3 * MANY, 2 * before[-1])
            return level > DEEPEST or doubled or (level > LEVELS + 1 and now >= max(MANY, LEVELS * before[-LEVELS]))
        return False

    def covering(self) -> tuple[Step, ...]:
        """The steps in the order in which they are to be taken."""
        taken: list[Step] = []
        stack = [0]
        while stack:
            number = stack.pop()
            taken += self.steps[number]
            stack += self.parts.get(number, ())[::-1]
        return tuple(taken)

    def _put(self, cell: Cell) -> int:
        number = len(self.steps)
        self.steps.append([])
        heapq.heappush(self.open, (-(_longest(cell) or math.inf), number, cell))
        return number

    def _settle(self, number: int, cell: Cell) -> None:
        steps = self.steps[number]
        kept, replies = self._dropped(cell, steps)
        if kept is None:
            return
        only = self._only(kept, replies)
        if only is not None:
            steps.append(only)
            return
        empty, weights = self._empty(kept, replies)
        if empty is not None:
            steps.append(empty)
            return
        cut = _cut(kept, weights)
        if cut is None:  # one profile, on which the conditions do not decide
            self.stuck.append((number, kept))
            return
        steps.append(cut)
        first, second = split(kept, cut)
        self.parts[number] = self._put(first), self._put(second)

    def _dropped(self, cell: Cell, steps: list[Step]) -> tuple[Cell | None, list[list[list[int]]]]:
        """The cell without what is worse, and the replies in it."""
        stage = self.known.arena.stage
        while True:
            replies = [stage.replies(i, cell) for i in range(len(stage.shape))]
            drop = next(_worse(cell, replies), None)
            if drop is None:
                return cell, replies
            steps.append(drop)
            left = without(cell, drop.player, drop.action)
            if left is None:
                return None, replies
            cell = left

    def _only(self, cell: Cell, replies: list[list[list[int]]]) -> Only | None:
        """The listed equilibrium that is shown to be the only one that the cell may hold."""
        known = self.known
        arena = known.arena
        sure = tuple(
            tuple(a for a in range(size) if all(v[a] for v in own))
            for own, size in zip(cell, arena.stage.shape, strict=True)
        )
        possible = tuple(
            tuple(a for a in range(len(rows)) if not any(is_worse(rows, a, b) for b in range(len(rows))))
            for rows in replies
        )
        if not all(set(own) <= set(more) and own for own, more in zip(sure, possible, strict=True)):
            return None
        vertices = _floats(cell)
        if sure == possible:
            if not _maybe_injective(arena, sure, vertices):
                return None
            number = known.near(sure, [own.mean(axis=0) for own in vertices])
            candidates = [] if number is None else [number]
        else:
            candidates = [
                k for k, own in enumerate(known.equilibria) if own.kind == "rational" and _close(known, k, vertices)
            ]
        for number in candidates:
            if at_most(arena.stage, cell, replies, known.boxes[number]):
                return Only(number)
        return None

    def _empty(self, cell: Cell, replies: list[list[list[int]]]) -> tuple[Empty | None, Any]:
        """A combination of obedience conditions that the cell refutes; else the weights of vertices that meet them all."""
        conditions, factors, weights = _program(self.known.arena, cell)
        if factors is None:
            return None, weights
        for rounding in (ROUNDING, ROUNDING**2):
            chosen = tuple(
                Obedience(*own, weight)
                for own, factor in zip(conditions, factors, strict=True)
                if (weight := round(factor * rounding)) > 0
            )
            step = Empty(chosen)
            if chosen and is_empty(cell, replies, step):
                return step, weights
        return None, weights


def _played(cell: Cell) -> Support:
    """The actions that some vertex plays."""
    return tuple(tuple(a for a in range(len(own[0])) if any(v[a] for v in own)) for own in cell)


def _around(support: Support, known: Iterable[Support]) -> Support | None:
    """The first of the known supports that contains this one."""
    return next((own for own in known if all(set(a) <= set(b) for a, b in zip(support, own, strict=True))), None)


def _bounds(cell: Cell) -> Box:
    """Bounds of the probabilities in a cell, rounded outwards."""
    box = []
    for own in cell:
        shares = [[Fraction(w, sum(vertex)) for w in vertex] for vertex in own]
        columns = list(zip(*shares, strict=True))
        box.append(
            tuple(
                (Fraction(math.floor(min(c) * GRID), GRID), Fraction(math.ceil(max(c) * GRID), GRID)) for c in columns
            )
        )
    return tuple(box)


def _joined(first: Box, second: Box) -> Box:
    """The smallest bounds around two boxes; the first may be none."""
    if not first:
        return second
    return tuple(
        tuple((min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(one, two, strict=True))
        for one, two in zip(first, second, strict=True)
    )


def _worse(cell: Cell, replies: Sequence[Sequence[Sequence[int]]]) -> Any:
    for i, rows in enumerate(replies):
        for a in range(len(rows)):
            if any(own[a] for own in cell[i]):
                better = next((b for b in range(len(rows)) if b != a and is_worse(rows, a, b)), None)
                if better is not None:
                    yield Drop(i, a, better)


def _floats(cell: Cell) -> Floats:
    """For each player a matrix, a row a vertex."""
    import numpy

    return [numpy.array([[own / sum(vertex) for own in vertex] for vertex in vertices]) for vertices in cell]


def _edge(first: Sequence[int], second: Sequence[int]) -> float:
    one, two = sum(first), sum(second)
    return max(abs(a / one - b / two) for a, b in zip(first, second, strict=True))


def _longest(cell: Cell) -> float:
    return max((_edge(p, q) for own in cell for p, q in itertools.combinations(own, 2)), default=0.0)


def _cut(cell: Cell, weights: Any) -> Split | None:
    """Among the long edges, the one that is longest and weighs most.

    Only edges nearly as long as the player's longest, so that his simplex shrinks in all directions.
    """
    edges = [{(p, q): _edge(own[p], own[q]) for p, q in itertools.combinations(range(len(own)), 2)} for own in cell]
    longest = [max(own.values(), default=0.0) for own in edges]
    best: tuple[float, Split] | None = None
    for i, own in enumerate(edges):
        mass = weights.sum(axis=tuple(j for j in range(len(cell)) if j != i))
        for (p, q), length in own.items():
            value = length * (NEARLY + min(mass[p], mass[q]))
            if length >= LONG * longest[i] and length >= max(longest) / 2 and (best is None or value > best[0]):
                best = value, Split(i, p, q, AT)
    return None if best is None else best[1]


def _close(known: Known, number: int, vertices: Floats) -> bool:
    """Whether an equilibrium lies in the bounding box of the cell, or as near as that is wide."""
    for own, point in zip(vertices, known.floats[number], strict=True):
        low, high = own.min(axis=0), own.max(axis=0)
        if (point < low - (high - low) - MARGIN).any() or (point > high + (high - low) + MARGIN).any():
            return False
    return True


def _maybe_injective(arena: Arena, support: Support, vertices: Floats) -> bool:
    """Whether the equations are injective on the cell's bounding box: exact, and quick to fail."""
    if all(len(own) == 1 for own in support):
        return True
    if max((own.max(axis=0) - own.min(axis=0)).max() for own in vertices) > 1 / 2:
        return False
    box = [
        [(Fraction(low), Fraction(high)) for low, high in zip(own.min(axis=0), own.max(axis=0), strict=True)]
        for own in vertices
    ]
    return injective(arena.stage, support, box)


Condition = tuple[int, int, int, int]


def _program(arena: Arena, cell: Cell) -> tuple[list[Condition], list[float] | None, Any]:
    """The linear program: maximise e with sum of factors at most 1 and combination <= -e at every combination of vertices.

    Returns the conditions with their factors (None where e is not positive), and the dual: weights on the combinations of vertices.
    """
    import numpy
    from scipy.optimize import linprog

    vertices = _floats(cell)
    sizes = [len(own) for own in vertices]
    conditions: list[Condition] = []
    columns, lengths = [], []
    for i, own in enumerate(vertices):
        payoffs = numpy.moveaxis(against(arena.tensors[i], i, vertices), i, 0)
        for v, a in zip(*numpy.nonzero(own), strict=True):
            for b in range(len(payoffs)):
                gap = payoffs[a] - payoffs[b]
                length = numpy.abs(gap).max()
                if a != b and length > MARGIN**1.5:
                    column = numpy.zeros(sizes)
                    column[(*(slice(None),) * i, v)] = gap / length
                    columns.append(column.ravel())
                    lengths.append(length * arena.spans[i])
                    conditions.append((i, int(v), int(a), b))
    combinations = math.prod(sizes)
    if not columns:
        return [], None, numpy.full(sizes, 1 / combinations)
    matrix = numpy.ones((combinations + 1, len(columns) + 1))
    matrix[:-1, :-1] = numpy.array(columns).T
    matrix[-1, -1] = 0
    goal, limits = numpy.zeros(len(columns) + 1), numpy.zeros(combinations + 1)
    goal[-1], limits[-1] = -1, 1
    solved = linprog(goal, A_ub=matrix, b_ub=limits, method="highs-ds")
    if solved.status != 0:
        return [], None, numpy.full(sizes, 1 / combinations)
    weights = -solved.ineqlin.marginals[:-1].reshape(sizes)
    if -solved.fun <= MARGIN:
        return conditions, None, weights
    factors = [own / length for own, length in zip(solved.x[:-1], lengths, strict=True)]
    largest = max(factors)
    return conditions, [own / largest for own in factors], weights
