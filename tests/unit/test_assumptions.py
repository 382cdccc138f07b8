"""A game's assumptions are given as relations or as text, and kept as relations."""

from __future__ import annotations

import pytest

from games import StrategicGame
from games.core.assumptions import relations
from games.errors import InvalidGame


def test_a_game_reads_its_assumptions_from_text() -> None:
    game = StrategicGame.from_arrays([["R"]], [["P"]], assumptions=["R > P > 0"])
    assert [relation.text for relation in game.assumptions] == ["R > P", "P > 0"]
    assert game.repeated().assumptions == game.assumptions


def test_relations_stay_as_they_are() -> None:
    given = relations("R > P")
    assert relations(given) == given


def test_what_is_no_relation_is_refused() -> None:
    with pytest.raises(InvalidGame, match="assumptions: found 3; expected relations, or text"):
        relations([3])  # type: ignore[list-item]  # the wrong type is the point


def test_text_that_is_no_relation_is_refused() -> None:
    with pytest.raises(InvalidGame, match="assumptions"):
        relations(["R + P"])
