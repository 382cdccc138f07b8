"""Iterated dominance."""

from __future__ import annotations

from games.core.dominance import Dominance, Elimination
from games.core.solution import Status
from games.formats.answers.values import Json, number, state


def dominance(answer: Dominance, status: Status | None = None) -> Json:
    """The rounds with what dominates each action, what survives, and for each survivor a belief to which it is a best reply.

    Keys of `margins` and of a belief are profiles of the other players, as in a game file. `solution` is the profile that is left, if
    it is one.
    """
    game = answer.game
    beliefs: Json = {}
    if answer.complete:
        for player, own in zip(game.players, answer.surviving, strict=True):
            beliefs[player] = {action: _by_profile(answer.belief(player, action)) for action in own}
    return {
        **state(answer, status),
        "complete": answer.complete,
        "weak": answer.weak,
        "rounds": [[_elimination(own) for own in eliminated] for eliminated in answer.rounds],
        "surviving": {player: list(own) for player, own in zip(game.players, answer.surviving, strict=True)},
        "solution": list(answer.solution) if answer.solution is not None else None,
        "beliefs": beliefs,
    }


def _elimination(own: Elimination) -> Json:
    return {
        "player": own.player,
        "action": own.action,
        "by": {label: number(weight) for label, weight in own.by},
        "margin": number(own.least),
        "margins": _by_profile(own.margins),
    }


def _by_profile(values: tuple[tuple[tuple[str, ...], object], ...]) -> Json:
    return {", ".join(profile): number(value) for profile, value in values}  # type: ignore[arg-type]
