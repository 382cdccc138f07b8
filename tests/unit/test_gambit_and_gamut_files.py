"""`.nfg` and `.gam`: each form is read as it stands, and each mistake is met with its line and its remedy."""

from __future__ import annotations

import io
import math
import time
from fractions import Fraction
from itertools import product

import pytest

from games.core.strategic import StrategicGame
from games.errors import InvalidFile, Unsupported
from games.formats import gam, nfg
from games.formats.game_file import load

SELTEN = (
    'NFG 1 R "Selten (IJGT, 75), Figure 2, normal form"\n{ "Player 1" "Player 2" } { 3 2 }\n\n1 1 0 2 0 2 1 1 0 3 2 0\n'
)
OUTCOMES = """
NFG 1 D "Selten" { "Player 1" "Player 2" }
{ { "a" "b" "c" } { "l" "r" } }
"A comment, \\"quoted\\""
{
{ "" 1, 1 }
{ "second" 0 2 }
{ "" 1.5e0, -.5 }
}
1 2 2 1 0 3
"""
ROWS = {"a": ((1, 1), (1, 1)), "b": ((0, 2), (0, 0)), "c": ((0, 2), (Fraction(3, 2), Fraction(-1, 2)))}


def refusal(text: str, reader=nfg) -> str:
    with pytest.raises(InvalidFile) as caught:
        reader.loads(text, "barn.nfg")
    assert str(caught.value).startswith("barn.nfg")
    return str(caught.value)


def test_a_list_of_payoffs_has_the_first_player_moving_fastest() -> None:
    game = nfg.loads(SELTEN).game
    assert game.players == ("Player 1", "Player 2")
    assert game.actions == (("1", "2", "3"), ("1", "2"))
    assert game.name == "Selten (IJGT, 75), Figure 2, normal form"
    cells = {
        ("1", "1"): (1, 1),
        ("2", "1"): (0, 2),
        ("3", "1"): (0, 2),
        ("1", "2"): (1, 1),
        ("2", "2"): (0, 3),
        ("3", "2"): (2, 0),
    }
    assert {profile: game.payoff(profile) for profile in game.profiles()} == cells


def test_three_players_and_unequal_numbers_of_actions_land_in_their_cells() -> None:
    shape = (2, 3, 4)
    order = [tuple(reversed(own)) for own in product(*(range(1, size + 1) for size in reversed(shape)))]
    numbers = " ".join(f"{a}{b}{c} -{a}{b}{c} 0" for a, b, c in order)
    game = nfg.loads(f'NFG 1 R "" {{ "x" "y" "z" }} {{ 2 3 4 }} {numbers}').game
    for profile in game.profiles():
        assert game.payoff(profile) == (int("".join(profile)), -int("".join(profile)), 0)


def test_outcomes_names_and_the_comment_are_read() -> None:
    game = nfg.loads(OUTCOMES).game
    assert game.actions == (("a", "b", "c"), ("l", "r"))
    assert game.source == 'A comment, "quoted"'
    for action, row in ROWS.items():
        assert tuple(game.payoff((action, reply)) for reply in "lr") == row


def test_names_of_actions_may_go_before_a_list_of_payoffs() -> None:
    game = nfg.loads('NFG 1 R "t" { "a" "b" } { { "x" "y" } { "z" } } "c" 1 2 3 4').game
    assert game.payoff(("y", "z")) == (3, 4)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1/3", Fraction(1, 3)),
        ("-7/2", Fraction(-7, 2)),
        ("0.1", Fraction(1, 10)),
        ("-.5", Fraction(-1, 2)),
        ("4.", Fraction(4)),
        ("+3", Fraction(3)),
        ("1e-3", Fraction(1, 1000)),
        ("2.5E+2", Fraction(250)),
        ("12345678901234567890.1", Fraction(123456789012345678901, 10)),
    ],
)
def test_numbers_are_exact(written: str, value: Fraction) -> None:
    assert nfg.loads(f'NFG 1 R "t" {{ "a" }} {{ 1 }} {written}').game.payoffs == ((value,),)
    assert gam.loads(f"1 1 {written}").game.payoffs == ((value,),)


