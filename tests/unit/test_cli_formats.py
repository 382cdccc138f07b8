"""Every command that takes FILE takes the other formats and the catalogue too, with the same JSON and the same exit statuses."""

from __future__ import annotations

import json

import pytest

from games import cli
from games.formats import gam, game_file, longform, nfg, write

DILEMMA = """
kind = "strategic"
[players]
buyer    = ["share", "hide"]
supplier = ["share", "hide"]
[payoffs]
"share, share" = [3, 3]
"share, hide"  = [0, 5]
"hide, share"  = [5, 0]
"hide, hide"   = [1, 1.5]
"""
GAME = game_file.loads(DILEMMA).game
TEXTS = {"toml": write.dumps(GAME), "nfg": nfg.dumps(GAME), "csv": longform.dumps(GAME), "gam": gam.dumps(GAME)}
NAMED = ["nfg", "csv"]


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for suffix, text in TEXTS.items():
        (tmp_path / f"dilemma.{suffix}").write_text(text, encoding="utf-8")

    def call(*tokens: str):
        status = cli.main(list(tokens))
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.mark.parametrize("command", ["show", "equilibria", "dominance", "minmax"])
@pytest.mark.parametrize("suffix", NAMED)
def test_the_answer_does_not_depend_on_the_format(run, command, suffix):
    status, out, err = run(command, f"dilemma.{suffix}", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == json.loads(run(command, "dilemma.toml", "--json")[1])


def test_a_gam_file_has_numbers_in_place_of_names(run):
    status, out, _ = run("equilibria", "dilemma.gam", "--json")
    data = json.loads(out)
    assert status == 0
    assert [own["profile"] for own in data["equilibria"]] == [{"1": {"2": "1"}, "2": {"2": "1"}}]
    assert data["equilibria"][0]["payoffs"] == {"1": "1", "2": "3/2"}
    assert data["complete"] is True


@pytest.mark.parametrize("suffix", ["nfg", "gam", "csv"])
def test_what_needs_a_profile_says_so(run, suffix):
    for command in ("check", "threshold"):
        status, out, err = run(command, f"dilemma.{suffix}")
        assert (status, out) == (2, "")
        assert "no [profile]" in err
        assert err.count("\n") == 1


@pytest.mark.parametrize("suffix", ["nfg", "gam", "csv", "efg"])
@pytest.mark.parametrize(
    "text", ["", "x", "\x00", "NFG 1", "2 2 2 1", "A,payoff_A\nx,y\n", '"', "{" * 5_000, "9" * 5_000]
)
def test_a_bad_file_gets_one_message_and_status_2(run, tmp_path, suffix, text):
    (tmp_path / f"bad.{suffix}").write_text(text, encoding="utf-8")
    for command in ("show", "equilibria"):
        status, out, err = run(command, f"bad.{suffix}")
        assert (status, out) == (2, "")
        assert err.startswith(f"comarca: bad.{suffix}")
        assert err.count("\n") == 1
        assert "Traceback" not in err


@pytest.mark.parametrize("suffix", ["nfg", "gam", "csv", "efg"])
def test_bytes_that_are_no_text_are_refused(run, tmp_path, suffix):
    (tmp_path / f"bad.{suffix}").write_bytes(b"NFG 1 R \xff")
    status, _, err = run("show", f"bad.{suffix}")
    assert status == 2
    assert "Save the file as UTF-8." in err


def test_the_catalogue_is_listed_and_a_game_of_it_printed(run, tmp_path):
    status, out, err = run("catalog")
    assert (status, err) == (0, "")
    assert "von-stengel-degenerate" in out
    status, out, err = run("catalog", "stag-hunt")
    assert (status, err) == (0, "")
    (tmp_path / "mine.toml").write_text(out, encoding="utf-8")
    assert run("equilibria", "mine.toml", "--json") == run("equilibria", "catalog:stag-hunt", "--json")
    assert "7/8" in run("equilibria", "catalog:stag-hunt")[1]


def test_the_catalogue_as_json(run):
    rows = json.loads(run("catalog", "--json")[1])["games"]
    assert len(rows) > 40
    assert {"id", "title", "players", "source"} <= set(rows[0])
    data = json.loads(run("catalog", "oneill-cards", "--json")[1])
    assert data["value"] == "-1"
    assert data["equilibria"][0][0]["joker"] == "2/5"
    assert data["status"] == "decided"
    assert data["file"].startswith("# O'Neill's card game.")


@pytest.mark.parametrize("tokens", [("catalog", "stag-hnt"), ("show", "catalog:stag-hnt"), ("equilibria", "catalog:")])
def test_an_unknown_name_of_the_catalogue_is_bad_input(run, tokens):
    status, out, err = run(*tokens)
    assert (status, out) == (2, "")
    assert "stag-hunt" in err or "comarca catalog" in err


def test_a_tree_and_an_anonymous_game_of_the_catalogue_are_solved(run):
    status, out, _ = run("equilibria", "catalog:el-farol", "--json")
    assert (status, json.loads(out)["equilibria"][0]["count"]) == (0, "60")
    status, out, _ = run("equilibria", "catalog:centipede", "--json")
    assert status == 0
    assert json.loads(out)["equilibria"][0]["payoffs"] == {"player 1": "2/5", "player 2": "1/10"}
