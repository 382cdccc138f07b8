"""Mixed equilibria of games with any number of players."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from games.core.mixed import MixedEquilibria, MixedEquilibrium
from games.core.solution import Enclosure, Real, Status
from games.core.strategic import StrategicGame
from games.formats.answers.values import Json, number, state

UNIT = Fraction(1, 10**15)


def mixed_equilibria(answer: MixedEquilibria, status: Status | None = None) -> Json:
    """All pure equilibria and the mixed ones found; `complete` speaks of the pure ones, `mixed_complete` of all.

    `support` names the actions played; `kind` is "rational", "algebraic" (one algebraic number gives all probabilities) or "enclosed"
    (exactly one equilibrium lies within the bounds). `elsewhere`, if the list is not complete: bounds [lo, hi] of the probabilities,
    outside of which there are no other equilibria.
    """
    body: Json = {
        **state(answer, status),
        "complete": True,
        "mixed_complete": answer.complete,
        "equilibria": [_equilibrium(answer.game, own) for own in answer.equilibria],
        "components": [],
        "cells": answer.cells,
    }
    if answer.regions:
        body["elsewhere"] = [_region(answer.game, own) for own in answer.regions]
    return body


def _region(game: StrategicGame, region: Sequence[Sequence[tuple[Fraction, Fraction]]]) -> Json:
    return {
        player: {label: [number(lo), number(hi)] for label, (lo, hi) in zip(labels, own, strict=True) if hi}
        for player, labels, own in zip(game.players, game.actions, region, strict=True)
    }


def _equilibrium(game: StrategicGame, own: MixedEquilibrium) -> Json:
    played = own.support
    profile = {
        player: {game.actions[i][a]: _real(own.probabilities[i][a]) for a in played[i]}
        for i, player in enumerate(game.players)
    }
    return {"profile": profile, "payoffs": _by_player(game.players, own.values), "kind": own.kind}


def _by_player(players: Sequence[str], values: Sequence[Real]) -> Json:
    return {player: _real(value) for player, value in zip(players, values, strict=True)}


def _real(value: Real) -> Any:
    """The number; bounds are rounded outwards to short decimals."""
    return number(rounded(value) if isinstance(value, Enclosure) else value)


def rounded(own: Enclosure) -> Enclosure:
    """Bounds with fewer digits around the same number, below 1e-14 of max(1, |x|) wider; positive numbers keep positive bounds.

    >>> rounded(Enclosure(Fraction(1, 3), Fraction(1, 3)))
    Enclosure(lo=Fraction(333333333333333, 1000000000000000), hi=Fraction(166666666666667, 500000000000000))
    """
    unit = UNIT * max(1, math.floor(min(abs(own.lo), abs(own.hi))))
    while unit > own.lo > 0:
        unit /= 10
    return Enclosure(math.floor(own.lo / unit) * unit, math.ceil(own.hi / unit) * unit)
