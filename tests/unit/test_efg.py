"""Gambit's `.efg` files: what is read, what is written, and how what is wrong is told."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import games
from games import Chance, Decision, ExtensiveGame, Terminal, Unsupported
from games.errors import InvalidFile
from games.formats import write
from games.formats.efg import dumps, loads, read

DATA = Path(__file__).parents[1] / "data"
HEAD = 'EFG 2 R "t" { "A" "B" } '
MOVE = 'p "" 1 1 "h" { "l" "r" } 0 '


def test_a_file_is_read_as_it_says() -> None:
    loaded = games.load(DATA / "two_stages.efg")
    game = loaded.game
    assert isinstance(game, ExtensiveGame)
    assert (loaded.kind, loaded.name, game.players) == ("extensive", "Two stages", ("Ann", "Bob"))
    assert game.source.startswith("An outcome pays on the way")
    deal, *_ = game.nodes
    assert (deal.name, deal.actions, deal.probabilities) == ("deal", ("heads", "tails"), (Fraction(1, 2),) * 2)
    assert [(own.player, own.label, own.nodes) for own in game.information_sets] == [
        ("Ann", "move", (1,)),
        ("Bob", "reply", (3, 8)),
        ("Ann", "2", (6,)),
    ]
    assert [node.payoffs for node in game.nodes if node.outcome == "bonus"] == [(Fraction(1, 4), 0)] * 2
    assert game.nodes[5].outcome == 'Bob "wins"'
    assert game.nodes[-1].payoffs == ()
    assert loaded.stage is not None
    assert loaded.stage.shape == (4, 2)


def test_whitespace_means_nothing_and_numbers_may_be_sparse() -> None:
    door = read((DATA / "pennies.efg").read_text(encoding="utf-8"))
    assert [own.label for own in door.information_sets] == ["door", "coin", "guess"]
    assert len(door.information_sets[2].nodes) == 2


def test_names_left_empty_become_numbers_and_equal_ones_are_told_apart() -> None:
    game = read(
        'EFG 2 R "" { "" "2" } p "" 1 5 "" { "" "x" } 0 p "" 1 6 "5" { "y" } 0 t "" 0 p "" 1 7 "5" { "y" } 0 t "" 0'
    )
    assert game.players == ("1", "2")
    assert game.nodes[0].actions == ("1", "x")
    same = read(
        'EFG 2 R "" { "A" } c "" 1 "" { "1/2" 1/2 "1/2" 1/2 } 0 t "" 0 p "" 1 1 "" { "l" "l_1" "l" "l" } 0 t "" 0 t "" 0 t "" 0 t "" 0'
    )
    assert same.nodes[0].actions == ("1/2_1", "1/2_2")
    assert same.nodes[2].actions == ("l_2", "l_1", "l_3", "l_4")
    assert [own.label for own in game.information_sets] == ["5", "5 (6)", "5 (7)"]


def test_a_single_end_is_a_file() -> None:
    assert read(HEAD + 't "" 1 "x" { 1, 2 }').nodes[0].payoffs == (1, 2)


def test_a_described_set_may_be_described_again_with_other_digits() -> None:
    chance = 'c "" 1 "e" {{ "x" {} "y" {} }} 0 '
    text = (
        HEAD
        + chance.format("1/2", "0.5")
        + 't "" 1 "o" { 1 2.0 } '
        + chance.format(".50", "5e-1")
        + 't "" 1 "o" { 1.0, 2 } t "" 0'
    )
    assert len(read(text).nodes) == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("NFG 1 R", 'line 1: found "NFG"; expected EFG at the beginning'),
        ("EFG 3 R", "line 1: found the number 3; expected the version number 2"),
        ("EFG 2 Q", 'found "Q"; expected R or D'),
        ('EFG 2 R { "A" }', r'found "{"; expected the title in quotes'),
        ('EFG 2 R "t" { }', "expected at least one player before the nodes"),
        ('EFG 2 R "t" { "A" "A" }', 'found the player "A" twice'),
        ('EFG 2 R "t" { "A", "B" }', 'found ","; expected a player name in quotes'),
        (HEAD, "found the end of the file; expected the node that ends the tree: c"),
        (HEAD + 'x "" 0', 'found "x"; expected the node that ends the tree'),
        (HEAD + MOVE + '\nt "" 0\n', 'line 3: found the end of the file; expected the node that ends the branch "r"'),
        (HEAD + 't "" 0 t "" 0', r'found "t"; expected the end of the file. Every branch'),
        (HEAD + 't "" 7', "expected the name of outcome 7 in quotes, and its payoffs. Outcome 7 is new here"),
        (HEAD + 't "" 1 "o" { 1 }', r'found "}"; expected the payoff of "B"'),
        (HEAD + 't "" 1 "o" { 1, 2, 3 }', "An outcome has 2 payoffs, one a player"),
        (HEAD + 't "" 0 "o" { 1, 2 }', "expected nothing after outcome 0"),
        (HEAD + 't "" 1 "o" { 1, x }', 'found "x"; expected the payoff of "B"'),
        (HEAD + 't "" 1 "o" { 1/0, 1 }', "division by zero"),
        (HEAD + 't "" 1 "o" { 1e9999, 1 }', "exponent is too large"),
        (HEAD + 't "" 1.5', "expected the number of the outcome"),
        (HEAD + 'p "" 3 1 "h" { "l" } 0 t "" 0', "found the number 3; expected the number of the player, from 1 to 2"),
        (HEAD + 'p "" 0 1 "h" { "l" } 0 t "" 0', "found the number 0; expected the number of the player, from 1 to 2"),
        (HEAD + 'p "" 1 1 0 t "" 0', r"expected the name of the information set 1 of A .* is new here"),
        (HEAD + 'p "" 1 1 "h" { } 0', "found no action; expected at least one action"),
        (HEAD + MOVE + 'p "" 1 1 "h" { "l" "q" } 0', "the information set 1 of A with another name, other actions"),
        (HEAD + MOVE + 't "" 1 "o" { 1, 2 } t "" 1 "o" { 1, 3 }', 'another name or other payoffs than before; expected "o" with 1, 2'),
        (HEAD + 'c "" 1 "e" { "x" 1/3 "y" 1/3 } 0', "found the probabilities 1/3, 1/3; expected numbers from 0 to 1 that sum to exactly 1"),
        (HEAD + 'c "" 1 "e" { "x" 3/2 "y" -1/2 } 0', "found the probabilities 3/2, -1/2"),
        (HEAD + 'c "" 1 "e" { "x" "y" } 0', 'found the text "y"; expected the probability of "x"'),
        (HEAD + 'c "" 1 "e" { } 0', "found the probabilities none"),
        (HEAD + 'c "" 1 0', "expected the name of the event 1 in quotes"),
        (HEAD + 't "open', "a text that is not closed"),
        (HEAD + 't "\\a\x07" 0', "a control character"),
        ("", "expected EFG at the beginning"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(InvalidFile, match=message):
        loads(text, "tree.efg")


def test_the_file_and_the_line_are_named() -> None:
    with pytest.raises(InvalidFile, match=r"^tree\.efg, line 4: found the number 9"):
        loads('EFG 2 R "t" { "A" }\n\np "" 1 1 "h" { "l" } 0\nt "" 0 9', "tree.efg")


def test_what_is_written_is_what_a_reader_expects() -> None:
    game = ExtensiveGame.build(
        ("A", "B"),
        Chance(
            {
                "x": (
                    "1/3",
                    Decision("B", {"l": Terminal(1, 2, outcome="win"), "r": Terminal(1, 2, outcome="win")}, "h"),
                ),
                "y": ("2/3", Decision("B", {"l": Terminal(), "r": Terminal(0, 0)}, "h", payoffs=(1, "1/2"))),
            },
            name="root",
        ),
        name='A "t"',
        source="by hand",
    )
    assert dumps(game).splitlines() == [
        'EFG 2 R "A \\"t\\"" { "A" "B" }',
        '"by hand"',
        "",
        'c "root" 1 "" { "x" 1/3 "y" 2/3 } 0',
        'p "" 2 1 "h" { "l" "r" } 0',
        't "" 1 "win" { 1, 2 }',
        't "" 1 "win" { 1, 2 }',
        'p "" 2 1 "h" { "l" "r" } 2 "" { 1, 1/2 }',
        't "" 0',
        't "" 3 "" { 0, 0 }',
    ]
    assert write.dumps(game) == dumps(game)


def test_what_such_files_cannot_say_is_refused() -> None:
    with pytest.raises(Unsupported, match="the number t; expected rational numbers"):
        dumps(ExtensiveGame.build(("A",), Terminal("t")))
    with pytest.raises(Unsupported, match="a control character"):
        dumps(ExtensiveGame.build(("A",), Decision("A", {"\x07": Terminal(0)})))
    with pytest.raises(Unsupported, match="a discount factor with a tree"):
        write.dumps(ExtensiveGame.build(("A",), Terminal(0)), discount=Fraction(1, 2))


@pytest.mark.parametrize("name", ["entry", "forgetful", "pennies", "two_stages"])
def test_hand_written_files_come_back(name: str) -> None:
    game = read((DATA / f"{name}.efg").read_text(encoding="utf-8"))
    assert read(dumps(game)) == game
