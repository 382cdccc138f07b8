"""Iterated dominance and rationalizability."""

from __future__ import annotations

from collections.abc import Sequence

from games.core.distribution import Distribution
from games.core.dominance import Dominance, Elimination
from games.core.rationalizability import Better, Cut, NeverBest, Rationalizable
from games.core.solution import Status
from games.core.strategic import Profile
from games.exact import Scalar
from games.formats.answers.values import Json, number, state


def eliminated(answer: Dominance, status: Status | None = None) -> Json:
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


def rationalizable(answer: Rationalizable, status: Status | None = None) -> Json:
    """What is rationalizable and what is not decided; with independent beliefs, what goes with its cover, and beliefs by player.

    With correlated beliefs the rounds are those of iterated strict dominance. An entry of a cover is a cut of an edge of one player's
    simplex (his corners are numbered from 0) or what pays more in a part.
    """
    game = answer.game
    by_player = zip(game.players, answer.surviving, answer.undecided, strict=True)
    lists = [(player, list(own), list(open_ones)) for player, own, open_ones in by_player]
    body: Json = {
        **state(answer, status),
        "complete": answer.complete,
        "independent": answer.independent,
        "surviving": {player: own for player, own, _ in lists},
        "undecided": {player: open_ones for player, _, open_ones in lists},
    }
    if not answer.independent:
        whole = eliminated(answer.dominance, status)
        return {**body, "rounds": whole["rounds"], "beliefs": whole["beliefs"]}
    beliefs: Json = {player: {} for player in game.players}
    for own in answer.justified:
        others = (player for player in game.players if player != own.player)
        beliefs[own.player][own.action] = {
            player: _mixed(mixed) for player, mixed in zip(others, own.belief, strict=True)
        }
    return {**body, "removed": [_removed(own) for own in answer.removed], "beliefs": beliefs}


def _removed(own: NeverBest) -> Json:
    return {"player": own.player, "action": own.action, "cover": [_part(part) for part in own.cover]}


def _part(part: Cut | Better) -> Json:
    if isinstance(part, Cut):
        return {"cut": part.player, "edge": [part.first, part.second]}
    return {"by": _mixed(part.by), "margin": number(part.least)}


def _mixed(mixed: Distribution) -> Json:
    return {label: number(weight) for label, weight in mixed}


def _elimination(own: Elimination) -> Json:
    return {
        "player": own.player,
        "action": own.action,
        "by": _mixed(own.by),
        **({} if own.least is None else {"margin": number(own.least)}),
        "margins": _by_profile(own.margins),
    }


def _by_profile(values: Sequence[tuple[Profile, Scalar]]) -> Json:
    return {", ".join(profile): number(value) for profile, value in values}
