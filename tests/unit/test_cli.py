"""The command line: exit statuses, JSON fields and messages, as users script against them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from games import cli, console
from games.worked import worked_example

DILEMMA = """
kind = "strategic"
[players]
buyer    = ["share", "hide"]
supplier = ["share", "hide"]
[payoffs]
"share, share" = [3, 3]
"share, hide"  = [0, 5]
"hide, share"  = [5, 0]
"hide, hide"   = [1, 1]
"""
GRIM = """
[profile]
start = "work"
[profile.states.work]
play = ["share", "share"]
next = { "share, share" = "work", otherwise = "punish" }
[profile.states.punish]
play = ["hide", "hide"]
next = { otherwise = "punish" }
"""
REPEATED = DILEMMA + '\n[repeated]\ndiscount = "3/5"\n' + GRIM
NEVER = REPEATED.replace('play = ["hide", "hide"]', 'play = ["hide", "share"]')
ALWAYS = DILEMMA + '[repeated]\n[profile]\nplay = ["hide", "hide"]\n'
TIT_FOR_TAT = """
kind = "strategic"
[players]
a = ["c", "n"]
b = ["c", "n"]
[payoffs]
"c, c" = [2, 2]
"c, n" = [-1, 3]
"n, c" = [3, -1]
"n, n" = [0, 0]
[repeated]
discount = "d"
[profile.players.a.states.c]
play = "c"
next = { "c, n" = "n", "n, n" = "n", otherwise = "c" }
[profile.players.a.states.n]
play = "n"
next = { "c, n" = "n", "n, n" = "n", otherwise = "c" }
[profile.players.b.states.c]
play = "c"
next = { "n, c" = "n", "n, n" = "n", otherwise = "c" }
[profile.players.b.states.n]
play = "n"
next = { "n, c" = "n", "n, n" = "n", otherwise = "c" }
"""
SYMBOLIC = 'symbols = ["T", "R", "P", "S"]\nassume = ["T > R", "R > P", "P > S"]\n' + REPEATED.replace(
    "[3, 3]", '["R", "R"]'
).replace("[0, 5]", '["S", "T"]').replace("[5, 0]", '["T", "S"]').replace("[1, 1]", '["P", "P"]').replace(
    '"3/5"', '"d"'
)
PARTNERSHIP = (
    DILEMMA
    + """
