"""Is an action a best reply to some product belief about the others, or to none?

Definition   In `games.core.rationalizability`: a product belief gives each other player a mixed action of his own; a cover cuts their mixed
             actions into parts in each of which something pays more.
Algorithm    In a part, a simplex of mixed actions for each other player:
             1. The programme of `games.solvers.dominance` over the choices of corners either gives a mixed action that pays more at all of
                them, hence everywhere in the part, or a belief over them to which the action is a best reply.
             2. Of that belief take the product of what it says of each player, and improve it in one player at a time: with the rest fixed,
                the part that makes the best reply pay least more is a linear programme. If nothing pays more, the belief is found.
             3. Otherwise halve the longest edge between corners that the belief uses, and look at both parts.
Ends         With a cover if against every product belief something pays strictly more (then it does so by a positive amount, and small
             parts are covered); with a belief if the action is a best reply on a set with an interior, in which a small part lies.
             Between the two it may go on for ever and stops after `MOST_PARTS` parts.
Cost         A linear programme a part, with a row a choice of corners; most actions need one or a few parts.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.distribution import Distribution
from games.core.rationalizability import Better, Cover, Cut, ProductBelief
from games.core.strategic import StrategicGame
from games.solvers.clock import Clock
from games.solvers.dominance_payoffs import OwnPayoffs
from games.solvers.linear_program import Row, maximise

MOST_PARTS = 400
"""Parts of the others' mixed actions that are looked at for one action."""
SWEEPS = 3
"""How often a product belief is improved in each player in turn."""

Mixed = tuple[Fraction, ...]
"""Weights by action, of those that are left."""


def independent_beliefs(
    game: StrategicGame,
    player: str,
    action: str,
    replies: Sequence[str],
    left: Sequence[Sequence[str]],
    clock: Clock | None = None,
) -> tuple[Cover | None, ProductBelief | None]:
    """A cover, or a product belief about what is left of the others to which no action of `replies` is a better reply, or neither.

    `left` has the actions of each player, in player order. Raises Unsupported if payoffs hold symbols. Source: [Pearce1984]_.

    >>> game = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
    >>> independent_beliefs(game, "1", "1", game.actions[0], game.actions)
    ((Better(by=(('2', Fraction(1, 1)),), least=Fraction(1, 1)),), None)
    """
    return _Search(game, player, action, replies, left, clock or Clock()).run()


@dataclass(frozen=True, slots=True)
class _Part:
    """A simplex of mixed actions for each other player: corners as weights by action, and what each own action pays more there.

    `more[s][v]` is `scale` times what s pays more than the action in question at the v-th choice of corners, in whole numbers.
    """

    corners: tuple[tuple[Mixed, ...], ...]
    more: tuple[tuple[int, ...], ...]
    scale: int

    def halved(self, player: int, first: int, second: int) -> tuple[_Part, _Part]:
        own = self.corners[player]
        middle = tuple((a + b) / 2 for a, b in zip(own[first], own[second], strict=True))
        one, two = (self._with(player, place, first, second, middle) for place in (first, second))
        return one, two

    def _with(self, player: int, place: int, first: int, second: int, middle: Mixed) -> _Part:
        own = self.corners[player]
        corners = (*self.corners[:player], (*own[:place], middle, *own[place + 1 :]), *self.corners[player + 1 :])
        stride = 1
        for later in self.corners[player + 1 :]:
            stride *= len(later)
        more = []
        for row in self.more:
            new = []
            for v, value in enumerate(row):
                if v // stride % len(own) == place:
                    start = v - place * stride
                    new.append(row[start + first * stride] + row[start + second * stride])
                else:
                    new.append(2 * value)
            more.append(tuple(new))
        return _Part(corners, tuple(more), 2 * self.scale)


@dataclass(frozen=True, slots=True)
class _Halved:
    """A part that was cut; its halves stand at `place` and `place` + 1 of the tree."""

    cut: Cut
    place: int


def _listed(tree: Sequence[Better | _Halved | None]) -> Cover:
    """The tree in the order of a cover: each cut before its halves, the first half whole before the second."""
    cover: list[Cut | Better] = []
    waiting = [0]
    while waiting:
        node = tree[waiting.pop()]
        if isinstance(node, _Halved):
            cover.append(node.cut)
            waiting += [node.place + 1, node.place]
        elif node is not None:
            cover.append(node)
    return tuple(cover)


def _distance(first: Mixed, second: Mixed) -> Fraction:
    return sum((abs(a - b) for a, b in zip(first, second, strict=True)), Fraction(0))


