"""Certificates of complete lists of extreme equilibria, and whether such claims are true, for the tests of certificates."""

from __future__ import annotations

from itertools import chain, combinations

from games.core.strategic import StrategicGame
from games.solvers.extreme_equilibria import extreme_equilibria
from proofs import claims
from proofs.certificate import Certificate
from proofs.certification import certify
from tests.best_reply_polytopes import extreme_equilibria as by_definition
from tests.best_reply_polytopes import matrices

SEXES = StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 3]], name="battle of the sexes")
THREE = StrategicGame.from_arrays([[3, 3], [2, 5], [0, 6]], [[3, 3], [2, 6], [3, 1]], name="three")
WIDE = StrategicGame.from_arrays(
    [[3, 0, 1, 0, 2], [0, 3, 2, 1, 5]], [[0, 4, 3, "7/2", 0], [4, 0, 3, 0, "7/2"]], name="many more columns"
)


def numeric() -> dict[str, Certificate]:
    """Certificates without symbols."""
    games = {"": SEXES, ", degenerate": THREE, ", faces": WIDE}
    return {f"ExtremeEquilibriaAre{about}": _of(game) for about, game in games.items()}


def _of(game: StrategicGame) -> Certificate:
    certified = certify(extreme_equilibria(game))
    assert certified.certificate is not None, certified.reason
    return certified.certificate


def is_true(claim: object) -> bool | None:
    """Whether a claim of this kind holds, by definition; None of another kind."""
    if not isinstance(claim, claims.ExtremeEquilibriaAre):
        return None
    first, second = claim.strategies
    listed = [(first[x], second[y]) for x, y in claim.pairs]
    complete = by_definition(*matrices(claim.game))
    used = {x for x, _ in claim.pairs} == set(range(len(first))) and {y for _, y in claim.pairs} == set(
        range(len(second))
    )
    different = all(len(set(own)) == len(own) for own in claim.strategies)
    subsets = sorted(claim.subsets) == _maximal(set(claim.pairs))
    return used and different and subsets and len(listed) == len(complete) and set(listed) == complete


def _maximal(pairs: set[tuple[int, int]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Maximal products within a set of pairs: every set of first entries is tried."""
    firsts = sorted({x for x, _ in pairs})
    products = set()
    for xs in chain.from_iterable(combinations(firsts, size) for size in range(1, len(firsts) + 1)):
        ys = tuple(y for y in sorted({y for _, y in pairs}) if all((x, y) in pairs for x in xs))
        if ys:
            products.add((xs, ys))
    return sorted(
        own
        for own in products
        if not any(own != other and set(own[0]) <= set(other[0]) and set(own[1]) <= set(other[1]) for other in products)
    )