def test_names_left_empty_become_the_number_of_their_place() -> None:
    game = nfg.loads('NFG 1 R "" { "" "b" } { { "" "x" "" } { "y" } } 1 1 1 1 1 1').game
    assert (game.players, game.actions) == (("1", "b"), (("1", "x", "3"), ("y",)))


@pytest.mark.parametrize("label", ['say "no"', "back\\slash", 'both \\"', "end\\", "ä, ö {}", "#"])
def test_quotes_and_backslashes_in_names_come_back(label: str) -> None:
    game = StrategicGame((label, "other"), ((label, "x"), ("y",)), ((1, 2), (3, 4)), name=label, source=label)
    assert nfg.loads(nfg.dumps(game)).game == game


def test_a_backslash_before_anything_else_stands_for_itself() -> None:
    assert nfg.loads(r'NFG 1 R "a\b\n" { "p" } { 1 } 1').game.name == r"a\b\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: found the end of the file; expected NFG at the beginning"),
        ("EFG 2 R", 'found "EFG"; expected NFG at the beginning'),
        ("NFG 2 R", "found the number 2; expected the version number 1"),
        ("NFG 1 X", 'found "X"; expected R or D'),
        ("NFG 1 R title", 'found "title"; expected the title in quotes'),
        ('NFG 1 R "title { ', "found a text that is not closed"),
        ('NFG 1 R "t" { "a", "b" }', "Leave the comma out"),
        ('NFG 1 R "t" { } { } 1', "expected at least one player"),
        ('NFG 1 R "t" { "a" "a" } { 1 1 } 1 1', 'the player "a" twice; expected distinct player names. Rename one.'),
        ('NFG 1 R "t" { "a" "b" } { { "x" "x" } { "y" } } 1', 'the action "x" twice'),
        ('NFG 1 R "t" { "a" "b" } { 2 } 1', "found actions of 1; expected actions of 2 players"),
        ('NFG 1 R "t" { "a" "b" } { 2 2 2 } 1', "found actions of 3; expected actions of 2 players"),
        ('NFG 1 R "t" { "a" "b" } { 2, 2 } 1', "Leave the comma out"),
        ('NFG 1 R "t" { "a" "b" } { 2 0 } 1', 'no action of "b"'),
        ('NFG 1 R "t" { "a" "b" } { 2 -1 } 1', "found the number -1"),
        ('NFG 1 R "t" { "a" "b" } { 2 1/2 } 1', "found the number 1/2"),
        (
            'NFG 1 R "t" { "a" "b" } { 2 1 }\n\n1 2 3',
            'line 3: found the end of the file; expected the payoff of "b" at profile 2 of 2',
        ),
        ('NFG 1 R "t" { "a" "b" } { 2 1 }\n1 2 3 4\n5', "line 3: found the number 5; expected the end of the file"),
        (
            'NFG 1 R "t" { "a" "b" } { 2 1 }\n1 2\nnan 4',
            'line 3: found "nan"; expected the payoff of "a" at profile 2 of 2',
        ),
        ('NFG 1 R "t" { "a" "b" } { 2 1 } 1, 2, 3, 4', "Leave the comma out"),
        ('NFG 1 R "t" { "a" "b" } { 2 1 } 1 2 3 1/0', "a division by zero"),
        ('NFG 1 R "t" { "a" "b" } { 2 1 } 1 2 3 x**2', 'found "x**2"; expected numbers such as 3, 1/3 or 0.5'),
        ('NFG 1 R "t" { "a" "b" } { 1 1 } { { "" 1 } } 1', 'found "}"; expected the payoff of "b"'),
        ('NFG 1 R "t" { "a" "b" } { 1 1 } { { 1 1 } } 1', "expected the name of an outcome in quotes"),
        ('NFG 1 R "t" { "a" "b" } { 1 1 } { { "" 1 1 1 } } 1', "An outcome has 2 payoffs"),
        ('NFG 1 R "t" { "a" "b" } { 1 1 } { { "" 1 1 } } 2', "found the number 2; expected an outcome from 0 to 1"),
        ('NFG 1 R "t" { "a" "b" } { 2 1 } { { "" 1 1 } } 1', "expected the outcome of profile 2 of 2"),
        ('NFG 1 R "\x07" { "a" } { 1 } 1', "a control character"),
    ],
)
def test_mistakes_in_an_nfg_file_are_told_with_their_line(text: str, said: str) -> None:
    assert said in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        'NFG 1 R "t" { "a" "b" } { 1000000 1000000 } 1',
        'NFG 1 R "t" { "a" "b" } { 99999999999999999999 2 } 1',
        f'NFG 1 R "t" {{ {chr(34) * 2} {"".join(f"{chr(34)}{k}{chr(34)} " for k in range(60))} }} {{ {"2 " * 61} }} 1',
        f'NFG 1 R "t" {{ "a" }} {{ 1 }} {"9" * 100_000}',
        'NFG 1 R "t" { "a" } { 1 } 1e999999999',
        'NFG 1 R "t" { "a" } { 1 } 1/' + "9" * 100_000,
        f'NFG 1 R "t" {{ {chr(34) * 2 * 50_000} }}',
        "{" * 100_000,
        '"' + "\\" * 1_000_000,
        'NFG 1 R "t" { "a" } { 1 }' + " " * 1_000_000 + "?",
        "\xa0NFG",
        "x" * 6_000_000,
    ],
    ids=range(12),
)
def test_hostile_nfg_files_are_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    assert len(refusal(text)) < 500
    assert time.perf_counter() - start < 1


