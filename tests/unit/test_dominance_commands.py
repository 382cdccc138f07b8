"""The commands `dominance` and `rationalizable`: output, JSON, exit status, errors."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from games import StrategicGame, cli
from games.api import solvable
from games.core.dominance import dominates, is_best_reply
from games.formats.write import dumps
from games.show.html import to_html
from games.show.latex import to_latex
from games.show.words import explain, why_not
from tests.certificate_examples import DILEMMA, DOMINATED, THREE, TIED, WEAKLY_DOMINATED

STAGE = """
kind = "strategic"
[players]
A = ["c", "d"]
B = ["c", "d"]
[payoffs]
"c, c" = [3, 3]
"c, d" = [0, 5]
"d, c" = [5, 0]
"d, d" = [1, 1]
[repeated]
discount = "9/10"
"""


def run(
    capsys: pytest.CaptureFixture[str], folder: Path, game: str | StrategicGame, *command: str
) -> tuple[int, str, str]:
    path = folder / "game.toml"
    path.write_text(game if isinstance(game, str) else dumps(game), encoding="utf-8")
    status = cli.main([command[0], str(path), *command[1:]])
    out, err = capsys.readouterr()
    return status, out, err


def answer(capsys: pytest.CaptureFixture[str], folder: Path, game: str | StrategicGame, *command: str) -> Any:
    status, out, err = run(capsys, folder, game, *command, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


@pytest.mark.parametrize(
    ("game", "weak"), [(DILEMMA, False), (DOMINATED, False), (WEAKLY_DOMINATED, True), (THREE, False), (TIED, True)]
)
def test_the_trace_is_true_by_definition(
    game: StrategicGame, weak: bool, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data = answer(capsys, tmp_path, game, "dominance", *(["--weak"] if weak else []))
    assert data["status"] == "proved"
    assert data["complete"] is True
    assert data["certificate"]["verdict"] == "accepted"
    left = {player: list(own) for player, own in zip(game.players, game.actions, strict=True)}
    for gone in data["rounds"]:
        for own in gone:
            by = {label: Fraction(weight) for label, weight in own["by"].items()}
            assert dominates(game, own["player"], by, own["action"], weak, list(left.values()))
            assert min(map(Fraction, own["margins"].values())) == Fraction(own["margin"])
        for own in gone:
            left[own["player"]].remove(own["action"])
    assert data["surviving"] == left
    assert data["solution"] == (
        [own[0] for own in left.values()] if all(len(own) == 1 for own in left.values()) else None
    )
    for player, beliefs in data["beliefs"].items():
        assert list(beliefs) == left[player]
        for action, told in beliefs.items():
            belief = tuple((tuple(profile.split(", ")), Fraction(chance)) for profile, chance in told.items())
            assert is_best_reply(game, player, action, belief, list(left.values()))


def test_the_stage_game_of_a_repeated_game_is_asked_about(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = answer(capsys, tmp_path, STAGE, "dominance")
    assert data["surviving"] == {"A": ["d"], "B": ["d"]}
    assert data["solution"] == ["d", "d"]
    assert data["rounds"][0][0] == {
        "player": "A",
        "action": "c",
        "by": {"d": "1"},
        "margin": "1",
        "margins": {"c": "2", "d": "1"},
    }


def test_rationalizable_with_either_kind_of_beliefs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = answer(capsys, tmp_path, TIED, "rationalizable")
    assert (data["status"], data["surviving"]["3"], data["rounds"]) == ("proved", ["1", "2", "3", "4"], [])
    data = answer(capsys, tmp_path, TIED, "rationalizable", "--independent")
    assert (data["status"], data["surviving"]["3"], data["undecided"]["3"]) == ("proved", ["1", "3", "4"], [])
    assert [(own["player"], own["action"]) for own in data["removed"]] == [("3", "2")]
    assert data["removed"][0]["cover"][0] == {"cut": "1", "edge": [0, 1]}
    assert sum(map(Fraction, data["beliefs"]["1"]["1"]["2"].values())) == 1


def test_what_is_not_decided_has_exit_status_3(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """x is a best reply only where p = q and p q = 1/2."""
    gains = {"x": (0, 0, 0, 0), "m": (1, -1, -1, -1), "l": (-1, 1, 1, 1), "u": (0, 1, -1, 0), "v": (0, -1, 1, 0)}
    table = {
        (one, two, action): (0, 0, values["UD".index(one) * 2 + "LR".index(two)])
        for one in "UD"
        for two in "LR"
        for action, values in gains.items()
    }
    game = StrategicGame.from_table(("A", "B", "C"), table)
    status, out, _ = run(capsys, tmp_path, game, "rationalizable", "--independent", "--json")
    data = json.loads(out)
    assert status == 3
    assert (data["status"], data["complete"], data["undecided"]["C"]) == ("unknown", False, ["x"])
    status, out, _ = run(capsys, tmp_path, game, "rationalizable", "--independent")
    assert status == 3
    assert "Not decided: C: x." in out


def test_other_kinds_are_refused_with_the_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for command in ("dominance", "rationalizable"):
        crowd = 'kind = "anonymous"\nplayers = 3\nactions = ["a", "b"]\n[payoff]\na = 0\nb = "k"\n'
        status, _, err = run(capsys, tmp_path, crowd, command)
        assert status == 2
        assert "a strategic game" in err


def test_symbols_are_answered_for_all_values_or_refused_with_the_place(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    symbolic = STAGE.replace("[3, 3]", '["R", "R"]').replace(
        'kind = "strategic"', 'kind = "strategic"\nsymbols = ["R"]'
    )
    small = symbolic.replace("[players]", 'assume = ["R < 5"]\n[players]')
    data = answer(capsys, tmp_path, small, "dominance")
    assert (data["status"], data["solution"]) == ("proved", ["d", "d"])
    assert data["rounds"][0][0]["margins"] == {"c": "5 - R", "d": "1"}
    assert "margin" not in data["rounds"][0][0]
    assert answer(capsys, tmp_path, small, "rationalizable")["surviving"] == {"A": ["d"], "B": ["d"]}
    for command in (["dominance"], ["rationalizable"]):
        status, _, err = run(capsys, tmp_path, symbolic, *command)
        assert status == 3
        assert "game.toml, dominance: found that it may depend on R whether A's action c is dominated" in err
    for command in (["dominance", "--weak"], ["rationalizable", "--independent"]):
        status, _, err = run(capsys, tmp_path, small, *command)
        assert status == 3
        assert f"game.toml, {' '.join(command)}: found the symbol R in the game; expected numbers" in err


def test_a_time_limit_stops_with_what_is_known(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out, err = run(capsys, tmp_path, DOMINATED, "dominance", "--time-limit", "0.000001", "--json")
    assert status == 3
    assert json.loads(out)["status"] == "unknown"
    assert err.startswith("comarca: ")


def test_words_say_what_goes_and_why_the_rest_stays() -> None:
    game = solvable(DOMINATED)
    told = explain(game.dominance())
    assert "Round 1: 1 loses 3. 1/2 1 + 1/2 2 together pay 1 more, whatever the others do." in told
    assert "One profile is left: the only equilibrium." in told
    assert explain(game.dominance()).splitlines()[1:4] == why_not(game.dominance()).splitlines()[1:]
    weak = explain(solvable(WEAKLY_DOMINATED).dominance(weak=True))
    assert "pays as much or up to" in weak
    assert "an equilibrium; others may be gone" in weak
    independent = solvable(TIED).rationalizable(independent=True)
    assert "3 2: one of these pays at least 5/14 more in each of 4 parts" in explain(independent)
    assert "3 2" in why_not(independent)
    assert "correlated beliefs" in explain(solvable(TIED).rationalizable())
    assert "every action left pays the most" in explain(StrategicGame.from_arrays([2, 1, 2]).dominance())


def test_latex_shows_the_trace_and_what_is_left() -> None:
    shown = to_latex(solvable(DOMINATED).dominance())
    assert "dominated by" in shown
    assert "What is left" in shown
    assert "dominated by" not in to_latex(solvable(THREE).dominance())


def test_html_shows_the_trace_and_what_is_left() -> None:
    shown = to_html(solvable(DOMINATED).dominance())
    assert "dominated by" in shown
    assert "What is left" in shown
    assert "Rationalizable" in to_html(solvable(TIED).rationalizable(independent=True))