[repeated]
discount = "d"
[monitoring]
signals = ["good", "bad"]
[monitoring.probability]
"share, share" = ["9/10", "1/10"]
"share, hide"  = ["1/2", "1/2"]
"hide, share"  = ["1/2", "1/2"]
"hide, hide"   = ["1/10", "9/10"]
[profile.states.work]
play = ["share", "share"]
next = { good = "work", bad = "punish" }
[profile.states.punish]
play = ["hide", "hide"]
next = "punish"
"""
)
SHIFT = """
kind = "stochastic"
players = ["lead", "follower"]
discount = "9/10"
[states.low]
actions = { lead = ["keep", "share"], follower = ["wait", "learn"] }
growth = 1
[states.low.payoffs]
"keep, wait" = [1, 1]
"keep, learn" = [1, 0]
"share, wait" = [0, 1]
"share, learn" = [0, 2]
[states.low.next]
"share, learn" = { low = "1/2", high = "1/2" }
otherwise = "low"
[states.high]
actions = { lead = ["rest"], follower = ["rest", "work"] }
payoffs = { "rest, rest" = [3, 3], "rest, work" = [4, 2] }
next = { low = "1/4", high = "3/4" }
[profile.markov]
low = ["share", "learn"]
high = ["rest", "rest"]
"""
COUNTS = """
kind = "anonymous"
players = 5
actions = ["out", "in"]
[payoff]
out = 0
in  = "max(0, min(1, k - 1)) * 3 - 1"
"""
PACT = """
kind = "anonymous"
players = "n"
actions = ["out", "in"]
symbols = ["m"]
assume = ["n >= 2", "1/n < m < 1"]
[payoff]
out = "m*k"
in  = "m*(k + 1) - 1"
[repeated]
discount = "d"
[profile.states.on]
play = "in"
next = { kept = "on", otherwise = "off" }
[profile.states.off]
play = "out"
next = "off"
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def comarca(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command on the text of a game file, in this process: exit status, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(command: str, text: str | None = None, *options: str) -> tuple[int, str, str]:
        words = command.split()
        if text is not None:
            (tmp_path / "game.toml").write_text(text, encoding="utf-8")
            words.append("game.toml")
        status = cli.main([*words, *options])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def answer(comarca: Run) -> Callable[..., Any]:
    """The JSON object that a command prints; its exit status under "exit"."""

    def ask(command: str, text: str | None = None, *options: str) -> Any:
        status, out, err = comarca(command, text, *options, "--json")
        assert out, err
        data = json.loads(out, parse_float=_no_float)
        assert isinstance(data["status"], str)
        return {**data, "exit": status}

    return ask


def _no_float(text: str) -> Any:
    assert re.fullmatch(r"\d+\.\d+", text), text  # only `seconds`
    return text


# --- show -----------------------------------------------------------------------------------------------------------


def test_show_describes_a_strategic_form(answer: Callable[..., Any]) -> None:
    data = answer("show", REPEATED)
    assert data["exit"] == 0
    assert data["kind"] == "strategic"
    assert data["players"] == ["buyer", "supplier"]
    assert data["actions"] == {"buyer": ["share", "hide"], "supplier": ["share", "hide"]}
    assert data["payoffs"][1] == {
        "profile": ["share", "hide"],
        "payoffs": {"buyer": "0", "supplier": "5"},
        "best_reply": {"buyer": False, "supplier": True},
    }
    assert data["discount"] == ["3/5", "3/5"]


def test_show_describes_the_other_kinds(answer: Callable[..., Any]) -> None:
    shift = answer("show", SHIFT)
    assert (shift["kind"], shift["states"]) == ("stochastic", ["low", "high"])
    assert shift["actions"]["high"] == {"lead": ["rest"], "follower": ["rest", "work"]}
    pact = answer("show", PACT)
    assert (pact["kind"], pact["players"], pact["actions"]) == ("anonymous", "n", ["out", "in"])
    assert pact["assume"] == ["n >= 2", "1/n < m", "m < 1"]


def test_show_marks_best_replies_in_a_table(comarca: Run) -> None:
    status, out, err = comarca("show", REPEATED)
    assert (status, err) == (0, "")
    assert "0, 5*" in out
    assert "[1*, 1*]" in out
    assert "punish" in out
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 80


# --- equilibria -----------------------------------------------------------------------------------------------------


def test_equilibria_of_two_players(answer: Callable[..., Any]) -> None:
    text = (
        DILEMMA.replace("[3, 3]", "[2, 1]")
        .replace("[0, 5]", "[0, 0]")
        .replace("[5, 0]", "[0, 0]")
        .replace("[1, 1]", "[1, 2]")
    )
    data = answer("equilibria", text)
    assert (data["exit"], data["status"]) == (0, "proved")
    assert isinstance(data["complete"], bool)
    mixed = {"profile": {"buyer": {"share": "2/3", "hide": "1/3"}, "supplier": {"share": "1/3", "hide": "2/3"}},
             "payoffs": {"buyer": "2/3", "supplier": "2/3"}}  # fmt: skip
    assert mixed in data["equilibria"]
    assert len(data["equilibria"]) == 3
    assert {"share": "1"} in data["strategies"]["buyer"]
    if not data["complete"]:
        assert data["components"] == []


def test_equilibria_of_three_players_are_all_pure_ones(answer: Callable[..., Any]) -> None:
    text = 'kind = "strategic"\n[players]\na = ["x", "y"]\nb = ["x", "y"]\nc = ["x", "y"]\n[payoffs]\n'
    for own in ("x", "y"):
        for other in ("x", "y"):
            for third in ("x", "y"):
                pays = int(own == other == third)
                text += f'"{own}, {other}, {third}" = [{pays}, {pays}, {pays}]\n'
    data = answer("equilibria", text)
    assert (data["exit"], data["status"], data["complete"]) == (0, "proved", True)
    assert [own["profile"] for own in data["equilibria"]] == [
        {"a": {label: "1"}, "b": {label: "1"}, "c": {label: "1"}} for label in ("x", "y")
    ]


def test_no_pure_equilibrium_is_an_answer(answer: Callable[..., Any]) -> None:
    text = 'kind = "strategic"\n[players]\na = ["x", "y"]\nb = ["x", "y"]\nc = ["z"]\n[payoffs]\n'
    text += '"x, x, z" = [1, 0, 0]\n"x, y, z" = [0, 1, 0]\n"y, x, z" = [0, 1, 0]\n"y, y, z" = [1, 0, 0]\n'
    data = answer("equilibria", text)
    assert (data["exit"], data["complete"], data["equilibria"]) == (0, True, [])


def test_counts_of_an_anonymous_game(answer: Callable[..., Any]) -> None:
    data = answer("equilibria", COUNTS)
    assert (data["exit"], data["status"], data["complete"]) == (0, "proved", True)
    assert data["equilibria"] == [{"count": "0", "profiles": "1"}, {"count": "5", "profiles": "1"}]


def test_symmetric_equilibria_of_an_anonymous_game(answer: Callable[..., Any]) -> None:
    data = answer("equilibria", COUNTS, "--symmetric")
    assert (data["exit"], data["status"], data["complete"]) == (0, "proved", True)
    ends = [own["prob"] for own in data["equilibria"] if isinstance(own["prob"], str)]
    assert ends == ["0", "1"]
    (inside,) = [own for own in data["equilibria"] if isinstance(own["prob"], dict)]
    low, high = (Fraction(inside["prob"][end]) for end in ("lo", "hi"))
    assert 0 < low < high < 1
    assert high - low <= Fraction(1, 10**12)
    assert [own["stable"] for own in data["equilibria"]] == [True, False, True]


def test_a_continuum_of_symmetric_equilibria(answer: Callable[..., Any]) -> None:
    data = answer("equilibria", COUNTS.replace('"max(0, min(1, k - 1)) * 3 - 1"', "0"), "--symmetric")
    assert data["continuum"] == ["0", "1"]


# --- check ----------------------------------------------------------------------------------------------------------


def test_a_profile_that_holds(answer: Callable[..., Any]) -> None:
    data = answer("check", REPEATED)
    assert (data["exit"], data["status"], data["holds"]) == (0, "proved", True)
    assert data["payoffs"] == {"buyer": "3", "supplier": "3"}
    assert data["binding"] == []
    assert "deviation" not in data


def test_a_profile_that_binds(answer: Callable[..., Any]) -> None:
    data = answer("check", REPEATED.replace('"3/5"', '"1/2"'))
    assert data["holds"] is True
    assert {"player": "buyer", "state": "work", "action": "hide"} in data["binding"]


def test_a_profile_that_fails_names_the_deviation(answer: Callable[..., Any]) -> None:
    data = answer("check", REPEATED.replace('"3/5"', '"2/5"'))
    assert (data["exit"], data["status"], data["holds"]) == (1, "refuted", False)
    assert data["payoffs"] == {"buyer": "3", "supplier": "3"}
    assert data["deviation"] == {"player": "buyer", "state": "work", "action": "hide", "gain": "2/5"}


def test_check_with_a_free_discount_factor_is_unknown_with_the_condition(answer: Callable[..., Any]) -> None:
    data = answer("check", REPEATED.replace('"3/5"', '"d"'))
    assert (data["exit"], data["status"], data["holds"]) == (3, "unknown", None)
    assert data["cases"] == [{"intervals": [["1/2", True, "1", False]]}]


def test_check_with_symbols_answers_where_the_answer_is_the_same(answer: Callable[..., Any]) -> None:
    assert answer("check", ALWAYS)["holds"] is True
    assumed = 'assume = ["d < 1/3"]\n' + REPEATED.replace('"3/5"', '"d"')
    data = answer("check", assumed)
    assert (data["exit"], data["holds"]) == (1, False)
    assert data["deviation"]["action"] == "hide"


def test_a_failing_profile_of_a_stochastic_game_names_the_game_state(answer: Callable[..., Any]) -> None:
    data = answer("check", SHIFT.replace('"9/10"', "0"))
    assert (data["exit"], data["holds"]) == (1, False)
    assert data["deviation"] == {
        "player": "lead",
        "state": "always",
        "game_state": "low",
        "action": "keep",
        "gain": "1",
    }


def test_check_without_repeated_asks_for_nash(answer: Callable[..., Any]) -> None:
    held = answer("check", DILEMMA + '[profile]\nplay = ["hide", "hide"]\n')
    assert (held["exit"], held["holds"], held["payoffs"]) == (0, True, {"buyer": "1", "supplier": "1"})
    failed = answer("check", DILEMMA + '[profile]\nplay = ["share", "hide"]\n')
    assert (failed["exit"], failed["status"]) == (1, "refuted")
    assert failed["deviation"]["player"] == "buyer"
    assert failed["deviation"]["gain"] == "1"
    mixed = DILEMMA.replace("[3, 3]", "[2, 1]").replace("[0, 5]", "[0, 0]").replace("[5, 0]", "[0, 0]")
    mixed = mixed.replace("[1, 1]", "[1, 2]")
    play = '[profile]\nplay = [{ share = "2/3", hide = "1/3" }, { share = "1/3", hide = "2/3" }]\n'
    data = answer("check", mixed + play)
    assert (data["holds"], data["payoffs"]) == (True, {"buyer": "2/3", "supplier": "2/3"})
    assert len(data["binding"]) == 4


def test_a_one_shot_check_with_symbols_gives_its_cases(answer: Callable[..., Any]) -> None:
    text = 'symbols = ["T"]\n' + DILEMMA.replace("[0, 5]", '[0, "T"]').replace("[5, 0]", '["T", 0]')
    data = answer("check", text + '[profile]\nplay = ["share", "share"]\n')
    assert (data["exit"], data["status"], data["holds"]) == (3, "unknown", None)
    assert sorted(len(case["intervals"]) for case in data["cases"]) == [0, 1]
    assert all(case["assume"] for case in data["cases"])


def test_an_anonymous_play_is_checked_by_the_common_action(answer: Callable[..., Any]) -> None:
    assert answer("check", COUNTS + '[profile]\nplay = "in"\n')["holds"] is True
    failed = answer("check", COUNTS.replace("* 3 - 1", "* 0 - 1") + '[profile]\nplay = "in"\n')
    assert failed["deviation"] == {"player": "each player", "state": "play", "action": "out", "gain": "1"}


# --- threshold ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        (REPEATED, [["1/2", True, "1", False]]),
        (NEVER, []),
        (ALWAYS, [["0", True, "1", False]]),
        (TIT_FOR_TAT, [["1/3", True, "1/3", True]]),
        (DILEMMA + GRIM, [["1/2", True, "1", False]]),
        ('values = { d = "1/9" }\n' + REPEATED.replace('"3/5"', '"d"'), [["1/2", True, "1", False]]),
        (REPEATED.replace('"3/5"', '["d", "3/5"]'), [["1/2", True, "1", False]]),
        (REPEATED.replace('"3/5"', '["d", "2/5"]'), []),
    ],
)
def test_threshold_gives_the_exact_set(answer: Callable[..., Any], text: str, intervals: list[Any]) -> None:
    data = answer("threshold", text)
    assert (data["exit"], data["status"]) == (0, "proved")
    assert data["cases"] == [{"intervals": intervals}]
    assert isinstance(data["binding"], list)


