"""Games in extensive form and their equilibria."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from games.core.behaviour import Departure
from games.core.extensive import BehaviourProfile, ExtensiveGame, Node
from games.core.extensive_solution import BehaviourCheck, SubgamePerfectEquilibria, SubgamePerfectEquilibrium
from games.core.recall import forgotten, subgame_roots
from games.core.solution import Status
from games.formats.answers.values import Json, by_player, number, state

LARGEST_COUNT = 10**15
"""Above it `count` is null, and `how_many` says more than how many there are."""


def subgame_perfect(answer: SubgamePerfectEquilibria, status: Status | None = None) -> Json:
    """Subgame-perfect equilibria: `profile` is {player: {information set: {action: prob}}}, probabilities of zero left out.

    `concept` and `kind` say what is listed ("pure", or "extreme": see `SubgamePerfectEquilibria`), `count` how many there are,
    `payoffs` of the answer the payoffs of them all; `free` names information sets at which any play is the same equilibrium.
    """
    game = answer.game
    return {
        **state(answer, status),
        "concept": "subgame perfect",
        "kind": answer.kind,
        "complete": answer.complete,
        "count": answer.count if answer.count is None or answer.count < LARGEST_COUNT else None,
        "how_many": answer.how_many,
        "equilibria": [_equilibrium(game, own) for own in answer.equilibria],
        "payoffs": [by_player(game.players, own) for own in answer.payoff_profiles],
    }


def _equilibrium(game: ExtensiveGame, own: SubgamePerfectEquilibrium) -> Json:
    body: Json = {"profile": behaviour(game, own.profile), "payoffs": by_player(game.players, own.payoffs)}
    free = {
        player: [sets[h].label for h in away]
        for player, sets, away in zip(game.players, game.sets_by_player, own.free, strict=True)
        if away
    }
    return {**body, "free": free} if free else body


def behaviour(game: ExtensiveGame, profile: BehaviourProfile) -> Json:
    """{player: {information set: {action: prob}}}."""
    return {
        player: {
            own_set.label: {
                action: number(weight) for action, weight in zip(own_set.actions, weights, strict=True) if weight != 0
            }
            for own_set, weights in zip(sets, own, strict=True)
        }
        for player, sets, own in zip(game.players, game.sets_by_player, profile, strict=True)
    }


def behaviour_check(answer: BehaviourCheck, status: Status | None = None) -> Json:
    """Whether a behaviour profile is an equilibrium, and the departure that gains most."""
    body: Json = {
        **state(answer, status),
        "concept": answer.concept,
        "holds": answer.holds,
        "payoffs": by_player(answer.game.players, answer.payoffs),
    }
    return body if answer.departure is None else {**body, "deviation": _departure(answer.departure)}


def _departure(own: Departure) -> Json:
    return {"player": own.player, "node": own.start, "play": dict(own.play), "gain": number(own.gain)}


def tree(game: ExtensiveGame) -> Json:
    """The game: players, actions by player and information set, and the nodes in preorder."""
    return {
        "players": list(game.players),
        "actions": {
            player: {own.label: list(own.actions) for own in sets}
            for player, sets in zip(game.players, game.sets_by_player, strict=True)
        },
        "perfect_information": game.perfect_information,
        "perfect_recall": not forgotten(game),
        "subgames": list(subgame_roots(game)),
        "nodes": [_node(game.players, node) for node in game.nodes],
    }


def _node(players: Sequence[str], node: Node) -> Json:
    body: Json = {}
    if node.player:
        body |= {"player": node.player, "information_set": node.information}
    elif not node.is_end:
        drawn = zip(node.actions, node.probabilities, strict=True)
        body |= {"chance": {action: number(weight) for action, weight in drawn}}
    if not node.is_end:
        body |= {"next": dict(zip(node.actions, node.children, strict=True))}
    if node.payoffs or node.is_end:
        body |= {"payoffs": by_player(players, node.payoffs or (Fraction(0),) * len(players))}
    body |= {"outcome": node.outcome} if node.outcome else {}
    return {**body, "name": node.name} if node.name else body
