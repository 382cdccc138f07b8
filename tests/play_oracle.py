"""Play over time, slowly and from the definitions alone: an oracle for values, deviations and sets of discount factors.

Nothing here calls a predicate or a solver of the library; it reads the data of a game and of an automaton. Values come from
Gaussian elimination, from sums over the cycle into which deterministic play runs, and from policy iteration; discount factors may
be rational or the root of an irreducible polynomial.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import sympy

from games.core.automaton import Automaton, Machines, Rule, Seen
from games.core.dynamic import DynamicGame, GameState
from games.exact import AlgebraicNumber, Interval

Profile = tuple[str, ...]
Node = tuple[str, str]
Weights = dict[Any, Any]


# What happens


def play_of(strategy: Automaton | Machines, state: str, game_state: str, players: int) -> list[Weights]:
    """Each player's distribution over actions."""
    if isinstance(strategy, Machines):
        own = zip(strategy.machines, state.split(" | "), strict=True)
        return [dict(_table(_named(machine.states, name).plays, game_state)) for machine, name in own]
    prescribed = _table(_named(strategy.states, state).plays, game_state)
    if isinstance(prescribed, str):
        return [{prescribed: Fraction(1)} for _ in range(players)]
    return [dict(drawn) for drawn in prescribed]


def next_of(
    strategy: Automaton | Machines,
    state: str,
    seen: Profile | str,
    prescribed: Profile | None,
    new_game_state: str,
) -> Weights:
    """The distribution over the next states of the strategy."""
    if isinstance(strategy, Automaton):
        return dict(_rule(_named(strategy.states, state).rules, seen, prescribed, new_game_state).then)
    drawn = [
        dict(_rule(_named(machine.states, name).rules, seen, prescribed, new_game_state).then)
        for machine, name in zip(strategy.machines, state.split(" | "), strict=True)
    ]
    return {" | ".join(names): weight for names, weight in product_of(drawn).items()}


def product_of(drawn: Sequence[Weights]) -> Weights:
    """Independent draws, jointly."""
    joint = {}
    for labels in itertools.product(*drawn):
        weight: Any = Fraction(1)
        for own, label in zip(drawn, labels, strict=True):
            weight = weight * own[label]
        joint[labels] = weight
    return joint


def _named(states: Sequence[Any], name: str) -> Any:
    (found,) = [state for state in states if state.name == name]
    return found


def _table(rows: Sequence[tuple[str | None, Any]], game_state: str) -> Any:
    return next(play for wanted in (game_state, None) for name, play in rows if name == wanted)


def _rule(rules: Sequence[Rule], seen: Profile | str, prescribed: Profile | None, new_game_state: str) -> Rule:
    """What was seen and the new game state goes before what was seen before otherwise."""

    def speaks(rule: Rule) -> bool:
        if rule.seen is Seen.ANYTHING:
            return True
        if rule.seen is Seen.KEPT:
            assert prescribed is not None
            return seen == prescribed
        if isinstance(rule.seen, str) or isinstance(seen, str):
            return rule.seen == seen
        assert isinstance(rule.seen, tuple)
        return all(wanted in (None, action) for wanted, action in zip(rule.seen, seen, strict=True))

    for named in (True, False):
        for game_state in (new_game_state, None):
            for rule in rules:
                if rule.game_state == game_state and (rule.seen is not Seen.ANYTHING) == named and speaks(rule):
                    return rule
    raise AssertionError("no rule applies")