def test_the_discount_symbol_may_stand_in_payoffs(answer: Callable[..., Any]) -> None:
    text = REPEATED.replace('"3/5"', '"d"').replace("[3, 3]", '["4 - 2*d", "4 - 2*d"]')
    (case,) = answer("threshold", text)["cases"]
    ((low, closed, high, open_end),) = case["intervals"]
    # d*(4 - 2d) + (1 - d)*... : 4 - 2d >= 5(1 - d) + d, that is d >= 1/2, and 4 - 2d keeps above 1
    assert (low, closed, high, open_end) == ("1/2", True, "1", False)


def test_a_symbolic_threshold_is_a_formula_in_the_files_grammar(answer: Callable[..., Any]) -> None:
    data = answer("threshold", SYMBOLIC)
    assert (data["exit"], data["status"]) == (0, "proved")
    (case,) = data["cases"]
    ((low, *rest),) = case["intervals"]
    assert rest == [True, "1", False]
    assert low == "(T - R)/(T - P)"


def test_irrational_ends_are_exact_or_enclosed(answer: Callable[..., Any]) -> None:
    text = REPEATED.replace("[3, 3]", '["2 + d**2", "2 + d**2"]').replace('"3/5"', '"d"')
    ((low, *_),) = answer("threshold", text)["cases"][0]["intervals"]
    if isinstance(low, dict):
        assert Fraction(low["hi"]) - Fraction(low["lo"]) <= Fraction(1, 10**12)
    else:
        assert "sqrt" in low


