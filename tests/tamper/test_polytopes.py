"""Complete lists of extreme equilibria under attack: one equilibrium, basis, edge, face or number less or other, and it is refused."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from games.core.best_replies import Basis, Polytope
from games.core.strategic import StrategicGame
from games.solvers.extreme_equilibria import extreme_equilibria
from proofs import check
from proofs.certificate import Certificate
from proofs.certification import certify


def certificate(seed: int, rows: int, columns: int, values: int) -> Certificate:
    draw = random.Random(seed)
    arrays = [[[draw.randrange(values) for _ in range(columns)] for _ in range(rows)] for _ in range(2)]
    certified = certify(extreme_equilibria(StrategicGame.from_arrays(*arrays)))
    assert certified.certificate is not None, certified.reason
    return certified.certificate


CERTIFICATES = {
    "nondegenerate": certificate(1, 4, 4, 1000),
    "degenerate": certificate(2, 4, 4, 3),
    "wide": certificate(3, 2, 7, 1000),
    "wide and degenerate": certificate(4, 2, 6, 3),
    "one row": certificate(5, 1, 4, 2),
}
TRAVELLERS = range(2, 20)
CLAIMS = [[a if a == b else a + 2 if a < b else b - 2 for b in TRAVELLERS] for a in TRAVELLERS]
DILEMMA = certify(
    extreme_equilibria(StrategicGame.from_arrays(CLAIMS, [list(own) for own in zip(*CLAIMS, strict=True)]))
).certificate
"""The traveller's dilemma: its polytopes have more than 5,000 vertices, but all claims but the least are dominated in turn."""
NAMES = pytest.mark.parametrize("name", CERTIFICATES)