@dataclass
class Play:
    """A strategy laid over a game with numbers: all nodes that some history reaches from some game state."""

    game: DynamicGame
    strategy: Automaton | Machines
    discount: tuple[Any, ...] = ()
    nodes: list[Node] = field(default_factory=list)
    plays: dict[Node, list[Weights]] = field(default_factory=dict)
    cells: dict[Node, dict[Profile, tuple[tuple[Any, ...], Weights]]] = field(default_factory=dict)
    """By node and profile: payoffs, and by next node the probability times growth."""

    def __post_init__(self) -> None:
        self.discount = self.discount or self.game.discount
        self.nodes = [(state.name, self.strategy.start) for state in self.game.states]
        for node in self.nodes:
            self._look_at(node)
            for _, following in self.cells[node].values():
                self.nodes += [after for after in following if after not in self.nodes]

    def _look_at(self, node: Node) -> None:
        state = _named(self.game.states, node[0])
        drawn = play_of(self.strategy, node[1], node[0], len(self.game.players))
        self.plays[node] = [{action: w for action, w in own.items() if w != 0} for own in drawn]
        pure = all(len(own) == 1 for own in self.plays[node])
        prescribed = tuple(next(iter(own)) for own in self.plays[node]) if pure else None
        self.cells[node] = {
            profile: (
                tuple(row[cell] for row in state.stage.payoffs),
                self._following(state, cell, profile, node[1], prescribed),
            )
            for cell, profile in enumerate(itertools.product(*state.stage.actions))
        }

    def _following(self, state: GameState, cell: int, profile: Profile, own: str, prescribed: Any) -> Weights:
        reached: Weights = {}
        for move in state.moves[cell]:
            seen = profile if move.outcome is None else move.outcome
            for name, weight in next_of(self.strategy, own, seen, prescribed, move.state).items():
                if weight != 0 and move.probability != 0:
                    after = (move.state, name)
                    reached[after] = reached.get(after, Fraction(0)) + weight * move.probability * move.growth
        return reached

    # Values

    def _profiles(self, node: Node, player: int | None = None, action: str | None = None) -> Weights:
        drawn = list(self.plays[node])
        if player is not None:
            drawn[player] = {action: Fraction(1)}
        return product_of(drawn)

    def _row(self, node: Node, player: int, deviation: str | None = None) -> tuple[Any, list[Any]]:
        """Expected stage payoff, and the weights of the nodes that follow, conforming or deviating."""
        drawn = self._profiles(node, None if deviation is None else player, deviation)
        payoff: Any = Fraction(0)
        weights: list[Any] = [Fraction(0)] * len(self.nodes)
        for profile, weight in drawn.items():
            payoffs, following = self.cells[node][profile]
            payoff = payoff + weight * payoffs[player]
            for after, reach in following.items():
                weights[self.nodes.index(after)] += weight * reach
        return payoff, weights

    def policy_values(self, player: int, policy: Sequence[str | None]) -> list[Any]:
        """The player's values where he plays `policy` by node (None: conform) for ever and the others conform."""
        d = self.discount[player]
        matrix, right = [], []
        for number, (node, action) in enumerate(zip(self.nodes, policy, strict=True)):
            payoff, weights = self._row(node, player, action)
            matrix.append([(1 if number == other else 0) - d * weight for other, weight in enumerate(weights)])
            right.append((1 - d) * payoff)
        return gauss(matrix, right)

    @cached_property
    def values(self) -> list[list[Any]]:
        """By player and node, when all conform."""
        return [self.policy_values(i, [None] * len(self.nodes)) for i in range(len(self.game.players))]

    def deviation_value(self, node: Node, player: int, action: str | None) -> Any:
        """The player's value of `action` (None: his prescribed play) at the node and conforming ever after."""
        payoff, weights = self._row(node, player, action)
        d = self.discount[player]
        ahead: Any = Fraction(0)
        for weight, value in zip(weights, self.values[player], strict=True):
            ahead = ahead + weight * value
        return (1 - d) * payoff + d * ahead

    @cached_property
    def slacks(self) -> dict[tuple[str, str, str, str], Any]:
        """(player, game state, state, action) -> value of conforming minus value of deviating once."""
        found = {}
        for node, (i, player) in itertools.product(self.nodes, enumerate(self.game.players)):
            own = self.plays[node][i]
            for action in _named(self.game.states, node[0]).stage.actions[i]:
                if own != {action: 1}:
                    value = self.values[i][self.nodes.index(node)]
                    found[(player, *node, action)] = value - self.deviation_value(node, i, action)
        return found

    @property
    def finite(self) -> bool:
        """Whether all discounted sums are finite: (1 - d M) has an inverse and no entry of it is negative."""
        moves = [move for state in self.game.states for cell in state.moves for move in cell]
        if all(move.growth == 1 for move in moves):
            return True
        size = range(len(self.nodes))
        rows = [self._row(node, 0)[1] for node in self.nodes]
        for d in self.discount:
            matrix = [[(1 if v == w else 0) - d * rows[v][w] for w in size] for v in size]
            try:
                columns = [gauss([list(row) for row in matrix], [Fraction(int(v == w)) for v in size]) for w in size]
            except ZeroDivisionError:
                return False
            if any(entry < 0 for column in columns for entry in column):
                return False
        return True

    @property
    def perfect(self) -> bool:
        """No one-shot deviation gains at any node, and sums are finite."""
        return self.finite and all(slack >= 0 for slack in self.slacks.values())

    def best_values(self, player: int) -> list[Fraction]:
        """The most that a player can have at each node, by exact policy iteration; the others conform."""
        policy: list[str | None] = [None] * len(self.nodes)
        while True:
            values = self.policy_values(player, policy)
            improved = list(policy)
            for number, node in enumerate(self.nodes):
                best = values[number]
                for action in _named(self.game.states, node[0]).stage.actions[player]:
                    payoff, weights = self._row(node, player, action)
                    d = self.discount[player]
                    worth = (1 - d) * payoff + d * sum(w * v for w, v in zip(weights, values, strict=True))
                    if worth > best:
                        best, improved[number] = worth, action
            if improved == policy:
                return values
            policy = improved

    def cycle_value(self, node: Node, player: int) -> Fraction:
        """The value at a node where play is deterministic, by following it into its cycle and summing the series."""
        d, total, factor = self.discount[player], Fraction(0), Fraction(1)
        met: dict[Node, tuple[Fraction, Fraction]] = {}
        while node not in met:
            met[node] = (total, factor)
            payoff, weights = self._row(node, player)
            total += factor * (1 - d) * payoff
            (step,) = [number for number, weight in enumerate(weights) if weight != 0]
            factor *= d * weights[step]
            node = self.nodes[step]
        before, entering = met[node]
        if entering == 0:
            return total
        return before + (total - before) / (1 - factor / entering)