def test_public_monitoring_has_a_threshold(answer: Callable[..., Any]) -> None:
    data = answer("threshold", PARTNERSHIP)
    ((low, *_),) = data["cases"][0]["intervals"]
    assert Fraction(low) == Fraction(
        10, 13
    )  # g/(g + R(r - p)/... ): (1-d)(5-3) <= d (2/5) (v - 1), v = (3(1-d)+d/10)/(1-9d/10)


def test_a_symmetric_pact_among_n(answer: Callable[..., Any]) -> None:
    data = answer("threshold", PACT)
    ((low, *_),) = data["cases"][0]["intervals"]
    assert low == "(1 - m)/(m*(n - 1))"
    assert data["binding"] == [{"player": "each player", "state": "on", "action": "out"}]


def test_markov_profiles_have_thresholds(answer: Callable[..., Any]) -> None:
    data = answer("threshold", SHIFT)
    assert data["exit"] == 0
    assert data["binding"][0]["game_state"] == "low"


# --- certificates, prove, verify ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "text"), [("check", REPEATED), ("threshold", SYMBOLIC), ("equilibria", DILEMMA), ("equilibria", COUNTS)]
)
def test_a_certificate_is_written_and_verified(comarca: Run, tmp_path: Path, command: str, text: str) -> None:
    status, _, err = comarca(command, text, "--certificate", "answer.json")
    assert (status, err) == (0, "")
    status, out, err = comarca("verify answer.json")
    assert (status, err) == (0, "")
    assert "accepted" in out
    altered = (tmp_path / "answer.json").read_text().replace('"version": 1', '"version": 2')
    (tmp_path / "answer.json").write_text(altered)
    status, out, err = comarca("verify answer.json")
    assert status == 2
    assert err.startswith("comarca: answer.json")


