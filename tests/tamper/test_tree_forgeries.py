"""Forged certificates about trees, made by hand: equilibria left out, threats that are empty, games that forget, huge ones."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from games.core.extensive import Chance, Decision, ExtensiveGame, Node, Terminal
from games.core.solution import Status
from games.solvers.backward_induction import subgame_perfect_equilibria
from games.testing import extensive_games
from proofs import certify, check
from proofs.certificate import Certificate
from proofs.claims import (
    AreBehaviourEquilibria,
    ExtremeSubgamePerfectAre,
    IsNoBehaviourEquilibrium,
    PureSubgamePerfectAre,
)
from proofs.witness import BehaviourWitness, DepartureWitness, ExtremeTreeWitness, TreeListWitness
from tests.tree_examples import entry, idle, numeric, pennies

ZERO, ONE, HALF = Fraction(0), Fraction(1), Fraction(1, 2)


def refused(claim: object, witness: object) -> str:
    verdict = check(Certificate(claim, witness))  # type: ignore[arg-type]
    assert not verdict.accepted
    return verdict.reason


@given(extensive_games(players=(2, 3), max_moves=6, max_actions=2))
def test_no_equilibrium_may_be_left_out_or_doubled(game: ExtensiveGame) -> None:
    certificate = certify(subgame_perfect_equilibria(game)).certificate
    assert certificate is not None
    claim = certificate.claim
    assert isinstance(claim, (PureSubgamePerfectAre, ExtremeSubgamePerfectAre))
    for k in range(len(claim.profiles)):
        fewer = replace(claim, profiles=claim.profiles[:k] + claim.profiles[k + 1 :])
        assert refused(fewer, certificate.witness)
        assert refused(replace(claim, profiles=(*claim.profiles, claim.profiles[k])), certificate.witness)


def test_an_empty_threat_in_place_of_an_equilibrium_is_seen() -> None:
    """As many entries as there are equilibria, but one of them is none."""
    claim = numeric()["PureSubgamePerfectAre"].claim
    assert isinstance(claim, PureSubgamePerfectAre)
    assert set(claim.profiles) == {(("out",), ("fight",)), (("in",), ("yield",))}
    forged = replace(claim, profiles=((("out",), ("fight",)), (("in",), ("fight",))))
    assert "that another beats" in refused(forged, TreeListWitness())


@pytest.mark.parametrize(
    ("profile", "reason"),
    [
        ((("out",), (None,)), "no one action"),
        ((("out",),), "one entry for each"),
        ((("out", "in"), ("fight",)), "one entry for each"),
        ((("off",), ("fight",)), 'found the action "off"'),
    ],
)
def test_entries_must_say_neither_more_nor_less(profile: object, reason: str) -> None:
    claim = numeric()["PureSubgamePerfectAre"].claim
    assert isinstance(claim, PureSubgamePerfectAre)
    assert reason in refused(replace(claim, profiles=(profile, *claim.profiles[1:])), TreeListWitness())


def test_where_own_play_keeps_the_game_away_nothing_may_be_said() -> None:
    claim = numeric()["PureSubgamePerfectAre, idle"].claim
    assert isinstance(claim, PureSubgamePerfectAre)
    stopping = [own for own in claim.profiles if own[0] == ("stop", None)]
    assert stopping
    for action in "lr":
        said = tuple((("stop", action), *own[1:]) if own == stopping[0] else own for own in claim.profiles)
        assert "says too much" in refused(replace(claim, profiles=said), TreeListWitness())


def test_a_mixture_that_is_no_equilibrium_is_seen() -> None:
    certificate = numeric()["ExtremeSubgamePerfectAre"]
    claim = certificate.claim
    assert isinstance(claim, ExtremeSubgamePerfectAre)
    first = claim.profiles[0]
    for weights in ((ONE / 3, 2 * ONE / 3), (HALF, HALF, ZERO), (ONE, ONE), (Fraction(3, 2), -HALF)):
        forged = ((weights,), *first[1:])
        assert refused(replace(claim, profiles=(forged, *claim.profiles[1:])), certificate.witness)


def test_the_subgames_of_two_players_must_all_be_shown() -> None:
    certificate = numeric()["ExtremeSubgamePerfectAre"]
    assert "no equilibria from node" in refused(certificate.claim, ExtremeTreeWitness(()))


def test_the_pure_list_is_no_list_of_all_extreme_ones() -> None:
    """Matching pennies has no pure equilibrium: "none" is true of pure ones only."""
    pure = PureSubgamePerfectAre(pennies(), ())
    assert check(Certificate(pure, TreeListWitness())).accepted
    certificate = numeric()["ExtremeSubgamePerfectAre"]
    assert refused(ExtremeSubgamePerfectAre(pennies(), ()), certificate.witness)


def test_nash_is_not_subgame_perfect() -> None:
    game = ExtensiveGame.build(
        ("entrant", "incumbent"),
        Decision("entrant", {"out": Terminal(0, 2), "in": Decision("incumbent", {"fight": Terminal(-1, 0), "yield": Terminal(1, 1)})}),
    )  # fmt: skip
    threat = (((ONE, ZERO),), ((ONE, ZERO),))
    paid = BehaviourWitness(((ZERO, Fraction(2)),))
    assert check(Certificate(AreBehaviourEquilibria(game, "nash", (threat,)), paid)).accepted
    assert "incumbent gaining 1 from node 2" in refused(
        AreBehaviourEquilibria(game, "subgame perfect", (threat,)), paid
    )
    assert refused(AreBehaviourEquilibria(game, "perfect", (threat,)), paid)
    departure = DepartureWitness("incumbent", 2, (("after in", "yield"),), ONE)
    assert check(Certificate(IsNoBehaviourEquilibrium(game, "subgame perfect", threat), departure)).accepted
    assert "found node 2" in refused(IsNoBehaviourEquilibrium(game, "nash", threat), departure)


@pytest.mark.parametrize(
    "departure",
    [
        DepartureWitness("incumbent", 0, (("after in", "yield"),), ONE),
        DepartureWitness("nobody", 0, (("start", "out"),), ONE),
        DepartureWitness("entrant", 0, (("begin", "out"),), ONE),
        DepartureWitness("entrant", 0, (("start", "off"),), ONE),
        DepartureWitness("entrant", 0, (("start", "in"),), ZERO),
        DepartureWitness("entrant", 1, (("start", "out"),), ONE),
        DepartureWitness("entrant", 0, (("start", "out"),), HALF),
    ],
)
def test_a_departure_gains_what_it_is_said_to_gain(departure: DepartureWitness) -> None:
    losing = (((ZERO, ONE),), ((ONE, ZERO),))
    claim = IsNoBehaviourEquilibrium(entry(), "subgame perfect", losing)
    assert check(Certificate(claim, DepartureWitness("entrant", 0, (("start", "out"),), ONE))).accepted
    assert refused(claim, departure)


def test_games_that_forget_are_refused() -> None:
    def second() -> Decision:
        return Decision("A", {"l": Terminal(1), "r": Terminal(0)}, "second")

    game = ExtensiveGame.build(("A",), Decision("A", {"x": second(), "y": second()}))
    profile = (((ONE, ZERO), (ONE, ZERO)),)
    claim = AreBehaviourEquilibria(game, "nash", (profile,))
    assert "without perfect recall" in refused(claim, BehaviourWitness(((ONE,),)))


def test_symbols_are_refused() -> None:
    game = ExtensiveGame.build(("A",), Decision("A", {"l": Terminal("t"), "r": Terminal(0)}))
    assert "a rational number" in refused(PureSubgamePerfectAre(game, ((("l",),),)), TreeListWitness())


def test_work_is_bounded() -> None:
    """Too many plans in one subgame: refused soon."""
    begun = time.monotonic()
    types = [f"{k}" for k in range(40)]

    def hidden() -> Chance:
        return Chance({k: (ONE / 40, Decision("B", {"l": Terminal(), "r": Terminal()}, k)) for k in types})

    game = ExtensiveGame.build(("A", "B"), Decision("A", {"x": hidden(), "y": hidden()}))
    assert "plans" in refused(PureSubgamePerfectAre(game, ()), TreeListWitness())
    assert time.monotonic() - begun < 30


def test_a_chain_as_deep_as_python_counts_is_checked() -> None:
    nodes = [node for k in range(1_500) for node in (Node(("take", "pass"), (2 * k + 1, 2 * k + 2), "A", f"{k}"), Node(payoffs=(k,)))]  # type: ignore[arg-type]  # fmt: skip
    game = ExtensiveGame(("A",), (*nodes, Node(payoffs=(2_000,))))  # type: ignore[arg-type]
    answer = subgame_perfect_equilibria(game)
    assert (answer.count, certify(answer).status) == (1, Status.PROVED)
    assert idle().players == ("A", "B", "C")
