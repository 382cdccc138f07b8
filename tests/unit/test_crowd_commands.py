"""Anonymous games with more than two actions, and with very many players, on the command line and in words."""

import json

import pytest

from games import AnonymousGame, Automaton, load
from games.cli import main
from games.errors import InvalidFile, InvalidGame, LimitReached, Unsupported
from games.exact import exact
from games.show.figures import save
from games.show.html import to_html
from games.show.phase import phase_line_figure, phase_portrait_figure
from games.show.tables import as_text, game_table
from games.show.words import explain, why_not
from games.solvers.counts import count_equilibria
from games.solvers.symmetric import symmetric_equilibria

HAWKS = """kind = "anonymous"
players = 6
actions = ["hawk", "dove", "bully"]
[payoff]
hawk = "k_dove*3 - 2*k_hawk"
dove = "k_dove + k_bully/2"
bully = "2*k_dove - k_hawk + k_bully/3"
"""
MILLION = """kind = "anonymous"
players = 1000000
actions = ["out", "in"]
symbols = ["m"]
values = { m = "1/50" }
[payoff]
out = "m*k_in/n"
in = "m*(k + 1)/n + m*min(1, max(0, k - 699999)) - m/2"
"""


@pytest.fixture
def run(tmp_path, capsys):
    def call(command, text, *options):
        file = tmp_path / "game.toml"
        file.write_text(text, encoding="utf-8")
        status = main([command, str(file), *options])
        out, err = capsys.readouterr()
        return status, json.loads(out) if "--json" in options and out else out, err

    return call


def test_counts_of_three_actions(run):
    status, data, _ = run("equilibria", HAWKS, "--json")
    assert status == 0 and data["status"] == "proved" and data["complete"] is True
    assert data["equilibria"] == [
        {"counts": {"hawk": "0", "dove": "1", "bully": "5"}, "profiles": "6"},
        {"counts": {"hawk": "3", "dove": "3", "bully": "0"}, "profiles": "20"},
    ]


def test_symmetric_equilibria_of_three_actions(run):
    status, data, _ = run("equilibria", HAWKS, "--symmetric", "--json")
    assert status == 0 and data["status"] == "proved" and data["complete"] is True
    assert data["equilibria"] == [
        {"probs": {"hawk": "1/2", "dove": "1/2", "bully": "0"}, "payoff": "5/2", "stable": None},
        {"probs": {"hawk": "0", "dove": "1/7", "bully": "6/7"}, "payoff": "20/7", "stable": True},
    ]


def test_a_million_players_on_the_command_line(run):
    status, data, _ = run("equilibria", MILLION, "--json")
    assert status == 0 and data["status"] == "proved"
    assert [own["count"] for own in data["equilibria"]] == ["0", "1000000"]
    status, data, _ = run("equilibria", MILLION, "--symmetric", "--json")
    assert status == 0 and data["status"] == "proved"
    assert [own["stable"] for own in data["equilibria"]] == [True, False, True]
    assert set(data["equilibria"][1]["prob"]) == {"lo", "hi"}


def test_a_continuum_is_left_open_with_the_reason(run):
    text = HAWKS.replace('bully = "2*k_dove - k_hawk + k_bully/3"', 'bully = "k_dove + k_bully/2"')
    status, data, _ = run("equilibria", text, "--symmetric", "--json")
    assert status == 3 and data["status"] == "unknown" and data["complete"] is False
    assert "dove, bully" in data["reason"] and "always pay the same" in data["reason"]


def test_too_many_counts_are_a_limit(run):
    status, data, err = run("equilibria", HAWKS.replace("players = 6", "players = 100000"), "--json")
    assert status == 3 and data["status"] == "unknown"
    assert "vectors of counts" in err and "100,000 players" in err


def test_tables_by_counts_are_read_and_checked(run, tmp_path):
    table = "".join(f'"{k}" = {v}\n' for k, v in (("1, 0, 0", 1), ("0, 1, 0", 2), ("0,0,1", 3)))
    text = (
        'kind = "anonymous"\nplayers = 2\nactions = ["a", "b", "c"]\n[payoff]\nb = 0\nc = "k_a"\n[payoff.a]\n' + table
    )
    file = tmp_path / "table.toml"
    file.write_text(text, encoding="utf-8")
    game = load(file).game
    assert [game.payoff_at(0, own) for own in ((1, 0, 0), (0, 1, 0), (0, 0, 1))] == [1, 2, 3]
    for old, new, words in (
        ('"0,0,1" = 3', '"0,0,2" = 3', "0,0,2"),
        ('"0,0,1" = 3\n', "", "0, 0, 1"),
        ('"0,0,1" = 3', '"1, 0,0" = 3', "same counts twice"),
        ('c = "k_a"', 'c = "k"', "k"),
        ('c = "k_a"', "c = [1, 2]", "2"),
    ):
        file.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(InvalidFile, match=r"table\.toml") as caught:
            load(file)
        assert words in str(caught.value)