def gauss(matrix: list[list[Any]], right: list[Any]) -> list[Any]:
    """Gauss and Jordan's elimination; ZeroDivisionError where there is no one solution."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column] != 0), None)
        if pivot is None:
            raise ZeroDivisionError("singular")
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [entry / lead for entry in rows[column]]
        for r, row in enumerate(rows):
            if r != column and row[column] != 0:
                times = row[column]
                rows[r] = [entry - times * above for entry, above in zip(row, rows[column], strict=True)]
    return [row[-1] for row in rows]


def determinant(matrix: list[list[Fraction]]) -> Fraction:
    """By elimination."""
    rows, sign = [list(row) for row in matrix], Fraction(1)
    for column in range(len(rows)):
        pivot = next((r for r in range(column, len(rows)) if rows[r][column] != 0), None)
        if pivot is None:
            return Fraction(0)
        if pivot != column:
            rows[column], rows[pivot], sign = rows[pivot], rows[column], -sign
        sign *= rows[column][column]
        for r in range(column + 1, len(rows)):
            times = rows[r][column] / rows[column][column]
            rows[r] = [entry - times * above for entry, above in zip(rows[r], rows[column], strict=True)]
    return sign


# Roots of polynomials, and arithmetic with them


@dataclass(eq=False)
class Root:
    """The one root of an irreducible polynomial (ascending coefficients, degree at least 2) between lo and hi."""

    polynomial: tuple[Fraction, ...]
    lo: Fraction
    hi: Fraction

    def refine(self) -> None:
        """Halve the enclosure."""
        middle = (self.lo + self.hi) / 2
        if horner(self.polynomial, middle) * horner(self.polynomial, self.hi) < 0:
            self.lo = middle
        else:
            self.hi = middle

    def below(self, number: Fraction) -> bool:
        """Whether the root is less than a rational number, which it never equals."""
        while self.lo < number < self.hi:
            self.refine()
        return self.hi <= number

    def equals(self, other: Root) -> bool:
        """Same polynomial up to a factor, and a change of sign where both enclosures overlap."""
        scaled = [tuple(c / own.polynomial[-1] for c in own.polynomial) for own in (self, other)]
        lo, hi = max(self.lo, other.lo), min(self.hi, other.hi)
        return scaled[0] == scaled[1] and lo < hi and horner(scaled[0], lo) * horner(scaled[0], hi) < 0

    def compare(self, other: Root) -> int:
        """-1, 0 or 1."""
        if self.equals(other):
            return 0
        while self.lo < other.hi and other.lo < self.hi:
            self.refine()
            other.refine()
        return -1 if self.hi <= other.lo else 1

    def number(self) -> InField:
        """The root as a number to calculate with."""
        return InField(self, (Fraction(0), Fraction(1)))


@dataclass(eq=False)
class InField:
    """A polynomial in a root: exact arithmetic, and exact comparison with 0."""

    root: Root
    coefficients: tuple[Fraction, ...]

    def _of(self, other: Any) -> InField:
        return other if isinstance(other, InField) else InField(self.root, (Fraction(other),))

    def __add__(self, other: Any) -> InField:
        pairs = itertools.zip_longest(self.coefficients, self._of(other).coefficients, fillvalue=Fraction(0))
        return InField(self.root, trimmed([a + b for a, b in pairs]))

    def __neg__(self) -> InField:
        return InField(self.root, tuple(-c for c in self.coefficients))

    def __sub__(self, other: Any) -> InField:
        return self + -self._of(other)

    def __rsub__(self, other: Any) -> InField:
        return self._of(other) - self

    def __mul__(self, other: Any) -> InField:
        product = times(self.coefficients, self._of(other).coefficients)
        return InField(self.root, divided(product, self.root.polynomial)[1])

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, other: Any) -> InField:
        return self * self._of(other)._inverse()

    def __rtruediv__(self, other: Any) -> InField:
        return self._of(other) / self

    def _inverse(self) -> InField:
        """Euclid: s * self + t * polynomial = constant."""
        old, new = (self.root.polynomial, self.coefficients)
        old_s, new_s = ((), (Fraction(1),))
        while len(new) > 1:
            quotient, rest = divided(old, new)
            old, new = new, rest
            step = times(quotient, new_s)
            pairs = itertools.zip_longest(old_s, step, fillvalue=Fraction(0))
            old_s, new_s = new_s, trimmed([a - b for a, b in pairs])
        if not new:
            raise ZeroDivisionError("0 has no inverse")
        return InField(self.root, tuple(c / new[0] for c in new_s))

    def __eq__(self, other: object) -> bool:
        return not (self - other).coefficients

    def __lt__(self, other: Any) -> bool:
        return (self - other)._sign() < 0

    def __ge__(self, other: Any) -> bool:
        return not self < other

    __hash__ = None  # type: ignore[assignment]  # equality is by value, and the enclosure moves

    def _sign(self) -> int:
        while self.coefficients:
            lo, hi = _range(self.coefficients, self.root.lo, self.root.hi)
            if lo > 0 or hi < 0:
                return 1 if lo > 0 else -1
            self.root.refine()
        return 0


def _range(coefficients: Sequence[Fraction], lo: Fraction, hi: Fraction) -> tuple[Fraction, Fraction]:
    low = high = Fraction(0)
    for c in reversed(coefficients):
        ends = [low * lo, low * hi, high * lo, high * hi]
        low, high = min(ends) + c, max(ends) + c
    return low, high


def trimmed(coefficients: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Without leading zeros."""
    own = list(coefficients)
    while own and own[-1] == 0:
        own.pop()
    return tuple(own)


