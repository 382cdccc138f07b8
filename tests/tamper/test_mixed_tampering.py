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

from games import StrategicGame
from games.core.mixed import AlgebraicProfile, BoxProfile, MixedEquilibria
from games.core.nash import MixedProfile, is_nash
from games.core.subdivision import Drop, Empty, Obedience, Only, Split
from games.errors import InvalidCertificate
from games.exact import AlgebraicNumber
from games.solvers.covering import apart, bounds_of
from games.solvers.mixed import mixed_equilibria
from proofs import check
from proofs.certificate import Certificate
from proofs.certification import certify
from proofs.checker import covering
from proofs.checker.boxes import tables
from proofs.claims import HoldNash, MixedEquilibriaAre
from proofs.claims.mixed import Region
from proofs.witness import MixedWitness
from tests.best_reply_polytopes import extreme_equilibria, matrices
from tests.mixed_games import NINE, ONE_IRRATIONAL, random_game
from tests.tamper.test_tampering import accepted, altered, sealed

HALF = Fraction(1, 2)
BOXED = random_game((2, 2, 2, 2), 1)
TIED = StrategicGame.from_arrays([[-3, 3], [-3, 5]], [[2, 7], [4, 2]])
"""A segment of equilibria: the first player's actions tie against the second's first."""


def certificate_of(answer: MixedEquilibria) -> Certificate:
    certified = certify(answer)
    assert certified.certificate is not None, certified.reason
    return Certificate.from_json(certified.certificate.to_json())


EXAMPLES = {
    "rational": certificate_of(mixed_equilibria(NINE)),
    "algebraic": certificate_of(mixed_equilibria(ONE_IRRATIONAL)),
    "box": certificate_of(mixed_equilibria(BOXED)),
    "left": certificate_of(mixed_equilibria(TIED)),
    "some": certificate_of(mixed_equilibria(NINE, supports=[[["a", "b"]] * 3])),
}
EVERY = {"rational": 19, "box": 53, "left": 7, "some": 3}


def some_of(game: StrategicGame) -> list[MixedProfile]:
    """The extreme equilibria of two players, and what lies between two that differ in one strategy."""
    ends = [tuple(map(tuple, own)) for own in extreme_equilibria(*matrices(game))]
    between = [
        tuple(tuple((p + q) / 2 for p, q in zip(x, y, strict=True)) for x, y in zip(one, two, strict=True))
        for one, two in itertools.combinations(ends, 2)
    ]
    return [own for own in [*ends, *between] if is_nash(game, own)]


def inside(profile: MixedProfile, regions: tuple[Region, ...]) -> bool:
    """Whether a profile lies in one of the regions."""
    return any(
        all(
            lo <= p <= hi
            for own, bounds in zip(profile, region, strict=True)
            for p, (lo, hi) in zip(own, bounds, strict=True)
        )
        for region in regions
    )


def is_true(claim: HoldNash | MixedEquilibriaAre) -> bool:
    """Against a complete list of the game's equilibria."""
    answer = mixed_equilibria(claim.game)
    if not answer.complete:  # no list to compare with
        exact = [own for own in claim.points if isinstance(own, tuple)]
        if len(exact) < len(claim.points) or not all(is_nash(claim.game, own) for own in exact):
            return False
        return isinstance(claim, HoldNash) or all(
            own in exact or inside(own, claim.regions) for own in some_of(claim.game)
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
            point = certificate.claim.points[path[2]] if path[1] == "payoffs" else None
            assert path[1] == "steps" or isinstance(point, BoxProfile), (path, what)  # bounds of payoffs may be wider


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


def test_regions_that_are_too_small_are_refused() -> None:
    whole = EXAMPLES["left"]
    assert isinstance(whole.claim, MixedEquilibriaAre)
    (region,) = whole.claim.regions
    (first, second) = region
    for lo, hi in ((Fraction(1, 4), first[0][1]), (first[0][0], Fraction(1, 7))):
        narrow = (((lo, hi), first[1]), second)
        assert refused(replace(whole, claim=replace(whole.claim, regions=(narrow,))), "a cell in the region")
    assert not check(replace(whole, claim=replace(whole.claim, regions=()))).accepted


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


@pytest.mark.parametrize("at", [Fraction(0), Fraction(1), Fraction(3, 2), Fraction(-1, 2)])
def test_an_edge_is_cut_between_its_ends(at: Fraction) -> None:
    whole = EXAMPLES["algebraic"]
    assert isinstance(whole.witness, MixedWitness)
    steps = (Split(0, 0, 1, at), *whole.witness.steps)
    assert refused(replace(whole, witness=replace(whole.witness, steps=steps)), "a cut of the edge")


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


DILEMMA = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])
WEAK = StrategicGame.from_arrays([[1, 1], [1, 0]], [[0, 1], [1, 0]])
"""The first player's second action is weakly dominated, and played in equilibrium against the first."""


