"""Equilibria of an anonymous game."""

from __future__ import annotations

import math

from games.core.solution import CountEquilibria, Status, SymmetricEquilibria
from games.exact import text
from games.formats.answers.values import Json, number, state


def counts(answer: CountEquilibria, status: Status | None = None) -> Json:
    """Pure equilibria of an anonymous game: one entry a count, with the number of profiles that it stands for."""
    size = answer.game.size
    found = [{"count": str(own), "profiles": text(math.comb(size, own))} for own in answer.counts]
    return {**state(answer, status), "complete": answer.complete, "equilibria": found}


def symmetric(answer: SymmetricEquilibria, status: Status | None = None) -> Json:
    """Symmetric equilibria of an anonymous game; `continuum` where every probability is one."""
    found = [
        {"prob": number(own.prob), "payoff": number(own.payoff), "stable": own.stable} for own in answer.equilibria
    ]
    body: Json = {**state(answer, status), "complete": answer.complete, "equilibria": found}
    if answer.continuum is not None:
        body["continuum"] = [number(end) for end in answer.continuum]
    return body
