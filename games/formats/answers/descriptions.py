"""A game as `show` tells it."""

from __future__ import annotations

from collections.abc import Iterable

from games.core.anonymous import AnonymousGame
from games.core.dynamic import DynamicGame
from games.core.extensive import ExtensiveGame
from games.core.solution import Status
from games.core.strategic import StrategicGame
from games.exact import Relation
from games.formats.answers.extensive import tree
from games.formats.answers.values import Json, by_player, number
from games.formats.common import LoadedGame


def description(loaded: LoadedGame) -> Json:
    """A game file as `show` tells it: kind, players, actions and payoffs, with the best replies of a strategic form."""
    game = loaded.game
    body: Json = {"status": str(Status.DECIDED), "kind": loaded.kind}
    for field, value in (("name", loaded.name), ("source", loaded.source)):
        if value:
            body[field] = value
    if isinstance(game, AnonymousGame):
        body |= _anonymous(game)
    elif isinstance(game, ExtensiveGame):
        body |= tree(game)
    elif loaded.stage is not None:
        body |= _strategic(loaded.stage)
    elif isinstance(game, DynamicGame):
        body |= _stochastic(game)
    if loaded.discount is not None:
        body["discount"] = [number(own) for own in loaded.discount]
    if isinstance(game, DynamicGame) and game.outcomes:
        body["signals"] = list(game.outcomes)
    body["symbols"] = [name for name in loaded.symbols if name not in loaded.values]
    body["values"] = {name: number(value) for name, value in loaded.values.items()}
    body["assume"] = _assumed(loaded.assumptions)
    return body


def _assumed(assumptions: Iterable[Relation]) -> list[str]:
    return [relation.text for relation in assumptions]


def _strategic(game: StrategicGame) -> Json:
    return {"players": list(game.players), "actions": _actions(game), "payoffs": _payoffs(game)}


def _actions(game: StrategicGame) -> Json:
    return {player: list(own) for player, own in zip(game.players, game.actions, strict=True)}


def _payoffs(game: StrategicGame) -> list[Json]:
    """One entry a profile; `best_reply` says of each player whether his action is one (null: it depends on symbols)."""
    from games.show.marks import is_best_reply

    rows = []
    for cell, profile in enumerate(game.profiles()):
        replies = {player: is_best_reply(game, i, cell) for i, player in enumerate(game.players)}
        own = by_player(game.players, [row[cell] for row in game.payoffs])
        rows.append({"profile": list(profile), "payoffs": own, "best_reply": replies})
    return rows


def _stochastic(game: DynamicGame) -> Json:
    return {
        "players": list(game.players),
        "states": list(game.state_names),
        "actions": {state.name: _actions(state.stage) for state in game.states},
        "payoffs": {state.name: _payoffs(state.stage) for state in game.states},
        "start_state": {name: number(weight) for name, weight in game.start},
    }


def _anonymous(game: AnonymousGame) -> Json:
    from games.exact import Formula

    payoffs = zip(game.actions, game.payoff, strict=True)
    return {
        "players": number(game.players),
        "actions": list(game.actions),
        "payoff": {
            action: own.text if isinstance(own, Formula) else [number(value) for value in own]
            for action, own in payoffs
        },
    }
