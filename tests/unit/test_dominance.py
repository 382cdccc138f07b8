"""Dominated actions: the textbook's games, and what is refused."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games import StrategicGame
from games.core.dominance import Dominance, belief_payoffs, dominates, is_best_reply, margins, restricted
from games.core.solution import Status
from games.errors import InvalidGame, LimitReached, Unsupported
from games.exact import parse_relations, text
from games.show.words import explain
from games.solvers.dominance import iterated_dominance
from games.solvers.rationalizability import rationalizable
from proofs import certify

HALF = Fraction(1, 2)
DILEMMA = StrategicGame.from_table(
    ("A", "B"),
    {
        ("share", "share"): (3, 3),
        ("share", "hide"): (0, 5),
        ("hide", "share"): (5, 0),
        ("hide", "hide"): (1, 1),
    },
)
MIXED = StrategicGame.from_arrays([[4, 0], [0, 4], [1, 1]], [[0, 1], [0, 1], [9, 0]], players=("A", "B"))
ORDER = StrategicGame.from_table(
    ("A", "B"),
    {("up", "left"): (1, 1), ("up", "right"): (0, 0), ("down", "left"): (1, 1), ("down", "right"): (2, 1)},
)
"""Either player has a weakly dominated action; what is left depends on who begins."""


def gone(answer: Dominance) -> list[list[tuple[str, str]]]:
    return [[(own.player, own.action) for own in eliminated] for eliminated in answer.rounds]


def guessing(most: int) -> StrategicGame:
    """Two players guess from 0 to `most`; who is nearer to half the mean wins 2, a tie gives each 1."""
    numbers = range(most + 1)

    def payoffs(one: int, two: int) -> tuple[int, int]:
        target = Fraction(one + two, 4)
        first, second = abs(one - target), abs(two - target)
        return (1, 1) if first == second else (2, 0) if first < second else (0, 2)

    table = {(str(one), str(two)): payoffs(one, two) for one in numbers for two in numbers}
    return StrategicGame.from_table(("A", "B"), table)


def test_the_dilemma_takes_one_round() -> None:
    answer = iterated_dominance(DILEMMA)
    assert gone(answer) == [[("A", "share"), ("B", "share")]]
    assert answer.solution == ("hide", "hide")
    (first, _) = answer.rounds[0]
    assert first.by == (("hide", Fraction(1)),)
    assert first.margins == ((("share",), Fraction(2)), (("hide",), Fraction(1)))
    assert first.least == 1


def test_an_action_may_be_dominated_by_a_mixed_action_only() -> None:
    answer = iterated_dominance(MIXED)
    assert gone(answer) == [[("A", "3")], [("B", "1")], [("A", "1")]]
    assert answer.rounds[0][0].by == (("1", HALF), ("2", HALF))
    assert not any(dominates(MIXED, "A", pure, "3", weak=True) for pure in ("1", "2"))


def test_weak_dominance_takes_all_of_a_round_at_once() -> None:
    answer = iterated_dominance(ORDER, weak=True)
    assert gone(answer) == [[("A", "up"), ("B", "right")]]
    assert answer.surviving == (("down",), ("left",))
    begun_by_b = restricted(ORDER, [["up", "down"], ["left"]])
    assert iterated_dominance(begun_by_b, weak=True).surviving == (("up", "down"), ("left",))
    assert iterated_dominance(ORDER).surviving == ORDER.actions


def test_nobody_loses_an_action_that_is_as_good_as_another() -> None:
    same = StrategicGame.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]])
    assert iterated_dominance(same, weak=True).rounds == ()


def test_one_player_keeps_his_best_actions() -> None:
    alone = StrategicGame.from_arrays([2, 1, 2])
    assert iterated_dominance(alone).surviving == (("1", "3"),)
    assert iterated_dominance(alone, weak=True).surviving == (("1", "3"),)


def test_guessing_unravels_round_by_round() -> None:
    """Bigger numbers go first; the smaller of two guesses is always the nearer one, so that 0 is weakly best."""
    answer = iterated_dominance(guessing(8), weak=True)
    assert answer.solution == ("0", "0")
    assert len(answer.rounds) == 1


def test_cournot_unravels_to_the_equilibrium() -> None:
    """Price 12 - q1 - q2, no costs, whole quantities."""
    table = {(str(q), str(r)): (q * max(12 - q - r, 0), r * max(12 - q - r, 0)) for q in range(9) for r in range(9)}
    answer = iterated_dominance(StrategicGame.from_table(("A", "B"), table))
    assert len(answer.rounds) > 1
    assert all("4" in own for own in answer.surviving)


def tied() -> StrategicGame:
    """The third player's M2 is a best reply only to a belief that ties the others' choices together [OsborneRubinstein1994]_."""
    boxes = {
        "M1": {("U", "L"): 8},
        "M2": {("U", "L"): 4, ("D", "R"): 4},
        "M3": {("D", "R"): 8},
        "M4": {(one, two): 3 for one in "UD" for two in "LR"},
    }
    table = {
        (one, two, box): (pays, pays, pays)
        for one in "UD"
        for two in "LR"
        for box, own in boxes.items()
        for pays in [own.get((one, two), 0)]
    }
    return StrategicGame.from_table(("A", "B", "C"), table)


def test_three_players_may_believe_in_correlation() -> None:
    answer = iterated_dominance(tied())
    assert answer.rounds == ()
    belief = answer.belief("C", "M2")
    assert is_best_reply(tied(), "C", "M2", belief)
    chance = dict(belief)
    apart = {(one, two): chance.get((one, two), Fraction(0)) for one in "UD" for two in "LR"}
    assert apart["U", "L"] * apart["D", "R"] != apart["U", "R"] * apart["D", "L"]


def test_definitions_by_hand() -> None:
    assert margins(DILEMMA, "A", {"share": HALF, "hide": HALF}, "share") == (
        (("share",), Fraction(1)),
        (("hide",), HALF),
    )
    assert dominates(DILEMMA, "A", "hide", "share")
    assert not dominates(DILEMMA, "A", "hide", "hide", weak=True)
    belief = ((("share",), HALF), (("hide",), HALF))
    assert belief_payoffs(DILEMMA, "B", belief) == (Fraction(3, 2), Fraction(3))
    assert is_best_reply(DILEMMA, "B", "share", belief, [["share", "hide"], ["share"]])


SYMBOLIC = StrategicGame.from_arrays(
    [["R", "S"], ["T", "P"]],
    [["R", "T"], ["S", "P"]],
    players=("A", "B"),
    actions=(("share", "hide"),) * 2,
    assumptions=parse_relations("T > R > P > S"),
)


def test_symbols_are_answered_where_the_answer_is_always_the_same() -> None:
    answer = iterated_dominance(SYMBOLIC)
    assert answer.solution == ("hide", "hide")
    assert [[text(margin) for _, margin in own.margins] for own in answer.rounds[0]] == [["T - R", "P - S"]] * 2
    assert answer.rounds[0][0].least is None
    assert certify(answer).status is Status.PROVED
    assert "hide pays more, whatever the others do" in explain(answer)
    assert rationalizable(SYMBOLIC).surviving == (("hide",), ("hide",))


def test_symbols_may_cancel_in_what_is_compared() -> None:
    """What A gets is x whatever he does, and B's second action costs him x**2 + 1."""
    game = StrategicGame.from_arrays([["x", 0], ["x", 0]], [[1, "-x**2"], [2, "1 - x**2"]])
    answer = iterated_dominance(game)
    assert answer.surviving == (("1", "2"), ("1",))
    assert certify(answer).status is Status.PROVED
    assert answer.belief("1", "1") == ((("1",), Fraction(1)),)


