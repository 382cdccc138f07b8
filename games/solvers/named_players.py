"""An anonymous game with few players as a strategic form, in which each player has a name.

Definition   Player i's payoff at a profile is the payoff of his action when the others choose as the profile says, by counts.
"""

from __future__ import annotations

import itertools

from games.core.anonymous import AnonymousGame
from games.core.strategic import StrategicGame
from games.errors import LimitReached

MOST_PROFILES = 1024
"""Most pure profiles of the strategic form."""


def with_named_players(game: AnonymousGame) -> StrategicGame:
    """The strategic form, with players "player 1", "player 2" ...

    Raises Unsupported when the number of players is symbolic, LimitReached when there are more than 1024 profiles.

    >>> game = AnonymousGame.from_functions(2, ("out", "in"), (lambda k: 0, lambda k: 1 - 2 * k))
    >>> with_named_players(game).payoff(("in", "in"))
    (Fraction(-1, 1), Fraction(-1, 1))
    """
    size, actions = game.size, range(len(game.actions))
    if size > 10 or len(game.actions) ** size > MOST_PROFILES:
        found = f"{size:,} players with {len(game.actions)} actions each"
        raise LimitReached("players", found, f"at most {MOST_PROFILES} profiles")
    rows = []
    for player in range(size):
        payoffs = []
        for profile in itertools.product(actions, repeat=size):
            others = [*profile[:player], *profile[player + 1 :]]
            payoffs.append(game.payoff_at(profile[player], [others.count(action) for action in actions]))
        rows.append(tuple(payoffs))
    names = tuple(f"player {number}" for number in range(1, size + 1))
    return StrategicGame(names, (game.actions,) * size, tuple(rows), game.assumptions, game.name, game.source)
