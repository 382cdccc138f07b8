"""Correlated equilibria."""

from __future__ import annotations

from games.core.correlated import CorrelatedEquilibrium
from games.core.solution import Status
from games.formats.answers.values import Json, by_player, number, state


def best_correlated(answer: CorrelatedEquilibrium, status: Status | None = None) -> Json:
    """One best correlated equilibrium; `binding` are the ways to disobey that hold the objective back, with their dual prices.

    `complete` is false: the correlated equilibria are a convex set, of which this is one point.
    """
    game = answer.game
    return {
        **state(answer, status),
        "coarse": answer.coarse,
        "complete": False,
        "equilibria": [
            {
                "distribution": {", ".join(profile): number(weight) for profile, weight in answer.support},
                "payoffs": by_player(game.players, answer.payoffs),
            }
        ],
        "objective": {
            "goal": "minimise" if answer.minimise else "maximise",
            "weights": by_player(game.players, answer.weights),
            "value": number(answer.value),
        },
        "binding": [
            {
                "player": own.player,
                **({} if own.recommended is None else {"recommended": own.recommended}),
                "action": own.action,
                "price": number(price),
            }
            for own, price in answer.binding
        ],
        "components": [],
    }