def test_a_claim_that_is_false_is_not_verified(comarca: Run, tmp_path: Path) -> None:
    comarca("equilibria", COUNTS, "--certificate", "answer.json")
    from proofs.certificate import Certificate
    from proofs.claims import CountEquilibriaAre

    certificate = Certificate.from_json((tmp_path / "answer.json").read_text())
    assert isinstance(certificate.claim, CountEquilibriaAre)
    forged = Certificate(CountEquilibriaAre(certificate.claim.game, (0,)), certificate.witness)
    (tmp_path / "answer.json").write_text(forged.to_json())
    status, out, _ = comarca("verify answer.json")
    assert status == 1
    assert "refused" in out


def test_no_certificate_is_said(comarca: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "_certifier", lambda: None)
    status, out, err = comarca("check", REPEATED, "--certificate", "answer.json")
    assert status == 0
    assert "Certificate: none" in out
    assert "not written" in err
    assert not (tmp_path / "answer.json").exists()


def test_prove_a_theorem_with_its_assumptions(answer: Callable[..., Any]) -> None:
    data = answer("prove co-financing/waste")
    assert (data["exit"], data["status"]) == (0, "proved")
    (theorem,) = data["theorems"]
    assert {"id", "status", "seconds", "engines", "certificate", "assumptions"} <= theorem.keys()
    assert theorem["certificate"]["digest"]
    assert {own["verdict"] for own in theorem["assumptions"]} <= {"needed", "redundant", "undecided"}
    needed = [own for own in theorem["assumptions"] if own["verdict"] == "needed"]
    assert all(own["counterexample"] for own in needed)


def test_a_models_id_stands_for_its_theorems(answer: Callable[..., Any]) -> None:
    data = answer("prove capability-ladder --no-assumptions")
    assert {own["id"].split("/")[0] for own in data["theorems"]} == {"capability-ladder"}
    assert data["status"] == "proved"


def test_a_wrong_theorem_is_refuted(answer: Callable[..., Any]) -> None:
    data = answer("prove co-financing/dominant/wrong")
    assert (data["exit"], data["status"]) == (1, "refuted")
    assert data["theorems"][0]["counterexample"]


def test_certificates_of_theorems_are_written_and_verified(comarca: Run, tmp_path: Path) -> None:
    status, _, _ = comarca("prove co-financing/dominant co-financing/waste --no-assumptions --certificates proven")
    assert status == 0
    assert sorted(path.name for path in (tmp_path / "proven").iterdir()) == [
        "co-financing.dominant.json",
        "co-financing.waste.json",
    ]
    assert comarca("verify proven/co-financing.waste.json")[0] == 0