@pytest.mark.parametrize(
    "conditions",
    [
        (Obedience(0, 0, 0, 1, 1), Obedience(0, 1, 1, 0, -1)),
        (Obedience(0, 0, 0, 1, 1), Obedience(0, 1, 0, 1, 1)),
    ],
)
def test_factors_below_zero_and_actions_that_are_not_played_show_nothing(conditions: tuple[Obedience, ...]) -> None:
    """Negative at every corner, yet the dilemma has an equilibrium."""
    forged = Certificate(MixedEquilibriaAre(DILEMMA, ()), MixedWitness((), (Empty(conditions),)))
    assert refused(forged, "a weight that is not negative, and a vertex that plays the action")


def test_what_is_only_weakly_worse_is_not_dropped() -> None:
    one = ((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)))
    steps = (Drop(0, 1, 0), Drop(1, 0, 1), Only(0))
    forged = Certificate(MixedEquilibriaAre(WEAK, (one,)), MixedWitness(((Fraction(1),) * 2,), steps))
    assert refused(forged, "step 0")
    assert check(Certificate(HoldNash(WEAK, (one,)), MixedWitness(((Fraction(1),) * 2,)))).accepted


def test_a_cell_with_two_equilibria_of_one_support_is_not_settled_by_one() -> None:
    shape = (2, 2, 2)
    cell = [[(7, 18), (3, 1)], [(1, 49), (27, 23)], [(1, 99), (37, 63)]]  # around (1/2, 1/4, 1/4) and (1/3, 1/2, 1/3)
    quarter = Fraction(1, 4)
    weights = ((HALF, HALF), (quarter, 1 - quarter), (quarter, 1 - quarter))
    box = tuple(tuple((own, own) for own in player) for player in weights)
    with pytest.raises(InvalidCertificate, match="at most one in the cell"):
        covering._check_only(tables(shape, NINE.payoffs), cell, Only(0), [box], "step 0")


PENNIES = ((1, -1), (-1, 1))


def pennies(*more: tuple[int, int]) -> StrategicGame:
    """Matching pennies, and more actions of the first player, which pay the second nothing."""
    second = [[-own for own in row] for row in PENNIES] + [[0, 0]] * len(more)
    return StrategicGame.from_arrays([*PENNIES, *more], second)


def one_box(game: StrategicGame, *bounds: tuple[tuple[str, str], ...]) -> Certificate:
    """The claim that a box holds one equilibrium, with wide bounds of the payoffs."""
    box = BoxProfile(tuple(tuple((Fraction(lo), Fraction(hi)) for lo, hi in player) for player in bounds))
    payoffs = ((Fraction(-9), Fraction(9)),) * len(game.players)
    return Certificate(HoldNash(game, (box,)), MixedWitness((payoffs,)))


NEAR, BESIDE, WIDE = ("2/5", "3/5"), ("3/10", "2/5"), ("2/5", "7/10")