def test_the_list_of_gametracer_is_read_player_by_player() -> None:
    game = gam.loads("2\n3 2 \n\n3 2 0 3 5 6\n3 2 3 2 6 1\n").game
    assert game.payoff(("2", "1")) == (2, 2)
    assert game.payoff(("3", "1")) == (0, 3)
    assert game.payoff(("2", "2")) == (5, 6)


def test_the_simple_output_of_gamut_is_read_whatever_the_order_of_its_lines() -> None:
    lines = ["[1  1] :\t[ 1.0 -2.5E-3 ]", "[2  1] :\t[ 3.0 4.0 ]", "[1  2] :\t[ 5.0 6.0 ]", "[2  2] :\t[ 7.0 8.0 ]"]
    text = "# Generated by GAMUT\n# Game:\n" + "\n".join(reversed(lines)) + "\n"
    game = gam.loads(text).game
    assert game.payoff(("1", "1")) == (1, Fraction(-1, 400))
    assert game.payoff(("1", "2")) == (5, 6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "found no numbers"),
        ("two", 'line 1: found "two"; expected the number of players'),
        ("0", "expected the number of players, a whole number from 1"),
        ("2\n2", "found 1 numbers of actions; expected one for each of 2 players"),
        ("2\n2 0", 'line 2: found "0"; expected a number of actions'),
        ("1 2\n\n1", "line 3: found 1 payoffs; expected 2 for actions 2"),
        ("1 2\n1 2\n3", "line 3: found 3 payoffs; expected 2 for actions 2"),
        ("1 2\n1\nInfinity", 'line 3: found "Infinity", which is no number'),
        ("1 1 1/0", "a division by zero"),
        ("1 1 0x1", "which is no number"),
        ("[1 1] : [ 1 ]", "found 2 actions and 1 payoffs; expected 2 of each"),
        ("[1 1] : [ 1 2 ]\n[1] : [ 1 ]", "line 2: found 1 actions and 1 payoffs; expected 2 of each"),
        (
            "[1 1] : [ 1 2 ]\n[1 1] : [ 1 2 ]",
            "line 2: found the same profile twice; expected each profile once. It stands in line 1",
        ),
        ("[1 1] : [ 1 2 ]\n[2 2] : [ 1 2 ]", "found no line for profile 2 1; expected all 4 profiles"),
        ("[1 1] : 1 2", "expected a line [actions] : [ payoffs ]"),
        ("[0 1] : [ 1 2 ]", 'found "0"; expected an action'),
    ],
)
def test_mistakes_in_a_gam_file_are_told_with_their_line(text: str, said: str) -> None:
    assert said in refusal(text, gam)


