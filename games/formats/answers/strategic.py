"""Equilibria of a strategic form."""

from __future__ import annotations

from collections.abc import Sequence

from games.core.nash import MixedProfile
from games.core.solution import NashEquilibria, Status
from games.core.strategic import StrategicGame
from games.exact import Scalar
from games.formats.answers.values import Json, by_player, number, state


def nash(answer: NashEquilibria, status: Status | None = None) -> Json:
    """Equilibria of a strategic form; `strategies` lists each player's distinct ones, `components` is empty while not known."""
    game = answer.game
    strategies: Json = {}
    if len(game.players) == 2:
        for i, player in enumerate(game.players):
            distinct = dict.fromkeys(own.profile[i] for own in answer.equilibria)
            strategies[player] = [mixed_action(game, i, own) for own in distinct]
    return {
        **state(answer, status),
        "complete": answer.complete,
        "equilibria": [
            {"profile": mixed(game, own.profile), "payoffs": by_player(game.players, own.payoffs)}
            for own in answer.equilibria
        ],
        "components": [],
        "strategies": strategies,
    }


def mixed(game: StrategicGame, profile: MixedProfile) -> Json:
    """{player: {action: prob}}, probabilities of zero left out."""
    return {player: mixed_action(game, i, profile[i]) for i, player in enumerate(game.players)}


def mixed_action(game: StrategicGame, player: int, weights: Sequence[Scalar]) -> Json:
    return {label: number(own) for label, own in zip(game.actions[player], weights, strict=True) if own != 0}
