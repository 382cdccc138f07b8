"""Minmax payoffs and zero-sum games as JSON."""

from __future__ import annotations

from games.core.minmax import MinmaxPayoffs, PlayerMinmax, others
from games.core.solution import Status
from games.core.strategic import Profile, StrategicGame
from games.core.zero_sum import ZeroSumSolution
from games.formats.answers.strategic import mixed_action
from games.formats.answers.values import Json, by_player, number, state


def minmax_payoffs(answer: MinmaxPayoffs, status: Status | None = None) -> Json:
    """`pure`, `mixed` and `correlated` are {player: number}; `gap` stands there if a mixed one is an enclosure.

    `punishments`: {player: {pure: [{other: action}], mixed: {other: {action: prob}}, correlated: [{profile: {other: action}, prob}]}}.
    `guarantees`: {player: {action: prob}}, with which he secures the correlated payoff.
    """
    game, found = answer.game, answer.players
    body: Json = {
        **state(answer, status),
        "pure": by_player(game.players, [own.pure for own in found]),
        "mixed": {own.player: number(own.mixed) for own in found},
        "correlated": by_player(game.players, [own.correlated for own in found]),
        "punishments": {own.player: _punishments(game, i, own) for i, own in enumerate(found)},
        "guarantees": {own.player: mixed_action(game, i, own.guarantee) for i, own in enumerate(found)},
    }
    return {**body, "gap": number(answer.gap)} if answer.gap else body


def _punishments(game: StrategicGame, player: int, own: PlayerMinmax) -> Json:
    names = others(game, player)

    def named(profile: Profile) -> Json:
        return {game.players[j]: label for j, label in zip(names, profile, strict=True)}

    joint = [{"profile": named(profile), "prob": number(weight)} for profile, weight in own.correlated_punishment]
    return {
        "pure": [named(profile) for profile in own.pure_punishments],
        "mixed": {
            game.players[j]: mixed_action(game, j, weights) for j, weights in zip(names, own.punishment, strict=True)
        },
        "correlated": joint,
    }


def zero_sum_solution(answer: ZeroSumSolution, status: Status | None = None) -> Json:
    """`values`: {player: number}; `strategies`: {player: [{action: prob}]}, the vertices of his polytope of optimal strategies."""
    game = answer.game
    listed = {
        own.player: [mixed_action(game, i, weights) for weights in own.strategies]
        for i, own in enumerate(answer.players)
    }
    values = by_player(game.players, answer.values)
    return {**state(answer, status), "complete": answer.complete, "values": values, "strategies": listed}
