"""Names and equilibria of games with symbols: what a reader expects, and the errors."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import proofs
from games import StrategicGame
from games.cli import main
from games.core.classification import NAMES, Classification, ConditionalEquilibria
from games.core.solution import Status
from games.errors import InvalidGame, InvalidStrategy, LimitReached, Unsupported
from games.exact import exact, text
from games.show.classification import classification_sheet, conditions
from games.show.game_map import LOOKS, game_map
from games.show.html import to_html
from games.show.latex import to_latex
from games.show.words import explain, why_not
from games.solvers.by_support import equilibria_by_support
from games.solvers.conditional import conditional_equilibria
from games.solvers.support import support_equilibrium
from games.solvers.two_by_two import classify

ACTIONS = (("share", "hide"), ("share", "hide"))
LETTERS = StrategicGame.from_arrays(
    [["R", "S"], ["T", "P"]], [["R", "T"], ["S", "P"]], players=("A", "B"), actions=ACTIONS
)


def assuming(*relations: str) -> StrategicGame:
    return replace(LETTERS, assumptions=relations)


def test_the_classic_orders_are_one_case_each() -> None:
    for order, name in {
        "T > R > P > S": "prisoner's dilemma",
        "T > R > S > P": "chicken",
        "R > T > P > S": "stag hunt",
        "T > S > R > P": "battle of the sexes",
        "R > T > S > P": "harmony",
        "T > P > R > S": "deadlock",
    }.items():
        answer = assuming(order).classify()
        assert (answer.name, len(answer.cases)) == (name, 1), order
        assert proofs.certify(answer).status is Status.PROVED


def test_a_name_says_why() -> None:
    answer = assuming("T > R > P > S").classify()
    assert answer.why == "hide is dominant for both, yet both prefer (share, share) to (hide, hide)"
    numbers = StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]).classify()
    assert (numbers.name, numbers.cases[0].payoffs) == ("matching pennies", ((Fraction(0), Fraction(0)),))


def test_the_mixed_equilibrium_of_chicken_is_a_formula() -> None:
    (case,) = assuming("T > R > S > P").classify().cases
    weights = [text(own) for own in case.profiles[1][0]]
    assert weights == ["(S - P)/(S - P - R + T)", "(T - R)/(S - P - R + T)"]
    assert len(case.components) == 3


def test_boundaries_are_cases_of_their_own_with_their_continua() -> None:
    answer = assuming("T > R > P").classify()
    (edge,) = answer.named("degenerate")
    assert [own.text for own in edge.assume] == ["P = S"]
    assert [len(own) for component in edge.components for own in component.strategies] == [2, 1, 1, 2]


def test_a_name_asks_for_no_more_than_it_needs() -> None:
    answer = assuming("T > R", "P > S").classify()
    assert [case.game for case in answer.cases if len(case.assume) == 1] == ["prisoner's dilemma", "harmony"]
    assert len(answer.cases) == 3


def test_another_payoff_is_another_answer() -> None:
    answer = assuming("T > R > P > S").classify()
    payoffs = [list(row) for row in LETTERS.payoffs]
    payoffs[0][0] = exact("2*T")
    other = replace(answer, game=replace(answer.game, payoffs=tuple(map(tuple, payoffs))))
    assert proofs.certify(other, seconds=1).status is not Status.PROVED
    assert {case.game for case in classify(other.game).cases} != {"prisoner's dilemma"}


def test_one_name_or_an_error_that_lists_them() -> None:
    with pytest.raises(Unsupported, match="prisoner's dilemma, chicken, battle of the sexes, degenerate"):
        _ = assuming("T > R > P", "T > S").classify().name
    with pytest.raises(Unsupported, match="cases"):
        _ = assuming("T > R > P").classify().why


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda: classify(StrategicGame.from_arrays([["a", 1, 2]], [[1, 2, 3]])), InvalidGame, "1 x 3"),
        (lambda: classify(assuming("T > R", "R > T")), InvalidGame, "hold together"),
        (
            lambda: classify(StrategicGame.from_arrays([["1/a", 0], [0, 1]], [[1, 0], [0, 1]])),
            Unsupported,
            "assume its sign",
        ),
        (lambda: classify(LETTERS, time_limit=1e-9), LimitReached, "time"),
        (lambda: support_equilibrium(LETTERS, "share"), InvalidStrategy, "1 players"),
        (lambda: support_equilibrium(LETTERS, "share; shave"), InvalidGame, "share"),
        (lambda: support_equilibrium(LETTERS, "share; "), InvalidStrategy, "no action"),
        (lambda: support_equilibrium(LETTERS, "share hide; hide"), Unsupported, "2 and 1 actions"),
    ],
)
def test_errors_say_what_was_found(make: object, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=f"(?i){said}"):
        make()  # type: ignore[operator]


def test_equilibria_of_a_game_with_symbols_are_its_cases() -> None:
    assert isinstance(assuming("T > R").equilibria(), Classification)
    wide = StrategicGame.from_arrays([["a", 0, 1]], [[1, 2, "b"]])
    answer = wide.equilibria()
    assert isinstance(answer, ConditionalEquilibria)
    assert [[own.text for own in found.assume] for found in answer.equilibria] == [["b <= 2"], ["b >= 2"]]


def test_three_who_mix_are_solved_if_one_equation_follows_another_and_refused_otherwise() -> None:
    from tests.classification_examples import entry

    with pytest.raises(Unsupported, match="not linear one after another"):
        support_equilibrium(entry(), "in out; in out; in out")
    (own,) = support_equilibrium(entry(), "in out; in out; in").equilibria
    assert [text(weight) for weight in own.profile[0]] == ["3 - c/2", "c/2 - 2"]
    assert (
        proofs.certify(support_equilibrium(entry(), {"A": ["in"], "B": ["out"], "C": ["in"]})).status is Status.PROVED
    )


def test_singular_cases_are_said_and_the_answer_is_not_complete() -> None:
    game = StrategicGame.from_arrays([["a", 0], [0, "b"]], [[1, 0], [0, 1]])
    answer = support_equilibrium(game, "1 2; 1 2")
    assert ([own.text for own in answer.apart], answer.complete) == (["a + b != 0"], False)
    assert "a + b = 0" in answer.reason
    assert [own.text for own in answer.equilibria[0].assume] == ["a*b > 0"]
    assert proofs.certify(answer).status is Status.PROVED


def test_a_denominator_that_is_always_negative_turns_the_signs() -> None:
    (own,) = support_equilibrium(assuming("T > R", "S > P"), "share hide; share hide").equilibria
    assert own.assume == ()
    assert text(own.profile[0][0]) == "(S - P)/(S - P - R + T)"


def test_large_games_are_stopped() -> None:
    size = 101
    wide = [["a", *[0] * (size - 1)], *[[0] * size for _ in range(size - 1)]]
    with pytest.raises(LimitReached, match="10,201 profiles"):
        conditional_equilibria(StrategicGame.from_arrays(wide, wide))


def test_a_time_limit_leaves_the_cases_that_were_found() -> None:
    general = StrategicGame.from_arrays([["a", "b"], ["c", "d"]], [["e", "f"], ["g", "h"]])
    with pytest.raises(LimitReached, match="cases found") as stopped:
        classify(general, time_limit=1.0)
    partial = stopped.value.partial
    assert not partial.complete
    assert proofs.certify(partial).certificate is None
    assert "There are more cases" in explain(partial)


def test_numbers_need_neither_z3_nor_sympy() -> None:
    code = (
        "import sys; from games.core.strategic import StrategicGame; from games.solvers.two_by_two import classify; "
        "classify(StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])); "
        "sys.exit(len({'z3', 'sympy', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_certificates_survive_their_text() -> None:
    for answer in (assuming("T > R > P").classify(), conditional_equilibria(LETTERS)):
        certificate = proofs.certify(answer).certificate
        assert certificate is not None
        again = proofs.Certificate.from_json(certificate.to_json())
        assert again == certificate
        assert proofs.check(again).accepted
        assert json.loads(certificate.to_json())["claim"]["kind"] in ("ClassificationIs", "PureEquilibriaIff")


def test_it_is_told_in_words_tables_html_and_latex() -> None:
    answer = assuming("T > R > P", "T > S").classify()
    words = explain(answer)
    assert "If P < S < R, chicken: A prefers the equilibrium (hide, share), B (share, hide)" in words
    assert "A: anything from share to hide; B: hide." in words
    assert [row[1].text for row in classification_sheet(answer).rows if row[1].text] == [
        "prisoner's dilemma",
        "chicken",
        "battle of the sexes",
        "degenerate",
    ]
    assert "<td" in to_html(answer)
    assert r"\frac" in to_latex(answer)
    assert "A would gain T - R by hide" in why_not(answer)
    assert "(hide, hide): A would gain S - P by share, B would gain S - P by share." in why_not(answer)
    assert "if C <= V" in explain(conditional_equilibria(_hawks()))
    assert "Gains" in why_not(conditional_equilibria(_hawks()))
    assert "exactly these actions" in explain(support_equilibrium(_hawks(), "h d; h d"))


def _hawks() -> StrategicGame:
    from tests.classification_examples import HAWKS

    return HAWKS


def test_conditions_are_chained() -> None:
    from games.exact import parse_relations

    told = parse_relations("T > R > P > S") + parse_relations("0 < c")
    assert conditions(told) == "S < P < R < T, c > 0"


def test_the_map_names_the_regions(tmp_path: Path) -> None:
    answer = classify(LETTERS)
    figure = game_map(answer, ("T", 0, 2), ("S", -1, 1), {"R": 1, "P": 0}, grid=24, halvings=1)
    told = {words.get_text().replace("\n", " ") for words in figure.axes[0].texts}
    assert told == {"prisoner's dilemma", "chicken", "stag hunt", "harmony"}
    with pytest.raises(InvalidGame, match="no value for P"):
        game_map(answer, ("T", 0, 2), ("S", -1, 1), {"R": 1})
    assert set(LOOKS) == set(NAMES)


# ------------------------------------------------------------------------------------------------------- the command

SUPPLIERS = """
kind = "strategic"
symbols = ["T", "S"]
assume = ["T > 0"]
[players]
ana = ["share", "hide"]
ben = ["share", "hide"]
[payoffs]
"share, share" = [1, 1]
"share, hide" = ["S", "T"]
"hide, share" = ["T", "S"]
"hide, hide" = [0, 0]
"""
PRIZE = """
kind = "strategic"
symbols = ["a"]
assume = ["a > 1"]
[players]
ana = ["go in", "stay out", "wait"]
ben = ["go in", "stay out"]
[payoffs]
"go in, go in" = [-1, -1]
"go in, stay out" = ["a", 0]
"stay out, go in" = [0, "a"]
"stay out, stay out" = [0, 0]
"wait, go in" = [-2, 1]
"wait, stay out" = [-2, 0]
"""


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any], str]]:
    def run(text: str, *options: str) -> tuple[int, dict[str, Any], str]:
        (tmp_path / "game.toml").write_text(text)
        status = main(["equilibria", str(tmp_path / "game.toml"), *options, "--json"])
        out, err = capsys.readouterr()
        return status, json.loads(out) if out else {}, err

    return run


def test_the_command_answers_a_two_by_two_file_by_cases(command: Callable[..., Any]) -> None:
    status, data, _ = command(SUPPLIERS)
    assert (status, data["status"], data["complete"]) == (0, "proved", True)
    (dilemma,) = [case for case in data["cases"] if case["game"] == "prisoner's dilemma"]
    assert sorted(dilemma["assume"]) == ["S < 0", "T > 1"]
    assert dilemma["equilibria"] == [
        {"profile": {"ana": {"hide": "1"}, "ben": {"hide": "1"}}, "payoffs": {"ana": "0", "ben": "0"}}
    ]
    (hunt,) = [case for case in data["cases"] if case["game"] == "stag hunt"]
    assert [own["profile"]["ana"] for own in hunt["equilibria"]][1] == {
        "share": "-S/(1 - S - T)",
        "hide": "(1 - T)/(1 - S - T)",
    }
    assert [own["ana"] for own in hunt["components"]] == [[0], [1], [2]]
    flat = [case for case in data["cases"] if case["game"] == "degenerate" and case["assume"] == ["T = 1", "S = 0"]]
    assert flat[0]["components"] == [{"ana": [0, 1], "ben": [0, 1]}]
    assert len(flat[0]["equilibria"]) == 4


def test_values_in_the_file_leave_one_case(command: Callable[..., Any]) -> None:
    status, data, _ = command(SUPPLIERS.replace("assume", "values = {T = 2, S = -1}\nassume"))
    assert (status, data["game"]) == (0, "prisoner's dilemma")
    assert "cases" not in data


def test_the_command_lists_pure_equilibria_with_their_conditions(command: Callable[..., Any]) -> None:
    status, data, _ = command(PRIZE.replace("a > 1", "a > -1"))
    assert (status, data["status"], data["complete"], data["kind"]) == (0, "proved", False, "pure")
    assert [(own["profile"]["ana"], own["assume"]) for own in data["equilibria"]] == [
        ({"go in": "1"}, ["a >= 0"]),
        ({"stay out": "1"}, ["a >= 0"]),
        ({"stay out": "1"}, ["a <= 0"]),
    ]


def test_the_command_answers_for_a_named_support(command: Callable[..., Any]) -> None:
    status, data, _ = command(PRIZE, "--support", "go in, stay out; stay out, go in")
    assert (status, data["status"]) == (0, "proved")
    (own,) = data["equilibria"]
    assert own["assume"] == []
    assert own["profile"]["ana"] == {"go in": "a/(a + 1)", "stay out": "1/(a + 1)"}
    assert data["support"] == {"ana": ["go in", "stay out"], "ben": ["go in", "stay out"]}
    status, data, _ = command(PRIZE, "--support", "wait; go in")
    assert (status, data["status"], data["equilibria"]) == (0, "proved", [])


def test_the_command_says_what_it_cannot_answer(command: Callable[..., Any]) -> None:
    status, data, _ = command(PRIZE, "--support", "go in, stay out; stay out")
    assert (status, data["status"], data["equilibria"]) == (0, "proved", [])
    status, data, err = command(PRIZE.replace("a > 1", "a > -1"), "--support", "go in, stay out; stay out")
    assert (status, data["status"]) == (3, "unknown")
    assert "2 and 1 actions" in err
    assert "takes a = 0" in err
    status, data, err = command(PRIZE, "--support", "go in, stray out; go in")
    assert (status, data) == (2, {})
    assert '"stray out"' in err
    status, _, err = command(SUPPLIERS.replace('"T > 0"', '"T > 0", "T < 0"'))
    assert status == 2
    assert "hold together" in err


def test_a_support_may_be_named_in_a_game_of_numbers(command: Callable[..., Any]) -> None:
    status, data, _ = command(
        PRIZE.replace("assume", "values = {a = 3}\nassume"), "--support", "go in,stay out; go in,stay out"
    )
    assert (status, data["status"]) == (0, "proved")
    assert data["equilibria"][0]["profile"]["ben"] == {"go in": "3/4", "stay out": "1/4"}


def test_the_command_asks_about_all_supports(command: Callable[..., Any]) -> None:
    status, data, _ = command(PRIZE, "--mixed")
    assert (status, data["status"], data["kind"], data["complete"]) == (0, "proved", "supports", True)
    assert [own["profile"]["ana"] for own in data["equilibria"]] == [
        {"go in": "1"},
        {"stay out": "1"},
        {"go in": "a/(a + 1)", "stay out": "1/(a + 1)"},
    ]
    assert (data["open"], data["apart"]) == ([], [])
    status, data, _ = command(PRIZE.replace("a > 1", "a > -1"), "--mixed")
    assert (status, data["complete"]) == (0, False)
    assert {"ana": ["stay out"], "ben": ["go in", "stay out"]} in data["open"]
    assert command(SUPPLIERS, "--mixed")[1]["cases"]


def test_all_supports_are_told_and_a_limit_leaves_what_was_found() -> None:
    from tests.classification_examples import CYCLE

    answer = equilibria_by_support(CYCLE)
    assert "48 of 49 supports are never played." in explain(answer)
    assert "Never played: (1; 1)" in why_not(answer)
    assert "all there are" in to_html(answer)
    with pytest.raises(LimitReached, match="supports decided") as stopped:
        equilibria_by_support(CYCLE, time_limit=0.1)
    partial = stopped.value.partial
    assert not partial.complete
    assert len(partial.parts) + len(partial.left_open) == 49
    wide = StrategicGame.from_arrays([["a", *[0] * 10]] * 2, [[0] * 11] * 2)
    with pytest.raises(LimitReached, match="6,141 supports"):
        equilibria_by_support(wide)
