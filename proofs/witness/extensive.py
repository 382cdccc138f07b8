"""Witnesses for claims about a game in extensive form."""

from __future__ import annotations

from dataclasses import dataclass

from games.exact import Scalar


@dataclass(frozen=True, slots=True)
class TreeListWitness:
    """For the complete list, which the checker makes itself: nothing."""


@dataclass(frozen=True, slots=True)
class BehaviourWitness:
    """For each profile claimed, the expected payoff of each player."""

    payoffs: tuple[tuple[Scalar, ...], ...]


@dataclass(frozen=True, slots=True)
class DepartureWitness:
    """What `player` plays instead, from node `start` on (information set -> action), and what he gains."""

    player: str
    start: int
    play: tuple[tuple[str, str], ...]
    gain: Scalar
