"""Claims about dominated actions of a strategic form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from games.core.strategic import StrategicGame
from proofs.claims.wording import game_name


@dataclass(frozen=True, slots=True)
class SurvivorsAre:
    """Taking away from `game`, round by round and from all players at once, every action that a mixed action dominates in what is left.

    `weak` says which dominance. Round k takes exactly the (player, action) of `rounds[k]`, players in order, then actions; after the last
    round nothing is dominated, and `surviving` is left. Under strict dominance these are the actions that are rationalizable with
    correlated beliefs, whatever the order of elimination.
    """

    game: StrategicGame
    weak: bool
    rounds: tuple[tuple[tuple[str, str], ...], ...]
    surviving: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        kind = "weakly" if self.weak else "strictly"
        gone = "; ".join(
            f"{number}. {', '.join(f'{player}: {action}' for player, action in own)}"
            for number, own in enumerate(self.rounds, 1)
        )
        taken = f"takes, round by round, exactly: {gone}." if gone else "takes nothing."
        left = _by_player(self.game.players, self.surviving)
        return f"Iterated elimination of {kind} dominated actions from {game_name(self.game)} {taken} What is left: {left}."


def _by_player(players: Iterable[str], surviving: Iterable[Iterable[str]]) -> str:
    return "; ".join(f"{player}: {', '.join(own)}" for player, own in zip(players, surviving, strict=False))


@dataclass(frozen=True, slots=True)
class RationalizableAre:
    """`surviving` are exactly the actions of `game` that are rationalizable with independent beliefs.

    That is the largest set of actions each of which is a best reply, among all actions of the player, to a belief that gives each other
    player a mixed action of his own, over his actions in the set.
    """

    game: StrategicGame
    surviving: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        """The claim as a sentence."""
        left = _by_player(self.game.players, self.surviving)
        return f"The actions of {game_name(self.game)} that are rationalizable with independent beliefs are exactly: {left}."
