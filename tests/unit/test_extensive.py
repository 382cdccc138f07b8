"""Games in extensive form: what a tree must be, what players remember, subgames, strategic forms, behaviour, equilibria of known games."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from games import Chance, Decision, ExtensiveGame, InvalidGame, LimitReached, Terminal, Unsupported, solvable
from games.core.behaviour import (
    behaviour_profile,
    departures,
    is_nash,
    is_subgame_perfect,
    nash_departures,
    reach_chances,
)
from games.core.extensive import ExtensiveGame as CoreGame
from games.core.extensive import Node
from games.core.plans import behaviour_of, free_sets, mixed_of, plans
from games.core.recall import cut, forgotten, passed_twice, subgame_roots, subgames
from games.core.solution import Status
from games.errors import InvalidStrategy
from games.formats.efg import read
from proofs import certify

DATA = Path(__file__).parents[1] / "data"
HALF = Fraction(1, 2)


def tree(name: str) -> ExtensiveGame:
    """A hand-written file of tests/data."""
    return solvable(read((DATA / f"{name}.efg").read_text(encoding="utf-8"), name))


def entry(fight: object = 0, give_in: object = 1) -> ExtensiveGame:
    answer = Decision("incumbent", {"fight": Terminal(-1, fight), "yield": Terminal(1, give_in)})
    return ExtensiveGame.build(("entrant", "incumbent"), Decision("entrant", {"out": Terminal(0, 2), "in": answer}))


def beer_and_quiche() -> ExtensiveGame:
    """Cho and Kreps: the weak would rather have quiche, nobody wants to duel with the strong."""

    def breakfast(strong: bool) -> Decision:
        def meal(name: str) -> Decision:
            liked = int((name == "beer") == strong)
            duel, leave = Terminal(liked, 1 - int(strong)), Terminal(liked + 2, int(strong))
            return Decision("receiver", {"duel": duel, "leave": leave}, f"after {name}")

        label = "strong" if strong else "weak"
        return Decision("sender", {"beer": meal("beer"), "quiche": meal("quiche")}, label)

    return ExtensiveGame.build(
        ("sender", "receiver"), Chance({"strong": ("9/10", breakfast(True)), "weak": ("1/10", breakfast(False))})
    )


# --- what a tree must be ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        (Terminal(1), r"node 0 \(start\): found 1 payoffs; expected 2 payoffs, one for each of A, B"),
        (Decision("C", {"x": Terminal(0, 0)}), r'node 0 \(start\): found player "C"; expected one of A, B'),
        (Decision("A", {}), "start: found the moves {}; expected a table from action to what follows"),
        (Decision("A", {"x": 3}), "after x: found 3; expected a Decision, a Chance or a Terminal"),  # type: ignore[dict-item]
        (Chance({"x": ("1/2", Terminal(0, 0)), "y": ("1/3", Terminal(0, 0))}), "probabilities that sum to 5/6"),
        (Chance({"x": Terminal(0, 0)}), r'start, chance "x": found Terminal'),  # type: ignore[dict-item]
        (Chance({"x": (2, Terminal(0, 0)), "y": (-1, Terminal(0, 0))}), "probability 2; expected a number from 0 to 1"),
        (Decision("A", {"x": Terminal(float("nan"), 0)}), r"node 1 \(after x\), payoff of A"),
        (
            Decision("A", {"x": Decision("B", {"l": Terminal(0, 0)}, "h"), "y": Decision("B", {"r": Terminal(0, 0)}, "h")}),
            r'node 3 \(after y\), information set "h" of B: found the actions r; expected l, as at an earlier node of it',
        ),
    ],
)  # fmt: skip
def test_what_is_no_tree_is_refused_with_the_place(tree: Any, message: str) -> None:
    with pytest.raises(InvalidGame, match=message):
        ExtensiveGame.build(("A", "B"), tree)


@pytest.mark.parametrize(
    "nodes",
    [
        (),
        (Node(("x",), (2,), "A", "h"), Node(), Node()),
        (Node(("x",), (1,), "A", "h"), Node(("y",), (0,), "A", "i")),
        (Node(("x", "y"), (1,), "A", "h"), Node()),
        (Node(("x",), (1,), "A", "h"), Node(), Node()),
        (Node(("x",), (1,), "A", " "), Node()),
        (Node(("x",), (1,), "A", "h", (1,)), Node()),
        (Node(("x",), (1,), "", "h", (1,)), Node()),
        (Node(("x",), (1,)), Node()),
        (Node(player="A", information="h"),),
        (Node(("x", "x"), (1, 2), "A", "h"), Node(), Node()),
    ],
)
def test_nodes_that_are_no_tree_in_preorder_are_refused(nodes: tuple[Node, ...]) -> None:
    with pytest.raises(InvalidGame):
        CoreGame(("A",), nodes)


def test_a_tree_of_one_end_is_a_game() -> None:
    game = ExtensiveGame.build(("A",), Terminal("1/3"))
    answer = game.subgame_perfect_equilibria()
    assert (answer.count, answer.equilibria[0].payoffs) == (1, (Fraction(1, 3),))
    assert certify(answer).status is Status.PROVED
    assert game.strategic_form().actions == (("-",),)


def test_labels_of_moves_without_one_are_distinct() -> None:
    later = {"l": Terminal(0), "r": Terminal(0)}
    game = ExtensiveGame.build(
        ("A",), Decision("A", {"a, b": Decision("A", later), "a": Decision("A", {"b": Decision("A", later)})})
    )
    assert [own.label for own in game.information_sets] == ["start", "after a, b", "after a", "after a, b (2)"]


def test_a_deep_tree_is_no_trouble() -> None:
    part: Any = Terminal(0, 0)
    for depth in range(3_000):
        part = Decision("AB"[depth % 2], {"take": Terminal(0, 1), "pass": part})
    game = ExtensiveGame.build(("A", "B"), part)
    assert game == ExtensiveGame(game.players, game.nodes)
    with pytest.raises(LimitReached, match=r"more than 10\^\d+ subgame-perfect equilibria"):
        game.backward_induction(limit=2)
    assert len(game.history(len(game.nodes) - 1)) == 3_000


# --- information ------------------------------------------------------------------------------------------------------


def test_the_absent_minded_driver_forgets() -> None:
    driver = tree("forgetful")
    assert [own.label for own in passed_twice(driver)] == ["crossing"]
    assert not driver.perfect_recall
    with pytest.raises(Unsupported, match=r"driver is absent-minded .*\"crossing\""):
        driver.subgame_perfect_equilibria()
    form = driver.strategic_form()
    assert {profile: form.payoff(profile)[0] for profile in form.profiles()} == {("exit",): 0, ("on",): 1}


def test_forgetting_ones_own_action_is_no_perfect_recall() -> None:
    def second() -> Decision:
        return Decision("A", {"l": Terminal(1), "r": Terminal(0)}, "second")

    game = ExtensiveGame.build(("A",), Decision("A", {"x": second(), "y": second()}))
    assert [own.label for own in forgotten(game)] == ["second"]
    assert passed_twice(game) == ()
    assert plans(game, 0) == ((0, 0), (0, 1), (1, 0), (1, 1))
    with pytest.raises(Unsupported, match="no perfect recall"):
        game.check({"A": {"start": "x", "second": "l"}})


def test_subgames_begin_where_no_information_set_is_cut() -> None:
    assert subgame_roots(beer_and_quiche()) == (0,)
    assert subgame_roots(entry()) == (0, 2)
    door = tree("pennies")
    assert subgame_roots(door) == (0, 1)
    parts = subgames(door)
    assert (parts[0].later, parts[1].later) == ((1,), ())
    cut_off = cut(door, parts[0], {1: (Fraction(5), Fraction(0), Fraction(0))})
    assert [node.payoffs for node in cut_off.nodes] == [(), (5, 0, 0), (0, 0, 1)]


def test_plans_leave_out_what_own_play_makes_idle() -> None:
    later = Decision("A", {"l": Terminal(1), "r": Terminal(2)})
    game = ExtensiveGame.build(("A",), Decision("A", {"stop": Terminal(0), "go": later}))
    assert game.strategic_form().actions == (("stop", "go/l", "go/r"),)
    assert game.strategic_form(reduced=False).actions == (("stop/l", "stop/r", "go/l", "go/r"),)


def test_plans_with_slashes_in_their_actions_stay_distinct() -> None:
    first = Decision("A", {"b/c": Terminal(1), "c": Terminal(0)})
    game = ExtensiveGame.build(("A",), Decision("A", {"a": first, "a/b": Decision("A", {"c": Terminal(2)})}))
    assert game.strategic_form().actions == (("a/b/c", "a/c", "a/b/c (2)"),)


def test_payoffs_on_the_way_are_collected() -> None:
    game = tree("two_stages")
    form = game.strategic_form()
    assert form.actions == (("stop/stop", "stop/go", "go/stop", "go/go"), ("left", "right"))
    assert form.payoff(("go/go", "left")) == ((3 + HALF * 0 + 0) * HALF + HALF * HALF, Fraction(3, 2))
    profile = {"Ann": {"move": "go", "2": "go"}, "Bob": "left"}
    assert game.expected_payoffs(profile) == form.payoff(("go/go", "left"))


def test_too_many_plans_are_a_limit() -> None:
    wide = Decision("B", {f"{k}": Terminal(0, 0) for k in range(4)})
    game = ExtensiveGame.build(("A", "B"), Decision("A", {f"{k}": wide for k in range(12)}))
    with pytest.raises(LimitReached, match="more than 100,000 plans of B"):
        game.strategic_form()


# --- behaviour --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ({"entrant": "in"}, 'profile of incumbent: found nothing at "after in"'),
        ({"entrant": "inn", "incumbent": "fight"}, r'found action "inn"; expected one of out, in\. Did you mean "in"'),
        ({"entrant": {"begin": "in"}, "incumbent": "fight"}, 'found information set "begin"'),
        ({"entrant": {"start": {"in": "1/2"}}, "incumbent": "fight"}, "probabilities that sum to 1/2"),
        ({"entrant": {"start": [1]}, "incumbent": "fight"}, "an action or probabilities for out, in"),
        ({"entrent": "in"}, 'found player "entrent"'),
        ("in", "expected a table from player"),
    ],
)
def test_a_profile_that_does_not_fit_is_refused(profile: Any, message: str) -> None:
    with pytest.raises((InvalidStrategy, InvalidGame), match=message):
        behaviour_profile(entry(), profile)


def test_an_empty_threat_is_nash_but_not_subgame_perfect() -> None:
    threat = {"entrant": "out", "incumbent": "fight"}
    assert entry().check(threat, concept="nash").holds
    answer = entry().check(threat)
    assert answer.departure is not None
    assert (answer.departure.player, answer.departure.start, answer.departure.gain) == ("incumbent", 2, 1)
    assert certify(answer).status is Status.REFUTED
    assert certify(entry().check(threat, concept="nash")).status is Status.PROVED


def test_departures_are_told_by_subgame() -> None:
    def later(left: int, right: int) -> Decision:
        return Decision("A", {"l": Terminal(left), "r": Terminal(right)}, "later")

    hidden = Chance({"h": (HALF, later(0, 9)), "t": (HALF, later(1, 0))})
    game = ExtensiveGame.build(("A",), Decision("A", {"stop": Terminal(2), "go": hidden}))
    profile = behaviour_profile(game, {"A": {"start": "stop", "later": "l"}})
    told = [(own.start, dict(own.play), own.gain) for own in departures(game, profile)]
    assert told == [(0, {"start": "stop"}, 0), (2, {"later": "r"}, 4)]
    whole = [(own.start, dict(own.play), own.gain) for own in nash_departures(game, profile)]
    assert whole == [(0, {"start": "go", "later": "r"}, Fraction(5, 2))]


def test_kuhn_turns_mixtures_of_plans_into_behaviour() -> None:
    game = beer_and_quiche()
    zero, one = Fraction(0), Fraction(1)
    behaviour, free = behaviour_of(game, ((zero, HALF, zero, HALF), (one, zero, zero, zero)))
    assert behaviour[0] == ((HALF, HALF), (0, 1))
    assert free == ((), ())
    assert mixed_of(game, behaviour)[0] == (0, HALF, 0, HALF)


def test_at_free_information_sets_anything_is_the_same() -> None:
    later = Decision("A", {"l": Terminal(1, 0), "r": Terminal(2, 0)}, "later")
    hidden = Decision("B", {"x": later, "y": Decision("A", {"l": Terminal(0, 1), "r": Terminal(1, 1)}, "later")})
    game = ExtensiveGame.build(("A", "B"), Decision("A", {"stop": Terminal(3, 3), "go": hidden}))
    profile = behaviour_profile(game, {"A": {"start": "stop", "later": "l"}, "B": "y"})
    assert free_sets(game, profile) == ((1,), ())


def test_reach_multiplies_chances_along_the_path() -> None:
    game = beer_and_quiche()
    profile = behaviour_profile(
        game,
        {
            "sender": {"strong": {"beer": "1/3", "quiche": "2/3"}, "weak": "beer"},
            "receiver": {"after beer": "leave", "after quiche": "duel"},
        },
    )
    ends = {game.history(k): chance for k, chance in enumerate(reach_chances(game, profile)) if game.nodes[k].is_end}
    assert ends["strong", "beer", "leave"] == Fraction(3, 10)
    assert sum(ends.values()) == 1


# --- equilibria of known games ----------------------------------------------------------------------------------------


def test_entry_is_yielded_to() -> None:
    answer = entry().backward_induction()
    assert [own.payoffs for own in answer.equilibria] == [(1, 1)]
    assert (answer.complete, answer.kind) == (True, "pure")


def test_every_tie_is_kept() -> None:
    answer = entry(fight=1).backward_induction()
    assert {own.payoffs for own in answer.equilibria} == {(0, 2), (1, 1)}
    assert answer.count == 2
    indifferent = ExtensiveGame.build(
        ("A", "B"), Decision("A", {a: Decision("B", {b: Terminal(0, 0) for b in "xyz"}) for a in "ab"})
    )
    assert indifferent.backward_induction().count == 2 * 3 * 3


def test_beer_and_quiche_has_two_pooling_equilibria_and_their_mixtures() -> None:
    answer = beer_and_quiche().subgame_perfect_equilibria()
    assert (answer.kind, answer.complete) == ("extreme", True)
    assert set(answer.payoff_profiles) == {
        (Fraction(29, 10), Fraction(9, 10)),
        (Fraction(21, 10), Fraction(9, 10)),
    }
    assert certify(answer).status is Status.PROVED


def test_two_players_mix_in_a_subgame_and_a_third_looks_on() -> None:
    answer = tree("pennies").subgame_perfect_equilibria()
    assert [(own.profile[0], own.profile[2], own.payoffs) for own in answer.equilibria] == [
        (((HALF, HALF),), ((1, 0),), (0, 0, 2))
    ]
    assert certify(answer).status is Status.PROVED


def test_without_a_pure_equilibrium_three_players_have_none_that_is_listed() -> None:
    def end(first: str, second: str, third: str) -> Terminal:
        return Terminal(int(first == second), int(second == third), int(third != first))

    def third(a: str, b: str) -> Decision:
        return Decision("C", {c: end(a, b, c) for c in "HT"}, "c")

    game = ExtensiveGame.build(
        ("A", "B", "C"), Decision("A", {a: Decision("B", {b: third(a, b) for b in "HT"}, "b") for a in "HT"}, "a")
    )
    answer = game.subgame_perfect_equilibria()
    assert (answer.kind, answer.count, answer.complete) == ("pure", 0, True)
    assert certify(answer).status is Status.PROVED


def test_backward_induction_wants_perfect_information() -> None:
    with pytest.raises(Unsupported, match="perfect information"):
        beer_and_quiche().backward_induction()


def test_too_many_equilibria_are_counted_and_the_first_listed() -> None:
    game = ExtensiveGame.build(
        ("A", "B"), Decision("A", {f"{k}": Decision("B", {x: Terminal(0, 1) for x in "xy"}) for k in range(20)})
    )
    with pytest.raises(LimitReached) as stop:
        game.backward_induction(limit=7)
    partial = stop.value.partial
    assert (len(partial.equilibria), partial.count, partial.complete) == (7, 20 * 2**20, False)
    assert partial.payoff_profiles == ((0, 1),)
    assert certify(partial).status is Status.PROVED  # of each one listed
    with pytest.raises(LimitReached):
        game.backward_induction(time_limit=0)


# --- symbols ----------------------------------------------------------------------------------------------------------


def test_symbols_are_answered_by_cases() -> None:
    answer = entry(fight="f").cases()
    assert [([own.text for own in case.assume], [own.payoffs for own in case.equilibria]) for case in answer.cases] == [
        (["f > 1"], [(0, 2)]),
        (["f = 1"], [(0, 2), (1, 1)]),
        (["f < 1"], [(1, 1)]),
    ]


def test_assumptions_leave_out_cases() -> None:
    game = entry(fight="f")
    bold = ExtensiveGame(game.players, game.nodes, ("f > 2",))  # type: ignore[arg-type]
    (only,) = bold.cases().cases
    assert (only.assume, [own.payoffs for own in only.equilibria]) == ((), [(0, 2)])


def test_a_chance_with_a_symbol_is_a_probability() -> None:
    game = ExtensiveGame.build(
        ("A",),
        Decision(
            "A", {"sure": Terminal(1), "risk": Chance({"good": ("q", Terminal(3)), "bad": ("1 - q", Terminal(0))})}
        ),
    )
    told = [([own.text for own in case.assume], len(case.equilibria)) for case in game.cases().cases]
    assert told == [(["3*q > 1"], 1), (["3*q = 1"], 2), (["3*q < 1"], 1)]


@pytest.mark.parametrize("ask", ["subgame_perfect_equilibria", "backward_induction"])
def test_with_symbols_the_plain_question_names_the_one_to_ask(ask: str) -> None:
    with pytest.raises(Unsupported, match=r"Ask for game\.cases\(\)"):
        getattr(entry(fight="f"), ask)()


def test_symbols_without_perfect_information_are_not_answered() -> None:
    game = CoreGame(beer_and_quiche().players, beer_and_quiche().nodes)
    marked = ExtensiveGame(game.players, (*game.nodes[:-1], Node(payoffs=("t", 0))))
    with pytest.raises(Unsupported, match="perfect information"):
        marked.cases()
    with pytest.raises(Unsupported, match="symbol"):
        marked.subgame_perfect_equilibria()
    assert marked.strategic_form().symbols == ("t",)


def test_values_put_in_give_the_game_in_numbers() -> None:
    assert entry(fight="f").substitute({"f": 0}) == entry()


def test_definitions_agree_with_the_solver_on_its_answer() -> None:
    for game in (entry(), entry(fight=1), beer_and_quiche(), tree("two_stages")):
        for own in game.subgame_perfect_equilibria().equilibria:
            assert is_nash(game, own.profile)
            assert is_subgame_perfect(game, own.profile)


@pytest.mark.parametrize(
    ("upper", "lower", "assumptions"),
    [
        ("R/(1-d)", "T + d*P/(1-d)", ("0 < d < 1", "T > R > P")),
        ("max(a, 1)", "2", ()),
        ("a**2", "b", ("a > 0",)),
        ("3", "2", ()),
    ],
)
def test_formulas_of_all_kinds_are_proved(upper: str, lower: str, assumptions: tuple[str, ...]) -> None:
    later = Decision("B", {"u": Terminal(lower, 0), "v": Terminal(0, "e")})
    game = ExtensiveGame.build(
        ("A", "B"), Decision("A", {"x": Terminal(upper, 1), "y": later}), assumptions=assumptions
    )
    certified = certify(game.cases())
    assert certified.status is Status.PROVED, certified.reason
