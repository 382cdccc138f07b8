"""Correlated equilibria: what is asked, what is refused, what is said; the command's option."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from games import InvalidGame, LimitReached, StrategicGame, Unsupported, catalog, cli, load, solvable
from games.core.correlated import independent, is_correlated_equilibrium, joint_distribution
from games.core.nash import mixed_profile
from games.errors import InvalidStrategy
from games.show.html import to_html
from games.show.latex import to_latex
from games.show.words import explain, why_not
from games.solvers import correlated as solver
from games.solvers.correlated import correlated_equilibrium, correlated_payoffs, objective_weights
from proofs import certify
from tests.correlated_examples import CHICKEN

MOST_CELLS = 256
FILE = """
kind = "strategic"
name = "chicken"
[players]
row = ["yield", "dare"]
column = ["give", "risk"]
[payoffs]
"yield, give" = [6, 6]
"yield, risk" = [2, 7]
"dare, give" = [7, 2]
"dare, risk" = [0, 0]
"""
ANONYMOUS = 'kind = "anonymous"\nplayers = 3\nactions = ["out", "in"]\n[payoff]\nout = "0"\nin = "1 - k"\n'
SYMBOLIC = FILE.replace("[players]", 'symbols = ["x"]\n[players]', 1).replace("[0, 0]", '["x", 0]')


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """`comarca equilibria` on the text of a game file: exit status, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def ask(text: str, *options: str) -> tuple[int, str, str]:
        Path("game.toml").write_text(text, encoding="utf-8")
        status = cli.main(["equilibria", "game.toml", *options])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return ask


# --- descriptions -----------------------------------------------------------------------------------------------------


def test_a_distribution_is_given_by_profile_or_by_cell():
    by_profile = joint_distribution(CHICKEN, {("dare", "give"): "1/3", ("yield", "risk"): "2/3"})
    assert by_profile == joint_distribution(CHICKEN, [0, "2/3", "1/3", 0]) == (0, Fraction(2, 3), Fraction(1, 3), 0)


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({("dare", "giv"): 1}, 'Did you mean "give"'),
        ({("dare",): 1}, "one action for each of"),
        ({("dare", "give"): "1/2"}, "sum to 1/2"),
        ({("dare", "give"): "3/2", ("dare", "risk"): "-1/2"}, 'distribution, "dare, give": found probability 3/2'),
        ([1, 0, 0], "4 probabilities, one a cell"),
        ("1000", "4 probabilities, one a cell"),
    ],
)
def test_what_is_no_distribution_is_refused(weights, words):
    with pytest.raises(InvalidGame, match=words):
        joint_distribution(CHICKEN, weights)


def test_a_list_of_another_length_is_a_strategy_that_does_not_fit():
    with pytest.raises(InvalidStrategy):
        joint_distribution(CHICKEN, [1])


def test_with_symbols_a_distribution_is_judged_only_if_they_do_not_matter():
    game = StrategicGame.from_arrays([["x", "x"], [0, 0]], [[1, 1], [1, 1]])
    with pytest.raises(Unsupported, match="the gain x"):
        is_correlated_equilibrium(game, (0, 0, Fraction(1), 0))
    assert is_correlated_equilibrium(game.substitute({"x": -1}), (0, 0, Fraction(1), 0))


def test_disobediences_are_told_by_player_and_action():
    game = StrategicGame(CHICKEN.players, CHICKEN.actions, CHICKEN.payoffs)
    found = game.disobediences([1, 0, 0, 0])
    assert [(own.player, own.recommended, own.action, own.gain) for own in found] == [
        ("row", "yield", "dare", 1),
        ("row", "dare", "yield", 0),
        ("column", "give", "risk", 1),
        ("column", "risk", "give", 0),
    ]
    coarse = game.disobediences([1, 0, 0, 0], coarse=True)
    assert [(own.player, own.recommended, own.action) for own in coarse] == [
        ("row", None, "yield"),
        ("row", None, "dare"),
        ("column", None, "give"),
        ("column", None, "risk"),
    ]


# --- the solver -------------------------------------------------------------------------------------------------------


def test_the_objective_is_the_sum_a_player_or_weights():
    assert objective_weights(CHICKEN, None) == (1, 1)
    assert objective_weights(CHICKEN, "column") == (0, 1)
    assert objective_weights(CHICKEN, {"row": "1/3"}) == (Fraction(1, 3), 0)
    assert objective_weights(CHICKEN, [2, "-1/2"]) == (2, Fraction(-1, 2))


