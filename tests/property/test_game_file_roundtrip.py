"""What is written as a game file and read again is the same game, and the same profile over it."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from games.core.anonymous import AnonymousGame, count_names
from games.core.automaton import Automaton, AutomatonState, Count, Machine, Machines, Rule, Seen
from games.core.dynamic import DynamicGame, GameState, Move
from games.core.play import bind
from games.core.strategic import StrategicGame
from games.errors import Unsupported
from games.exact import Scalar, exact, parse_formula, parse_relations, simplest
from games.formats.game_file import loads
from games.formats.write import dumps
from games.testing import anonymous_games, automata, discounts, dynamic_games, fractions, strategic_games

SYMBOLIC: st.SearchStrategy[Scalar] = st.sampled_from(
    ["a", "b/2", "a*b - 1", "(a - b)/(a + b)", "a**3", "max(a, b, 1)", "-min(a, 0)", "1/(1 - a)", "2", "-7/3"]
).map(exact)
AWKWARD = st.sampled_from(
    [
        "share",
        "low price",
        "stays?",
        "é",
        'say "no"',
        "back\\slash",
        "1",
        "a.b",
        "[x]",
        "=",
        "true",
        "#",
        "a/b",
        "otherwise!",
    ]
)
Game = StrategicGame | DynamicGame | AnonymousGame


def same_scalar(left: Scalar, right: Scalar) -> bool:
    return simplest(left - right) == 0


def same_stage(left: StrategicGame, right: StrategicGame) -> bool:
    return (
        left.players == right.players
        and left.actions == right.actions
        and all(map(same_scalar, sum(left.payoffs, ()), sum(right.payoffs, ())))
    )


def same_state(left: GameState, right: GameState) -> bool:
    return left.name == right.name and same_stage(left.stage, right.stage) and left.moves == right.moves


@given(game=strategic_games(payoffs=st.one_of(fractions, SYMBOLIC)))
def test_strategic_forms_come_back(game: StrategicGame) -> None:
    again = loads(dumps(game)).game
    assert isinstance(again, StrategicGame)
    assert same_stage(game, again)


@given(
    labels=st.lists(AWKWARD, min_size=2, max_size=5, unique=True),
    name=st.text(st.characters(codec="utf-8"), max_size=8),
)
def test_awkward_names_come_back(labels: list[str], name: str) -> None:
    printable = "".join(c for c in name if c.isprintable() or c in "\n\t")
    table = {(own, "x"): (Fraction(number), Fraction(1)) for number, own in enumerate(labels)}
    game = StrategicGame.from_table(("the buyer", labels[0]), table, name=printable)
    again = loads(dumps(game)).game
    assert isinstance(again, StrategicGame)
    assert same_stage(game, again)
    assert again.name == printable


@given(data=st.data(), discount=st.one_of(discounts, st.just("d")))
def test_repeated_games_come_back_with_their_automata(data: st.DataObject, discount: object) -> None:
    stage = data.draw(strategic_games(payoffs=fractions))
    game = DynamicGame.repeated(stage, discount)
    assert_comes_back(game, data.draw(automata(game, mixed=True)))


@given(data=st.data(), weight=st.fractions(0, 1, max_denominator=9))
def test_monitored_games_come_back(data: st.DataObject, weight: Fraction) -> None:
    stage = data.draw(strategic_games(players=2, payoffs=fractions))
    rows = {
        profile: (weight, 1 - weight) if number % 2 else ("1/2", "1/2")
        for number, profile in enumerate(stage.profiles())
    }
    game = DynamicGame.monitored(stage, ("good", "bad"), rows, "1/3")
    play = tuple(((labels[0], Fraction(1)),) for labels in stage.actions)
    go, stay = (Rule((("off", Fraction(1)),), "bad"), Rule((("on", Fraction(1)),)))
    states = (AutomatonState("on", ((None, play),), (go, stay)), AutomatonState("off", ((None, play),), (stay,)))
    assert_comes_back(game, Automaton(states, "on"))


@given(data=st.data())
def test_stochastic_games_come_back_with_their_automata(data: st.DataObject) -> None:
    game = data.draw(dynamic_games(payoffs=fractions))
    assert_comes_back(game, data.draw(automata(game, mixed=True)))


@given(data=st.data(), factors=st.lists(st.fractions(0, 3, max_denominator=4), min_size=1, max_size=4))
def test_growth_factors_come_back(data: st.DataObject, factors: list[Fraction]) -> None:
    stage = data.draw(strategic_games(players=2, max_actions=2))
    moves = tuple((Move(Fraction(1), "s", None, factors[k % len(factors)]),) for k in range(len(stage.payoffs[0])))
    state = GameState("s", StrategicGame(stage.players, stage.actions, stage.payoffs), moves)
    game = DynamicGame(stage.players, (state,), (("s", Fraction(1)),), (Fraction(1, 9), Fraction(1, 5)))
    assert_comes_back(game, None)


def assert_comes_back(game: DynamicGame, profile: Automaton | Machines | None) -> None:
    text = dumps(game, profile)
    loaded = loads(text)
    again = loaded.game
    assert isinstance(again, DynamicGame)
    assert (again.players, again.start, again.discount) == (game.players, game.start, game.discount)
    assert all(map(same_state, again.states, game.states))
    if profile is not None:
        assert loaded.profile is not None
        before, after = bind(game, profile), bind(again, loaded.profile)
        assert (before.nodes, before.plays, before.cells) == (after.nodes, after.plays, after.cells)
    assert dumps(again, loaded.profile) == text


@given(game=anonymous_games(payoffs=fractions))
def test_anonymous_games_come_back(game: AnonymousGame) -> None:
    again = loads(dumps(game)).game
    assert isinstance(again, AnonymousGame)
    assert (again.players, again.actions, again.payoff) == (game.players, game.actions, game.payoff)


@given(data=st.data(), size=st.integers(1, 4), labels=st.lists(AWKWARD, min_size=3, max_size=4, unique=True))
def test_anonymous_games_with_more_actions_come_back(data: st.DataObject, size: int, labels: list[str]) -> None:
    assume(len(set(count_names(labels))) == len(labels))
    vectors = math.comb(size + len(labels) - 2, len(labels) - 1)
    table = st.lists(fractions, min_size=vectors, max_size=vectors).map(tuple)
    formula = st.sampled_from([*count_names(labels), "n - 1"]).map(lambda name: parse_formula(f"{name}**2 - 1/2"))
    payoff = tuple(data.draw(st.one_of(table, formula)) for _ in labels)
    game = AnonymousGame(Fraction(size), tuple(labels), payoff)
    again = loads(dumps(game)).game
    assert isinstance(again, AnonymousGame)
    assert (again.players, again.actions, again.payoff) == (game.players, game.actions, game.payoff)


@pytest.mark.parametrize("players", ["7", "n", "2*m"])
def test_anonymous_formulas_and_their_symmetric_profiles_come_back(players: str) -> None:
    formulas = (parse_formula("m*k"), parse_formula("m*(k + 1) - C(n - 1, k)/2**k - 1/2"))
    assumed = parse_relations("0 < m < 1")
    game = AnonymousGame(exact(players), ("out", "in"), formulas, assumed, "the project", "PerezAleman2003")
    one = Fraction(1)
    on = AutomatonState("on", ((None, "in"),), (Rule((("on", one),), Count(game.players)), Rule((("off", one),))))
    off = AutomatonState("off", ((None, "out"),), (Rule((("off", one),)),))
    profile = Automaton((on, off), "on")
    loaded = loads(dumps(game, profile, discount=exact("d")))
    assert (loaded.game, loaded.profile, loaded.discount) == (game, profile, (exact("d"),))


def test_machines_come_back_as_what_they_do() -> None:
    stage = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], actions=(("c", "n"), ("c", "n")))
    game = DynamicGame.repeated(stage, "1/2")
    assert_comes_back(game, Machines((Machine.tit_for_tat(1, "c", "n"), Machine.tit_for_tat(0, "c", "n"))))
    assert_comes_back(game, Machines((Machine.constant("c"), Machine.tit_for_tat(0, "c", "n"))))


@pytest.mark.parametrize(
    "profile",
    [
        Automaton.grim("c", "n"),
        Automaton.punish_for(("c", "c"), ("n", "n"), 3),
        Automaton.markov(("c", "n")),
    ],
)
def test_the_librarys_automata_come_back(profile: Automaton) -> None:
    stage = StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]], actions=(("c", "n"), ("c", "n")))
    assert_comes_back(DynamicGame.repeated(stage), profile)


def test_assumptions_come_back() -> None:
    assumed = parse_relations("T > R > P") + parse_relations("0 <= d")
    game = StrategicGame.from_arrays([["R", 0], ["T", "P"]], [["R", "T"], [0, "P"]], assumptions=assumed)
    again = loads(dumps(game)).game
    assert isinstance(again, StrategicGame)
    assert again.assumptions == assumed


def test_what_a_file_cannot_say_is_refused() -> None:
    stage = StrategicGame.from_arrays([[_root()]], [[1]])
    with pytest.raises(Unsupported, match="dumps"):
        dumps(stage)
    kept = Rule((("a", Fraction(1)),), Seen.KEPT)
    named = Rule((("a", Fraction(1)),), ("1", "1"))
    odd = Automaton((AutomatonState("a", ((None, "1"),), (kept, named, Rule((("a", Fraction(1)),)))),), "a")
    with pytest.raises(Unsupported, match="kept"):
        dumps(DynamicGame.repeated(StrategicGame.from_arrays([[1]], [[1]])), odd)


def _root() -> Scalar:
    import sympy

    return exact(sympy.sqrt(2))
