"""Certificates of iterated dominance, forged by hand: each is false or shows less than it says."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from games.core.strategic import StrategicGame
from games.exact import exact, parse_relations
from games.solvers.dominance import iterated_dominance
from games.solvers.rationalizability import rationalizable
from proofs import certify, check
from proofs.certificate import Certificate
from proofs.claims import RationalizableAre, SurvivorsAre
from proofs.witness import (
    Apart,
    Believed,
    DominanceWitness,
    Dominator,
    Halved,
    Outdone,
    RationalizabilityWitness,
)
from tests.certificate_examples import DILEMMA, DOMINATED, ORDERED, TIED, WEAKLY_DOMINATED

ONE, HALF = Fraction(1), Fraction(1, 2)


def certificate(game: StrategicGame, weak: bool = False) -> tuple[SurvivorsAre, DominanceWitness]:
    made = certify(iterated_dominance(game, weak=weak)).certificate
    assert made is not None
    claim, witness = made.claim, made.witness
    assert isinstance(claim, SurvivorsAre)
    assert isinstance(witness, DominanceWitness)
    return claim, witness


def refusal(claim: Any, witness: Any) -> str:
    verdict = check(Certificate(claim, witness))
    assert not verdict.accepted
    return verdict.reason


def test_a_round_that_takes_fewer_is_refused() -> None:
    """What is left out is dominated, so no belief shows that it stays."""
    claim, witness = certificate(DILEMMA)
    fewer = replace(claim, rounds=((("buyer", "share"),), (("supplier", "share"),)))
    split = replace(witness, dominators=tuple((own,) for own in witness.dominators[0]))
    later = replace(split.dominators[1][0], margins=split.dominators[1][0].margins[1:])
    split = replace(split, dominators=(split.dominators[0], (later,)))
    assert "supplier keeps share in round 1" in refusal(fewer, split)
    for pair in ((("share",), ONE), (("hide",), ONE)):
        belief = Believed(1, "supplier", "share", (pair,), Fraction(3 if pair[0] == ("share",) else 0))
        assert "pays more" in refusal(fewer, replace(split, beliefs=(belief, *split.beliefs)))


def test_stopping_early_is_refused() -> None:
    claim, witness = certificate(DOMINATED)
    short = replace(claim, rounds=claim.rounds[:-1], surviving=(("1", "2"), ("2",)))
    assert refusal(short, replace(witness, dominators=witness.dominators[:-1]))


def test_a_mixed_action_with_other_weights_is_refused() -> None:
    claim, witness = certificate(DOMINATED)
    (first, *_), *rest = witness.dominators
    for weights in ((ONE / 8, 7 * ONE / 8), (HALF, HALF / 2), (3 * HALF, -HALF), (ONE, Fraction(0))):
        mixed = tuple(zip(("1", "2"), weights, strict=True))
        margins = tuple(4 * weight - 1 for weight in weights)
        forged = replace(witness, dominators=((Dominator(mixed, margins),), *rest))
        assert refusal(claim, forged)
    assert refusal(claim, replace(witness, dominators=((replace(first, margins=(ONE, ONE * 2)),), *rest)))


def test_a_dominator_that_is_gone_already_is_refused() -> None:
    """Against what is left in round 3 the first player's third action pays more than his first, but it went in round 1."""
    claim, witness = certificate(DOMINATED)
    gone = Dominator((("3", ONE),), (ONE,))
    assert "actions that are left" in refusal(claim, replace(witness, dominators=(*witness.dominators[:-1], (gone,))))


def test_weak_dominance_is_not_strict_dominance() -> None:
    claim, witness = certificate(WEAKLY_DOMINATED, weak=True)
    assert "expected dominance" in refusal(replace(claim, weak=False), witness)
    strict, shown = certificate(WEAKLY_DOMINATED)
    assert refusal(replace(strict, weak=True), shown)


def test_a_belief_must_be_about_what_is_left_and_weakly_about_all_of_it() -> None:
    claim, witness = certificate(DOMINATED)
    *others, last = witness.beliefs
    for belief in ((), (((("1",), ONE),)), (((("2",), HALF), (("2",), HALF)))):
        assert refusal(claim, replace(witness, beliefs=(*others, replace(last, belief=belief))))
    weak, shown = certificate(WEAKLY_DOMINATED, weak=True)
    first, *rest = shown.beliefs
    partial: Any = first.belief[:1]
    assert "each profile" in refusal(
        weak, replace(shown, beliefs=(replace(first, belief=((partial[0][0], ONE),)), *rest))
    )


