"""Trees as pictures, text, words and JSON, and the commands on `.efg` files."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given

from games import Chance, Decision, ExtensiveGame, LimitReached, Terminal, Unsupported, cli
from games.core.extensive import ExtensiveGame as CoreGame
from games.formats import answers
from games.show.extensive_words import behaviour_text, marks_of
from games.show.html import to_html
from games.show.tables import as_text, game_table
from games.show.tree_layout import SIZE, leaf_text, picture, played, width
from games.show.tree_svg import tree_svg
from games.show.trees import tree_figure, tree_text
from games.show.words import explain, why_not
from games.solvers.backward_induction import subgame_perfect_equilibria
from games.testing import extensive_games

DATA = Path(__file__).parents[1] / "data"
MEANING = "played in the subgame-perfect equilibrium"


def entry(fight: object = 0) -> ExtensiveGame:
    answer = Decision("incumbent", {"fight": Terminal(-1, fight), "yield": Terminal(1, 1, outcome="duopoly")})
    return ExtensiveGame.build(
        ("entrant", "incumbent"), Decision("entrant", {"out": Terminal(0, 2), "in": answer}), name="Entry"
    )


def guessing() -> ExtensiveGame:
    second = {a: Decision("B", {b: Terminal(int(a == b), int(a != b)) for b in "HT"}, "guess") for a in "HT"}
    return ExtensiveGame.build(("A", "B"), Chance({"rain": ("1/3", Terminal()), "sun": ("2/3", Decision("A", second))}))


# --- pictures ---------------------------------------------------------------------------------------------------------


@given(extensive_games(max_moves=8))
def test_no_words_of_a_picture_lie_on_others(game: CoreGame) -> None:
    """Boxes around all words, as wide as they are taken to be, do not overlap, and lie in the picture."""
    drawn = picture(game)
    boxes = []
    for edge in drawn.edges:
        boxes.append((edge.bend[0] + 2, edge.bend[1] - 4 - SIZE, width(edge.words), SIZE))
    for knot in drawn.knots:
        boxes.append((knot.at[0] - 6 - width(knot.name), knot.at[1] - 4 - SIZE, width(knot.name), SIZE))
        boxes.append((knot.at[0] - 6 - width(knot.paid), knot.at[1] + 2, width(knot.paid), SIZE - 2))
    boxes += [(leaf.at[0] + 6, leaf.at[1] - SIZE / 2, width(leaf_text(leaf)), SIZE) for leaf in drawn.leaves]
    boxes = [box for box in boxes if box[2] > 0]
    for k, (x, y, w, h) in enumerate(boxes):
        assert 0 <= x <= x + w <= drawn.width
        assert 0 <= y <= y + h <= drawn.height
        for a, b, c, d in boxes[k + 1 :]:
            assert x + w <= a or a + c <= x or y + h <= b or b + d <= y


@given(extensive_games(max_moves=6))
def test_a_picture_has_every_move_and_every_end(game: CoreGame) -> None:
    drawn = picture(game)
    assert len(drawn.edges) == len(game.nodes) - 1
    assert len(drawn.leaves) == sum(node.is_end for node in game.nodes)
    assert len(drawn.ties) == sum(len(own.nodes) - 1 for own in game.information_sets)
    ElementTree.fromstring(tree_svg(game))


def test_marked_moves_are_thick_and_ties_are_dashed() -> None:
    game = guessing()
    svg = tree_svg(game, played(game, [own.profile for own in subgame_perfect_equilibria(game).equilibria]))
    assert svg.count('stroke-width="3.2"') == 6
    assert svg.count("stroke-dasharray") == 1
    figure = tree_figure(game)
    assert sum(line.get_linewidth() == 1.0 for line in figure.axes[0].lines) == 8


def test_labels_are_never_code() -> None:
    game = ExtensiveGame.build(
        ("<b>A",),
        Decision("<b>A", {"$x$": Terminal(0, outcome="<i>"), "[red]r": Terminal(1)}, name="&"),
        name="<script>",
    )
    page = to_html(game)
    assert "<script>" not in page
    assert "<b>A" not in page
    assert "[red]r: 1" in as_text(tree_text(game))
    words = [own.get_text() for own in tree_figure(game, title="$").axes[0].texts]
    assert r"\$x\$" in words


def test_a_figure_is_written_without_latex(tmp_path: Path) -> None:
    for ending in ("png", "svg", "pdf"):
        target = tmp_path / f"tree.{ending}"
        tree_figure(entry(), title="Entry", caption="By hand.").savefig(target)
        assert target.stat().st_size > 1_000


def test_a_tree_too_large_to_draw_is_told_as_text() -> None:
    wide = ExtensiveGame.build(("A",), Decision("A", {f"{k}": Terminal(k) for k in range(900)}))
    with pytest.raises(Unsupported, match=r"900 ends; expected at most 150\. Show it as text"):
        tree_svg(wide)
    assert "<pre" in to_html(wide)
    assert "The first 400 of 901 nodes." in as_text(tree_text(wide))


def test_a_notebook_shows_the_tree() -> None:
    class Balanced(HTMLParser):
        depth = 0

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            self.depth += tag != "br"

        def handle_endtag(self, tag: str) -> None:
            self.depth -= 1

    page = entry()._repr_html_() + to_html(entry().backward_induction()) + to_html(entry("f").cases())
    parser = Balanced()
    parser.feed(re.sub(r"<(\w+)([^>]*)/>", r"<\1\2></\1>", page))
    assert parser.depth == 0
    assert "Payoffs to entrant, incumbent. Thick: played in the subgame-perfect equilibrium." in page


# --- text and words ---------------------------------------------------------------------------------------------------


def test_a_terminal_shows_the_tree() -> None:
    game = entry()
    marks, meaning = marks_of(game.backward_induction())
    assert as_text(tree_text(game, marks, meaning)).splitlines() == [
        "Entry",
        "entrant",
        "├── out: 0, 2",
        "└── in*: incumbent",
        "    ├── fight: -1, 0",
        "    └── yield*: 1, 1  duopoly",
        f"Payoffs to entrant, incumbent. * {MEANING}.",
    ]
    assert "Braces: one information set." in as_text(game_table(guessing()))


def test_answers_are_told_in_words() -> None:
    assert explain(entry().backward_induction()).splitlines() == [
        "1 pure subgame-perfect equilibrium (all there are):",
        "  1. entrant: in; incumbent: yield. Payoffs: entrant 1, incumbent 1.",
        "Status: decided (exact arithmetic).",
    ]
    assert why_not(entry().backward_induction()).splitlines()[0] == (
        "entrant: out; incumbent: fight. In the subgame after in, incumbent would rather play yield: a gain of 1."
    )
    told = explain(guessing().subgame_perfect_equilibria())
    assert "all that are extreme in each subgame" in told
    assert "A: H 1/2, T 1/2; B: H 1/2, T 1/2" in told
    assert explain(entry().check({"entrant": "in", "incumbent": "yield"})).startswith("The profile is subgame perfect")
    assert "If f > 1:" in explain(entry("f").cases())


def test_what_is_free_is_said_to_be() -> None:
    game = entry()
    (own,) = game.backward_induction().equilibria
    assert behaviour_text(game, own.profile, ((), (0,))) == "entrant: in; incumbent: anything"


def test_very_many_equilibria_are_counted_in_words() -> None:
    tied = ExtensiveGame.build(
        ("A", "B"), Decision("A", {f"{k}": Decision("B", {b: Terminal(0, 0) for b in "xyz"}) for k in range(60)})
    )
    with pytest.raises(LimitReached, match=r"more than 10\^30") as stop:
        tied.backward_induction(limit=3)
    partial = stop.value.partial
    body = answers.subgame_perfect(partial)
    assert (body["count"], body["how_many"], body["complete"]) == (None, "more than 10^30", False)
    assert "more than 10^30 pure subgame-perfect equilibria (the first 3 listed)" in explain(partial)


# --- commands ---------------------------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = cli.main([str(word) for word in words])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    status, out, _ = run(capsys, *words, "--json")
    return status, json.loads(out)


def test_show_tells_the_tree(capsys: pytest.CaptureFixture[str]) -> None:
    status, body = asked(capsys, "show", f"{DATA / 'entry.efg'}")
    assert (status, body["kind"], body["players"]) == (0, "extensive", ["entrant", "incumbent"])
    assert body["actions"] == {"entrant": {"choice": ["out", "in"]}, "incumbent": {"answer": ["fight", "yield"]}}
    assert body["nodes"][0] == {"player": "entrant", "information_set": "choice", "next": {"out": 1, "in": 2}}
    assert body["nodes"][1] == {"payoffs": {"entrant": "0", "incumbent": "2"}, "outcome": "monopoly"}
    assert (body["perfect_information"], body["perfect_recall"], body["subgames"]) == (True, True, [0, 2])
    _, out, _ = run(capsys, "show", f"{DATA / 'entry.efg'}")
    assert "└── in*: incumbent" in out


def test_equilibria_of_a_tree_are_subgame_perfect_and_proved(capsys: pytest.CaptureFixture[str]) -> None:
    status, body = asked(capsys, "equilibria", f"{DATA / 'entry.efg'}")
    assert status == 0
    assert (body["status"], body["complete"], body["concept"], body["kind"]) == (
        "proved",
        True,
        "subgame perfect",
        "pure",
    )
    assert body["equilibria"] == [
        {
            "profile": {"entrant": {"choice": {"in": "1"}}, "incumbent": {"answer": {"yield": "1"}}},
            "payoffs": {"entrant": "1", "incumbent": "1"},
        }
    ]
    assert body["certificate"]["verdict"] == "accepted"


@pytest.mark.parametrize("name", ["entry", "pennies", "two_stages"])
def test_every_answer_of_a_tree_is_proved_and_its_certificate_verified(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "certificate.json"
    status, body = asked(capsys, "equilibria", f"{DATA / f'{name}.efg'}", "--certificate", f"{target}")
    assert (status, body["status"], body["complete"]) == (0, "proved", True)
    assert run(capsys, "verify", f"{target}")[0] == 0
    target.write_text(target.read_text(encoding="utf-8").replace('"payoffs"', '"payoff"', 1), encoding="utf-8")
    assert run(capsys, "verify", f"{target}")[0] == 2


def test_nash_equilibria_of_a_tree_are_those_of_its_reduced_form(capsys: pytest.CaptureFixture[str]) -> None:
    status, body = asked(capsys, "equilibria", f"{DATA / 'entry.efg'}", "--nash")
    assert (status, body["complete"]) == (0, True)
    profiles = [own["profile"] for own in body["equilibria"]]
    assert {"entrant": {"out": "1"}, "incumbent": {"fight": "1"}} in profiles
    assert {"entrant": {"in": "1"}, "incumbent": {"yield": "1"}} in profiles


def test_of_a_forgetful_player_only_the_strategic_form_is_solved(capsys: pytest.CaptureFixture[str]) -> None:
    status, body = asked(capsys, "equilibria", f"{DATA / 'forgetful.efg'}")
    assert (status, body["status"]) == (3, "unknown")
    assert "driver is absent-minded" in body["reason"]
    assert "comarca equilibria --nash" in body["reason"]
    status, body = asked(capsys, "equilibria", f"{DATA / 'forgetful.efg'}", "--nash")
    assert (status, [own["profile"] for own in body["equilibria"]]) == (0, [{"driver": {"on": "1"}}])


def test_commands_about_one_play_read_the_reduced_form(capsys: pytest.CaptureFixture[str]) -> None:
    status, body = asked(capsys, "minmax", f"{DATA / 'entry.efg'}")
    assert (status, body["pure"]["entrant"]) == (0, "0")


def test_a_broken_tree_is_one_message_with_its_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "broken.efg"
    file.write_text('EFG 2 R "x" { "A" }\np "" 1 1 "h" { "l" "r" } 0\nt "" 0\n', encoding="utf-8")
    status, out, err = run(capsys, "equilibria", f"{file}")
    assert (status, out) == (2, "")
    assert 'line 4: found the end of the file; expected the node that ends the branch "r"' in err.replace("\n", " ")


def test_too_many_equilibria_stop_with_what_is_known(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from games.formats.efg import dumps

    tied = ExtensiveGame.build(
        ("A", "B"), Decision("A", {f"{k}": Decision("B", {b: Terminal(0, 0) for b in "xy"}) for k in range(16)})
    )
    file = tmp_path / "tied.efg"
    file.write_text(dumps(tied), encoding="utf-8")
    status, body = asked(capsys, "equilibria", f"{file}")
    assert (status, body["complete"], body["count"]) == (3, False, 16 * 2**16)
    assert len(body["equilibria"]) == 10_000
    assert body["payoffs"] == [{"A": "0", "B": "0"}]


@pytest.mark.parametrize(("command", "wanted"), [("check", "--profile FILE"), ("threshold", "[profile]")])
def test_questions_about_a_profile_want_one(command: str, wanted: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, command, f"{DATA / 'entry.efg'}")
    assert status == 2
    assert wanted in err


@pytest.mark.parametrize(
    ("profile", "nash", "status", "verdict"),
    [
        ('entrant = "in"\nincumbent = "yield"', False, 0, "proved"),
        ('entrant = "out"\nincumbent = { answer = "fight" }', False, 1, "refuted"),
        ('entrant = "out"\nincumbent = { answer = "fight" }', True, 0, "proved"),
        ('entrant = "out"\n[incumbent.answer]\nfight = 0.5\nyield = "1/2"', True, 0, "proved"),
        ('entrant = "in"\nincumbent = "fight"', True, 1, "refuted"),
    ],
)
def test_a_profile_of_a_tree_is_judged(
    profile: str, nash: bool, status: int, verdict: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "profile.toml"
    file.write_text(profile, encoding="utf-8")
    words = ["check", f"{DATA / 'entry.efg'}", "--profile", f"{file}", *(["--nash"] if nash else [])]
    found, body = asked(capsys, *words)
    assert (found, body["status"], body["holds"]) == (status, verdict, status == 0)
    assert body["certificate"]["verdict"] == "accepted"
    if status:
        assert body["deviation"]["gain"] == "1"
    assert ("gain of 1" in run(capsys, *words)[1]) == (status == 1)


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ("entrant = 3", "found the number 3; expected an action, or a table"),
        ('entrant = "in"', "found nothing at"),
        ('entrant = { choice = 1 }\nincumbent = "yield"', "expected an action, or probabilities"),
        ('entrant = { choice = { in = "1/2" } }\nincumbent = "yield"', "sum to 1/2"),
        ('entrant = { choice = { in = "x" } }\nincumbent = "yield"', "x"),
        ('entrant = "inn"\nincumbent = "yield"', "Did you mean"),
    ],
)
def test_a_profile_that_does_not_fit_is_told_by_place(
    profile: str, message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "profile.toml"
    file.write_text(profile, encoding="utf-8")
    status, _, err = run(capsys, "check", f"{DATA / 'entry.efg'}", "--profile", f"{file}")
    assert status == 2
    assert "profile.toml" in err.replace("\n", "")
    assert message in err.replace("\n", " ")


def test_nash_is_for_trees(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "game.toml"
    file.write_text(
        'kind = "strategic"\n[players]\na = ["x"]\nb = ["y"]\n[payoffs]\n"x, y" = [1, 1]\n', encoding="utf-8"
    )
    status, _, err = run(capsys, "equilibria", f"{file}", "--nash")
    assert status == 2
    assert "--nash" in err