def without(entries: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    for k in range(len(entries)):
        yield entries[:k] + entries[k + 1 :]


def with_polytope(own: Certificate, place: int, polytope: Polytope) -> Certificate:
    witness: Any = own.witness
    shown = witness.polytopes
    if place == 0:
        shown = replace(shown, whole=polytope)
    else:
        shown = replace(shown, faces=(*shown.faces[: place - 1], polytope, *shown.faces[place:]))
    return replace(own, witness=replace(witness, polytopes=shown))


def polytopes(own: Certificate) -> list[Polytope]:
    witness: Any = own.witness
    return [witness.polytopes.whole, *witness.polytopes.faces]


def refused(own: Certificate) -> bool:
    return not check(own).accepted


@NAMES
def test_as_it_stands_it_is_accepted(name: str) -> None:
    assert check(CERTIFICATES[name]).accepted


@NAMES
def test_no_basis_may_be_missing(name: str) -> None:
    own = CERTIFICATES[name]
    for place, polytope in enumerate(polytopes(own)):
        for fewer in without(polytope.bases):
            assert refused(with_polytope(own, place, replace(polytope, bases=fewer)))
        assert refused(with_polytope(own, place, replace(polytope, bases=(*polytope.bases, polytope.bases[-1]))))


@NAMES
def test_no_face_may_be_missing(name: str) -> None:
    own = CERTIFICATES[name]
    witness: Any = own.witness
    for fewer in without(witness.polytopes.faces):
        assert refused(replace(own, witness=replace(witness, polytopes=replace(witness.polytopes, faces=fewer))))


@NAMES
def test_every_number_of_a_basis_counts(name: str) -> None:
    own = CERTIFICATES[name]
    for place, polytope in enumerate(polytopes(own)):
        for k, basis in enumerate(polytope.bases):
            for other in altered(basis):
                bases = (*polytope.bases[:k], other, *polytope.bases[k + 1 :])
                assert refused(with_polytope(own, place, replace(polytope, bases=bases))), (place, k, other)


def altered(basis: Basis) -> Iterator[Basis]:
    for step in (1, -1):
        if any(basis.point):
            yield replace(basis, divisor=basis.divisor + step)
        for a in range(len(basis.point)):
            point = list(basis.point)
            point[a] += step
            yield replace(basis, point=tuple(point))
        for a in range(len(basis.shift)):
            shift = list(basis.shift)
            shift[a] += step
            yield replace(basis, shift=tuple(shift))


@NAMES
def test_no_equilibrium_strategy_or_subset_may_be_missing(name: str) -> None:
    own = CERTIFICATES[name]
    claim: Any = own.claim
    witness: Any = own.witness
    for k, fewer in enumerate(without(claim.pairs)):
        payoffs = witness.payoffs[:k] + witness.payoffs[k + 1 :]
        assert refused(Certificate(replace(claim, pairs=fewer), replace(witness, payoffs=payoffs)))
    for fewer in without(claim.subsets):
        assert refused(Certificate(replace(claim, subsets=fewer), witness))
    for i in (0, 1):
        for fewer in without(claim.strategies[i]):
            strategies = (fewer, claim.strategies[1]) if i == 0 else (claim.strategies[0], fewer)
            assert refused(Certificate(replace(claim, strategies=strategies), witness))


@NAMES
def test_a_strategy_with_all_that_goes_with_it_may_not_be_missing(name: str) -> None:
    """Not even if the pairs and the subsets that name it are taken out, and the places renumbered."""
    own = CERTIFICATES[name]
    claim: Any = own.claim
    for gone in range(len(claim.strategies[0])):
        kept = [k for k, (x, _) in enumerate(claim.pairs) if x != gone]
        left = sorted({claim.pairs[k][1] for k in kept})
        pairs = tuple((x - (x > gone), left.index(y)) for x, y in (claim.pairs[k] for k in kept))
        strategies = (
            claim.strategies[0][:gone] + claim.strategies[0][gone + 1 :],
            tuple(claim.strategies[1][y] for y in left),
        )
        from games.solvers.maximal_subsets import maximal_subsets

        forged = replace(claim, strategies=strategies, pairs=pairs, subsets=maximal_subsets(pairs))
        payoffs = tuple(own.witness.payoffs[k] for k in kept)  # type: ignore[union-attr]
        verdict = check(Certificate(forged, replace(own.witness, payoffs=payoffs)))  # type: ignore[arg-type]
        assert not verdict.accepted
        assert "every extreme strategy" in verdict.reason


@NAMES
def test_another_game_is_another_claim(name: str) -> None:
    own = CERTIFICATES[name]
    claim: Any = own.claim
    for i, row in enumerate(claim.game.payoffs):
        for cell in range(len(row)):
            payoffs = list(claim.game.payoffs)
            payoffs[i] = (*row[:cell], row[cell] + 1, *row[cell + 1 :])
            game = replace(claim.game, payoffs=tuple(payoffs))
            if certify(extreme_equilibria(game)).certificate != replace(own, claim=replace(claim, game=game)):
                verdict = check(replace(own, claim=replace(claim, game=game)))
                assert not verdict.accepted or extreme_equilibria(game).strategies == claim.strategies


def test_actions_are_left_out_only_if_they_are_dominated() -> None:
    assert DILEMMA is not None
    assert check(DILEMMA).accepted
    witness: Any = DILEMMA.witness
    dominated = witness.polytopes.dominated
    assert len(dominated) == 2 * (len(TRAVELLERS) - 1)

    def refused_with(*others: Any) -> bool:
        return refused(
            Certificate(DILEMMA.claim, replace(witness, polytopes=replace(witness.polytopes, dominated=others)))
        )

    for k, own in enumerate(dominated):
        before, after = dominated[:k], dominated[k + 1 :]
        assert refused_with(*before, *after)
        assert refused_with(*before, own, own, *after)
        assert refused_with(*before, replace(own, by=((own.action, 1),)), *after)
        assert refused_with(*before, replace(own, by=()), *after)
        assert refused_with(*before, replace(own, by=tuple((a, -w) for a, w in own.by)), *after)
        assert refused_with(*before, replace(own, by=tuple((a, float(w)) for a, w in own.by)), *after)
        assert refused_with(*before, replace(own, action=0, by=((1, 1),)), *after)
        assert refused_with(*before, replace(own, player=2), *after)
    assert refused_with(*reversed(dominated))
