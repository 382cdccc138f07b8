"""Mixed equilibria of small games: what the solver, its words, its JSON and the command promise."""

from __future__ import annotations

import contextlib
import io
import itertools
import json
from fractions import Fraction
from pathlib import Path

import pytest

import games
from games import StrategicGame, cli
from games.core.boxes import holds_one
from games.core.covering import Stage, is_empty, split, whole_cell
from games.core.mixed import BoxProfile, value_at
from games.core.solution import Enclosure
from games.core.subdivision import Drop, Empty, Obedience, Split
from games.errors import InvalidGame, InvalidStrategy, LimitReached, Unsupported
from games.exact import AlgebraicNumber
from games.formats import answers
from games.formats.write import dumps
from games.show.html import to_html
from games.show.latex import to_latex
from games.show.words import explain, why_not
from games.solvers.mixed import mixed_equilibria
from games.solvers.supports import support_profiles
from proofs.certification import certify
from tests.mixed_games import NINE, ONE_IRRATIONAL, random_game

HALF = Fraction(1, 2)
BOXED = random_game((2, 2, 2, 2), 1)
TIED = StrategicGame.from_arrays([[-3, 3], [-3, 5]], [[2, 7], [4, 2]])
"""A segment of equilibria: the first player's actions tie against the second's first."""


def test_a_game_has_the_method() -> None:
    assert len(games.StrategicGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]]).mixed_equilibria().equilibria) == 3


def test_probabilities_sum_to_one_and_boxes_are_narrow() -> None:
    for own in mixed_equilibria(BOXED).equilibria:
        for player in own.probabilities:
            for weight in player:
                if isinstance(weight, Enclosure):
                    assert 0 < weight.lo <= weight.hi <= 1 and weight.hi - weight.lo <= Fraction(1, 10**12)
        for value in own.values:
            if isinstance(value, Enclosure):
                assert value.hi - value.lo <= Fraction(1, 10**12) * max(1, abs(value.lo))


def test_asked_for_supports_only_these_and_the_pure_ones_are_listed() -> None:
    answer = mixed_equilibria(NINE, supports=[(("a", "b"), ("a", "b"), ("a", "b"))])
    assert len(answer.equilibria) == 6 and not answer.complete
    assert sum(own.is_pure for own in answer.equilibria) == 4
    assert certify(answer).status == "proved"


@pytest.mark.parametrize(
    ("supports", "message"),
    [
        ([("a", "b")], "one list of actions for each of 1, 2, 3"),
        (["aaa"], "one list of actions"),
        ([(("a",), (), ("b",))], "no action of 2"),
    ],
)
def test_supports_that_do_not_fit_are_refused(supports: object, message: str) -> None:
    with pytest.raises(InvalidStrategy, match=message):
        mixed_equilibria(NINE, supports=supports)  # type: ignore[arg-type]  # wrong on purpose


def test_an_unknown_action_in_a_support_is_named() -> None:
    with pytest.raises(InvalidGame, match='found action "c"; expected one of a, b'):
        mixed_equilibria(NINE, supports=[(("a", "c"), ("a",), ("b",))])


def test_symbols_are_not_solved() -> None:
    with pytest.raises(Unsupported, match="the symbol x in the payoffs"):
        mixed_equilibria(StrategicGame.from_arrays([["x", 0]], [[0, 0]]))


def test_a_time_limit_gives_what_was_found() -> None:
    with pytest.raises(LimitReached) as stopped:
        mixed_equilibria(random_game((4, 4, 4), 2), time_limit=0)
    assert not stopped.value.partial.complete
    assert all(own.is_pure for own in stopped.value.partial.equilibria)


def test_equilibria_that_are_not_isolated_are_said_to_be_left_open() -> None:
    answer = mixed_equilibria(TIED)
    assert not answer.complete and "continuum" in answer.reason
    (((least, most), _), ((sure, _), _)) = answer.regions[0]
    assert (
        len(answer.regions) == 1 and least == 0 and Fraction(2, 7) < most < Fraction(3, 10) and sure > Fraction(9, 10)
    )
    assert "Others can only lie where" in explain(answer)
    (elsewhere,) = answers.mixed_equilibria(answer)["elsewhere"]
    assert elsewhere["1"]["1"][0] == "0"
    assert ((Fraction(0), Fraction(1)), (Fraction(1), Fraction(0))) in [own.probabilities for own in answer.equilibria]
    assert certify(answer).status == "proved"