@pytest.mark.parametrize(
    ("objective", "error", "words"),
    [
        ("rwo", InvalidGame, 'Did you mean "row"'),
        ({"rwo": 1}, InvalidGame, 'Did you mean "row"'),
        ([1], InvalidGame, "found 1 weights"),
        ([1, float("nan")], InvalidGame, "weight of column: found nan"),
        ([1, "x"], Unsupported, "weight of column: found x; expected a rational number"),
    ],
)
def test_an_objective_that_does_not_fit_is_refused(objective, error, words):
    with pytest.raises(error, match=words):
        correlated_equilibrium(CHICKEN, objective)


def test_symbols_and_irrational_payoffs_are_not_supported():
    import sympy

    with pytest.raises(Unsupported, match="the symbols x, y in the payoffs"):
        correlated_equilibrium(StrategicGame.from_arrays([["x", "y"]], [[0, 0]]))
    with pytest.raises(Unsupported, match="the irrational payoff"):
        correlated_equilibrium(StrategicGame.from_arrays([[sympy.sqrt(2), 0]], [[0, 0]]))


def test_a_programme_that_is_too_large_is_not_begun(monkeypatch):
    monkeypatch.setattr(solver, "MOST_ENTRIES", 15)
    with pytest.raises(LimitReached, match="4 cells and 4 inequalities; expected at most 15 entries"):
        correlated_equilibrium(CHICKEN)


def test_a_time_limit_on_ranges():
    with pytest.raises(LimitReached, match="time limit"):
        correlated_payoffs(CHICKEN, time_limit=0)


def test_one_player_takes_what_is_best_for_him():
    game = StrategicGame.from_arrays([3, 5, 4])
    assert correlated_equilibrium(game, minimise=True).distribution == (0, 1, 0)
    assert correlated_payoffs(game).ranges == ((5, 5),)


def test_prices_are_zero_where_the_best_profile_obeys():
    answer = correlated_equilibrium(CHICKEN, {"row": 2, "column": -1}, coarse=True)
    assert answer.support == ((("dare", "give"), 1),)
    assert not any(answer.prices) and not answer.binding


@pytest.mark.parametrize("name", catalog.names())
def test_the_published_games(name):
    """Best Nash <= best correlated <= best coarse; all of it, and what is said of potentials, is proved."""
    stage = load(f"catalog:{name}").stage
    if stage is None or stage.symbols or len(stage.payoffs[0]) > MOST_CELLS:
        return
    game = solvable(stage)
    answer, coarse = game.correlated_equilibrium(), game.correlated_equilibrium(coarse=True)
    assert certify(answer).status == certify(coarse).status == "proved"
    assert all(sum(own.payoffs) <= answer.value for own in game.pure_equilibria().equilibria)
    assert answer.value <= coarse.value
    found = game.potential()
    assert all(certify(own).status == "proved" for own in (found, *found.stronger))


# --- words ------------------------------------------------------------------------------------------------------------


def test_the_answer_in_words():
    answer = correlated_equilibrium(CHICKEN)
    assert explain(answer).splitlines() == [
        "Of all correlated equilibria, one with the greatest sum of payoffs, 21/2:",
        "  yield, give with probability 1/2.",
        "  yield, risk with probability 1/4.",
        "  dare, give with probability 1/4.",
        "Payoffs: row 21/4, column 21/4.",
        "What binds, and its price for each unit of gain that it does not allow:",
        "  that row does not gain by playing dare when told yield: 3/4.",
        "  that column does not gain by playing risk when told give: 3/4.",
        "Status: decided (exact linear programming).",
    ]
    assert "when told yield: 3/4" in why_not(answer)
    assert str(answer).startswith("correlated equilibrium with the greatest objective 21/2: (yield, give) 1/2")


def test_other_objectives_in_words():
    assert "the least payoff of row, 2" in explain(correlated_equilibrium(CHICKEN, "row", minimise=True))
    weighted = explain(correlated_equilibrium(CHICKEN, [2, -1], coarse=True))
    assert (
        "Of all coarse correlated equilibria, one with the greatest weighted sum of payoffs (row 2, column -1), 12:"
        in weighted
    )
    assert "Nothing binds" in weighted


