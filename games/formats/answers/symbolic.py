"""Equilibria of a strategic form with symbols: by cases with the game's name, or each with its condition."""

from __future__ import annotations

from collections.abc import Iterable

from games.core.classification import Classification, ConditionalEquilibria, GameCase, SupportEquilibria
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.exact import Relation
from games.formats.answers.strategic import mixed, mixed_action
from games.formats.answers.values import Json, by_player, state


def classification(answer: Classification, status: Status | None = None) -> Json:
    """Disjoint cases that cover what the file assumes: what each assumes, the game's name, and its equilibria as of numbers."""
    cases = [_case(answer.game, case) for case in answer.cases]
    return {**state(answer, status), "complete": answer.complete, "cases": cases}


def _case(game: StrategicGame, case: GameCase) -> Json:
    strategies = [
        list(dict.fromkeys(own for component in case.components for own in component.strategies[i])) for i in (0, 1)
    ]
    return {
        **({"assume": _assumed(case.assume)} if case.assume else {}),
        "game": case.game,
        "why": case.why,
        "equilibria": [
            {"profile": mixed(game, profile), "payoffs": by_player(game.players, payoffs)}
            for profile, payoffs in zip(case.profiles, case.payoffs, strict=True)
        ],
        "components": [
            {
                player: [strategies[i].index(own) for own in component.strategies[i]]
                for i, player in enumerate(game.players)
            }
            for component in case.components
        ],
        "strategies": {
            player: [mixed_action(game, i, own) for own in strategies[i]] for i, player in enumerate(game.players)
        },
    }


def conditional(answer: ConditionalEquilibria, status: Status | None = None) -> Json:
    """Equilibria with their conditions. Two players: `complete` is false where only pure ones, or those of one support, are listed."""
    game = answer.game
    body: Json = {
        **state(answer, status),
        "complete": answer.complete and answer.kind == "pure" and len(game.players) != 2,
        "kind": answer.kind,
        "equilibria": [
            {
                "assume": _assumed(own.assume),
                "profile": mixed(game, own.profile),
                "payoffs": by_player(game.players, own.payoffs),
            }
            for own in answer.equilibria
        ],
        "components": [],
    }
    if answer.kind == "support":
        body["support"] = {player: list(own) for player, own in zip(game.players, answer.support, strict=True)}
        body["apart"] = _assumed(answer.apart)
    return body


def by_support(answer: SupportEquilibria, status: Status | None = None) -> Json:
    """Equilibria of all supports; `open` are the supports that are not decided, `apart` where nothing is said of one."""
    parts = [conditional(part) for part in answer.parts]
    return {
        **state(answer, status),
        "complete": answer.complete,
        "kind": "supports",
        "equilibria": [own for part in parts for own in part["equilibria"]],
        "components": [],
        "open": [dict(zip(answer.game.players, map(list, support), strict=True)) for support in answer.left_open],
        "apart": [{"support": part["support"], "apart": part["apart"]} for part in parts if part["apart"]],
    }


def _assumed(relations: Iterable[Relation]) -> list[str]:
    return [relation.text for relation in relations]
