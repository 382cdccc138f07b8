"""Forged certificates about games of many players, trees, and stage games with symbols; each test is named after the lie.

Next to each lie stands the truth that it imitates, which the checker accepts.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from games.core.anonymous import AnonymousGame
from games.exact import parse_formula
from proofs import check
from proofs.certificate import Certificate
from proofs.claims import Claim, CountEquilibriaAre, SymmetricEquilibriaAre, SymmetricPoint
from proofs.witness import ListWitness, SignsWitness, SymmetricWitness, Witness

ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)


def accepted(claim: Claim, shown: Witness) -> bool:
    """Whether the checker accepts, through the text form."""
    return check(Certificate.from_json(Certificate(claim, shown).to_json())).accepted


def by_count(stay: str, go: str, players: int) -> AnonymousGame:
    return AnonymousGame(players, ("out", "in"), (parse_formula(stay), parse_formula(go)))


@pytest.mark.parametrize("players", [5, 5_000])
@pytest.mark.parametrize("power", ["1", "3"])
def test_a_quotient_keeps_its_sign_where_its_denominator_turns(players: int, power: str) -> None:
    """1/(2k - 1) is negative for k = 0 and positive from 1 on, though 2k - 1 is 0 at no count."""
    game = by_count("0*k", f"1/(2*k - 1)**{power}", players)
    assert not accepted(CountEquilibriaAre(game, (0,)), ListWitness())
    assert accepted(CountEquilibriaAre(game, (0, players)), ListWitness())


def test_a_maximum_of_quotients_keeps_its_sign_where_a_denominator_turns() -> None:
    game = by_count("0*k", "max(-1/(2*k - 5), -1)", 6)
    truth = tuple(c for c in range(7) if (c == 0 or c <= 3) and (c == 6 or c >= 3))
    for counts in ((), (0,), (6,), (0, 6), truth):
        assert accepted(CountEquilibriaAre(game, counts), ListWitness()) is (counts == truth)


def test_only_the_ends_are_equilibria_where_nothing_matters() -> None:
    """Both actions pay the same: every probability is an equilibrium."""
    game = by_count("k", "k", 5)
    ends = (SymmetricPoint(ZERO, False), SymmetricPoint(ONE, False))
    assert not accepted(SymmetricEquilibriaAre(game, ends), SignsWitness((), ()))
    assert not accepted(SymmetricEquilibriaAre(game, ends), SignsWitness((), ((),)))
    assert accepted(SymmetricEquilibriaAre(game, (), (ZERO, ONE)), SymmetricWitness(()))