def test_a_limit_on_the_cells_is_named() -> None:
    answer = mixed_equilibria(NINE, cells=20)
    assert not answer.complete and "stopped after 19 cells" in answer.reason
    assert len(answer.equilibria) == 9  # the supports give the others


def test_one_player_and_one_action_are_games_too() -> None:
    best = mixed_equilibria(StrategicGame.from_arrays([1, 3, 2]))
    assert best.complete and [own.support for own in best.equilibria] == [((1,),)]
    only = mixed_equilibria(StrategicGame.from_arrays([[5]], [[7]]))
    assert only.complete and [own.values for own in only.equilibria] == [(5, 7)]


def test_an_unplayed_action_that_ties_at_an_isolated_equilibrium_does_not_hide_it() -> None:
    """Each wants to differ from the next; player 1 may also bet on player 3, which pays the same at the equilibrium and upsets player 2."""
    table = {}
    for own in itertools.product("htc", "ht", "ht"):
        first = Fraction(3 if own[2] == "h" else 1, 4) if own[0] == "c" else int(own[0] != own[1])
        second = int(own[1] != own[2]) + 5 * (own[0] == "c" and own[1] == "h")
        third = 2 * (own[2] == "t") if own[0] == "c" else int(own[2] != own[0])
        table[own] = (first, second, third)
    answer = mixed_equilibria(StrategicGame.from_table(("1", "2", "3"), table))
    assert answer.complete
    bets = ((0, Fraction(4, 5), Fraction(1, 5)), (Fraction(3, 4), Fraction(1, 4)), (1, 0))
    assert [own.probabilities for own in answer.equilibria] == [((HALF, HALF, 0), (HALF, HALF), (HALF, HALF)), bets]
    assert certify(answer).status == "proved"


def test_a_knife_edge_at_an_irrational_point_is_decided() -> None:
    """Player 1 gets a third action that pays exactly what the others pay at the irrational equilibrium of the game without it."""
    first = dict(zip(ONE_IRRATIONAL.profiles(), ONE_IRRATIONAL.payoffs[0], strict=True))
    table = {}
    for own in ONE_IRRATIONAL.profiles():
        table[own] = ONE_IRRATIONAL.payoff(own)
    for b in "ab":
        for c in "ab":
            middle = (Fraction(first["a", b, c]) + Fraction(first["b", b, c])) / 2
            table["c", b, c] = (middle, 0, 0)
    game = StrategicGame.from_table(("1", "2", "3"), table)
    answer = mixed_equilibria(game, supports=[(("a", "b"), ("a", "b"), ("a", "b"))])
    assert [own.kind for own in answer.equilibria if not own.is_pure] == ["algebraic"]
    assert certify(answer).status == "proved"


# words and JSON


def test_words_name_every_player_and_say_how_far_the_list_goes() -> None:
    told = explain(mixed_equilibria(ONE_IRRATIONAL))
    assert told.startswith("1 equilibrium, pure or mixed (all there are):")
    assert "2: a (-13 + sqrt(601))/24, b (37 - sqrt(601))/24" in told
    assert "marked" not in told and "~" in explain(mixed_equilibria(BOXED))
    assert "there may be more mixed ones" in explain(mixed_equilibria(TIED))
    assert "would rather play" in why_not(mixed_equilibria(NINE))
    assert "9 equilibria" in to_html(mixed_equilibria(NINE))


def test_json_has_exact_numbers_or_short_bounds() -> None:
    data = answers.mixed_equilibria(mixed_equilibria(BOXED))
    assert data["complete"] is True and data["mixed_complete"] is True
    boxed = [own for own in data["equilibria"] if own["kind"] == "enclosed"]
    assert boxed
    for own in boxed:
        for value in [*own["payoffs"].values(), *(x for player in own["profile"].values() for x in player.values())]:
            lo, hi = Fraction(value["lo"]), Fraction(value["hi"])
            assert lo < hi and hi - lo <= Fraction(1, 10**12) * max(1, abs(lo))
            assert len(value["lo"]) < 40


