"""Behaviour profiles of trees as files (TOML): who does what at which information set.

entrant = "in"                            a player with one information set: what he does there
[incumbent]                               else a table: information set -> action, or probabilities
"after in" = { fight = "1/3", yield = "2/3" }
"""

from __future__ import annotations

from pathlib import Path

from games.core.behaviour import behaviour_profile
from games.core.extensive import BehaviourProfile, ExtensiveGame
from games.errors import InvalidFile
from games.formats.common import Symbols
from games.formats.game_file import LARGEST_FILE, parsed
from games.formats.tables import described, told_in_file

_NUMBERS = Symbols(frozenset(), {})


def load_behaviour(path: Path, game: ExtensiveGame) -> BehaviourProfile:
    """The profile in a file. Raises InvalidFile, naming the place, for one that does not fit the game."""
    with path.open("rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise InvalidFile(f"{path}", f"more than {LARGEST_FILE:,} bytes", "a profile")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidFile(f"{path}", "bytes that are not UTF-8", "text in UTF-8") from None
    return read_behaviour(text, game, f"{path}")


def read_behaviour(text: str, game: ExtensiveGame, where: str = "profile") -> BehaviourProfile:
    """The profile in a text; `where` names it in messages.

    >>> from games.core.extensive import Decision, Terminal
    >>> game = ExtensiveGame.build("A", Decision("A", {"l": Terminal(1), "r": Terminal(0)}))
    >>> read_behaviour('A = { start = { l = 0.25, r = "3/4" } }', game)
    (((Fraction(1, 4), Fraction(3, 4)),),)
    """
    profile: dict[str, object] = {}
    for player, own in parsed(text, where).items():
        if isinstance(own, dict):
            profile[player] = {label: _play(play, f"{where}, {player}, {label}") for label, play in own.items()}
        elif isinstance(own, str):
            profile[player] = own
        else:
            expected = "an action, or a table from information set to action or probabilities"
            raise InvalidFile(f"{where}, {player}", described(own), expected)
    with told_in_file(where):
        return behaviour_profile(game, profile)


def _play(play: object, where: str) -> object:
    if isinstance(play, str):
        return play
    if isinstance(play, dict):
        return {action: _NUMBERS.scalar(weight, f"{where}, {action}") for action, weight in play.items()}
    raise InvalidFile(where, described(play), 'an action, or probabilities { action = "1/2", ... }')
