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