@pytest.mark.parametrize("extra", [0, -1])
def test_one_belief_more_is_refused(extra: int) -> None:
    claim, witness = certificate(DOMINATED)
    assert refusal(claim, replace(witness, beliefs=(*witness.beliefs, witness.beliefs[extra])))


def test_another_remainder_is_refused() -> None:
    claim, witness = certificate(DOMINATED)
    for surviving in ((("2",), ("1", "2")), (("2",), ()), (("1",), ("2",)), (("2",),), (("2",), ("2",), ())):
        assert "what the rounds leave" in refusal(replace(claim, surviving=surviving), witness)


def test_a_round_takes_each_action_once_and_in_order() -> None:
    claim, witness = certificate(DILEMMA)
    (first, second), (one, two) = claim.rounds[0], witness.dominators[0]
    for gone, dominators in (((second, first), (two, one)), ((first, first, second), (one, one, two))):
        forged = replace(witness, dominators=(dominators,))
        assert "each once" in refusal(replace(claim, rounds=(gone,)), forged)
    assert "one for each action that goes" in refusal(claim, replace(witness, dominators=((one,),)))


@pytest.mark.parametrize("weights", [((0, "2"),), ((0, "3"), (1, "-2")), ((0, "2"), (1, "-1")), ((1, "0"), (0, "1"))])
def test_what_is_no_distribution_dominates_nothing(weights: tuple[tuple[int, str], ...]) -> None:
    """Multiples of the first action, less some of the second, would pay more than the third, which is best."""
    game = StrategicGame.from_arrays([[2], [1], [3]], [[0], [0], [0]])
    claim = SurvivorsAre(game, False, ((("1", "3"),),), (("1", "2"), ("1",)))
    mixed = tuple((str(place + 1), Fraction(weight)) for place, weight in weights)
    margin = sum((weight * (2 - int(label == "2")) for label, weight in mixed), Fraction(0)) - 3
    witness = DominanceWitness(((Dominator(mixed, (margin,)),),), ())
    reason = refusal(claim, witness)
    assert "sum to one" in reason or "in order" in reason


def test_what_is_no_distribution_justifies_nothing() -> None:
    """With chances 2 and -1 the dominated action would be a best reply."""
    game = StrategicGame.from_arrays([[2, 2], [1, 1.5]], [[0, 0], [0, 0]])
    assert iterated_dominance(game).surviving[0] == ("1",)
    claim = SurvivorsAre(game, False, (), game.actions)
    odd = (((("1",), Fraction(-2)), (("2",), Fraction(3))),)
    for belief in (*odd, ((("1",), Fraction(-1)), (("2",), Fraction(1))), ()):
        pays = sum((chance * (1 if profile == ("1",) else Fraction(3, 2)) for profile, chance in belief), Fraction(0))
        believed = (
            Believed(1, "1", "1", ((("1",), ONE),), Fraction(2)),
            Believed(1, "1", "2", belief, pays),
            *(Believed(1, "2", action, ((("1",), ONE),), Fraction(0)) for action in "12"),
        )
        assert "sum to one" in refusal(claim, DominanceWitness((), believed))
        apart = tuple(
            Apart(own.player, own.action, (tuple((label, chance) for (label,), chance in own.belief),), own.payoff)
            for own in believed
        )
        independent_claim = RationalizableAre(game, game.actions)
        assert "sum to one" in refusal(independent_claim, RationalizabilityWitness((), apart))


def test_an_empty_round_is_refused() -> None:
    claim, witness = certificate(DILEMMA)
    padded = replace(claim, rounds=(*claim.rounds, ()))
    assert "the round that takes none" in refusal(padded, replace(witness, dominators=(*witness.dominators, ())))


def test_with_symbols_what_is_not_always_so_is_refused() -> None:
    claim, witness = certificate(ORDERED)
    assert "no refutation" in refusal(
        replace(claim, game=replace(ORDERED, assumptions=ORDERED.assumptions[:-1])), witness
    )
    assert "no refutation" in refusal(replace(claim, game=replace(ORDERED, assumptions=())), witness)
    weak = replace(claim, weak=True)
    assert "weak dominance" in refusal(weak, witness)
    (first, *others), *rest = witness.dominators
    changed = replace(first, margins=(first.margins[0], exact("T - S")))
    assert "the margin" in refusal(claim, replace(witness, dominators=((changed, *others), *rest)))
    own, *more = witness.beliefs
    assert "the payoff" in refusal(claim, replace(witness, beliefs=(replace(own, payoff=exact("T")), *more)))


