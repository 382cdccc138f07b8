"""Certificates of mixed equilibria that are altered: refused, or what they say is still true.

The steps of a subdivision are inequalities with room to spare, so that an altered weight may show the same claim; the claim, points and
payoffs are what must not change.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from fractions import Fraction

import pytest

from games.core.mixed import AlgebraicProfile, BoxProfile, MixedEquilibria
from games.core.nash import is_nash
from games.core.subdivision import Drop, Empty, Obedience, Only, Split
from games.exact import AlgebraicNumber
from games.solvers.covering import apart, bounds_of
from games.solvers.mixed import mixed_equilibria
from proofs import check
from proofs.certificate import Certificate
from proofs.certification import certify
from proofs.claims import HoldNash, MixedEquilibriaAre
from proofs.witness import MixedWitness
from tests.mixed_games import NINE, ONE_IRRATIONAL, random_game
from tests.tamper.test_tampering import accepted, altered, sealed

BOXED = random_game((2, 2, 2, 2), 1)


def certificate_of(answer: MixedEquilibria) -> Certificate:
    certified = certify(answer)
    assert certified.certificate is not None, certified.reason
    return certified.certificate


EXAMPLES = {
    "rational": certificate_of(mixed_equilibria(NINE)),
    "algebraic": certificate_of(mixed_equilibria(ONE_IRRATIONAL)),
    "box": certificate_of(mixed_equilibria(BOXED)),
    "some": certificate_of(mixed_equilibria(NINE, supports=[[["a", "b"]] * 3])),
}
EVERY = {"rational": 11, "box": 29, "some": 3}


def is_true(claim: HoldNash | MixedEquilibriaAre) -> bool:
    """Against a complete list of the game's equilibria."""
    answer = mixed_equilibria(claim.game)
    if not answer.complete:  # no list to compare with: the points at least
        return isinstance(claim, HoldNash) and all(
            isinstance(own, tuple) and is_nash(claim.game, own) for own in claim.points
        )
    held = []
    for point in claim.points:
        box = bounds_of(replace(answer.equilibria[0], point=point))
        held.append([k for k, own in enumerate(answer.equilibria) if not apart(box, bounds_of(own))])
    found = {own[0] for own in held if len(own) == 1}
    return len(found) == len(held) and (isinstance(claim, HoldNash) or len(found) == len(answer.equilibria))


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_certificate_is_accepted_and_its_claim_is_true(name: str) -> None:
    assert accepted(EXAMPLES[name].to_json()) == EXAMPLES[name]
    assert is_true(EXAMPLES[name].claim)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_altered_text_passes(name: str) -> None:
    tried = itertools.islice(altered(json.loads(EXAMPLES[name].to_json())), 0, None, EVERY.get(name, 1))
    assert not [(path, what) for path, what, changed in tried if accepted(json.dumps(changed)) is not None]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_altered_certificate_passes_only_if_what_it_claims_is_true(name: str) -> None:
    data = json.loads(EXAMPLES[name].to_json())
    passed = 0
    for path, what, changed in itertools.islice(altered(data), 0, None, EVERY.get(name, 1)):
        certificate = accepted(sealed(changed))
        if certificate is None or certificate == EXAMPLES[name]:
            continue
        passed += 1
        if path[0] == "claim":
            assert path[-1] in ("name", "source") or is_true(certificate.claim), (path, what)
        else:
            assert certificate.claim == EXAMPLES[name].claim
            assert path[1] == "steps", (path, what)


# forgeries by hand


def refused(certificate: Certificate, reason: str) -> bool:
    verdict = check(certificate)
    return not verdict.accepted and reason in verdict.reason


def test_a_list_that_lacks_one_is_refused() -> None:
    whole = EXAMPLES["rational"]
    assert isinstance(whole.claim, MixedEquilibriaAre) and isinstance(whole.witness, MixedWitness)
    for gone in range(9):
        left = tuple(own for k, own in enumerate(whole.claim.points) if k != gone)
        payoffs = tuple(own for k, own in enumerate(whole.witness.payoffs) if k != gone)
        steps = tuple(
            Only(own.equilibrium - (own.equilibrium > gone)) if isinstance(own, Only) else own
            for own in whole.witness.steps
        )
        forged = Certificate(replace(whole.claim, points=left), MixedWitness(payoffs, steps))
        assert refused(forged, "step")
        some = Certificate(HoldNash(NINE, left), MixedWitness(payoffs))
        assert check(some).accepted


