"""Equilibria of one subgame whose later subgames have been replaced by their payoffs.

Algorithm    The reduced strategic form of those who move, and of it
             one player: his optimal plans; two: the extreme Nash equilibria (`games.solvers.nash`); more: the pure ones.
             Each is turned into behaviour (Kuhn), the same behaviour once, and judged by the definition in `games.core.behaviour`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from fractions import Fraction

from games.core.behaviour import expected_payoffs, nash_departures
from games.core.extensive import ExtensiveGame
from games.core.extensive_solution import SubgamePerfectEquilibrium
from games.core.nash import MixedProfile
from games.core.plans import behaviour_of, strategic_form
from games.core.solution import NashEquilibria
from games.core.strategic import StrategicGame
from games.errors import InvalidStrategy, LimitReached
from games.solvers.clock import Clock
from games.solvers.nash import nash_equilibria
from games.solvers.pure import pure_equilibria


@dataclass(frozen=True, slots=True)
class LocalEquilibria:
    """Equilibria of a cut subgame; `kind` is "pure" or "extreme"; `nash` is the answer for the form of two movers."""

    equilibria: tuple[SubgamePerfectEquilibrium, ...]
    kind: str
    complete: bool
    engines: tuple[str, ...]
    reason: str = ""
    nash: NashEquilibria | None = None


def local_equilibria(game: ExtensiveGame, clock: Clock) -> LocalEquilibria:
    """Nash equilibria of a game that has no subgames inside it, as behaviour."""
    movers = [i for i, sets in enumerate(game.sets_by_player) if sets]
    if not movers:
        nothing: tuple[tuple[()], ...] = ((),) * len(game.players)
        only = SubgamePerfectEquilibrium(nothing, expected_payoffs(game, nothing), nothing)
        return LocalEquilibria((only,), "pure", True, ())
    answer = _nash(movers_only(strategic_form(game), movers), clock)
    found: dict[tuple[object, object], SubgamePerfectEquilibrium] = {}
    for own in answer.equilibria:
        behaviour, free = behaviour_of(game, _everyone(game, movers, own.profile))
        if (behaviour, free) in found:
            continue
        if any(departure.gain > 0 for departure in nash_departures(game, behaviour)):
            raise InvalidStrategy("subgame", "an equilibrium of the strategic form that is none in behaviour", "one")
        found[behaviour, free] = SubgamePerfectEquilibrium(behaviour, expected_payoffs(game, behaviour), free)
    kind = "extreme" if len(movers) == 2 else "pure"
    reason = "" if answer.complete else answer.reason
    two = answer if len(movers) == 2 else None
    return LocalEquilibria(tuple(found.values()), kind, answer.complete, answer.engines, reason, two)


def movers_only(form: StrategicGame, movers: list[int]) -> StrategicGame:
    """The form without the players who have only one thing to do; its cells stay the same."""
    return StrategicGame(
        tuple(form.players[i] for i in movers),
        tuple(form.actions[i] for i in movers),
        tuple(form.payoffs[i] for i in movers),
    )


def _nash(form: StrategicGame, clock: Clock) -> NashEquilibria:
    if len(form.players) != 2:
        return pure_equilibria(form)
    try:
        return nash_equilibria(form, time_limit=_left(clock))
    except LimitReached as stopped:
        partial: NashEquilibria = stopped.partial
        return partial


def _left(clock: Clock) -> float | None:
    return None if clock.limit is None else max(0.01, clock.start + clock.limit - time.monotonic())


def _everyone(game: ExtensiveGame, movers: list[int], profile: MixedProfile) -> MixedProfile:
    given = dict(zip(movers, profile, strict=True))
    return tuple(given.get(i, (Fraction(1),)) for i in range(len(game.players)))