def command(game: StrategicGame, folder: Path, *options: str) -> tuple[int, str, str]:
    path = folder / "game.toml"
    path.write_text(dumps(game), encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = cli.main(["equilibria", str(path), *options])
    return status, out.getvalue(), err.getvalue()


def test_the_command_adds_mixed_equilibria(tmp_path: Path) -> None:
    status, out, _ = command(NINE, tmp_path, "--mixed", "--json")
    data = json.loads(out)
    assert status == 0 and data["status"] == "proved" and len(data["equilibria"]) == 9
    assert data["equilibria"][0] == {
        "profile": {"1": {"a": "1"}, "2": {"a": "1"}, "3": {"a": "1"}},
        "payoffs": {"1": "9", "2": "8", "3": "12"},
        "kind": "rational",
    }
    status, out, _ = command(NINE, tmp_path, "--mixed")
    assert status == 0 and "9 equilibria, pure or mixed (all there are)" in out and "accepted by the checker" in out
    status, out, _ = command(NINE, tmp_path, "--json")
    assert len(json.loads(out)["equilibria"]) == 4


def test_the_command_stopped_by_its_limit_tells_what_it_found(tmp_path: Path) -> None:
    status, out, err = command(random_game((5, 5, 5), 4), tmp_path, "--mixed", "--json", "--time-limit", "1")
    data = json.loads(out)
    assert status == 3 and data["mixed_complete"] is False and "time limit" in err


# the definitions


def test_a_box_must_hold_the_equilibrium() -> None:
    stage = Stage.of(StrategicGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]))
    near, far = (Fraction(2, 5), Fraction(3, 5)), (Fraction(1, 5), Fraction(2, 5))
    other = (Fraction(3, 5), Fraction(4, 5))
    assert holds_one(stage, BoxProfile(((near, near), (near, near))))
    assert not holds_one(stage, BoxProfile(((far, other), (near, near))))
    assert not holds_one(stage, BoxProfile(((near, near),)))


def test_parts_of_a_cell_and_what_shows_one_empty() -> None:
    stage = Stage.of(StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]]))
    cell = whole_cell(stage.shape)
    first, second = split(cell, Split(0, 0, 1, HALF))
    assert first[0] == ((1, 0), (1, 1)) and second[0] == ((1, 1), (0, 1))
    replies = [stage.replies(i, first) for i in range(2)]
    assert is_empty(first, replies, Empty((Obedience(0, 0, 0, 1, 1), Obedience(0, 1, 0, 1, 1))))
    assert not is_empty(first, replies, Empty((Obedience(0, 0, 0, 1, 1),)))
    assert Drop(0, 0, 1) in mixed_equilibria(StrategicGame.from_arrays([[3, 0], [5, 1]], [[3, 5], [0, 1]])).covering


def test_polynomials_in_a_root_are_reduced_or_enclosed() -> None:
    cubic = AlgebraicNumber((-2, 0, 0, 1), Fraction(1), Fraction(2))
    assert value_at(cubic, (Fraction(0), Fraction(0), Fraction(0), Fraction(1))) == 2
    square = value_at(cubic, (Fraction(0), Fraction(0), Fraction(1)))
    assert isinstance(square, Enclosure) and square.lo**3 < 4 < square.hi**3


def test_small_supports_come_first_and_those_without_isolated_solutions_do_not_come() -> None:
    listed = list(support_profiles((2, 2, 3)))
    assert listed[0] == ((0,), (0, 1), (0, 1)) and listed[-1] == ((0, 1), (0, 1), (0, 1, 2))
    assert [sum(map(len, own)) for own in listed] == sorted(sum(map(len, own)) for own in listed)
    assert ((0,), (0,), (0, 1)) not in listed and ((0,), (0, 1), (0, 1, 2)) not in listed


def test_latex_has_a_table_of_all_equilibria() -> None:
    written = to_latex(mixed_equilibria(ONE_IRRATIONAL))
    assert written.count(r"\\") == 2 and "sqrt(601)" in written


def test_the_command_says_what_to_ask_of_anonymous_games(tmp_path: Path) -> None:
    path = tmp_path / "game.toml"
    path.write_text('kind = "anonymous"\nplayers = 3\nactions = ["out", "in"]\n[payoff]\nout = "0"\nin = "1 - k"\n')
    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        assert cli.main(["equilibria", str(path), "--mixed"]) == 2
    assert "--symmetric" in err.getvalue()