@pytest.mark.parametrize(
    "text",
    [
        "1000 " + "2 " * 1000 + "1",
        "2 1000000 1000000 1",
        "1 1 1e99999",
        "1 1 " + "9" * 100_000,
        "[9999999 1] : [ 1 1 ]",
        "1" * 6_000_000,
    ],
    ids=range(6),
)
def test_hostile_gam_files_are_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    assert len(refusal(text, gam)) < 500
    assert time.perf_counter() - start < 1


def test_what_the_formats_cannot_hold_is_refused_with_a_way_out() -> None:
    symbolic = StrategicGame.from_arrays([["T", "R"]], [[1, 2]])
    for writer in (nfg, gam):
        with pytest.raises(Unsupported, match=r"the symbols R, T in the payoffs; expected numbers\. Put values in"):
            writer.dumps(symbolic)
    with pytest.raises(
        Unsupported, match=r"1/3, a payoff of 1; expected finite decimals\. Multiply the payoffs of 1 by 3"
    ):
        gam.dumps(StrategicGame.from_arrays([["1/3"]], [[1]]))


def test_a_list_of_payoffs_can_be_asked_for() -> None:
    game = StrategicGame(("A", "B"), (("u", "d"), ("l", "r")), ((1, 2, 3, 4), (5, 6, 7, 8)))
    again = nfg.loads(nfg.dumps(game, outcomes=False)).game
    assert again.actions == (("1", "2"), ("1", "2"))
    assert again.payoffs == game.payoffs


def test_files_are_opened_by_the_end_of_their_name(tmp_path) -> None:
    (tmp_path / "selten.NFG").write_text(SELTEN, encoding="utf-8")
    (tmp_path / "selten.gam").write_text("1 2 3 4", encoding="utf-8")
    loaded = load(tmp_path / "selten.NFG")
    assert (loaded.kind, loaded.stage, loaded.game.shape) == ("strategic", loaded.game, (3, 2))
    assert load(tmp_path / "selten.gam").game.payoffs == ((3, 4),)
    (tmp_path / "bad.nfg").write_text("NFG 1", encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"bad\.nfg, line 1"):
        load(tmp_path / "bad.nfg")


def test_gambit_reads_what_is_written_and_writes_what_is_read() -> None:
    pygambit = pytest.importorskip(
        "pygambit", reason="pygambit is not installed: its own reading of .nfg is not compared"
    )
    game = StrategicGame(
        ("A", 'B "b"', "C"),
        (("u", "d"), ("l", "r", "m"), ("x",)),
        tuple(tuple(Fraction(k * i - 2, i) for k in range(6)) for i in (1, 3, 7)),
        name="Title",
    )
    for text in (nfg.dumps(game), nfg.dumps(game, outcomes=False)):
        theirs = pygambit.read_nfg(io.StringIO(text))
        for row, array in zip(game.payoffs, theirs.to_arrays(), strict=True):
            assert [Fraction(str(own)) for own in array.ravel()] == list(row)
    assert nfg.loads(pygambit.read_nfg(io.StringIO(nfg.dumps(game))).to_nfg()).game == game


def test_quantecon_reads_what_is_written_and_writes_what_is_read() -> None:
    pytest.importorskip("quantecon", reason="quantecon is not installed: its own reading of .gam is not compared")
    import numpy as np
    from quantecon.game_theory.game_converters import from_gam_string, to_gam

    game = StrategicGame.from_arrays(*(np.arange(24).reshape(2, 3, 4) * k for k in (1, -1, 5)))
    theirs = from_gam_string(gam.dumps(game))
    for i, row in enumerate(game.payoffs):
        assert theirs.payoff_profile_array[..., i].ravel().tolist() == list(row)
    assert gam.loads(to_gam(theirs)).game == game
    assert math.prod(game.shape) == 24