def test_prove_tells_as_it_goes(comarca: Run) -> None:
    status, out, _ = comarca("prove co-financing/dominant")
    assert status == 0
    assert "proved" in out
    assert "1 theorem: 1 proved." in out


# --- examples, exercises, tour --------------------------------------------------------------------------------------


def test_examples_are_listed_told_and_copied(answer: Callable[..., Any], tmp_path: Path) -> None:
    data = answer("example")
    assert [own["id"] for own in data["examples"]] == [
        "price-stability",
        "incentive-competition",
        "co-financing",
        "capability-ladder",
    ]
    told = answer("example price-stability --copy mine")
    assert told["game_files"] == ["mine/price-stability.toml"]
    assert (tmp_path / "mine" / "price-stability.toml").exists()
    assert told["claim"]
    assert told["shown"]


def test_exercises_are_listed_shown_and_checked(answer: Callable[..., Any]) -> None:
    listed = answer("exercise list")
    assert {own["model"] for own in listed["exercises"]} >= {"price-stability", "co-financing"}
    shown = answer("exercise show incentive-competition")
    assert shown["symbols"]
    right = answer("exercise check incentive-competition", None, "1 - c*n/(B*(n - 1))")
    assert (right["exit"], right["correct"]) == (0, True)
    wrong = answer("exercise check incentive-competition", None, "-c + (n - 2)/(n - 1)")
    assert (wrong["exit"], wrong["status"], wrong["correct"]) == (1, "refuted", False)
    assert wrong["values"]


@pytest.mark.slow
def test_the_tour_visits_the_four_examples(comarca: Run, tmp_path: Path) -> None:
    status, out, err = comarca("tour --figures figures")
    assert (status, err) == (0, "")
    for name in ("price-stability", "incentive-competition", "co-financing", "capability-ladder"):
        assert (tmp_path / "figures" / f"{name}.png").stat().st_size > 1000
        assert str(Path("figures") / f"{name}.png") in out
    assert out.count("accepted by the checker") == 9
    assert "proved" in out
    assert "undecided" not in out
    assert "What next" in out


# --- bad input, limits, interruption --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "text", "said"),
    [
        ("check", DILEMMA, "no [profile]"),
        ("threshold", DILEMMA, "no [profile]"),
        ("check", DILEMMA + GRIM, "without [repeated]"),
        ("show", DILEMMA.replace('"share, hide"', '"share, hid"'), 'Did you mean "hide"?'),
        ("show", 'kind = "coalitional"\n', "not read yet by this version"),
        ("check", REPEATED.replace("play = [", 'pay = { otherwise = [0, 0] }\nplay = ["', 1), "TOML"),
        ("check", REPEATED.replace("play = [", "pay = { otherwise = [0, 0] }\nplay = [", 1), "payments"),
        ("equilibria", SHIFT, "a stochastic game"),
        ("equilibria --coarse", DILEMMA, "--correlated"),
        ("equilibria --symmetric", DILEMMA, "kind anonymous"),
        ("check", SYMBOLIC.replace("R > P", "R > T"), "assumptions that no values meet together"),
        ("threshold", SYMBOLIC.replace("R > P", "R > T"), "Drop or mend one of them."),
        ("check", 'assume = ["d > 1"]\n' + REPEATED.replace('"3/5"', '"d"'), "no values meet together"),
        ("threshold", REPEATED.replace('"3/5"', '["1/2", "3/5"]'), "one symbol that varies"),
        ("threshold", REPEATED.replace('"3/5"', '["d", "e"]'), "one symbol that varies"),
        ("check --time-limit 0", REPEATED, "a positive number of seconds"),
        ("check --time-limit soon", REPEATED, "float"),
        ("check --jsn", REPEATED, "--json"),
        ("chek", REPEATED, 'Did you mean "check"?'),
        ("check", None, "FILE"),
        ("check nowhere.toml", None, "No such file"),
        ("check .", None, "directory"),
        ("show game.nfg", None, "No such file"),
        ("verify nowhere.json", None, "No such file"),
        ("prove co-finance", None, 'Did you mean "co-financing"?'),
        ("example co-finance", None, 'Did you mean "co-financing"?'),
        ("exercise show nothing", None, "one of price-stability"),
        ("exercise check capability-ladder g^2", None, "Write ** for powers."),
    ],
)
def test_bad_input_gets_one_message_and_status_2(comarca: Run, command: str, text: str | None, said: str) -> None:
    status, out, err = comarca(command, text)
    assert (status, out) == (2, "")
    assert err.startswith("comarca: ")
    assert err.count("\n") == 1
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize("content", [b'kind = "\xff"', b"\x00" * 100, b"", b"[" * 100_000, b"9" * 6_000_000])
def test_strange_bytes_get_one_message_and_status_2(comarca: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "strange.toml").write_bytes(content)
    status, out, err = comarca("show strange.toml")
    assert (status, out) == (2, "")
    assert err.startswith("comarca: strange.toml")
    assert err.count("\n") == 1