def test_with_symbols_a_belief_must_justify_whatever_they_are() -> None:
    """The claim that nothing is dominated in the dilemma with symbols."""
    game = StrategicGame.from_arrays(
        [["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]], assumptions=parse_relations("T > R > P > S")
    )
    beliefs = tuple(
        Believed(1, player, action, (((("1",), ONE)),), exact(pays))
        for player in "12"
        for action, pays in (("1", "R"), ("2", "T"))
    )
    assert "no refutation" in refusal(SurvivorsAre(game, False, (), game.actions), DominanceWitness((), beliefs))


def test_an_answer_that_was_cut_short_has_no_certificate() -> None:
    answer = replace(iterated_dominance(DILEMMA), complete=False, reason="stopped")
    assert certify(answer).certificate is None


def independent(game: StrategicGame = TIED) -> tuple[RationalizableAre, RationalizabilityWitness]:
    made = certify(rationalizable(game, independent=True)).certificate
    assert made is not None
    assert isinstance(made.claim, RationalizableAre)
    assert isinstance(made.witness, RationalizabilityWitness)
    return made.claim, made.witness


def test_beliefs_that_tie_the_others_together_do_not_justify() -> None:
    """The claim that every action is rationalizable, with the best that there is for the one that is not."""
    claim, witness = independent()
    everything = replace(claim, surviving=TIED.actions)
    half = (("1", HALF), ("2", HALF))
    belief = Apart("3", "2", (half, half), Fraction(5, 2))
    beliefs = (*witness.beliefs[:5], belief, *witness.beliefs[5:])
    assert "another action pays more" in refusal(everything, replace(witness, removed=(), beliefs=beliefs))


def test_every_action_that_is_rationalizable_needs_beliefs() -> None:
    claim, witness = independent()
    for beliefs in (witness.beliefs[1:], witness.beliefs[::-1], (*witness.beliefs, witness.beliefs[0]), ()):
        assert "one for each action that is left" in refusal(claim, replace(witness, beliefs=beliefs))


def test_what_is_left_is_what_is_rationalizable() -> None:
    claim, witness = independent()
    for surviving in (TIED.actions, (*claim.surviving[:2], ("1", "3")), claim.surviving[:2]):
        assert "what is left" in refusal(replace(claim, surviving=surviving), witness)


def test_a_cover_with_a_hole_is_refused() -> None:
    claim, witness = independent()
    (own,) = witness.removed
    assert sum(isinstance(part, Halved) for part in own.cover) >= 1
    for k in range(len(own.cover)):
        holed = replace(own, cover=own.cover[:k] + own.cover[k + 1 :])
        assert refusal(claim, replace(witness, removed=(holed,)))
    assert "nothing pays more" in refusal(claim, replace(witness, removed=(replace(own, cover=()),)))


def test_a_cut_outside_the_simplex_is_refused() -> None:
    claim, witness = independent()
    (own,) = witness.removed
    for cut in (Halved("1", 0, 2), Halved("1", 0, 0), Halved("1", -1, 1), Halved("3", 0, 1), Halved("4", 0, 1)):
        assert refusal(claim, replace(witness, removed=(replace(own, cover=(cut, *own.cover[1:])),)))


def test_a_mixed_action_that_pays_more_at_some_corners_only_is_refused() -> None:
    claim, witness = independent()
    (own,) = witness.removed
    for label, least in (("1", -5), ("3", -4), ("4", -2)):
        cover = (Outdone(((label, ONE),), Fraction(least)),)
        reason = refusal(claim, replace(witness, removed=(replace(own, cover=cover),)))
        assert f"{least}, and a positive number" in reason


def test_an_order_in_which_nothing_is_dominated_yet_is_refused() -> None:
    claim, witness = independent(DOMINATED)
    assert len(witness.removed) == 3
    assert refusal(claim, replace(witness, removed=witness.removed[::-1]))


def test_an_undecided_answer_has_no_certificate() -> None:
    answer = replace(rationalizable(TIED, independent=True), complete=False, reason="undecided")
    assert certify(answer).certificate is None
