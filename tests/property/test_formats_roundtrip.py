"""A game that goes out to a file, an array, a DataFrame or another package and comes back is the same game."""

from __future__ import annotations

import warnings
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from games import StrategicGame
from games.core import strategic
from games.errors import InvalidGame, Unsupported
from games.formats import gam, game_file, longform, nfg
from games.testing import awkward_labels, decimals, fractions, labelled_games, small_integers, strategic_games

titles = st.one_of(st.just(""), awkward_labels)
floats = st.floats(-1e12, 1e12, allow_nan=False).map(Fraction)
shaped = strategic_games(players=(1, 4), payoffs=fractions)


def peer(package: str) -> None:
    pytest.importorskip(package, reason=f"{package} is not installed: conversion from and to it is not tested")


def numbered(game: strategic.StrategicGame) -> StrategicGame:
    """The same payoffs with players and actions called 1, 2, ..."""
    players = tuple(str(i + 1) for i in range(len(game.players)))
    return StrategicGame(players, tuple(tuple(str(j + 1) for j in range(size)) for size in game.shape), game.payoffs)


@given(game=labelled_games(players=(1, 4), payoffs=fractions), title=titles, comment=titles)
def test_nfg_files_with_outcomes_keep_everything(game, title, comment):
    named = strategic.StrategicGame(game.players, game.actions, game.payoffs, name=title, source=comment)
    assert nfg.loads(nfg.dumps(named, outcomes=True)).game == named


@given(game=shaped)
def test_nfg_files_with_payoffs_keep_the_numbers(game):
    assert StrategicGame.from_any(nfg.loads(nfg.dumps(game, outcomes=False)).game).payoffs == game.payoffs
    assert nfg.loads(nfg.dumps(numbered(game))).game.payoffs == game.payoffs


@given(game=strategic_games(players=(1, 4), payoffs=st.one_of(decimals, small_integers)))
def test_gam_files_keep_the_numbers(game):
    again = gam.loads(gam.dumps(game)).game
    assert (again.payoffs, again.shape) == (game.payoffs, game.shape)


@given(game=strategic_games(players=(1, 3), payoffs=decimals))
def test_the_simple_output_of_gamut_gives_the_same_game_as_the_list(game):
    positions = {
        profile: [own.index(a) + 1 for own, a in zip(game.actions, profile, strict=True)] for profile in game.profiles()
    }
    lines = [
        f"{' '.join(map(str, own))}] : [ {' '.join(gam._decimal(v, '1') for v in game.payoff(profile))} ]"
        for profile, own in positions.items()
    ]
    assert gam.loads("\n".join(f"[{line}" for line in lines)).game == gam.loads(gam.dumps(game)).game


@given(game=labelled_games(players=(1, 4), payoffs=fractions))
def test_csv_files_keep_names_and_numbers(game):
    try:
        text = longform.dumps(game)
    except Unsupported:
        assert any(own.startswith("payoff_") for own in game.players)
        return
    again = longform.loads(text).game
    assert (again.players, again.actions, again.payoffs) == (game.players, game.actions, game.payoffs)


@given(game=shaped)
def test_arrays_come_back(game):
    separate = game.to("arrays")
    assert StrategicGame.from_any(*separate, players=game.players, actions=game.actions) == game
    if len(game.players) > 1:
        nested = [array.tolist() for array in separate]
        assert StrategicGame.from_any(*nested, players=game.players, actions=game.actions) == game


@given(game=shaped)
def test_one_array_of_payoff_profiles_comes_back(game):
    import numpy as np

    stacked = np.stack(game.to("arrays"), axis=-1)
    for form in (stacked, stacked.tolist()):
        assert StrategicGame.from_any(form, players=game.players, actions=game.actions) == game


@given(game=strategic_games(players=(2, 3), payoffs=floats))
def test_floats_are_exact_binary_values_unless_the_decimal_is_asked_for(game):
    made = game.to("arrays", floats=True)
    assert StrategicGame.from_any(*made).payoffs == game.payoffs
    shown = tuple(tuple(Fraction(repr(float(v))) for v in array.ravel()) for array in made)
    assert StrategicGame.from_any(*made, decimal=True).payoffs == shown


@given(game=labelled_games(players=2, payoffs=fractions))
def test_frames_come_back(game):
    peer("pandas")
    assert StrategicGame.from_any(game.to("frame")) == game
    assert StrategicGame.from_any(*game.to("frames")) == game


@given(game=labelled_games(players=(1, 4), payoffs=fractions))
def test_long_frames_come_back(game):
    peer("pandas")
    if not any(own.startswith("payoff_") for own in game.players):
        assert StrategicGame.from_any(game.to("long")) == game


@given(game=strategic_games(players=(1, 3), payoffs=floats))
def test_long_frames_of_floats_come_back(game):
    peer("pandas")
    assert StrategicGame.from_any(game.to("long", floats=True)) == game