class _Search:
    """For one action: a product belief to which it is a best reply, or a cover that shows that there is none."""

    def __init__(
        self,
        game: StrategicGame,
        player: str,
        action: str,
        replies: Sequence[str],
        left: Sequence[Sequence[str]],
        clock: Clock,
    ) -> None:
        i = game.player_index(player)
        self.names = [own for own in game.players if own != player]
        self.labels = [tuple(own) for j, own in enumerate(left) if j != i]
        self.replies = [own for own in replies if own != action]
        table = OwnPayoffs.of(game, i, "rationalizable")
        numbers = [[game.action_index(j, label) for label in own] for j, own in enumerate(left)]
        profiles = table.profiles(numbers)
        base = table.table[game.action_index(i, action)]
        rows = [table.table[game.action_index(i, reply)] for reply in self.replies]
        more = tuple(tuple(row[p] - base[p] for p in profiles) for row in rows)
        corners = tuple(
            tuple(tuple(Fraction(int(k == own)) for k in range(len(labels))) for own in range(len(labels)))
            for labels in self.labels
        )
        self.unit, self.clock = table.unit, clock
        self.whole = _Part(corners, more, 1)

    def run(self) -> tuple[Cover | None, ProductBelief | None]:
        """The cover or the belief; neither where the search stops."""
        if not self.replies:
            return None, tuple(((own[0], Fraction(1)),) for own in self.labels)
        tree: list[Better | _Halved | None] = [None]
        waiting = deque([(0, self.whole)])
        while waiting:
            if len(tree) > 2 * MOST_PARTS or self.clock.past():
                return None, None
            place, part = waiting.popleft()
            better, chances = self._compare(part)
            if better is not None:
                tree[place] = better
                continue
            product = self._improved(self._marginals(part, chances))
            if product is not None:
                return None, self._told(product)
            player, first, second = self._edge(part, chances)
            tree[place] = _Halved(Cut(self.names[player], first, second), len(tree))
            waiting += zip((len(tree), len(tree) + 1), part.halved(player, first, second), strict=True)
            tree += [None, None]
        return _listed(tree), None

    def _compare(self, part: _Part) -> tuple[Better | None, dict[int, Fraction]]:
        """A mixed action that pays more at every choice of corners; or chances of these to which the action in question is a best reply."""
        for reply, row in zip(self.replies, part.more, strict=True):
            if min(row) > 0:
                return Better(((reply, Fraction(1)),), Fraction(min(row), part.scale) * self.unit), {}
        size = len(part.more)
        rows = [([*(-row[v] for row in part.more), 1], 0) for v in range(len(part.more[0]))]
        best = maximise([*(0 for _ in range(size)), 1], [*rows, ([*(1 for _ in range(size)), 0], 1)])
        if best.value > 0:
            by = tuple((reply, weight) for reply, weight in zip(self.replies, best.point, strict=False) if weight)
            return Better(by, best.value / part.scale * self.unit), {}
        total = sum(best.prices_at_most[:-1], Fraction(0))
        return None, {v: price / total for v, price in enumerate(best.prices_at_most[:-1]) if price}

    def _places(self, part: _Part) -> list[tuple[int, ...]]:
        return list(itertools.product(*(range(len(own)) for own in part.corners)))

    def _marginals(self, part: _Part, chances: dict[int, Fraction]) -> list[Mixed]:
        """For each other player the mean of his corners."""
        places = self._places(part)
        means = []
        for j, own in enumerate(part.corners):
            mean = [Fraction(0)] * len(own[0])
            for v, chance in chances.items():
                for k, weight in enumerate(own[places[v][j]]):
                    mean[k] += chance * weight
            means.append(tuple(mean))
        return means

    def _edge(self, part: _Part, chances: dict[int, Fraction]) -> tuple[int, int, int]:
        """The longest edge between corners that the chances use; unless it is short, then the longest of all, so that parts shrink."""
        places = self._places(part)
        edges = [
            (_distance(own[first], own[second]), -j, -first, -second)
            for j, own in enumerate(part.corners)
            for first, second in itertools.combinations(range(len(own)), 2)
        ]
        used = [{places[v][j] for v in chances} for j in range(len(part.corners))]
        longest = max(edges)
        best = max((own for own in edges if {-own[2], -own[3]} <= used[-own[1]]), default=longest)
        chosen = best if 2 * best[0] >= longest[0] else longest
        return -chosen[1], -chosen[2], -chosen[3]

    def _improved(self, product: list[Mixed]) -> list[Mixed] | None:
        """A product belief, reached from this one by changing one player's part at a time, to which the action is a best reply."""
        worst = max(
            sum(chance * own for chance, own in zip(self._spread(product), row, strict=True)) for row in self.whole.more
        )
        for _ in range(SWEEPS):
            before = worst
            for j in range(len(product)):
                if worst <= 0:
                    return product
                product[j], worst = self._best_part(product, j)
            if worst >= before:
                break
        return product if worst <= 0 else None

    def _spread(self, product: list[Mixed]) -> list[Fraction]:
        """The chance of each profile of the others."""
        chances = [Fraction(1)]
        for own in product:
            chances = [chance * weight for chance in chances for weight in own]
        return chances

    def _best_part(self, product: list[Mixed], j: int) -> tuple[Mixed, Fraction]:
        """The mixed action of the j-th other player against which, with the rest as it is, the best reply pays least more."""
        size = len(self.labels[j])
        stride = 1
        for later in self.labels[j + 1 :]:
            stride *= len(later)
        rest = [own if k != j else (Fraction(1),) * size for k, own in enumerate(product)]
        chances = self._spread(rest)
        rows: list[Row] = []
        for row in self.whole.more:
            gains = [Fraction(0)] * size
            for p, chance in enumerate(chances):
                if chance:
                    gains[p // stride % size] += chance * row[p]
            rows.append(([*gains, -1, 1], 0))
        best = maximise([*(0 for _ in range(size)), -1, 1], rows, [([*(1 for _ in range(size)), 0, 0], 1)])
        return best.point[:size], -best.value

    def _told(self, product: list[Mixed]) -> ProductBelief:
        found: list[Distribution] = []
        for labels, own in zip(self.labels, product, strict=True):
            found.append(tuple((label, weight) for label, weight in zip(labels, own, strict=True) if weight))
        return tuple(found)