def test_a_list_that_names_one_twice_is_refused() -> None:
    whole = EXAMPLES["algebraic"]
    claim, witness = whole.claim, whole.witness
    assert isinstance(claim, MixedEquilibriaAre) and isinstance(witness, MixedWitness)
    twice = Certificate(replace(claim, points=claim.points * 2), replace(witness, payoffs=witness.payoffs * 2))
    assert refused(twice, "may be the same")


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (Empty(()),),
        (Empty((Obedience(0, 0, 1, 0, 1),)),),  # the vertex does not play the action
        (Empty((Obedience(0, 0, 0, 1, -1),)),),
        (Drop(0, 0, 0),),
        (Drop(0, 0, 1), Drop(0, 1, 0)),
        (Split(0, 0, 0, Fraction(1, 2)), Only(0), Only(0)),
        (Split(0, 0, 1, Fraction(0)), Only(0), Only(0)),
        (Split(0, 0, 1, Fraction(1)), Only(0), Only(0)),
        (Split(0, 0, 1, Fraction(3, 2)), Only(0), Only(0)),
        (Only(0),),
        (Only(-1),),
        (Only(1),),
        (Split(3, 0, 1, Fraction(1, 2)), Only(0), Only(0)),
    ],
)
def test_steps_that_show_nothing_are_refused(steps: tuple[object, ...]) -> None:
    whole = EXAMPLES["algebraic"]
    assert isinstance(whole.witness, MixedWitness)
    assert not check(replace(whole, witness=MixedWitness(whole.witness.payoffs, steps))).accepted  # type: ignore[arg-type]  # forged


def test_steps_beyond_the_last_part_are_refused() -> None:
    whole = EXAMPLES["algebraic"]
    assert isinstance(whole.witness, MixedWitness)
    longer = replace(whole.witness, steps=(*whole.witness.steps, Only(0)))
    assert refused(replace(whole, witness=longer), "a step too many")


def test_another_root_of_the_same_polynomial_is_refused() -> None:
    whole = EXAMPLES["algebraic"]
    assert isinstance(whole.claim, MixedEquilibriaAre)
    point = whole.claim.points[0]
    assert isinstance(point, AlgebraicProfile)
    other = -Fraction(point.root.polynomial[1], point.root.polynomial[2])  # the sum of both roots
    conjugate = AlgebraicNumber(point.root.polynomial, other - point.root.hi, other - point.root.lo)
    forged = replace(whole.claim, points=(replace(point, root=conjugate),))
    assert not check(replace(whole, claim=forged)).accepted


def test_a_box_without_the_equilibrium_and_one_that_is_too_wide_are_refused() -> None:
    whole = EXAMPLES["box"]
    assert isinstance(whole.claim, MixedEquilibriaAre)
    place, point = next((k, own) for k, own in enumerate(whole.claim.points) if isinstance(own, BoxProfile))
    for change in (lambda lo, hi: (hi, 2 * hi - lo), lambda lo, hi: (lo / 4, (1 + hi) / 2)):
        bounds = tuple(tuple(change(lo, hi) if lo < hi else (lo, hi) for lo, hi in player) for player in point.bounds)
        points = tuple(BoxProfile(bounds) if k == place else own for k, own in enumerate(whole.claim.points))
        assert not check(replace(whole, claim=replace(whole.claim, points=points))).accepted


def test_floats_in_a_claim_are_refused() -> None:
    half = ((0.5, 0.5), (0.5, 0.5), (0.5, 0.5))
    forged = Certificate(HoldNash(NINE, (half,)), MixedWitness(((Fraction(0),) * 3,)))  # type: ignore[arg-type]  # forged
    assert not check(forged).accepted