@given(game=strategic_games(players=2, payoffs=st.one_of(floats, small_integers)))
def test_nashpy_games_come_back(game):
    peer("nashpy")
    assert StrategicGame.from_any(game.to("nashpy"), players=game.players, actions=game.actions) == game


@given(game=strategic_games(players=(1, 4), payoffs=st.one_of(floats, small_integers)))
def test_quantecon_games_come_back(game):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of numba's, when it is first imported
        peer("quantecon")
    theirs = game.to("quantecon")
    assert StrategicGame.from_any(theirs, players=game.players, actions=game.actions) == game
    assert StrategicGame.from_any(*theirs.players, players=game.players, actions=game.actions) == game
    for profile in game.profiles():
        place = tuple(own.index(action) for own, action in zip(game.actions, profile, strict=True))
        assert (
            [Fraction(float(v)) for v in theirs[place].ravel()] == list(game.payoff(profile))
            if len(place) > 1
            else True
        )


@given(game=strategic_games(players=(2, 3), payoffs=decimals))
def test_decimals_pass_through_the_floats_of_peers(game):
    peer("nashpy")
    small = game.substitute({}) if len(game.players) == 2 else None
    if small is not None and all(abs(v.numerator) < 10**15 for row in small.payoffs for v in row):
        again = StrategicGame.from_any(small.to("nashpy"), decimal=True)
        assert again.payoffs == small.payoffs


ascii_labels = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=5)


@given(
    game=labelled_games(players=(1, 4), payoffs=fractions, labels=ascii_labels),
    title=st.one_of(st.just(""), ascii_labels),
)
def test_pygambit_games_come_back_exactly_with_their_names(game, title):
    peer("pygambit")
    named = StrategicGame(game.players, game.actions, game.payoffs, name=title, source="about it")
    assert StrategicGame.from_any(named.to("pygambit")) == named


@given(game=labelled_games(players=(1, 3), payoffs=fractions))
def test_game_files_keep_every_name_that_they_can_hold_and_refuse_the_others(game):
    if any(sign in own for own in (*game.players, *sum(game.actions, ())) for sign in (",", "->")):
        with pytest.raises(Unsupported, match=r"Rename it, or write an \.nfg file\."):
            game.to("toml")
        return
    text = game.to("toml")
    again = game_file.loads(text).game
    assert (again.players, again.actions, again.payoffs) == (game.players, game.actions, game.payoffs)


# --- strangers' files: any text is read or refused, and nothing else happens ------------------------------------------

soup = st.lists(
    st.sampled_from(
        [
            "NFG",
            "1",
            "R",
            "D",
            '"a"',
            '"b"',
            '""',
            "{",
            "}",
            ",",
            "2",
            "1/3",
            "-1",
            "0",
            "1e3",
            "[1 1]",
            ":",
            "[ 1 2 ]",
            "\n",
            "#",
            "A",
            "payoff_A",
            '"',
            "x,1",
        ]
    ),
    max_size=40,
).map(" ".join)
valid = labelled_games(players=(1, 3), max_actions=2, payoffs=decimals)


def refusal(reader, text: str) -> str:
    """How the text is refused; empty if it is read."""
    try:
        reader.loads(text)
    except InvalidGame as error:
        return str(error)
    return ""


@given(text=st.one_of(st.text(max_size=200), soup))
def test_any_text_is_read_or_refused(text):
    for reader in (nfg, gam, longform):
        assert len(refusal(reader, text)) < 1_000


@given(game=valid, data=st.data())
def test_a_damaged_file_is_read_or_refused(game, data):
    reader = data.draw(st.sampled_from([nfg, gam]))
    text = reader.dumps(game)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 10)))
    damaged = text[:start] + data.draw(st.one_of(st.just(""), st.text(max_size=5), soup)) + text[end:]
    assert "\n" not in refusal(reader, damaged)


# --- what an object is, and mistakes ---------------------------------------------------------------------------------


def test_a_float32_keeps_its_own_short_decimal():
    import numpy as np

    array = np.array([[0.1, 2]], dtype=np.float32)
    assert StrategicGame.from_any(array, array, decimal=True).payoffs[0] == (Fraction(1, 10), 2)
    assert StrategicGame.from_any(array, array).payoffs[0][0] == Fraction(float(np.float32(0.1)))


def test_symbols_travel_in_objects_and_not_in_floats():
    game = StrategicGame.from_arrays([["T", 0]], [["R/2", 1]])
    assert StrategicGame.from_any(*game.to("arrays")) == game
    for kind, options in (("arrays", {"floats": True}), ("nashpy", {}), ("nfg", {}), ("csv", {})):
        with pytest.raises(Unsupported, match="numbers"):
            game.to(kind, **options)


@pytest.mark.parametrize("value", [3, "x", None, {"a": 1}, object()])
def test_an_object_that_holds_no_game_is_refused(value):
    with pytest.raises(InvalidGame, match="from_any: found an object of type"):
        StrategicGame.from_any(value)