def test_ranges_in_words():
    answer = correlated_payoffs(CHICKEN)
    assert explain(answer).splitlines()[:3] == [
        "Payoffs over all correlated equilibria:",
        "  row: from 2 to 7.",
        "  column: from 2 to 7.",
    ]
    assert "row cannot get less than 2." in why_not(answer)
    sure = StrategicGame.from_arrays([[1]], [[2]], players=("A", "B"))
    assert "A: always 1." in explain(correlated_payoffs(sure))


def test_many_profiles_are_cut_and_counted():
    rows = [[0] * 5 for _ in range(5)]
    game = StrategicGame.from_arrays(rows, rows)
    answer = correlated_equilibrium(game)
    spread = tuple(Fraction(1, 25) for _ in range(25))
    assert "and 13 more profiles." in explain(replace(answer, distribution=spread))


def test_html_shows_the_probabilities_and_escapes_labels():
    game = StrategicGame.from_arrays([[1]], [[2]], players=("<b>A", "B"))
    shown = to_html(correlated_equilibrium(game))
    assert "Probability of each profile." in shown and "<b>A" not in shown
    assert "Payoffs over all correlated equilibria" in to_html(correlated_payoffs(CHICKEN))


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_answers_in_json(run):
    status, out, _ = run(FILE, "--correlated", "--json")
    data = json.loads(out)
    assert status == 0 and data["status"] == "proved" and data["complete"] is False and data["components"] == []
    (own,) = data["equilibria"]
    assert own == {
        "distribution": {"yield, give": "1/2", "yield, risk": "1/4", "dare, give": "1/4"},
        "payoffs": {"row": "21/4", "column": "21/4"},
    }
    assert data["objective"] == {"goal": "maximise", "weights": {"row": "1", "column": "1"}, "value": "21/2"}
    assert data["binding"][0] == {"player": "row", "recommended": "yield", "action": "dare", "price": "3/4"}
    assert data["certificate"]["verdict"] == "accepted"


@pytest.mark.parametrize(
    ("options", "value"),
    [
        (("--minimise",), "36/5"),
        (("--objective", "sum"), "21/2"),
        (("--objective", "row"), "7"),
        (("--objective", "row", "--minimise", "--coarse"), "2"),
        (("--objective", "row=1/2, column=1"), "8"),
        (("--objective", "column=-1"), "-2"),
    ],
)
def test_objectives_of_the_command(run, options, value):
    status, out, _ = run(FILE, "--correlated", "--json", *options)
    assert status == 0 and json.loads(out)["objective"]["value"] == value


@pytest.mark.parametrize(
    ("text", "options", "status", "words"),
    [
        (FILE, ("--coarse",), 2, "expected them with --correlated"),
        (FILE, ("--objective", "row"), 2, "expected them with --correlated"),
        (FILE, ("--correlated", "--objective", "rwo"), 2, "a player (row, column), or weights"),
        (FILE, ("--correlated", "--objective", "rwo=1"), 2, 'Did you mean "row"'),
        (FILE, ("--correlated", "--objective", "row=1, row=2"), 2, "each player once"),
        (FILE, ("--correlated", "--objective", "row=oops("), 2, "weight of row"),
        (FILE, ("--correlated", "--objective", "row=x"), 3, "a rational number"),
        (SYMBOLIC, ("--correlated",), 3, "the symbol x in the game"),
        (ANONYMOUS, ("--correlated",), 3, "a game with named players"),
    ],
)
def test_what_the_command_refuses(run, text, options, status, words):
    found, _, err = run(text, *options)
    assert found == status and words in err and "Traceback" not in err


def test_the_certificate_of_the_command_is_accepted_again(run, capsys):
    status, _, _ = run(FILE, "--correlated", "--certificate", "best.json")
    assert status == 0 and cli.main(["verify", "best.json"]) == 0
    assert "is a correlated equilibrium" in capsys.readouterr().out


def test_independent_draws_multiply():
    assert independent(CHICKEN, mixed_profile(CHICKEN, [{"yield": "1/3", "dare": "2/3"}, "risk"])) == (
        0,
        Fraction(1, 3),
        0,
        Fraction(2, 3),
    )


def test_latex_shows_the_probabilities():
    shown = to_latex(correlated_equilibrium(CHICKEN))
    assert r"\frac{1}{4}" in shown and "Probability of each profile." in shown
