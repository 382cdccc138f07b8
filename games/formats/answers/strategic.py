"""Equilibria of a strategic form."""

from __future__ import annotations

from collections.abc import Sequence

from games.core.best_replies import Indifference
from games.core.nash import MixedProfile
from games.core.solution import NashEquilibria, Status
from games.core.strategic import StrategicGame
from games.exact import Scalar
from games.formats.answers.values import Json, by_player, number, state


def nash(answer: NashEquilibria, status: Status | None = None) -> Json:
    """Equilibria of a strategic form: of two players with their `strategies`, of which `components` names the places.

    Where the list is not known to be complete there are no components. `degenerate` tells the indifferences, if there are any.
    """
    game = answer.game
    strategies: Json = {}
    if len(game.players) == 2:
        for i, player in enumerate(game.players):
            distinct = (
                answer.strategies[i]
                if answer.strategies
                else dict.fromkeys(own.profile[i] for own in answer.equilibria)
            )
            strategies[player] = [mixed_action(game, i, own) for own in distinct]
    return {
        **state(answer, status),
        "complete": answer.complete,
        "equilibria": [
            {"profile": mixed(game, own.profile), "payoffs": by_player(game.players, own.payoffs)}
            for own in answer.equilibria
        ],
        "components": [
            {player: list(own) for player, own in zip(game.players, subset, strict=True)}
            for subset in answer.components
        ],
        "strategies": strategies,
        "degenerate": [_indifference(game, own) for own in answer.indifferences],
    }


def _indifference(game: StrategicGame, own: Indifference) -> Json:
    """Against the strategy of `player` the opponent has the best replies listed."""
    player = game.player_index(own.player)
    return {"player": own.player, "strategy": mixed_action(game, player, own.strategy), "replies": list(own.replies)}


def mixed(game: StrategicGame, profile: MixedProfile) -> Json:
    """{player: {action: prob}}, probabilities of zero left out."""
    return {player: mixed_action(game, i, profile[i]) for i, player in enumerate(game.players)}


def mixed_action(game: StrategicGame, player: int, weights: Sequence[Scalar]) -> Json:
    return {label: number(own) for label, own in zip(game.actions[player], weights, strict=True) if own != 0}
