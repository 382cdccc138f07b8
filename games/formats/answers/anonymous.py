"""Equilibria of an anonymous game."""

from __future__ import annotations

import math
from collections.abc import Sequence

from games.core.anonymous import AnonymousGame
from games.core.count_profiles import CountProfiles, SymmetricProfiles
from games.core.solution import CountEquilibria, Status, SymmetricEquilibria
from games.exact import text
from games.formats.answers.values import Json, number, state

MOST_DIGITS = 4_000
"""A number of profiles with more digits stands as the binomial coefficients that give it."""


def counts(answer: CountEquilibria | CountProfiles, status: Status | None = None) -> Json:
    """Pure equilibria of an anonymous game: one entry a count, with the number of profiles that it stands for.

    With more than two actions one a vector of counts, `counts: {action: x}`.
    """
    size = answer.game.size
    if isinstance(answer, CountProfiles):
        found: list[Json] = [
            {"counts": _by_action(answer.game, [str(x) for x in own]), "profiles": profiles_text(own)}
            for own in answer.profiles
        ]
    else:
        found = [{"count": str(own), "profiles": profiles_text((size - own, own))} for own in answer.counts]
    return {**state(answer, status), "complete": answer.complete, "equilibria": found}


def profiles_text(counts: Sequence[int]) -> str:
    """How many profiles have these counts: the number, or where it is very long the formula for it.

    >>> profiles_text((2, 1, 1)), profiles_text((300_000, 700_000))
    ('12', 'C(1000000, 700000)')
    """
    left, factors = sum(counts), []
    for count in counts[1:]:
        factors.append((left, count))
        left -= count
    digits = sum(_digits(of, taken) for of, taken in factors)
    if digits > MOST_DIGITS:
        return "*".join(f"C({of}, {taken})" for of, taken in factors if 0 < taken < of) or "1"
    return text(math.prod(math.comb(of, taken) for of, taken in factors))


def _digits(of: int, taken: int) -> float:
    """About how many digits C(of, taken) has."""
    logarithm = math.lgamma(of + 1) - math.lgamma(taken + 1) - math.lgamma(of - taken + 1)
    return logarithm / math.log(10)


def _by_action(game: AnonymousGame, values: Sequence[object]) -> Json:
    return dict(zip(game.actions, values, strict=True))


def symmetric(answer: SymmetricEquilibria | SymmetricProfiles, status: Status | None = None) -> Json:
    """Symmetric equilibria of an anonymous game; `continuum` where every probability is one.

    With more than two actions `probs: {action: p}`; `stable` may be null where it is left open.
    """
    if isinstance(answer, SymmetricProfiles):
        found: list[Json] = [
            {
                "probs": _by_action(answer.game, [number(p) for p in own.probs]),
                "payoff": number(own.payoff),
                "stable": own.stable,
            }
            for own in answer.equilibria
        ]
        return {**state(answer, status), "complete": answer.complete, "equilibria": found}
    found = [
        {"prob": number(own.prob), "payoff": number(own.payoff), "stable": own.stable} for own in answer.equilibria
    ]
    body: Json = {**state(answer, status), "complete": answer.complete, "equilibria": found}
    if answer.continuum is not None:
        body["continuum"] = [number(end) for end in answer.continuum]
    return body