def test_a_box_around_the_only_equilibrium_is_accepted() -> None:
    assert check(one_box(pennies(), (NEAR, NEAR), (NEAR, NEAR))).accepted
    assert check(one_box(pennies((0, -1)), (NEAR, NEAR, ("0", "0")), (NEAR, NEAR))).accepted


def test_a_box_beside_the_equilibrium_is_refused() -> None:
    assert refused(one_box(pennies(), (BESIDE, WIDE), (BESIDE, WIDE)), "not shown to hold one solution")


def test_the_last_probability_is_what_the_others_leave() -> None:
    assert refused(one_box(pennies(), (NEAR, ("1/10", "1/5")), (NEAR, NEAR)), "bounds of the last action")
    cycle = [[0, -1, 1], [1, 0, -1], [-1, 1, 0]]
    game = StrategicGame.from_arrays(cycle, [[-own for own in row] for row in cycle])
    most = (("1/4", "3/5"), ("1/4", "3/5"), ("1/10", "1/2"))
    assert refused(one_box(game, most, most), "leave less than 0")


def test_payoffs_that_are_not_those_of_the_box_are_refused() -> None:
    right = one_box(pennies(), (NEAR, NEAR), (NEAR, NEAR))
    elsewhere = MixedWitness((((Fraction(1, 2), Fraction(1)), (Fraction(-9), Fraction(9))),))
    assert refused(replace(right, witness=elsewhere), "payoff of player 0")


def test_a_profile_that_somebody_would_leave_is_refused() -> None:
    first = ((Fraction(1), Fraction(0)),) * 2
    assert refused(
        Certificate(HoldNash(DILEMMA, (first,)), MixedWitness(((Fraction(3),) * 2,))), "who gains by action 1"
    )


def test_steps_have_no_place_where_the_list_is_not_said_to_be_complete() -> None:
    last = ((Fraction(0), Fraction(1)),) * 2
    payoffs = ((Fraction(1),) * 2,)
    assert check(Certificate(HoldNash(DILEMMA, (last,)), MixedWitness(payoffs))).accepted
    assert refused(Certificate(HoldNash(DILEMMA, (last,)), MixedWitness(payoffs, (Drop(0, 0, 1),))), "expected none")


@pytest.mark.parametrize("third", [(2, 2), (4, -4)])
def test_a_box_is_refused_where_an_unplayed_action_may_be_better(third: tuple[int, int]) -> None:
    assert refused(one_box(pennies(third), (NEAR, NEAR, ("0", "0")), (NEAR, NEAR)), "perhaps a best reply")


def test_a_box_is_refused_in_which_the_equations_bend_too_much() -> None:
    """Its equilibrium is there, and the linear map stays inside, but not with what it misses."""
    first, others, last = ("9/20", "11/20"), ("1/5", "3/10"), ("1/1000", "999/1000")
    narrow = one_box(NINE, (("499/1000", "501/1000"), last), *((("249/1000", "251/1000"), last),) * 2)
    assert check(narrow).accepted
    assert refused(one_box(NINE, (first, last), (others, last), (others, last)), "not shown to hold one solution")


def test_a_point_is_refused_whose_probabilities_are_below_zero() -> None:
    """Against (2, -1) everything ties, but it is no distribution."""
    game = StrategicGame.from_arrays([[1, 0], [2, 2]], [[1, 1], [1, 1]])
    point = ((Fraction(2), Fraction(-1)), (Fraction(1), Fraction(0)))
    forged = Certificate(HoldNash(game, (point,)), MixedWitness(((Fraction(0), Fraction(1)),)))
    assert refused(forged, "no distribution")


def test_floats_in_a_claim_are_refused() -> None:
    half = ((0.5, 0.5), (0.5, 0.5), (0.5, 0.5))
    forged = Certificate(HoldNash(NINE, (half,)), MixedWitness(((Fraction(0),) * 3,)))  # type: ignore[arg-type]  # forged
    assert not check(forged).accepted
