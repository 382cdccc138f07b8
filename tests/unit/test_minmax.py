"""Minmax payoffs, zero-sum games and indifferences: cases, errors, the commands, words."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path

import pytest

from games import LimitReached, StrategicGame, Unsupported, cli
from games.core.minmax import Multipliers, PlayerMinmax
from games.core.solution import Enclosure, Status
from games.show.html import to_html
from games.show.indifference import indifference_sheet, indifference_text
from games.show.minmax import minmax_sheet
from games.show.tables import as_text, sheet_table
from games.show.words import explain, why_not
from games.solvers.clock import Clock
from games.solvers.minmax import player_minmax
from games.solvers.zero_sum import zero_sum
from games.solvers.zero_sum_vertices import null_space
from proofs import certify
from tests.minmax_examples import GUARDS, KNOWN_WRONG, SURD, opposed

ZERO, HALF, ONE = Fraction(0), Fraction(1, 2), Fraction(1)


def solvable(game: object) -> StrategicGame:
    return StrategicGame(game.players, game.actions, game.payoffs, name=game.name)  # type: ignore[attr-defined]


GUARD_FILE = """
kind = "strategic"
[players]
thief = ["left", "right"]
first = ["left", "right"]
second = ["left", "right"]
[payoffs]
"left, left, left" = [-1, 1, 1]
"left, left, right" = [0, 1, 0]
"left, right, left" = [0, 0, 1]
"left, right, right" = [0, 0, 0]
"right, left, left" = [0, 0, 0]
"right, left, right" = [0, 0, 1]
"right, right, left" = [0, 1, 0]
"right, right, right" = [-1, 1, 1]
[repeated]
discount = "d"
"""
PENNIES_FILE = """
kind = "strategic"
[players]
row = ["a", "b"]
column = ["c", "d", "e"]
[payoffs]
"a, c" = [1, 4]
"a, d" = [-1, 8]
"a, e" = [-1, 8]
"b, c" = [-1, 8]
"b, d" = [1, 4]
"b, e" = [1, 4]
"""


# --- the answers ----------------------------------------------------------------------------------------------------


def test_a_dilemma_is_punished_by_hiding() -> None:
    pd = StrategicGame.from_table(
        ("buyer", "supplier"),
        {("share", "share"): (3, 3), ("share", "hide"): (0, 5), ("hide", "share"): (5, 0), ("hide", "hide"): (1, 1)},
    )
    buyer = pd.minmax()["buyer"]
    assert (buyer.pure, buyer.mixed, buyer.correlated) == (1, 1, 1)
    assert buyer.pure_punishments == (("hide",),)
    assert buyer.punishment == ((ZERO, ONE),)
    assert buyer.guarantee == (ZERO, ONE)


def test_one_player_is_punished_by_nobody() -> None:
    only = StrategicGame.from_arrays([3, 7, 5]).minmax()
    assert only.players[0] == PlayerMinmax(
        "1", Fraction(7), ((),), Fraction(7), (), only.players[0].bound, Fraction(7), (((), ONE),), (ZERO, ONE, ZERO)
    )
    assert certify(only).status is Status.PROVED


def test_minima_that_are_flat_to_first_order_need_multipliers_of_degree_one() -> None:
    game = StrategicGame(
        ("A", "B", "C"), (("l", "r"),) * 3, ((2, 0, 2, 1, 1, 1, 0, 3), (0,) * 8, (0,) * 8), name="flat"
    )
    own = game.minmax()["A"]
    assert (own.correlated, own.mixed, own.pure) == (Fraction(2, 3), 1, 1)
    degrees = {len(term.corners[0]) for part in own.bound if isinstance(part, Multipliers) for term in part.terms}
    assert degrees == {0, 1}


@pytest.mark.parametrize("scale", [Fraction(1), Fraction(10**9), Fraction(1, 10**9)])
def test_enclosures_are_as_narrow_as_promised_whatever_the_units(scale: Fraction) -> None:
    rows = tuple(tuple(scale * own for own in row) for row in SURD.payoffs)
    own = player_minmax(StrategicGame(SURD.players, SURD.actions, rows), 0, Clock())
    assert isinstance(own.mixed, Enclosure)
    assert own.gap <= Fraction(1, 10**12) * max(ONE, abs(own.mixed.hi))
    for end, sign in ((own.mixed.lo / scale, 1), (own.mixed.hi / scale, -1)):
        assert sign * (32 - (end + 6) ** 2) >= 0


def test_a_constant_added_to_payoffs_of_another_size_leaves_room_for_the_gap() -> None:
    """Payoffs near a million, of which the minmax payoff is near zero: floats alone cannot tell."""
    rows = (tuple(10**6 * Fraction(own) for own in SURD.payoffs[0]), *SURD.payoffs[1:])
    shift = Fraction(343145750507, 10**6)
    moved = (tuple(own + shift for own in rows[0]), *rows[1:])
    own = player_minmax(StrategicGame(SURD.players, SURD.actions, moved), 0, Clock())
    assert isinstance(own.mixed, Enclosure)
    assert abs(own.mixed.hi) < 1
    assert own.gap <= Fraction(1, 10**12)


def test_a_limit_gives_what_was_shown_until_then() -> None:
    with pytest.raises(LimitReached) as stopped:
        solvable(SURD).minmax(time_limit=1e-9)
    answer = stopped.value.partial
    thief = answer["thief"]
    assert answer.status is Status.ENCLOSED
    assert (thief.mixed.lo, thief.mixed.hi) == (thief.correlated, thief.pure)
    certified = certify(answer)
    assert certified.status is Status.ENCLOSED
    assert certified.verdict
    assert "only known up to" in answer.reason


def test_a_search_that_is_cut_short_still_shows_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(8)
    rows = (tuple(chance.randint(0, 2) for _ in range(64)), (0,) * 64, (0,) * 64)
    game = StrategicGame(("A", "B", "C"), (("a", "b", "c", "d"),) * 3, rows)
    monkeypatch.setattr("games.solvers.minmax.NODES", 40)
    answer = game.minmax()
    own = answer["A"]
    assert answer.status is Status.ENCLOSED
    assert own.correlated < own.mixed.lo < own.mixed.hi < own.pure
    certified = certify(answer)
    assert (certified.status, bool(certified.verdict)) == (Status.ENCLOSED, True)


def test_zero_sum_needs_opposed_payoffs() -> None:
    with pytest.raises(Unsupported, match="do not oppose each other"):
        StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]).zero_sum()
    with pytest.raises(Unsupported, match="do not oppose each other"):
        StrategicGame.from_arrays([[1, 0], [0, 1]], [[1, 0], [0, 1]]).zero_sum()
    with pytest.raises(Unsupported, match="found 3 players"):
        solvable(GUARDS).zero_sum()


@pytest.mark.parametrize("ask", ["minmax", "zero_sum"])
def test_symbols_are_named(ask: str) -> None:
    game = StrategicGame.from_arrays([["T", 0]], [["-T", 0]])
    with pytest.raises(Unsupported, match="the symbol T in the payoffs"):
        getattr(game, ask)()


def test_constant_sum_games_have_two_values() -> None:
    answer = StrategicGame.from_arrays([[3, 1], [0, 2]], [[2, 4], [5, 3]]).zero_sum()
    assert answer.values == (Fraction(3, 2), Fraction(7, 2))
    assert (answer.constant, answer.scale) == (5, 1)


def test_a_face_of_optimal_strategies_is_listed_by_its_vertices() -> None:
    answer = zero_sum(opposed([[0] * 3] * 4))
    assert [len(own.strategies) for own in answer.players] == [4, 3]
    assert [own.dimension for own in answer.players] == [3, 2]
    assert certify(answer).status is Status.PROVED


def test_a_limit_leaves_the_value() -> None:
    with pytest.raises(LimitReached) as stopped:
        zero_sum(opposed([[0] * 4] * 4), time_limit=1e-9)
    answer = stopped.value.partial
    assert (answer.value, answer.complete) == (0, False)
    assert certify(answer).status is Status.PROVED
    assert "among others" in certify(answer).verdict.claim


def test_the_null_space_of_nothing_is_everything() -> None:
    assert null_space([], 2) == [(ONE, ZERO), (ZERO, ONE)]
    assert null_space([(ONE, ONE)], 2) == [(-ONE, ONE)]


# --- indifferences --------------------------------------------------------------------------------------------------


def test_ties_of_a_degenerate_game_are_named() -> None:
    game = StrategicGame.from_arrays([[-3, 3], [-3, 5]], [[2, 7], [4, 2]], players=("A", "B"))
    row, column = game.indifferences([{"1": "2/7", "2": "5/7"}, "1"])
    assert (row.support, row.ties, row.worse) == (("1", "2"), (), ())
    assert (column.support, column.ties) == (("1",), ("2",))
    assert indifference_text(game, [{"1": "2/7", "2": "5/7"}, "1"]) == (
        "A is indifferent between 1 and 2, each worth -3.\nB plays 1 for 24/7; 2 would pay as much."
    )


def test_what_pays_more_and_what_depends_on_symbols_is_said() -> None:
    game = StrategicGame.from_arrays([[1, 0], ["1 + x", 1]], [[0, 0], [0, 0]], players=("A", "B"))
    assert indifference_text(game, ["1", "2"]).splitlines()[0] == "A plays 1 for 0; 2 would pay more."
    assert "whether 2 would pay more depends on the symbols" in indifference_text(game, ["1", "1"])
    assert "open" in as_text(sheet_table(indifference_sheet(game, ["1", "1"])))


# --- the commands ---------------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    def go(command: str, text: str, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "game.toml"
        file.write_text(text, encoding="utf-8")
        status = cli.main([command, str(file), *options])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return go


def test_the_minmax_command_answers_by_player(run) -> None:
    status, out, _ = run("minmax", GUARD_FILE, "--json")
    data = json.loads(out)
    assert (status, data["status"]) == (0, "proved")
    assert data["pure"]["thief"] == "0"
    assert data["mixed"]["thief"] == "-1/4"
    assert data["correlated"]["thief"] == "-1/2"
    half = {"left": "1/2", "right": "1/2"}
    assert data["punishments"]["thief"]["mixed"] == {"first": half, "second": half}
    assert {"first": "left", "second": "left"} in data["punishments"]["thief"]["pure"]
    assert data["guarantees"]["thief"] == half
    assert data["certificate"]["verdict"] == "accepted"
    assert "gap" not in data


def test_an_irrational_minmax_payoff_is_an_enclosure(run) -> None:
    text = GUARD_FILE.replace('"left, left, left" = [-1,', '"left, left, left" = [-2,')
    status, out, _ = run("minmax", text, "--json")
    data = json.loads(out)
    lo, hi = (Fraction(data["mixed"]["thief"][end]) for end in ("lo", "hi"))
    assert (status, data["status"]) == (0, "proved")
    assert 0 < hi - lo == Fraction(data["gap"]) <= Fraction(1, 10**12)


def test_the_minmax_command_tells_the_punishments(run) -> None:
    status, out, _ = run("minmax", GUARD_FILE)
    assert status == 0
    assert "-1/4 in mixed actions: first left 1/2, right 1/2; second left 1/2, right 1/2." in out
    assert "thief secures -1/2 by playing left 1/2, right 1/2." in out
    assert "Status: proved" in out


def test_the_zero_sum_command_lists_all_optimal_strategies(run) -> None:
    status, out, _ = run("zero-sum", PENNIES_FILE, "--json")
    data = json.loads(out)
    assert (status, data["status"], data["complete"]) == (0, "proved", True)
    assert data["values"] == {"row": "0", "column": "6"}
    assert data["strategies"]["column"] == [{"c": "1/2", "d": "1/2"}, {"c": "1/2", "e": "1/2"}]
    status, out, _ = run("zero-sum", PENNIES_FILE)
    assert "The game is worth 0 to row, 6 to column." in out


@pytest.mark.parametrize("command", ["minmax", "zero-sum"])
def test_what_is_not_answered_has_exit_status_3(run, command: str) -> None:
    symbolic = 'symbols = ["T"]\n' + PENNIES_FILE.replace('"a, c" = [1, 4]', '"a, c" = ["T", 4]')
    status, _, err = run(command, symbolic)
    assert status == 3
    assert f"{command}: found the symbol T in the game" in err
    moving = 'kind = "stochastic"\nplayers = ["A"]\ndiscount = "d"\n[states.s.actions]\nA = ["x"]\n[states.s.payoffs]\nx = [1]\n'
    status, _, err = run(command, moving + '[states.s.next]\nx = "s"\n')
    assert status == 3
    assert "a stochastic game" in err
    crowd = 'kind = "anonymous"\nplayers = 11\nactions = ["out", "in"]\n[payoff]\nout = 0\nin = "k - 1"\n'
    status, _, err = run(command, crowd)
    assert status == 3
    assert "11 players with 2 actions each" in err


def test_an_anonymous_game_is_solved_with_named_players(run) -> None:
    text = 'kind = "anonymous"\nplayers = 4\nactions = ["out", "in"]\n[payoff]\nout = "2*k"\nin = "2*(k + 1) - 3"\n'
    status, out, _ = run("minmax", text, "--json")
    data = json.loads(out)
    assert (status, data["status"]) == (0, "proved")
    assert data["mixed"] == {f"player {number}": "0" for number in range(1, 5)}


def test_a_certificate_is_written_and_verified(run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command, text in (("minmax", GUARD_FILE), ("zero-sum", PENNIES_FILE)):
        kept = tmp_path / f"{command}.json"
        assert run(command, text, "--certificate", str(kept))[0] == 0
        assert cli.main(["verify", str(kept)]) == 0
        capsys.readouterr()


# --- words and pages ------------------------------------------------------------------------------------------------


def test_answers_are_told_in_words_tables_and_html() -> None:
    minmax, values = solvable(GUARDS).minmax(), zero_sum(opposed(KNOWN_WRONG))
    assert "correlated" in as_text(sheet_table(minmax_sheet(minmax)))
    assert "thief can be held to" in explain(minmax)
    assert "thief gets -1/2 by playing left 1/2, right 1/2, whatever the others do" in why_not(minmax)
    assert "1 has the only optimal strategy 1 1/3, 2 1/3, 4 1/3." in explain(values)
    assert "2 cannot get more than 0 against 1's 1 1/3, 2 1/3, 4 1/3." in why_not(values)
    for answer in (minmax, values):
        assert '<div class="comarca">' in to_html(answer)
    assert str(minmax).startswith("thief: pure 0, mixed -1/4, correlated -1/2")