def times(one: Sequence[Fraction], other: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The product of two polynomials."""
    found = [Fraction(0)] * (len(one) + len(other))
    for (a, x), (b, y) in itertools.product(enumerate(one), enumerate(other)):
        found[a + b] += x * y
    return trimmed(found)


def divided(top: Sequence[Fraction], bottom: Sequence[Fraction]) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]]:
    """Quotient and remainder of two polynomials."""
    rest, quotient = list(top), [Fraction(0)] * max(len(top) - len(bottom) + 1, 0)
    for shift in reversed(range(len(quotient))):
        factor = quotient[shift] = rest[shift + len(bottom) - 1] / bottom[-1]
        for position, c in enumerate(bottom):
            rest[shift + position] -= factor * c
    return trimmed(quotient), trimmed(rest[: len(bottom) - 1])


def horner(coefficients: Sequence[Any], x: Any) -> Any:
    """The polynomial's value."""
    value = Fraction(0)
    for c in reversed(coefficients):
        value = value * x + c
    return value


def interpolated(points: Sequence[tuple[Fraction, Fraction]]) -> tuple[Fraction, ...]:
    """The polynomial through the points (Newton)."""
    total: tuple[Fraction, ...] = ()
    basis: tuple[Fraction, ...] = (Fraction(1),)
    for x, y in points:
        factor = (y - horner(total, x)) / horner(basis, x)
        pairs = itertools.zip_longest(total, (factor * c for c in basis), fillvalue=Fraction(0))
        total, basis = trimmed([a + b for a, b in pairs]), times(basis, (-x, Fraction(1)))
    return total


def roots_in_unit(polynomials: Sequence[Sequence[Fraction]]) -> list[Fraction | Root]:
    """All roots in [0, 1) of the polynomials that are not identically zero, ascending; isolated by sympy."""
    x = sympy.Symbol("x")
    factors: dict[tuple[Fraction, ...], None] = {}
    for own in polynomials:
        if own:
            asked = sympy.Poly([sympy.Rational(c.numerator, c.denominator) for c in reversed(own)], x)
            for factor, _ in asked.factor_list()[1]:
                factors[tuple(Fraction(int(c.p), int(c.q)) for c in reversed(factor.all_coeffs()))] = None
    found: list[Fraction | Root] = []
    for factor in factors:
        if len(factor) == 2:
            found += [root for root in (-factor[0] / factor[1],) if 0 <= root < 1]
        else:
            poly = sympy.Poly([sympy.Rational(c.numerator, c.denominator) for c in reversed(factor)], x)
            for (lo, hi), _ in poly.intervals(inf=0, sup=1):
                found.append(Root(factor, Fraction(int(lo.p), int(lo.q)), Fraction(int(hi.p), int(hi.q))))
    for one, other in itertools.combinations(found, 2):
        _separate(one, other)
    return sorted(found, key=lambda own: own.lo if isinstance(own, Root) else own)


def _separate(one: Fraction | Root, other: Fraction | Root) -> None:
    if isinstance(one, Root) and isinstance(other, Root):
        one.compare(other)
    elif isinstance(one, Root) and isinstance(other, Fraction):
        one.below(other)
    elif isinstance(other, Root) and isinstance(one, Fraction):
        other.below(one)


# Sets of discount factors


def critical(game: DynamicGame, strategy: Automaton | Machines, name: str = "d") -> list[Fraction | Root]:
    """Where in [0, 1) the verdict may change as the discount factor `name` varies: zeros of slacks and determinant.

    Slack times determinant is a polynomial in d of degree at most nodes + 1 (payoffs in d: + 6), so points determine it.
    """
    nodes = len(Play(game.substitute({name: Fraction(1, 2)}), strategy).nodes)
    needed = nodes + (8 if any(name in state.stage.symbols for state in game.states) else 2)
    samples: dict[object, list[tuple[Fraction, Fraction]]] = {}
    tried = 0
    for d in (Fraction(k, 997) for k in itertools.count(1)):
        play = Play(game.substitute({name: d}), strategy)
        rows = [play._row(node, 0)[1] for node in play.nodes]
        size = range(nodes)
        found = [determinant([[(v == w) - own * rows[v][w] for w in size] for v in size]) for own in play.discount]
        if 0 in found:
            continue
        for i, own in enumerate(found):
            samples.setdefault(i, []).append((d, own))
        for key, slack in play.slacks.items():
            samples.setdefault(key, []).append((d, slack * found[game.players.index(key[0])]))
        tried += 1
        if tried == needed:
            return roots_in_unit([interpolated(own) for own in samples.values()])
    raise AssertionError


def discounts_to_try(points: Sequence[Fraction | Root]) -> Iterator[Fraction | Root]:
    """Every critical point, and a rational number in each gap; also right beside each point."""
    step = Fraction(1, 10**6)
    ends = [Fraction(0)]
    for point in points:
        if isinstance(point, Root):
            while point.hi - point.lo > step:
                point.refine()
            yield point
            ends += [point.lo, point.hi]
        else:
            yield from (near for near in (point - step, point, point + step) if 0 <= near < 1)
            ends += [point, point]
    ends.append(Fraction(1))
    for lo, hi in itertools.pairwise(ends):
        yield (lo + hi) / 2 if lo < hi else lo
    yield from (Fraction(0), Fraction(999, 1000), *(end for end in ends if end < 1))


def verdict(game: DynamicGame, strategy: Automaton | Machines, d: Fraction | Root, name: str = "d") -> bool:
    """Whether the strategy is an equilibrium where the discount factor `name` is d."""
    if isinstance(d, Fraction):
        return Play(game.substitute({name: d}), strategy).perfect
    own = tuple(d.number() if str(factor) == name else factor for factor in game.discount)
    return Play(game, strategy, own).perfect


def contains(intervals: Sequence[Interval], d: Fraction | Root) -> bool:
    """Whether d lies in one of the intervals, by comparison with their ends."""
    return any(
        (side(d, own.lo) > 0 or (side(d, own.lo) == 0 and own.lo_closed))
        and (side(d, own.hi) < 0 or (side(d, own.hi) == 0 and own.hi_closed))
        for own in intervals
    )


def side(d: Fraction | Root, end: object) -> int:
    """-1, 0 or 1: d below, at or above an end of an interval."""
    if isinstance(end, AlgebraicNumber):
        own = Root(tuple(Fraction(c) for c in end.polynomial), end.lo, end.hi)
        return d.compare(own) if isinstance(d, Root) else (1 if own.below(d) else -1)
    assert isinstance(end, Fraction)
    if isinstance(d, Root):
        return -1 if d.below(end) else 1
    return (d > end) - (d < end)