def test_the_table_shows_every_vector_of_counts_or_the_corners(run):
    status, out, _ = run("show", HAWKS)
    assert status == 0 and "k_hawk" in out and "hawk pays" in out
    status, out, _ = run("show", HAWKS.replace("players = 6", "players = 60"))
    assert status == 0 and "where all others do the same" in out
    assert "k_a" in as_text(game_table(AnonymousGame("n", ("a", "b", "c"), ("k_a", "k_b", "n - k_c"))))


def test_words_and_pages():
    game = AnonymousGame(
        exact(6),
        ("hawk", "dove", "bully"),
        ("3*k_dove - 2*k_hawk", "k_dove + k_bully/2", "2*k_dove - k_hawk + k_bully/3"),
    )
    counts, mixtures = game.count_profiles(), game.symmetric_profiles()
    assert "3 hawk, 3 dove: 20 profiles" in explain(counts)
    assert "hawk 1/2, dove 1/2: payoff 5/2, stability left open" in explain(mixtures)
    assert 'If all play "hawk", one would rather play "dove" (gain 10).' in why_not(counts)
    assert "<li>" in to_html(mixtures) and "k_hawk" in to_html(game)


def test_figures(tmp_path):
    game = AnonymousGame(
        exact(3),
        ("<b>rock", "paper$", "scissors"),
        ("2*k_scissors - k_paper_", "2*k__b_rock - k_scissors", "2*k_paper_ - k__b_rock"),
    )
    assert save(phase_portrait_figure(game.symmetric_profiles()), tmp_path / "portrait.png").stat().st_size > 10_000
    crowd = AnonymousGame(exact(10**6), ("out", "in"), ("0", "(k - 300000)*(k - 400000)*(600000 - k)"))
    figure = phase_line_figure(crowd.symmetric_equilibria())
    assert save(figure, tmp_path / "line.png").stat().st_size > 10_000
    assert "filled: stable" in figure._supxlabel.get_text()
    with pytest.raises(Unsupported, match="three actions"):
        phase_portrait_figure(AnonymousGame(exact(3), ("a", "b"), ("k", "1")).symmetric_profiles())


def test_what_is_of_two_actions_says_so():
    game = AnonymousGame(exact(3), ("a", "b", "c"), ("k_a", "k_b", "k_c"))
    for ask in (
        lambda: count_equilibria(game),
        lambda: symmetric_equilibria(game),
        lambda: game.gain(1),
        lambda: game.threshold(Automaton.grim("a", "b")),
    ):
        with pytest.raises(Unsupported, match="two actions"):
            ask()
    assert game.equilibria().profiles and game.symmetric_equilibria().equilibria
    with pytest.raises(InvalidGame, match="vector of counts"):
        game.payoff_at(0, 1)
    with pytest.raises(InvalidGame, match="the name k"):
        AnonymousGame(exact(3), ("a", "b", "c"), ("k", "k_b", "k_c"))
    with pytest.raises(InvalidGame, match="k_a_b"):
        AnonymousGame(exact(3), ("a b", "a-b", "c"), ("0", "1", "k_c"))


def test_a_time_limit_hands_back_what_was_found():
    game = AnonymousGame(
        exact(9), tuple("abcd"), ("min(k_a, k_b) - k_c", "k_c*k_d - 3", "max(k_a, 2) - k_c", "5 - k_d*k_b")
    )
    with pytest.raises(LimitReached, match="time limit of 0 s") as caught:
        game.symmetric_profiles(time_limit=0)
    assert not caught.value.partial.complete


def test_a_long_table_shows_where_the_gain_changes_sign(run):
    status, out, _ = run("show", MILLION)
    assert (
        status == 0
        and "699999" in out
        and "700000" in out
        and "k = 5 to 699998, 700001 to 999994" in " ".join(out.split())
    )


POWERS = """kind = "anonymous"
players = 1000000
actions = ["out", "in"]
[payoff]
out = "(1/2)**k"
in = "min(1, 3*k/n) - max(0, 2*k/n - 1)*3/2"
"""


def test_payoffs_too_long_to_write_out_are_no_mistake_of_the_file(run):
    status, data, _ = run("equilibria", POWERS, "--json")
    assert status == 0 and data["status"] == "proved"
    assert [own["count"] for own in data["equilibria"]] == ["0", "833334"]
    status, shown, _ = run("show", POWERS)
    assert status == 0 and "1/16384*" in shown and "too long" in shown
    status, _, message = run("show", POWERS.replace("(1/2)**k", "1/(k - n + 1)"))
    assert status == 2 and "a division by zero" in message