def test_symbols_on_which_it_depends_are_named() -> None:
    with pytest.raises(Unsupported, match="may depend on P, R, S, T whether A's action share is dominated"):
        iterated_dominance(replace(SYMBOLIC, assumptions=()))
    with pytest.raises(Unsupported, match=r"dominance: found the symbols P, R, S, T in the payoffs; expected numbers"):
        iterated_dominance(SYMBOLIC, weak=True)
    with pytest.raises(InvalidGame, match="hold together"):
        iterated_dominance(replace(SYMBOLIC, assumptions=parse_relations("T > R > P > S > T")))
    with pytest.raises(Unsupported, match="the margin"):
        dominates(StrategicGame.from_arrays(["x", 0]), "1", "1", "2")
    assert dominates(StrategicGame.from_arrays(["x + 1", "x"]), "1", "1", "2")


@given(st.data())
def test_an_answer_for_all_values_is_the_answer_at_each(data: st.DataObject) -> None:
    terms = ["T", "R", "P", "S", "T + 1", "R - S", "2*T", "0"]
    cells = [data.draw(st.lists(st.sampled_from(terms), min_size=6, max_size=6)) for _ in range(2)]
    game = StrategicGame(
        ("A", "B"),
        (("a", "b", "c"), ("d", "e")),
        tuple(map(tuple, cells)),  # type: ignore[arg-type]
        SYMBOLIC.assumptions,
    )
    try:
        answer = iterated_dominance(game)
    except Unsupported:
        return
    low = data.draw(st.integers(-3, 2))
    values = dict(
        zip("SPRT", itertools.accumulate([low, *(data.draw(st.integers(1, 3)) for _ in range(3))]), strict=True)
    )
    there = iterated_dominance(game.substitute(values))
    assert gone(there) == gone(answer)
    assert there.surviving == answer.surviving


def test_wrong_names_are_refused() -> None:
    with pytest.raises(InvalidGame, match="share"):
        dominates(DILEMMA, "A", "hid", "share")
    with pytest.raises(InvalidGame, match="surviving actions of B"):
        restricted(DILEMMA, [["share"], ["keep"]])
    with pytest.raises(InvalidGame, match="one list for each of A, B"):
        restricted(DILEMMA, [["share"]])
    with pytest.raises(InvalidGame, match="one of those that survive: hide"):
        iterated_dominance(DILEMMA).belief("A", "share")
    with pytest.raises(InvalidGame, match="sum of exactly 1"):
        margins(DILEMMA, "A", {"share": HALF}, "hide")


def test_a_time_limit_hands_back_what_was_done() -> None:
    with pytest.raises(LimitReached) as stopped:
        iterated_dominance(guessing(6), time_limit=1e-9)
    partial = stopped.value.partial
    assert not partial.complete
    assert partial.surviving == guessing(6).actions


def test_large_games_take_seconds() -> None:
    import random

    numbers = random.Random(1)
    rows = [[[numbers.randint(0, 9999) for _ in range(1000)] for _ in range(2)] for _ in range(2)]
    answer = iterated_dominance(StrategicGame.from_arrays(*rows))
    assert len(answer.surviving[1]) < 20
