"""A 2x2 game's name and all its equilibria, by cases of the symbols.

Each case      The comparisons of payoffs that the claim lists are shown to hold. Every pair of weak orders of the four cells that agrees
               with them must bear the case's name (`ordinal.name_of`). Cut [0, 1], for the probability of each first action, at 0, at 1
               and where the other is indifferent: on each product of points and gaps the signs of both gains are constant, so it
               consists of equilibria or holds none. The components must be the maximal ones among the products of intervals that
               consist of equilibria.
All cases      `regions`: they are disjoint, and cover what the game assumes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement, product

from games.core.strategic import StrategicGame
from games.exact import Scalar
from proofs.checker.kernel import Polynomial, Ratio, refuse
from proofs.checker.nash import Weights, assumptions, expected_payoff
from proofs.checker.obligations import Finding, Obligations, join, lemmas, named, nonzero, positive
from proofs.checker.ordinal import name_of, weak_orders
from proofs.checker.play import ONE, ZERO
from proofs.checker.reading import Reader
from proofs.checker.regions import partition
from proofs.checker.setting import Given
from proofs.checker.worth import sign_of
from proofs.claims import ClassificationIs, Comparison, NamedCase
from proofs.witness import ListWitness

Interval = tuple[int, int]
"""First and last place, both points: 0 and 2, or 0, 2 and 4; odd places are the gaps between."""
PAIRS = (((0, 0, 2), (0, 1, 3)), ((1, 0, 1), (1, 2, 3)))
"""By player, against the other's first and second action: (player, cell of his first action, cell of his second)."""


def check_classification(claim: ClassificationIs, witness: ListWitness) -> Finding:
    """Names and equilibria case by case, and that the cases are a partition."""
    if [len(own) for own in claim.game.actions] != [2, 2]:
        refuse("game", f"actions {claim.game.actions}", "two players with two actions each")
    if not claim.cases:
        refuse("cases", "none", "cases that cover what the game assumes")
    found = [partition(claim.game, tuple(case.assume for case in claim.cases))]
    for number, case in enumerate(claim.cases, 1):
        found.append(named(f"case {number}", _case(claim.game, case)))
    return len(claim.cases), join(*found)


def _case(game: StrategicGame, case: NamedCase) -> Obligations:
    read = Reader()
    assumed = assumptions(game, read)
    inside = tuple(own for relation in case.assume for own in read.conditions(relation))
    payoffs = tuple(tuple(read(own) for own in row) for row in game.payoffs)
    signs = _signs(case.comparisons, case.game)
    cuts = (_cuts(payoffs, 1, signs[1]), _cuts(payoffs, 0, signs[0]))
    equal: list[Ratio] = []
    claimed = [
        tuple(_interval(own, cut, read, equal) for own, cut in _paired(component, cuts))
        for component in case.components
    ]
    if len(set(claimed)) < len(claimed) or set(claimed) != _maximal_products(signs):
        refuse(f"components of {case.game}", f"{len(claimed)} products", "the maximal ones that consist of equilibria")
    mixed = dict.fromkeys(profile for component in case.components for profile in product(*component))
    if len(mixed) != len(case.payoffs) or any(len(own) != 2 for own in case.payoffs):
        refuse("payoffs", f"those of {len(case.payoffs)} profiles", f"of both players, at {len(mixed)} profiles")
    for profile, worth in zip(mixed, case.payoffs, strict=True):
        weights: Weights = tuple(tuple(read(own) for own in strategy) for strategy in profile)
        equal += [expected_payoff(game, i, weights, read) - read(own) for i, own in enumerate(worth)]
    given = (*assumed, *read.definitions, *inside)
    return join(
        lemmas(read.lemmas, assumed),
        *(nonzero(p, given, "denominator") for p in read.denominators),
        *(_compared(own, payoffs, given) for own in case.comparisons),
        *(_zero(own, given) for own in equal),
    )