def test_an_unknown_kind_is_told_with_the_nearest():
    with pytest.raises(InvalidGame, match='Did you mean "nashpy"'):
        StrategicGame.from_arrays([[1]], [[1]]).to("nshpy")


def test_a_frame_of_single_payoffs_says_what_to_do():
    peer("pandas")
    import pandas

    frame = pandas.DataFrame([[1, 2], [3, 4]])
    with pytest.raises(InvalidGame, match="Give one frame a player"):
        StrategicGame.from_any(frame)
    with pytest.raises(InvalidGame, match="the same actions in both"):
        StrategicGame.from_any(frame, frame.rename(columns={0: "x"}))
    named = StrategicGame.from_any(frame, frame.T.T, name="from numbers")
    assert (named.actions, named.name) == ((("0", "1"), ("0", "1")), "from numbers")


def test_a_categorical_column_orders_the_actions():
    peer("pandas")
    import pandas

    rows = [("low", 1, 1), ("high", 2, 2)]
    frame = pandas.DataFrame(rows, columns=["P", "Q", "payoff_P"])
    frame["payoff_Q"] = [0.5, 0.1]
    frame["Q"] = [1, 1]
    frame["P"] = pandas.Categorical(frame["P"], categories=["high", "none", "low"])
    game = StrategicGame.from_any(frame, decimal=True)
    assert game.actions == (("high", "low"), ("1",))
    assert game.payoffs[1] == (Fraction(1, 10), Fraction(1, 2))


def test_a_missing_number_in_a_frame_is_refused():
    peer("pandas")
    import pandas

    frame = pandas.DataFrame({"A": ["x", "y"], "payoff_A": [1.0, None]})
    for decimal in (False, True):
        with pytest.raises(InvalidGame, match="nan"):
            StrategicGame.from_any(frame, decimal=decimal)


def test_numbers_and_dates_name_actions_by_what_they_look_like():
    peer("pandas")
    import pandas

    frame = pandas.DataFrame({"price": [0.5, 1.0], "payoff_price": [1, 2]})
    assert StrategicGame.from_any(frame).actions == (("0.5", "1.0"),)
    frame["price"] = pandas.to_datetime(["2026-11-24", "2026-11-25"])
    assert len(StrategicGame.from_any(frame).actions[0]) == 2
    for gone in (None, float("nan"), pandas.NaT, pandas.NA):
        frame["price"] = pandas.Series(["a", gone], dtype=object)
        with pytest.raises(InvalidGame, match="found no name"):
            StrategicGame.from_any(frame)


def test_a_package_that_is_not_installed_is_named_with_its_extra():
    from games.formats.missing import required

    with pytest.raises(Unsupported, match=r"pip install 'comarca\[peers\]'"):
        required("no_such_package_anywhere", "peers")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "found no line"),
        ("A,B\nx,y\n", "line 1: found the columns A, B"),
        ("A,B,payoff_A\nx,y,1\n", 'the column "B"'),
        ("A,payof_A\nx,1\n", "found the columns"),
        ("A,B,payoff_A,payoff_B,note\nx,y,1,2,3\n", 'the column "note"'),
        ("A,A,payoff_A\nx,x,1\n", 'the column "A" twice'),
        ("A,payoff_A\nx,1\nx,2\n", 'line 3: found the profile "x" twice'),
        ("A,payoff_A\nx\n", "line 2: found 1 entries; expected 2"),
        ("A,payoff_A\nx,nan\n", 'line 2, payoff_A: found the unknown name "nan"'),
        ("A,payoff_A\nx,__import__\n", "the unknown name"),
        ("A,payoff_A\n,1\n", "line 2: found no name"),
        ("A,payoff_A\n\x1b[31m,1\n", "expected a printable name"),
        (f"A,payoff_A\n{'x' * 300},1\n", "at most 200 characters"),
        ("A,payoff_A\n", "found no rows"),
        ("A,B,payoff_A,payoff_B\nx,l,1,1\ny,r,1,1\n", 'no entry for "x, r"'),
        ('A,payoff_A\n"x,1\n', "text that is not CSV"),
        ("A,payoff_A\nx,9**9**9**9\n", "at most 10,000"),
    ],
)
def test_mistakes_in_a_csv_file_are_told_with_their_line(text, said):
    with pytest.raises(InvalidGame) as caught:
        longform.loads(text, "barn.csv")
    assert str(caught.value).startswith("barn.csv")
    assert said in str(caught.value)


def test_semicolons_and_tabs_separate_too():
    for sign in (";", "\t"):
        text = "A,B,payoff_A,payoff_B\nx,y,0.1,2/3\n".replace(",", sign)
        assert longform.loads(text).game.payoffs == ((Fraction(1, 10),), (Fraction(2, 3),))
