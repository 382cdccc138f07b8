"""Answers as JSON: exact numbers as text, field by field as the command line's users script against them.

A number is its exact text ("3/5", "(1 + sqrt(5))/2", "(T - R)/(T - P)"); an irrational without a short closed form is
{"lo": ..., "hi": ...} with rational ends no further apart than 1e-12. Indices are whole numbers, truth values are truth values,
and there are no floats. Every object has a `status`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from games.core.anonymous import AnonymousGame
from games.core.dynamic import DynamicGame
from games.core.nash import MixedProfile
from games.core.play import OneShotDeviation
from games.core.solution import (
    Case,
    CountEquilibria,
    Enclosure,
    NashEquilibria,
    ProfileCheck,
    Status,
    SymmetricEquilibria,
    Threshold,
)
from games.core.strategic import StrategicGame
from games.exact import AlgebraicNumber, Interval, Relation, Scalar, text
from games.formats.common import LoadedGame

Json = dict[str, Any]
WIDTH = Fraction(1, 2 * 10**12)

STAGE, STOCHASTIC, ANONYMOUS = "stage", "stochastic", "anonymous"


def number(value: Scalar | int | AlgebraicNumber | Enclosure) -> str | dict[str, str]:
    """A number as exact text, or as an enclosure.

    >>> number(Fraction(3, 5))
    '3/5'
    >>> number(AlgebraicNumber((-2, 0, 1), Fraction(1), Fraction(2)))
    'sqrt(2)'
    """
    if isinstance(value, Enclosure):
        return {"lo": text(value.lo), "hi": text(value.hi)}
    if isinstance(value, AlgebraicNumber):
        closed = value.text
        if closed is not None:
            return closed
        low, high = value.enclosure(WIDTH)
        return {"lo": text(low), "hi": text(high)}
    return text(value)


def interval(own: Interval) -> list[Any]:
    """[lo, lo_closed, hi, hi_closed]."""
    return [number(own.lo), own.lo_closed, number(own.hi), own.hi_closed]


def cases(found: Iterable[Case]) -> list[Json]:
    """Disjoint cases: what each assumes, if anything, and its intervals."""
    listed = []
    for case in found:
        assumed: Json = {"assume": [relation.text for relation in case.assume]} if case.assume else {}
        listed.append({**assumed, "intervals": [interval(own) for own in case.intervals]})
    return listed


def nash(answer: NashEquilibria, status: Status | None = None) -> Json:
    """Equilibria of a strategic form; `strategies` lists each player's distinct ones, `components` is empty while not known."""
    game = answer.game
    strategies: Json = {}
    if len(game.players) == 2:
        for i, player in enumerate(game.players):
            distinct = dict.fromkeys(own.profile[i] for own in answer.equilibria)
            strategies[player] = [_mixed_action(game, i, own) for own in distinct]
    return {
        **_state(answer, status),
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
    return {player: _mixed_action(game, i, profile[i]) for i, player in enumerate(game.players)}


def _mixed_action(game: StrategicGame, player: int, weights: Sequence[Scalar]) -> Json:
    return {label: number(own) for label, own in zip(game.actions[player], weights, strict=True) if own != 0}


def by_player(players: Sequence[str], values: Sequence[Scalar]) -> Json:
    """{player: number}."""
    return {player: number(value) for player, value in zip(players, values, strict=True)}


def counts(answer: CountEquilibria, status: Status | None = None) -> Json:
    """Pure equilibria of an anonymous game: one entry a count, with the number of profiles that it stands for."""
    size = answer.game.size
    found = [{"count": str(own), "profiles": text(math.comb(size, own))} for own in answer.counts]
    return {**_state(answer, status), "complete": answer.complete, "equilibria": found}


def symmetric(answer: SymmetricEquilibria, status: Status | None = None) -> Json:
    """Symmetric equilibria of an anonymous game; `continuum` where every probability is one."""
    found = [
        {"prob": number(own.prob), "payoff": number(own.payoff), "stable": own.stable} for own in answer.equilibria
    ]
    body: Json = {**_state(answer, status), "complete": answer.complete, "equilibria": found}
    if answer.continuum is not None:
        body["continuum"] = [number(end) for end in answer.continuum]
    return body


def check(answer: ProfileCheck, kind: str, status: Status | None = None) -> Json:
    """Whether a profile holds; `deviation` where it does not, `cases` where that depends on symbols."""
    body: Json = {
        **_state(answer, status),
        "holds": answer.holds,
        "payoffs": by_player(answer.game.players, answer.payoffs),
        "binding": [place(own, kind) for own in answer.binding],
    }
    worst = answer.deviation
    if answer.holds is False and worst is not None:
        body["deviation"] = {**place(worst, kind), "gain": number(-worst.slack)}
    elif answer.holds is False:
        body["deviation"] = None
    if answer.holds is None:
        body["cases"] = cases(answer.condition)
    return body


def place(own: OneShotDeviation, kind: str) -> Json:
    """A one-shot deviation: who, in which state of the profile (and, in stochastic games, of the game), and to what."""
    if kind == ANONYMOUS:
        return {"player": own.player, "state": own.game_state, "action": own.action}
    where = {"game_state": own.game_state} if kind == STOCHASTIC else {}
    return {"player": own.player, "state": own.state, **where, "action": own.action}


def threshold(answer: Threshold, kind: str, status: Status | None = None) -> Json:
    """All discount factors at which a profile is an equilibrium, by cases of the other symbols."""
    return {
        **_state(answer, status),
        "discount": answer.discount,
        "binding": [place(own, kind) for own in answer.binding],
        "cases": cases(answer.cases),
    }


def _state(answer: Any, status: Status | None) -> Json:
    body: Json = {"status": str(status or answer.status), "engines": list(answer.engines)}
    return {**body, "reason": answer.reason} if answer.reason else body


def description(loaded: LoadedGame) -> Json:
    """A game file as `show` tells it: kind, players, actions and payoffs, with the best replies of a strategic form."""
    game = loaded.game
    body: Json = {"status": str(Status.DECIDED), "kind": loaded.kind}
    for field, value in (("name", loaded.name), ("source", loaded.source)):
        if value:
            body[field] = value
    if isinstance(game, AnonymousGame):
        body |= _anonymous(game)
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