def _signs(listed: Sequence[Comparison], name: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The signs of the gains that the comparisons fix, once every pair of orders that agrees with them is seen to have the name."""
    by_player: list[list[tuple[int, ...]]] = [list(weak_orders()), list(weak_orders())]
    for own in listed:
        if own.player not in (0, 1) or own.op not in _AGREES or not {own.cell, own.other} <= {0, 1, 2, 3}:
            refuse("comparisons", f"{own}", "two cells of one of the two players, compared by >, >= or =")
        agrees = _AGREES[own.op]
        by_player[own.player] = [order for order in by_player[own.player] if agrees(order[own.cell], order[own.other])]
    for row, column in product(*by_player):
        if name_of(row, column) != name:
            refuse("comparisons", f'orders that make a game called "{name_of(row, column)}"', f'only "{name}"')
    return (_fixed(by_player[0], PAIRS[0]), _fixed(by_player[1], PAIRS[1]))


_AGREES = {">": int.__gt__, ">=": int.__ge__, "=": int.__eq__}


def _fixed(orders: Sequence[tuple[int, ...]], pairs: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    found = {tuple((o[c] > o[d]) - (o[c] < o[d]) for _, c, d in pairs) for o in orders}
    if len(found) != 1:
        refuse("comparisons", f"{len(found)} possible patterns of best replies", "comparisons that fix them")
    first, second = found.pop()
    return first, second


# ---------------------------------------------------------------------------------------------- points, gaps, products


def _cuts(payoffs: tuple[tuple[Ratio, ...], ...], player: int, signs: tuple[int, int]) -> tuple[Ratio, ...]:
    """Where `player`'s gain, linear in the other's probability of his first action, may change sign: 0, perhaps a root, 1."""
    against_first, against_second = (payoffs[i][c] - payoffs[i][d] for i, c, d in PAIRS[player])
    if signs[0] * signs[1] < 0:
        return ZERO, against_second / (against_second - against_first), ONE
    return ZERO, ONE


def _along(signs: tuple[int, int]) -> list[int]:
    """The sign of a gain on the points and gaps from 0 to 1."""
    against_first, against_second = signs
    if against_first * against_second < 0:
        return [against_second, against_second, 0, against_first, against_first]
    return [against_second, against_second or against_first, against_first]


def _maximal_products(signs: tuple[tuple[int, int], tuple[int, int]]) -> set[tuple[Interval, ...]]:
    """The products of closed intervals that consist of equilibria and lie in no larger one."""
    row_gain, column_gain = _along(signs[0]), _along(signs[1])  # along the other's probability: column's y, row's x
    x_last, y_last = len(column_gain) - 1, len(row_gain) - 1

    def stable(place: int, last: int, gain: int) -> bool:
        return gain == 0 or (place == last if gain > 0 else place == 0)

    equilibria = {
        (x, y)
        for x, y in product(range(x_last + 1), range(y_last + 1))
        if stable(x, x_last, row_gain[y]) and stable(y, y_last, column_gain[x])
    }
    whole = {
        (across, up)
        for across in combinations_with_replacement(range(0, x_last + 1, 2), 2)
        for up in combinations_with_replacement(range(0, y_last + 1, 2), 2)
        if all(place in equilibria for place in product(range(across[0], across[1] + 1), range(up[0], up[1] + 1)))
    }
    return {own for own in whole if not any(own != other and _within(own, other) for other in whole)}


def _within(own: tuple[Interval, ...], other: tuple[Interval, ...]) -> bool:
    return all(b[0] <= a[0] and a[1] <= b[1] for a, b in zip(own, other, strict=True))


def _paired(component: Sequence[object], cuts: Sequence[tuple[Ratio, ...]]) -> list[tuple[object, tuple[Ratio, ...]]]:
    if len(component) != 2:
        refuse("components", f"strategies of {len(component)} players", "those of both")
    return list(zip(component, cuts, strict=True))


def _interval(strategies: object, cuts: tuple[Ratio, ...], read: Reader, equal: list[Ratio]) -> Interval:
    """The places of one or two extreme strategies; what must be zero for them to lie there is added to `equal`."""
    if not isinstance(strategies, tuple) or len(strategies) not in (1, 2):
        refuse("components", f"{strategies!r}", "one extreme strategy a player, or two")
    found = sorted(_place(own, cuts, read, equal) for own in strategies)
    if len(strategies) == 2 and found[0] == found[1]:
        refuse("components", "the same strategy twice", "different ones")
    return found[0], found[-1]


def _place(strategy: tuple[Scalar, ...], cuts: tuple[Ratio, ...], read: Reader, equal: list[Ratio]) -> int:
    if len(strategy) != 2:
        refuse("components", f"{len(strategy)} probabilities", "one for each of two actions")
    first, second = (read(own) for own in strategy)
    if first + second != ONE:
        refuse("components", f"{strategy}", "probabilities that sum to one")
    for number, cut in enumerate(cuts):
        if first == cut:
            return 2 * number
    if len(cuts) < 3:
        refuse("components", f"{strategy}", "a pure strategy")
    equal.append(first - cuts[1])
    return 2


def _compared(own: Comparison, payoffs: Sequence[Sequence[Ratio]], given: Given) -> Obligations:
    difference = payoffs[own.player][own.cell] - payoffs[own.player][own.other]
    where = f"player {own.player}, cell {own.cell} {own.op} cell {own.other}"
    if own.op == "=":
        return _zero(difference, given)
    return named("order", positive(sign_of(difference), given, where, strict=own.op == ">"))


def _zero(difference: Ratio, given: Given) -> Obligations:
    p: Polynomial = difference.numerator
    return (
        {} if p.is_zero else named("equal", join(positive(p, given, "difference"), positive(-p, given, "difference")))
    )
