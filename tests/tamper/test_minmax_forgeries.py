"""Certificates of minmax payoffs and of zero-sum games, forged by hand: each is false or shows less than it says."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from games.core.strategic import StrategicGame
from games.errors import InvalidCertificate
from games.solvers.minmax import minmax_payoffs
from games.solvers.zero_sum import zero_sum
from proofs import certify, check
from proofs.certificate import Certificate
from proofs.checker.vertices import Polytope, all_vertices
from proofs.claims import MinmaxPayoffsAre, OptimalStrategiesAre
from proofs.witness import Cut, FaceBasis, FaceWitness, MinmaxWitness, Multipliers, Term, ZeroSumWitness
from tests.minmax_examples import GUARDS, SURD, opposed

ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)


def certificate(answer: object) -> tuple[Any, Any]:
    made = certify(answer).certificate
    assert made is not None
    return made.claim, made.witness


def refusal(claim: Any, witness: Any) -> str:
    verdict = check(Certificate(claim, witness))
    assert not verdict.accepted
    return verdict.reason


# --- minmax payoffs -------------------------------------------------------------------------------------------------


def thief(claim: MinmaxPayoffsAre, witness: MinmaxWitness, bound: Any, **changes: Any) -> str:
    """The reason for refusing what is said of the first player with another tree."""
    players = (replace(claim.players[0], **changes), *claim.players[1:])
    return refusal(replace(claim, players=players), replace(witness, bounds=(bound, *witness.bounds[1:])))


def constant(*weights: Fraction) -> Multipliers:
    return Multipliers((Term(((), ()), weights),))


def test_what_correlated_guards_do_is_no_independent_punishment() -> None:
    claim, witness = certificate(minmax_payoffs(GUARDS))
    correlated = constant(HALF, HALF)
    assert "an action that pays -1/4" in thief(claim, witness, (correlated,), lo=-HALF, hi=-HALF)
    assert "the coefficient" in thief(claim, witness, (correlated,))


@pytest.mark.parametrize("higher", [Fraction(1, 10**12), Fraction(1, 8)])
def test_a_lower_end_that_is_too_high_is_refused(higher: Fraction) -> None:
    claim, witness = certificate(minmax_payoffs(SURD))
    held = claim.players[0]
    assert "the coefficient" in thief(claim, witness, witness.bounds[0], lo=held.lo + higher, hi=held.hi + higher)


def test_an_upper_end_that_is_too_low_is_refused() -> None:
    claim, witness = certificate(minmax_payoffs(SURD))
    held = claim.players[0]
    less = Fraction(1, 10**12)
    assert "punishment of thief" in thief(claim, witness, witness.bounds[0], hi=held.hi - less, lo=held.lo - less)


def test_cells_that_do_not_cover_everything_are_refused() -> None:
    claim, witness = certificate(minmax_payoffs(GUARDS))
    tree = witness.bounds[0]
    assert "cells without a node" in thief(claim, witness, tree[:-1])
    assert "nodes more than cells" in thief(claim, witness, (*tree, tree[-1]))
    assert "cells without a node" in thief(claim, witness, ())
    outside = Cut(0, (Fraction(3, 2), -HALF))
    assert "probabilities that sum to one" in thief(claim, witness, (outside, *tree[1:]))
    short = Cut(0, (HALF, ZERO))
    assert "probabilities that sum to one" in thief(claim, witness, (short, *tree[1:]))
    long = Cut(0, (HALF, HALF / 2, HALF / 2))
    assert "probabilities that sum to one" in thief(claim, witness, (long, *tree[1:]))
    for place in (2, -1):
        assert "one of 2" in thief(claim, witness, (Cut(place, (HALF, HALF)), *tree[1:]))


def test_a_cut_at_a_corner_cuts_nothing_and_is_no_way_around() -> None:
    claim, witness = certificate(minmax_payoffs(GUARDS))
    idle = Cut(0, (ONE, ZERO))
    assert "the coefficient" in thief(claim, witness, (*(idle,) * 5, constant(HALF, HALF)))
    tree = witness.bounds[0]
    players = (claim.players[0], *claim.players[1:])
    longer = replace(witness, bounds=((idle, *tree), *witness.bounds[1:]))
    assert check(Certificate(replace(claim, players=players), longer)).accepted


@pytest.mark.parametrize(
    "multipliers",
    [
        Multipliers(()),
        constant(ZERO, ZERO),
        constant(Fraction(2), -ONE),
        constant(ONE),
        Multipliers((Term(((),), (HALF, HALF)),)),
        Multipliers((Term(((0,), (2,)), (HALF, HALF)),)),
        Multipliers((Term(((0,), (-1,)), (HALF, HALF)),)),
        Multipliers((Term(((), ()), (HALF, HALF)), Term(((0,), (0,)), (HALF, -HALF)))),
    ],
)
def test_multipliers_that_show_nothing_are_refused(multipliers: Multipliers) -> None:
    """Even for a lower end that is true: with no weights, or negative ones, everything could be shown."""
    claim, witness = certificate(minmax_payoffs(GUARDS))
    assert thief(claim, witness, (multipliers,), lo=Fraction(-1))


def test_a_pure_punishment_too_many_or_too_few_is_refused() -> None:
    claim, witness = certificate(minmax_payoffs(GUARDS))
    held, tree = claim.players[0], witness.bounds[0]
    assert "all that hold to it" in thief(claim, witness, tree, pure_punishments=held.pure_punishments[1:])
    assert "all that hold to it" in thief(claim, witness, tree, pure_punishments=held.pure_punishments[::-1])
    assert "the least of the best replies" in thief(claim, witness, tree, pure=Fraction(-1))


def test_a_correlated_payoff_that_is_not_secured_or_not_attained_is_refused() -> None:
    claim, witness = certificate(minmax_payoffs(GUARDS))
    held, tree = claim.players[0], witness.bounds[0]
    assert "only -1/2" in thief(claim, witness, tree, correlated=Fraction(-1, 3))
    assert "an action that pays -1/2" in thief(claim, witness, tree, correlated=Fraction(-2, 3))
    joint = held.correlated_punishment
    doubled = ((joint[0][0], HALF), *joint)
    assert "each once" in thief(claim, witness, tree, correlated_punishment=doubled)
    unknown = ((("left", "up"), HALF), joint[1])
    assert "profiles of the others" in thief(claim, witness, tree, correlated_punishment=unknown)
    idle = (joint[0], (("left", "right"), ZERO), joint[1])
    assert "probability 0" in thief(claim, witness, tree, correlated_punishment=idle)


def test_payoffs_with_symbols_are_refused() -> None:
    claim, witness = certificate(minmax_payoffs(GUARDS))
    rows = (("x", *GUARDS.payoffs[0][1:]), *GUARDS.payoffs[1:])
    assert refusal(replace(claim, game=StrategicGame(GUARDS.players, GUARDS.actions, rows)), witness)
    wide, shown = certificate(zero_sum(opposed([[1, 0], [0, 1]])))
    symbolic = StrategicGame.from_arrays([["x", 0], [0, 1]], [["-x", 0], [0, -1]])
    assert refusal(replace(wide, game=symbolic), shown)


# --- zero-sum games -------------------------------------------------------------------------------------------------

FACE = opposed([[1, 0, 0], [0, 1, 1]])
SQUARE = opposed([[1, 1, 0, 0], [0, 0, 1, 1]])


def face(claim: OptimalStrategiesAre, witness: ZeroSumWitness, player: int, **changes: Any) -> ZeroSumWitness:
    faces = list(witness.faces)
    faces[player] = replace(faces[player], **changes)
    return ZeroSumWitness(tuple(faces))


def test_a_vertex_that_is_left_out_is_missed() -> None:
    claim, witness = certificate(zero_sum(SQUARE))
    listed = claim.strategies[1]
    assert len(listed) == 4
    for left_out in range(4):
        kept = tuple(own for k, own in enumerate(listed) if k != left_out)
        bases = tuple(
            replace(own, strategy=own.strategy - (own.strategy > left_out))
            for own in witness.faces[1].bases
            if own.strategy != left_out
        )
        shorter = replace(claim, strategies=(claim.strategies[0], kept))
        assert "ends of an edge" in refusal(shorter, face(claim, witness, 1, bases=bases))
        assert refusal(shorter, witness)
        assert check(Certificate(replace(shorter, complete=False), ZeroSumWitness(()))).accepted


def test_one_strategy_is_not_all_because_nothing_is_relaxed() -> None:
    """The forger lists one vertex of a segment as if it were alone, with no rows at all: they have no full rank."""
    claim, witness = certificate(zero_sum(FACE))
    alone = replace(claim, strategies=(claim.strategies[0], claim.strategies[1][:1]))
    for bases in ((FaceBasis((), 0, (ZERO,) * 3),), (FaceBasis((3,), 0, (ZERO,) * 3),), ()):
        for relaxed in ((), witness.faces[1].relaxed):
            assert refusal(alone, ZeroSumWitness((witness.faces[0], FaceWitness(relaxed, bases))))


def test_a_mixture_is_no_vertex() -> None:
    claim, witness = certificate(zero_sum(FACE))
    first, second = claim.strategies[1]
    middle = tuple((a + b) / 2 for a, b in zip(first, second, strict=True))
    more = replace(claim, strategies=(claim.strategies[0], (first, middle, second)))
    bases = tuple(replace(own, strategy=2 * own.strategy) for own in witness.faces[1].bases)
    assert refusal(more, face(claim, witness, 1, bases=bases))
    extra = (*bases, FaceBasis((), 1, (ZERO,) * 3))
    assert refusal(more, face(claim, witness, 1, bases=extra))
    assert check(Certificate(replace(more, complete=False), ZeroSumWitness(()))).accepted


def test_the_middle_of_a_segment_is_no_face_of_its_own() -> None:
    """All inequalities are strict there, and there is no edge to leave it by: only the rank gives it away."""
    claim, witness = certificate(zero_sum(FACE))
    first, second = claim.strategies[1]
    middle = tuple((a + b) / 2 for a, b in zip(first, second, strict=True))
    alone = replace(claim, strategies=(claim.strategies[0], (middle,)))
    point = FaceWitness((), (FaceBasis((), 0, (ZERO,) * 3),))
    assert "full rank" in refusal(alone, ZeroSumWitness((witness.faces[0], point)))


@pytest.mark.parametrize("apart", [False, True])
def test_two_inequalities_with_one_meaning_are_no_edge(apart: bool) -> None:
    """Both end a segment at the same point. As neighbours of each other they would hide the other end.

    In the second case they differ by a multiple of the equation x + y = 1, so that a shift off it would tell them apart.
    """
    x, y, same = (ONE, ZERO), (ZERO, ONE), ((Fraction(2), ONE) if apart else (ONE, ZERO))
    free = {0: (x, ZERO), 1: (y, ZERO), 2: (same, ONE if apart else ZERO)}
    segment = Polytope((0, 1), ((ONE, ONE),), free)
    ends = ((ONE, ZERO), (ZERO, ONE))
    whole = FaceWitness(
        ((0, ONE), (1, ONE), (2, Fraction(2))), (FaceBasis((0,), 1, (-ONE, ONE)), FaceBasis((1,), 0, (ONE, -ONE)))
    )
    assert all_vertices(segment, whole, ends, "segment") == 2
    shifts = ((ZERO, ONE), (ONE, Fraction(-2))) if apart else ((ZERO, ZERO), (ZERO, ZERO))
    bases = tuple(FaceBasis((row,), 0, shift) for row, shift in zip((0, 2), shifts, strict=True))
    with pytest.raises(InvalidCertificate, match="equations" if apart else "in the basis, more elsewhere"):
        all_vertices(segment, FaceWitness((), bases), ends[1:], "segment")


def test_a_best_reply_to_all_that_is_never_played_is_noticed() -> None:
    """Two identical actions: a list that plays only one of them is not complete."""
    game = opposed([[1, 0], [0, 1], [0, 1]])
    claim, witness = certificate(zero_sum(game))
    shorter = replace(claim, strategies=(claim.strategies[0][:1], claim.strategies[1]))
    assert refusal(shorter, witness)
    alone = FaceWitness((), (FaceBasis((), 0, (ZERO,) * 3),))
    assert "a best reply to all" in refusal(shorter, ZeroSumWitness((alone, witness.faces[1])))


def test_another_value_is_refused() -> None:
    claim, witness = certificate(zero_sum(FACE))
    assert "at least" in refusal(replace(claim, values=(Fraction(2, 3), Fraction(-2, 3))), witness)
    assert "at least" in refusal(replace(claim, values=(Fraction(1, 3), Fraction(-1, 3))), witness)
    assert "values related" in refusal(replace(claim, values=(HALF, Fraction(-1, 3))), witness)


def test_games_of_common_interest_are_refused() -> None:
    """Secured values that fit the units are no equilibrium values if both want the same."""
    game = StrategicGame.from_arrays([[1, 0], [0, 1]], [[1, 0], [0, 1]])
    half = ((HALF, HALF),)
    claim = OptimalStrategiesAre(game, (HALF, HALF), (half, half), False)
    assert "do not oppose" in refusal(claim, ZeroSumWitness(()))
    indifferent = StrategicGame.from_arrays([[1, 0], [0, 1]], [[1, 1], [1, 1]])
    assert "do not oppose" in refusal(replace(claim, game=indifferent, values=(HALF, ONE)), ZeroSumWitness(()))


def test_faces_without_a_claim_of_completeness_and_claims_without_faces_are_refused() -> None:
    claim, witness = certificate(zero_sum(FACE))
    assert "0 faces" in refusal(claim, ZeroSumWitness(()))
    assert "2 faces" in refusal(replace(claim, complete=False), witness)


def test_bases_that_are_written_twice_or_out_of_order_are_refused() -> None:
    claim, witness = certificate(zero_sum(SQUARE))
    bases = witness.faces[1].bases
    assert "twice" in refusal(claim, face(claim, witness, 1, bases=(*bases, bases[0])))
    turned = (replace(bases[0], rows=bases[0].rows[::-1]), *bases[1:])
    assert "twice" in refusal(claim, face(claim, witness, 1, bases=turned))
    assert "amounts of the rows" in refusal(claim, face(claim, witness, 1, relaxed=((0, ONE), (0, ONE))))
    assert "amounts of the rows" in refusal(claim, face(claim, witness, 1, relaxed=((17, ONE),)))
