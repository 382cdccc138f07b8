"""Certificates of false statements about correlated equilibria and potentials, with all that a forger may write."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games.core.anonymous import AnonymousGame
from games.core.correlated import incentives, is_correlated_equilibrium
from games.core.strategic import StrategicGame
from games.exact import exact
from games.testing import strategic_games
from proofs import check
from proofs.certificate import Certificate
from proofs.claims import CorrelatedPayoffsAre, HasNoPotential, IsBestCorrelated, IsCountPotential, IsPotential
from proofs.witness import EndWitness, FourCycle, ListWitness, NoPotentialWitness, PricesWitness, RangesWitness
from tests.correlated_examples import CHICKEN, PENNIES, SQUARE, TIED, WEIGHTED

ONE, HALF, QUARTER, ZERO = Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(0)
BEST = (HALF, QUARTER, QUARTER, ZERO)
PRICE = Fraction(3, 4)
PRICES = (PRICE, ZERO, PRICE, ZERO)


def refusal(claim: object, witness: object) -> str:
    verdict = check(Certificate(claim, witness))  # type: ignore[arg-type]
    assert not verdict.accepted
    return verdict.reason


def best(**changes: object) -> IsBestCorrelated:
    told = {"coarse": False, "weights": (ONE, ONE), "minimise": False, "distribution": BEST, "value": Fraction(21, 2)}
    return IsBestCorrelated(CHICKEN, **{**told, **changes})  # type: ignore[arg-type]


def test_the_true_one_is_accepted() -> None:
    assert check(Certificate(best(), PricesWitness(PRICES)))


@pytest.mark.parametrize(
    ("changes", "prices", "words"),
    [
        ({"distribution": (ONE, ZERO, ZERO, ZERO), "value": Fraction(12)}, PRICES, "gain of 1 from disobeying"),
        ({"distribution": (Fraction(3, 2), ZERO, ZERO, -HALF)}, PRICES, "a negative probability"),
        ({"distribution": (HALF, QUARTER, ZERO, ZERO)}, PRICES, "a sum other than 1"),
        ({"distribution": BEST[:3]}, PRICES, "3 probabilities"),
        ({"value": Fraction(11)}, PRICES, "what the distribution gives"),
        ({"distribution": (ZERO, HALF, HALF, ZERO), "value": Fraction(9)}, PRICES, "the bound"),
        ({"minimise": True}, PRICES, "the bound"),
        ({}, (ZERO,) * 4, "the bound 12"),
        ({}, (PRICE, -ONE, PRICE, ZERO), "price 2: found -1"),
        ({}, PRICES[:3], "3 prices"),
        ({"weights": (ONE,)}, PRICES, "1 weights"),
        ({"weights": (ONE, Fraction(2))}, PRICES, "what the distribution gives"),
        ({"value": exact("v")}, PRICES, "a rational number"),
        ({"distribution": (exact("p"), exact("1 - p"), ZERO, ZERO)}, PRICES, "a rational number"),
    ],
)
def test_no_false_optimum_passes(changes: dict[str, object], prices: tuple[Fraction, ...], words: str) -> None:
    assert words in refusal(best(**changes), PricesWitness(prices))


def test_symbols_are_refused() -> None:
    game = StrategicGame.from_arrays([["x", 0], [0, 0]], [[0, 0], [0, 0]])
    claim = IsBestCorrelated(game, False, (ZERO, ZERO), False, BEST, ZERO)
    assert "a rational number" in refusal(claim, PricesWitness((ZERO,) * 4))


def test_a_coarse_equilibrium_is_no_correlated_one() -> None:
    rows = [[2, 1, 3], [1, 0, 2], [1, 3, 2]]
    game = StrategicGame.from_arrays(rows, [list(own) for own in zip(*rows, strict=True)])
    drawn = tuple(Fraction(own, 3) for own in (0, 0, 0, 0, 0, 2, 0, 1, 0))
    assert check(
        Certificate(IsBestCorrelated(game, True, (ZERO, ZERO), False, drawn, ZERO), PricesWitness((ZERO,) * 6))
    )
    correlated = IsBestCorrelated(game, False, (ZERO, ZERO), False, drawn, ZERO)
    assert "disobeying" in refusal(correlated, PricesWitness((ZERO,) * 12))


@pytest.mark.parametrize("coarse", [False, True])
@given(game=strategic_games(players=(1, 3), max_actions=3), data=st.data())
def test_checker_and_definition_agree_on_any_distribution(coarse, game, data):
    cells = len(game.payoffs[0])
    shares = data.draw(st.lists(st.integers(0, 2), min_size=cells, max_size=cells).filter(any))
    joint = tuple(Fraction(own, sum(shares)) for own in shares)
    if data.draw(st.booleans()):
        joint = game.correlated_equilibrium(coarse=coarse).distribution
    prices = (ZERO,) * len(incentives(game, coarse=coarse))
    claim = IsBestCorrelated(game, coarse, (ZERO,) * len(game.players), False, joint, ZERO)
    accepted = check(Certificate(claim, PricesWitness(prices))).accepted
    assert accepted == is_correlated_equilibrium(game, joint, coarse=coarse)


def test_a_range_needs_both_ends_of_everyone() -> None:
    low, high = EndWitness((ZERO, ONE, ZERO, ZERO), (ZERO,) * 4), EndWitness((ZERO, ZERO, ONE, ZERO), (ZERO,) * 4)
    claim = CorrelatedPayoffsAre(CHICKEN, False, ((Fraction(2), Fraction(7)),) * 2)
    assert "ranges" in refusal(claim, RangesWitness((low,), (high,)))
    assert "the bound" in refusal(claim, RangesWitness((low, high), (high, low)))
    narrow = CorrelatedPayoffsAre(CHICKEN, False, ((Fraction(3), Fraction(6)),) * 2)
    assert "what the distribution gives" in refusal(narrow, RangesWitness((low, high), (high, low)))


# --- potentials -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strength", "weights", "values", "words"),
    [
        ("exact", (), (0, 1, 1, 0), "values"),
        ("exact", (ONE, ONE), (0, 1, 1, -1), "weights"),
        ("weighted", (ONE,), (0, 1, 1, -1), "weights"),
        ("weighted", (ONE, ZERO), (0, 1, 1, -1), "weights"),
        ("weighted", (-ONE, -ONE), (0, -1, -1, 1), "weights"),
        ("ordinal", (), (0, 1, 1, 1), "values"),
        ("ordinal", (), (0, 1, 1), "3 values"),
        ("cardinal", (), (0, 1, 1, -1), "kind"),
    ],
)
def test_no_false_potential_passes(strength, weights, values, words) -> None:
    claim = IsPotential(CHICKEN, strength, weights, tuple(map(Fraction, values)))
    assert words in refusal(claim, ListWitness())


def test_a_generalized_potential_is_no_ordinal_one() -> None:
    values = tuple(map(Fraction, (0, 3, 1, 2)))
    assert check(Certificate(IsPotential(TIED, "generalized ordinal", (), values), ListWitness()))
    assert "ordinal" in refusal(IsPotential(TIED, "ordinal", (), values), ListWitness())


def test_an_ordinal_potential_of_symbols_is_refused() -> None:
    game = StrategicGame.from_arrays([["x"], [0]], [[0], [0]])
    assert "numbers" in refusal(IsPotential(game, "ordinal", (), (ONE, ZERO)), ListWitness())


AROUND = FourCycle(("a", "x"), ("b", "y"), "P", "Q")
LOOP = (("a", "x"), ("a", "y"), ("b", "y"), ("b", "x"))


@pytest.mark.parametrize(
    ("game", "strength", "witness", "words"),
    [
        (PENNIES, "exact", NoPotentialWitness(), "another kind"),
        (PENNIES, "exact", NoPotentialWitness((AROUND, AROUND)), "four-cycles: found 2"),
        (PENNIES, "exact", NoPotentialWitness((AROUND,), LOOP), "another kind"),
        (PENNIES, "exact", NoPotentialWitness((FourCycle(("a", "x"), ("b", "x"), "P", "Q"),)), "changes of P"),
        (PENNIES, "exact", NoPotentialWitness((FourCycle(("a", "x"), ("b", "y"), "P", "P"),)), "changes of P, Q"),
        (PENNIES, "exact", NoPotentialWitness((FourCycle(("a", "x"), ("b", "z"), "P", "Q"),)), "one action a player"),
        (PENNIES, "exact", NoPotentialWitness((FourCycle(("a",), ("b",), "P", "Q"),)), "one action a player"),
        (TIED, "generalized ordinal", NoPotentialWitness((), LOOP), "gains above 0"),
        (TIED, "generalized ordinal", NoPotentialWitness((), (LOOP[0], *LOOP[:0:-1])), "gains above 0"),
        (PENNIES, "ordinal", NoPotentialWitness((), LOOP[:1] * 2), "0 players who move"),
        (PENNIES, "ordinal", NoPotentialWitness((), LOOP[::2]), "2 players who move"),
        (PENNIES, "ordinal", NoPotentialWitness((), LOOP[::-1]), "none negative"),
        (PENNIES, "cardinal", NoPotentialWitness((AROUND,)), "kind"),
        (WEIGHTED, "weighted", NoPotentialWitness((AROUND,)), "a closed chain"),
        (WEIGHTED, "weighted", NoPotentialWitness((AROUND, FourCycle(("a", "x"), ("b", "y"), "Q", "P"))), "multiply to 1"),
        (SQUARE, "weighted", NoPotentialWitness((FourCycle(("a", "y"), ("b", "z"), "P", "Q"),)), "gains 0 and 0"),
    ],
)  # fmt: skip
def test_no_false_refusal_of_a_potential_passes(game, strength, witness, words) -> None:
    assert words in refusal(HasNoPotential(game, strength), witness)


def test_symbols_that_may_vanish_refute_nothing() -> None:
    game = StrategicGame.from_arrays([["x", 0], [0, 0]], [[0, 0], [0, 0]], players=("P", "Q"), actions=("ab", "xy"))
    assert "obligation" in refusal(HasNoPotential(game, "exact"), NoPotentialWitness((AROUND,)))
    assert "symbols" in refusal(HasNoPotential(game, "weighted"), NoPotentialWitness((AROUND,)))
    hidden = StrategicGame.from_arrays(
        [["1/x", 0], [0, 0]], [["-1/x", 0], [0, 0]], players=("P", "Q"), actions=("ab", "xy")
    )
    assert "symbols" in refusal(HasNoPotential(hidden, "weighted"), NoPotentialWitness((AROUND,)))


def test_a_potential_by_count_follows_every_gain() -> None:
    game = AnonymousGame(2, ("out", "in"), ((ZERO, ZERO), (ONE, -ONE)))
    assert check(Certificate(IsCountPotential(game, (HALF, ONE + HALF, HALF)), ListWitness()))
    assert "the rise from 1 to 2" in refusal(IsCountPotential(game, (ZERO, ONE, ONE)), ListWitness())
    three = AnonymousGame(2, ("out", "in", "off"), ((ZERO,) * 3, (ONE, -ONE, ONE), (ONE,) * 3))
    assert "3 actions" in refusal(IsCountPotential(three, (ZERO, ONE, ZERO)), ListWitness())
    assert "2 values" in refusal(IsCountPotential(game, (ZERO, ONE)), ListWitness())