def test_symbols_that_leave_a_question_open_are_named(comarca: Run) -> None:
    status, out, err = comarca("minmax", SYMBOLIC, "--json")
    assert status == 3
    assert json.loads(out)["status"] == "unknown"
    assert "P, R, S, T" in err
    assert "values" in err


def test_equilibria_with_symbols_answer_by_cases(answer: Callable[..., Any]) -> None:
    found = answer("equilibria", SYMBOLIC)
    assert (found["status"], found["complete"]) == ("proved", True)
    (case,) = found["cases"]
    assert "assume" not in case
    assert case["game"] == "prisoner's dilemma"
    assert len(case["equilibria"]) == 1


def test_a_time_limit_stops_the_work_and_says_so(comarca: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import games.solvers.counts as counts

    monkeypatch.setattr(counts, "count_equilibria", _work_for_ever)
    status, out, err = comarca("equilibria", COUNTS, "--time-limit", "0.2", "--json")
    assert status == 3
    assert json.loads(out)["status"] == "unknown"
    assert "0.2 s have passed" in err


def _work_for_ever(game: object) -> None:
    while True:
        pass


def test_a_search_that_hands_back_what_it_had_is_told(comarca: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import games.solvers.nash as nash
    from games.errors import LimitReached

    solve = nash.nash_equilibria

    def stopped(game: Any, *, time_limit: float | None = None) -> Any:
        raise LimitReached("nash_equilibria", "that time is up", partial=solve(game, method="nashpy"))

    monkeypatch.setattr(nash, "nash_equilibria", stopped)
    status, out, err = comarca("equilibria", DILEMMA, "--json")
    data = json.loads(out)
    assert status == 3
    assert data["complete"] is False
    assert len(data["equilibria"]) == 1
    assert "time is up" in data["reason"]
    assert "time is up" in err


def test_an_interruption_ends_without_a_traceback(comarca: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import games.solvers.counts as counts

    def interrupted(game: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(counts, "count_equilibria", interrupted)
    status, _, err = comarca("equilibria", COUNTS)
    assert (status, err) == (130, "comarca: interrupted\n")


def test_an_answer_whose_certificate_takes_too_long_keeps_its_status(
    answer: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "CERTIFYING_SECONDS", 0.2)
    monkeypatch.setattr(console, "_certifier", lambda: _work_for_ever)
    data = answer("equilibria", COUNTS)
    assert (data["exit"], data["status"], data["certificate"]) == (0, "decided", None)
    assert "0.2 s have passed" in data["no_certificate"]


# --- as a program ---------------------------------------------------------------------------------------------------


def program(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    code = "import sys; from games.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, timeout=60, check=False, **more
    )


def test_the_program_answers_and_exits_with_its_status() -> None:
    path = str(worked_example("incentive-competition.toml"))
    done = program("threshold", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "7/9 <= d < 1" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_program_refuses_and_exits_with_2() -> None:
    done = program("show", "nowhere.toml")
    assert done.returncode == 2
    assert done.stderr.startswith("comarca: nowhere.toml")
    assert "Traceback" not in done.stderr


def test_help_names_every_command() -> None:
    done = program("--help")
    assert done.returncode == 0
    for command in ("show", "equilibria", "check", "threshold", "prove", "verify", "example", "exercise", "tour"):
        assert command in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_closed_pipe_is_no_error() -> None:
    path = worked_example("co-financing-700.toml")
    code = "import sys; from games.cli import main; sys.exit(main())"
    shell = f"'{sys.executable}' -c '{code}' equilibria '{path}' --json | head -n 1"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "{\n"
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_output_that_the_terminal_cannot_show_is_no_error() -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = program("show", str(worked_example("price-stability.toml")), env=env)
    assert done.returncode == 0
    assert "62, -32" in done.stdout
