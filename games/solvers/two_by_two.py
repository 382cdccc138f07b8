"""Which game is it? The name and all Nash equilibria of a 2x2 game, by cases of its symbols.

Definition   `games.core.classification`: names and equilibria are decided by signs of differences of payoffs.
Algorithm    1. Ask for the signs of the four differences that decide the best replies, then for those that the name needs. Where one is
                not the same for all admissible symbols, split on its factor, and begin anew in each case that is not proved empty.
             2. In a case every sign is known. A player's best replies are three boxes in the unit square of (x, y), the probabilities
                of the first actions: x = 1 where his gain is >= 0, x = 0 where it is <= 0, every x where it is 0. The gain is linear,
                so the ends are 0, 1 and, where it changes its sign, one formula between.
             3. The equilibria are the intersections of a box of one player with a box of the other; the maximal ones are the maximal
                Nash subsets [Jansen1981]_.
             4. Cases that say the same become one, conditions that others imply go (`games.solvers.joining`).
Evidence     Empty cases and signs are unsatisfiable statements of real arithmetic (z3). `proofs.certify` needs no z3.
Cost         81 sign patterns at most, before names; a game with eight free payoffs takes some seconds, a symmetric one much less.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from games.core.classification import (
    DEGENERATE,
    Classification,
    Component,
    GameCase,
    Order,
    best_reply_signs,
    kind_of,
)
from games.core.nash import expected_payoffs
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.errors import InvalidGame, LimitReached
from games.exact import Relation, Scalar, is_number, simplest
from games.solvers.formulas import complement, oriented
from games.solvers.joining import joined_alike, readable
from games.solvers.payoff_signs import Split, branches_of, require_defined, without_extremes
from games.solvers.signs import Ambiguous, Signs, require_consistent

ZERO, ONE = Fraction(0), Fraction(1)
MOST_CASES = 600


def classify(game: StrategicGame, *, time_limit: float | None = None) -> Classification:
    """The name of a 2x2 game with numeric or symbolic payoffs, and all its Nash equilibria, by cases of the symbols.

    Raises InvalidGame unless there are two players with two actions each, Unsupported where a payoff may be undefined, LimitReached
    when `time_limit` seconds have passed. Source: [RapoportGuyerGordon1976]_, [Bruns2015]_.

    >>> from games.core.strategic import StrategicGame
    >>> rewards, temptations = [["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]]
    >>> game = StrategicGame.from_arrays(rewards, temptations, assumptions=["T > R > P", "T > S"])
    >>> for case in classify(game).cases:
    ...     print(case)
    prisoner's dilemma if P > S
    chicken if P < S and R > S
    battle of the sexes if R <= S
    degenerate if P = S
    """
    if game.shape != (2, 2):
        found = " x ".join(str(size) for size in game.shape)
        raise InvalidGame("classify", f"a game of {found} actions", "two players with two actions each")
    deadline = None if time_limit is None else time.monotonic() + time_limit
    signs = Signs(game.assumptions, deadline)
    require_consistent(signs)
    require_defined(game, signs)
    cases: list[GameCase] = []
    try:
        for case in _cases(game, signs):
            cases.append(case)
        fewer = _by_name([readable(case) for case in joined_alike(cases, _together, signs)])
    except LimitReached as error:
        shown = _by_name([readable(case) for case in cases])
        found = f"{error.found}, with {len(cases)} cases found"
        partial = Classification(game, shown, Status.DECIDED, ("z3",), f"found {found}", complete=False)
        raise LimitReached("classify", found, error.expected, "Assume more, or put values in.", partial) from None
    engines = ("z3",) if game.symbols else ("exact arithmetic",)
    return Classification(game, fewer, Status.DECIDED, engines)


def _cases(game: StrategicGame, signs: Signs) -> Iterator[GameCase]:
    """Cases in which every sign that matters is certain; disjoint, and together all there is."""
    left: list[tuple[Relation, ...]] = [()]
    made = 0
    while left:
        if made + len(left) > MOST_CASES:
            raise LimitReached("classify", f"more than {MOST_CASES} cases", "fewer")
        assume = left.pop()
        here = signs.given(assume)
        try:
            case = _case(game, assume, here)
        except (Ambiguous, Split) as split:
            left += [(*assume, own) for own in reversed(branches_of(split)) if not here.excludes(own)]
            continue
        made += 1
        yield case


def _by_name(cases: Sequence[GameCase]) -> tuple[GameCase, ...]:
    """Cases of one name together, in the order in which names first occur, degenerate ones last."""
    order = list(dict.fromkeys(case.game for case in cases))
    return tuple(sorted(cases, key=lambda case: (case.game == DEGENERATE, order.index(case.game))))


def _together(one: GameCase, other: GameCase, assume: tuple[Relation, ...]) -> GameCase | None:
    """One case for two that say the same under conditions that differ in one sign only; None if they do not."""
    if (one.game, one.why, one.components, one.payoffs) != (other.game, other.why, other.components, other.payoffs):
        return None
    orders = _both(one.orders, other.orders)
    if sum((own.player, own.cell ^ own.other) in OWN_ACTION for own in orders) < 4:
        return None  # best replies differ off the equilibria
    return GameCase(assume, one.game, one.why, orders, one.components, one.payoffs)


OWN_ACTION = ((0, 2), (1, 1))
"""By player: in what the numbers of two cells differ that differ by his action alone."""


_EITHER = {frozenset({">", "="}): ">=", frozenset({">", ">="}): ">=", frozenset({"=", ">="}): ">="}


def _both(one: Sequence[Order], other: Sequence[Order]) -> tuple[Order, ...]:
    """The comparisons that hold in both cases, as far as each says."""
    found = []
    second = {(own.player, own.cell, own.other): own.op for own in other}
    for own in one:
        op = second.get((own.player, own.cell, own.other))
        if op is not None:
            either = own.op if op == own.op else _EITHER[frozenset({op, own.op})]
            found.append(Order(own.player, own.cell, either, own.other))
    return tuple(found)


# ------------------------------------------------------------------------------------------------------------ one case


@dataclass(slots=True)
class _Comparisons:
    """Comparisons of payoffs under what is known; every one that was asked for is kept."""

    payoffs: tuple[tuple[Scalar, ...], ...]
    signs: Signs
    asked: dict[tuple[int, int, int], Order] = field(default_factory=dict)

    def compare(self, player: int, cell: int, other: int) -> int:
        gain = self.difference(player, cell, other)
        sign = (gain > 0) - (gain < 0) if is_number(gain) else self.signs.sign(gain)
        self._keep(Order(player, cell, ">" if sign else "=", other) if sign >= 0 else Order(player, other, ">", cell))
        return sign

    def better(self, player: int, cell: int, other: int) -> bool:
        difference = self.difference(player, cell, other)
        if is_number(difference):
            return self.compare(player, cell, other) > 0
        if self.signs.excludes(Relation(difference, "<=", ZERO)):
            self._keep(Order(player, cell, ">", other))
            return True
        if self.signs.excludes(Relation(difference, ">", ZERO)):
            self._keep(Order(player, other, ">=", cell))
            return False
        raise Split.on(difference, self.signs)

    def difference(self, player: int, cell: int, other: int) -> Scalar:
        return simplest(self.payoffs[player][cell] - self.payoffs[player][other])

    def _keep(self, order: Order) -> None:
        """A comparison of two cells is kept once, as sharply as it was answered."""
        key = (order.player, min(order.cell, order.other), max(order.cell, order.other))
        known = self.asked.get(key)
        if known is None or (known.op == ">=" and order.op != ">="):
            self.asked[key] = order
        elif known.op == order.op == ">=" and known.cell != order.cell:
            self.asked[key] = Order(order.player, order.cell, "=", order.other)


def _case(game: StrategicGame, assume: tuple[Relation, ...], signs: Signs) -> GameCase:
    """The case, if every sign that matters is certain; raises Ambiguous or Split otherwise."""
    payoffs = without_extremes(game.payoffs, signs)
    asked = _Comparisons(payoffs, signs)
    row, column = best_reply_signs(asked.compare)
    kind = kind_of(game, asked.compare, asked.better)
    plain = StrategicGame(game.players, game.actions, payoffs)
    gains = [_gains(asked, 0, ((0, 2), (1, 3))), _gains(asked, 1, ((0, 1), (2, 3)))]
    axes = (_Axis.of(gains[1], column, signs), _Axis.of(gains[0], row, signs))
    components = tuple(
        Component((axes[0].ends(*across), axes[1].ends(*up))) for across, up in _maximal(_equilibria(axes))
    )
    profiles = dict.fromkeys(profile for own in components for profile in own.profiles)
    orders = tuple(sorted(asked.asked.values(), key=lambda own: (own.player, own.cell, own.other)))
    worth = tuple(tuple(oriented(value, signs) for value in expected_payoffs(plain, profile)) for profile in profiles)
    return GameCase(assume, kind.name, kind.why, orders, components, worth)


def _gains(asked: _Comparisons, player: int, pairs: tuple[tuple[int, int], ...]) -> tuple[Scalar, Scalar]:
    """What the player's first action gains over his second, against the other's first and second action."""
    first, second = (asked.difference(player, cell, other) for cell, other in pairs)
    return first, second


Run = tuple[int, int]
"""First and last of some neighbouring points of an axis."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """One player's probability of his first action: the points 0, 1 and, between, where the other is indifferent.

    `gain` is the sign, at each point, of what the other's first action then gains over his second.
    """

    points: tuple[Scalar, ...]
    gain: tuple[int, ...]

    @classmethod
    def of(cls, gains: tuple[Scalar, Scalar], signs: tuple[int, int], known: Signs) -> _Axis:
        """From the other's gains against the first and the second action, their signs, and what is known of the symbols."""
        if signs[0] * signs[1] < 0:
            indifferent = oriented(gains[1] / (gains[1] - gains[0]), known)
            return cls((ZERO, indifferent, ONE), (signs[1], 0, signs[0]))
        return cls((ZERO, ONE), (signs[1], signs[0]))

    def where(self, wanted: tuple[int, ...]) -> Run | None:
        """The points where the gain has one of these signs: the gain is linear, so they are neighbours."""
        found = [place for place, sign in enumerate(self.gain) if sign in wanted]
        return (found[0], found[-1]) if found else None

    @property
    def whole(self) -> Run:
        return 0, len(self.points) - 1

    def ends(self, first: int, last: int) -> tuple[tuple[Scalar, Scalar], ...]:
        """The extreme strategies of a run, the one that plays the first action more often first."""
        return tuple((self.points[at], complement(self.points[at])) for at in dict.fromkeys((last, first)))


def _equilibria(axes: tuple[_Axis, _Axis]) -> Iterator[tuple[Run, Run]]:
    """Boxes of (x, y) in which both play best replies: all intersections of the boxes of one with those of the other."""
    x, y = axes
    for own, other in product(_replies(x, y), _replies(y, x)):
        across, up = _common(own[0], other[1]), _common(own[1], other[0])
        if across is not None and up is not None:
            yield across, up


def _replies(own: _Axis, other: _Axis) -> Iterator[tuple[Run, Run]]:
    """The best replies of the player of `own`: runs of his points against runs of the other's."""
    last = own.whole[1]
    for points, wanted in (((last, last), (0, 1)), ((0, 0), (-1, 0)), (own.whole, (0,))):
        against = other.where(wanted)
        if against is not None:
            yield points, against


def _common(one: Run, other: Run) -> Run | None:
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def _maximal(boxes: Iterator[tuple[Run, Run]]) -> list[tuple[Run, Run]]:
    """Those that no other contains, the ones with more of the first actions first."""
    listed = set(boxes)
    kept = [own for own in listed if not any(own != other and _inside(own, other) for other in listed)]
    return sorted(kept, key=lambda own: [-place for run in own for place in reversed(run)])


def _inside(own: tuple[Run, Run], other: tuple[Run, Run]) -> bool:
    return all(b[0] <= a[0] and a[1] <= b[1] for a, b in zip(own, other, strict=True))
