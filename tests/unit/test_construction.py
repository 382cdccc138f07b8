"""Building a game or a strategy says what is wrong: where, what was found, what was expected, and it names near misses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError
from fractions import Fraction

import numpy as np
import pytest
import sympy

from games import AnonymousGame, Automaton, DynamicGame, InvalidGame, Machine, Machines, StrategicGame, stochastic_game
from games.core.automaton import AutomatonState, Rule
from games.core.distribution import distribution
from games.core.dynamic import GameState, Move
from games.core.nash import mixed_profile
from games.errors import ComarcaError, InvalidScalar, InvalidStrategy

ONE, HALF = Fraction(1), Fraction(1, 2)
TABLE = {("c", "c"): (3, 3), ("c", "n"): (0, 5), ("n", "c"): (5, 0), ("n", "n"): (1, 1)}
PD = StrategicGame.from_table(("A", "B"), TABLE)
STAY = (Move(ONE, "s"),)


def table(**changes: object) -> StrategicGame:
    """The dilemma with cells changed: c_n=(0, 5)."""
    return StrategicGame.from_table(("A", "B"), {**TABLE, **{tuple(k.split("_")): v for k, v in changes.items()}})


def without(*profile: str) -> StrategicGame:
    return StrategicGame.from_table(("A", "B"), {own: v for own, v in TABLE.items() if own != profile})


def dynamic(*, moves: object = (STAY,) * 4, start: object = "s", discount: object = (HALF, HALF)) -> DynamicGame:
    return DynamicGame(("A", "B"), (GameState("s", PD, moves),), start, discount)  # type: ignore[arg-type]


def signals(rows: dict[tuple[str, str], list[object]], names: tuple[str, ...] = ("good", "bad")) -> DynamicGame:
    return DynamicGame.monitored(PD, names, rows)


NOISE: dict[tuple[str, str], list[object]] = {profile: ["9/10", "1/10"] for profile in TABLE}


def state(name: str, to: object, play: object = "c") -> AutomatonState:
    return AutomatonState(name, ((None, play),), (Rule(to),))  # type: ignore[arg-type]


Build = Callable[[], object]
WRONG: dict[str, tuple[Build, tuple[str, ...]]] = {
    # players, actions, labels
    "no players": (lambda: StrategicGame((), (), ()), ("players", "no player", "at least one player")),
    "a player twice": (
        lambda: StrategicGame.from_table(("A", "A"), TABLE),
        ("players", '"A" twice', "distinct", "Rename"),
    ),
    "a player without a name": (lambda: StrategicGame(("",), (("c",),), ((ONE,),)), ("players", "''", "not empty")),
    "a player named by a number": (lambda: StrategicGame((1,), (("c",),), ((ONE,),)), ("players", "1", "a text")),
    "players as one text": (lambda: StrategicGame.from_table("AB", TABLE), ("players", "'AB'", "a list", '["AB"')),
    "no actions": (lambda: StrategicGame(("A",), ((),), ((),)), ("actions of A", "no action", "at least one action")),
    "an action twice": (
        lambda: StrategicGame(("A",), (("c", "c"),), ((ONE, ONE),)),
        ("actions of A", '"c" twice', "distinct"),
    ),
    "actions of too few": (
        lambda: StrategicGame(("A", "B"), (("c",),), ((ONE,), (ONE,))),
        ("actions", "1 players", "2"),
    ),
    "actions in the table that are not listed": (
        lambda: StrategicGame.from_table(("A", "B"), TABLE, actions=(("c", "x"), ("c", "n"))),
        ("n", "c, x"),
    ),
    "lists of actions for too few": (
        lambda: StrategicGame.from_table(("A", "B"), TABLE, actions=(("c", "n"),)),
        ("actions", "1", "2"),
    ),
    # shape
    "a missing profile": (lambda: without("n", "c"), ("payoffs", 'no entry for "n, c"', "all 4 profiles", "Add")),
    "an empty table": (lambda: StrategicGame.from_table(("A", "B"), {}), ("payoffs",)),
    "a profile too short": (
        lambda: StrategicGame.from_table(("A", "B"), {("c",): (1, 1)}),
        ("payoffs", "('c',)", "each of A, B"),
    ),
    "a profile as one text": (
        lambda: StrategicGame.from_table(("A", "B"), {"cc": (1, 1)}),
        ("payoffs", "'cc'", "each of A, B"),
    ),
    "too few payoffs": (lambda: table(c_n=(0,)), ('"c, n"', "(0,)", "2 payoffs", "A, B")),
    "too many payoffs": (lambda: table(c_n=(0, 1, 2)), ('"c, n"', "(0, 1, 2)", "2 payoffs")),
    "payoffs as one text": (lambda: table(c_n="05"), ('"c, n"', "'05'", "2 payoffs")),
    "rows too short": (
        lambda: StrategicGame(("A",), (("c", "n"),), ((ONE,),)),
        ("payoffs", "[1]", "1 rows of 2 cells"),
    ),
    "too few rows": (lambda: StrategicGame(("A", "B"), (("c",), ("c",)), ((ONE,),)), ("payoffs", "2 rows of 1 cells")),
    "arrays of different shapes": (
        lambda: StrategicGame.from_arrays([[1, 2]], [[1], [2]]),
        ("payoffs", "(1, 2)", "(2, 1)", "same shape"),
    ),
    "one array for two axes": (
        lambda: StrategicGame.from_arrays([[1, 2]]),
        ("payoffs", "(1, 2)", "one array a player"),
    ),
    "a ragged array": (lambda: StrategicGame.from_arrays([[1, 2], [3]], [[1, 2], [3]]), ("payoffs", "rectangular")),
    "no array": (lambda: StrategicGame.from_arrays(), ("payoffs", "one array a player")),
    # numbers
    "nan": (lambda: table(c_n=(float("nan"), 5)), ("payoff", 'A at "c, n"', "nan", "finite")),
    "infinity": (lambda: table(n_c=(5, float("-inf"))), ("payoff", 'B at "n, c"', "inf", "finite")),
    "numpy's nan": (lambda: StrategicGame.from_arrays(np.array([[np.nan]]), np.array([[1.0]])), ("payoff", "nan")),
    "sympy's infinity": (lambda: table(c_n=(sympy.oo, 5)), ('A at "c, n"', "oo")),
    "a complex number": (lambda: table(c_n=(1j, 5)), ('A at "c, n"', "1j")),
    "sympy's imaginary unit": (lambda: table(c_n=(sympy.I, 5)), ('A at "c, n"', "I")),
    "a truth value": (lambda: table(c_n=(True, 5)), ('A at "c, n"', "True")),
    "nothing": (lambda: table(c_n=(None, 5)), ('A at "c, n"', "None")),
    "text that is no number": (lambda: table(c_n=("1 +", 5)), ('A at "c, n"', "1 +")),
    "text that is code": (lambda: table(c_n=("__import__('os')", 5)), ('A at "c, n"', "__import__")),
    "a division by zero": (lambda: table(c_n=("1/0", 5)), ('A at "c, n"', "1/0")),
    # asking for what is not there
    "an unknown action": (lambda: PD.payoff(("c", "m")), ("actions of B", '"m"', "one of c, n")),
    "an action misspelt": (
        lambda: StrategicGame.from_table(("A",), {("share",): (1,), ("hide",): (2,)}).payoff(("shere",)),
        ("actions of A", '"shere"', "share, hide", 'Did you mean "share"?'),
    ),
    "an unknown player": (lambda: PD.player_index("C"), ("players", '"C"', "one of A, B")),
    "a profile of three": (lambda: PD.payoff(("c", "c", "c")), ("profile", "A, B")),
    "a profile as a text": (lambda: PD.payoff("cc"), ("profile", "'cc'", "A, B")),
    # distributions
    "probabilities below one": (
        lambda: distribution({"good": "1/2", "bad": "1/3"}, "signal"),
        ("signal", "sum to 5/6", "exactly 1"),
    ),
    "floats that nearly sum to one": (
        lambda: distribution({"a": 0.1, "b": 0.9}, "play"),
        ("play", "sum to", "exactly 1"),
    ),
    "a negative probability": (
        lambda: distribution({"a": "3/2", "b": "-1/2"}, "play"),
        ('play, "a"', "3/2", "from 0 to 1"),
    ),
    "a label twice": (lambda: distribution([("a", HALF), ("a", HALF)], "play"), ("play", '"a" twice', "once")),
    "no label": (lambda: distribution({}, "play"), ("play", "sum to 0", "exactly 1")),
    "symbols that need not sum to one": (
        lambda: distribution({"a": "q", "b": "r"}, "play"),
        ("play", "sum to q + r", "exactly 1"),
    ),
    "a mixed action that does not sum to one": (
        lambda: mixed_profile(PD, ["c", {"c": "1/2", "n": "1/3"}]),
        ("profile", "5/6", "exactly 1"),
    ),
    "a mixed action of another game": (
        lambda: mixed_profile(PD, ["c", {"c": "1/2", "m": "1/2"}]),
        ("actions of B", '"m"', "c, n"),
    ),
    "a mixed profile of one": (lambda: mixed_profile(PD, ["c"]), ("profile", "A, B")),
    # play over time
    "a discount factor of one": (lambda: PD.repeated(1), ("discount factor of A", "1", "0 <= d < 1")),
    "a discount factor above one": (lambda: PD.repeated("3/2"), ("discount factor of A", "3/2", "0 <= d < 1")),
    "a negative discount factor": (lambda: PD.repeated("-1/5"), ("discount factor of A", "-1/5", "0 <= d < 1")),
    "another's discount factor": (lambda: PD.repeated(["1/2", 1]), ("discount factor of B", "1", "0 <= d < 1")),
    "discount factors of three": (lambda: PD.repeated(["1/2"] * 3), ("discount", "3 discount factors", "A, B")),
    "a discount factor that is nan": (lambda: PD.repeated(float("nan")), ("discount", "nan")),
    "a discount factor that is true": (lambda: PD.repeated(False), ("discount", "False")),
    "moves for too few cells": (lambda: dynamic(moves=(STAY,) * 3), ('state "s"', "3 cells", "4 profiles")),
    "a move to nowhere": (
        lambda: dynamic(moves=(STAY, STAY, (Move(ONE, "t"),), STAY)),
        ('state "s"', '"n, c"', 'state "t"', "one of s"),
    ),
    "moves that do not sum to one": (
        lambda: dynamic(moves=(STAY, (Move(HALF, "s"),), STAY, STAY)),
        ('state "s"', '"c, n"', "sum to 1/2", "exactly 1"),
    ),
    "a negative chance of a move": (
        lambda: dynamic(moves=((Move(Fraction(-1), "s"), Move(Fraction(2), "s")), STAY, STAY, STAY)),
        ('"c, c"', "-1", "from 0 to 1"),
    ),
    "a negative growth factor": (
        lambda: dynamic(moves=((Move(ONE, "s", None, Fraction(-2)),), STAY, STAY, STAY)),
        ('"c, c"', "growth factor -2", "at least 0"),
    ),
    "an infinite growth factor": (
        lambda: dynamic(moves=((Move(ONE, "s", None, float("inf")),), STAY, STAY, STAY)),  # type: ignore[arg-type]
        ('"c, c"', "growth", "inf"),
    ),
    "a start nowhere": (lambda: dynamic(start="t"), ("start_state", '"t"', "one of s")),
    "a start that does not sum to one": (lambda: dynamic(start={"s": "1/2"}), ("start_state", "1/2", "exactly 1")),
    "no game states": (lambda: DynamicGame(("A",), (), "s", (HALF,)), ("states", "no state", "at least one")),  # type: ignore[arg-type]
    "a game state twice": (
        lambda: DynamicGame(("A", "B"), (GameState("s", PD, (STAY,) * 4),) * 2, "s", (HALF, HALF)),  # type: ignore[arg-type]
        ("states", '"s" twice'),
    ),
    "a stage of other players": (
        lambda: DynamicGame(("A", "C"), (GameState("s", PD, (STAY,) * 4),), "s", (HALF, HALF)),  # type: ignore[arg-type]
        ('state "s"', "players A, B", "players A, C"),
    ),
    "an unknown game state": (lambda: PD.repeated().state("stagee"), ('"stagee"', 'Did you mean "stage"?')),
    "a next state that is none": (
        lambda: stochastic_game({"low": PD}, lambda _, profile: "hihg" if profile == ("n", "n") else "low"),
        ('state "low"', '"n, n"', '"hihg"', "one of low"),
    ),
    # monitoring
    "a profile without signals": (
        lambda: signals({own: row for own, row in NOISE.items() if own != ("n", "c")}),
        ("monitoring", '"n, c"', "no row"),
    ),
    "signals that do not sum to one": (
        lambda: signals({**NOISE, ("c", "n"): ["9/10", "2/10"]}),
        ("monitoring", '"c, n"', "11/10", "exactly 1"),
    ),
    "a signal too few": (lambda: signals({**NOISE, ("c", "n"): [1]}), ("monitoring", '"c, n"', "1 probabilities", "2")),
    "a signal twice": (lambda: signals(NOISE, ("good", "good")), ("signals", '"good" twice')),
    "signals of a profile that is none": (
        lambda: signals({**NOISE, ("c", "m"): [1, 0]}),
        ("actions of B", '"m"', "c, n"),
    ),
    "shocks that do not sum to one": (
        lambda: DynamicGame.with_shocks({"high": (PD, "1/2"), "low": (PD, "1/3")}),
        ("shocks", "5/6", "exactly 1"),
    ),
    # strategies
    "an automaton without states": (lambda: Automaton((), "x"), ("profile", "no state")),
    "an automaton's state twice": (lambda: Automaton((state("x", (("x", ONE),)),) * 2, "x"), ("profile", '"x" twice')),
    "an automaton that starts nowhere": (
        lambda: Automaton((state("work", (("work", ONE),)),), "wrok"),
        ("profile, start", '"wrok"', "one of work", 'Did you mean "work"?'),
    ),
    "a rule that leads nowhere": (
        lambda: Automaton((state("x", (("y", ONE),)),), "x"),
        ('state "x", next', '"y"', "one of x"),
    ),
    "no punishment at all": (lambda: Automaton.punish_for("c", "n", 0), ("punish_for", "0 periods", "at least 1")),
    "a machine's state that looks like two": (
        lambda: Machines((Machine.constant("a | b"),)),
        ("profile", '"a | b"', "without"),
    ),
    "an action that the game has not": (
        lambda: PD.repeated("1/2").check(Automaton.grim("c", "m")),
        ('"m"', "c, n"),
    ),
    "a profile for three": (
        lambda: PD.repeated("1/2").check(Automaton.markov(("c", "c", "c"))),
        ("profile", "3 actions", "A, B"),
    ),
    "a machine too few": (
        lambda: PD.repeated("1/2").check(Machines((Machine.constant("c"),))),
        ("profile", "1 machines", "A, B"),
    ),
    "no play for a game state": (
        lambda: PD.repeated("1/2").check(Automaton.markov({"elsewhere": ("c", "c")})),
        ("profile", 'game state "stage"'),
    ),
    "no rule for what can happen": (
        lambda: PD.repeated("1/2").check(
            Automaton((AutomatonState("x", ((None, "c"),), (Rule((("x", ONE),), ("c", "c")),)),), "x")
        ),
        ('state "x"', 'no rule for "', "otherwise"),
    ),
    "mixed play that does not sum to one": (
        lambda: PD.repeated("1/2").check(Automaton((state("x", (("x", ONE),), ((("c", HALF),), (("c", ONE),))),), "x")),
        ('state "x"', "1/2", "exactly 1"),
    ),
    "next states that do not sum to one": (
        lambda: PD.repeated("1/2").check(Automaton((state("x", (("x", HALF),)),), "x")),
        ('state "x"', "1/2", "exactly 1"),
    ),
    "a negative chance of a next state": (
        lambda: PD.repeated("1/2").check(
            Automaton((state("x", (("x", Fraction(2)), ("y", Fraction(-1)))), state("y", (("y", ONE),))), "x")
        ),
        ('state "x"', "from 0 to 1"),
    ),
    "departures seen under signals": (
        lambda: signals(NOISE).check(Automaton.grim("c", "n")),
        ("kept", "signal", "name the signals"),
    ),
    "departures from mixed play": (
        lambda: PD.repeated("1/2").check(Automaton.trigger(({"c": "1/2", "n": "1/2"}, "c"), "n")),
        ("kept", "mixed", "Name the profiles"),
    ),
    # anonymous games
    "fewer than one player": (lambda: AnonymousGame(Fraction(0), ("o", "i"), ((), ())), ("players", "0")),
    "half a player": (
        lambda: AnonymousGame(Fraction(5, 2), ("o", "i"), ((ONE,), (ONE,))),
        ("players", "5/2"),
    ),
    "three actions": (
        lambda: AnonymousGame(ONE, ("o", "i", "u"), ((ONE,), (ONE,))),  # type: ignore[arg-type]
        ("actions", "3", "2"),
    ),
    "the same action twice": (lambda: AnonymousGame(ONE, ("o", "o"), ((ONE,), (ONE,))), ("actions", '"o" twice')),
    "a count too few": (
        lambda: AnonymousGame(Fraction(3), ("o", "i"), ((ONE,) * 3, (ONE,) * 2)),
        ("payoff of i", "2 entries", "3 entries"),
    ),
    "a table for a symbolic number": (
        lambda: AnonymousGame(sympy.Symbol("n"), ("o", "i"), ((ONE,), (ONE,))),
        ("payoff of o", "formula in k"),
    ),
    "nan at a count": (
        lambda: AnonymousGame(Fraction(2), ("o", "i"), ((ONE, float("nan")), (ONE, ONE))),  # type: ignore[arg-type]
        ("payoff of o at k = 1", "nan"),
    ),
    # assumptions
    "an assumption that is no relation": (
        lambda: StrategicGame.from_table(("A", "B"), TABLE, assumptions=["T + R"]),
        ("T + R",),
    ),
    "an assumption that is a number": (lambda: StrategicGame.from_table(("A", "B"), TABLE, assumptions=[3]), ("3",)),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_message_says_where_what_and_what_instead(name: str) -> None:
    build, parts = WRONG[name]
    with pytest.raises(InvalidGame) as caught:
        build()
    error, message = caught.value, str(caught.value)
    for part in parts:
        assert part.lower() in message.lower()
    assert error.where
    assert error.found
    assert error.expected or error.remedy
    assert isinstance(error, ComarcaError)
    assert isinstance(error, ValueError)
    assert "\n" not in message
    assert len(message) < 500


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("nan", InvalidScalar),
        ("text that is code", InvalidScalar),
        ("no punishment at all", InvalidStrategy),
        ("an automaton that starts nowhere", InvalidStrategy),
        ("no rule for what can happen", InvalidStrategy),
    ],
)
def test_the_kind_of_error_fits(name: str, kind: type[Exception]) -> None:
    with pytest.raises(kind, match=r"."):
        WRONG[name][0]()


def legal() -> Iterator[tuple[str, object, object]]:
    """What looks odd and is legal: (what, found, expected)."""
    yield "a discount factor of 0", PD.repeated(0).discount, (Fraction(0),) * 2
    yield "one each", PD.repeated(["1/2", "0.25"]).discount, (HALF, Fraction(1, 4))
    yield "a float at its exact value", table(c_n=(0.1, 5)).payoff(("c", "n"))[0], Fraction(0.1)
    yield "a decimal in a text", table(c_n=("0.1", 5)).payoff(("c", "n"))[0], Fraction(1, 10)
    yield "numpy's whole numbers", table(c_n=(np.int64(2), 5)).payoff(("c", "n"))[0], Fraction(2)
    yield "one player", StrategicGame(("A",), (("c",),), ((ONE,),)).shape, (1,)
    yield "the table's order of actions", PD.actions, (("c", "n"), ("c", "n"))
    listed = StrategicGame.from_table(("A", "B"), TABLE, actions=(("n", "c"), ("c", "n")))
    yield "another order of actions", listed.payoff(("n", "c")), (5, 0)
    yield "and its cells", listed.payoffs[0], (5, 1, 3, 0)
    yield "probability 0 is left out", distribution({"a": 1, "b": 0}, "x"), (("a", ONE),)
    yield "symbols that sum to one", distribution({"a": "q", "b": "1 - q"}, "x")[0][0], "a"
    yield "growth of 0", dynamic(moves=((Move(ONE, "s", None, Fraction(0)),), STAY, STAY, STAY)).grows, True


@pytest.mark.parametrize(("found", "expected"), [row[1:] for row in legal()], ids=[row[0] for row in legal()])
def test_what_is_legal_is_read_exactly(found: object, expected: object) -> None:
    assert found == expected


def test_descriptions_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        PD.players = ("X", "Y")  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        PD.repeated().discount = (HALF,)  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Automaton.grim("c", "n").start = "n"  # type: ignore[misc]


def test_payoffs_are_indexed_by_player_and_then_by_cell_the_last_player_fastest() -> None:
    game = StrategicGame.from_arrays([[[1, 2], [3, 4]]], [[[5, 6], [7, 8]]], [[[9, 10], [11, 12]]])
    assert game.shape == (1, 2, 2)
    assert game.payoffs == ((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12))
    assert game.payoff(("1", "2", "1")) == (3, 7, 11)
    assert [game.cell(profile) for profile in game.profiles()] == [0, 1, 2, 3]
