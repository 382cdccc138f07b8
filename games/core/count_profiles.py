"""Anonymous games with any number of actions: who gains where, by counts and under symmetric mixing, and the answers about both.

Convention   Vectors stand in action order: `counts` x_1 ... x_m of all n players, `probs` p_1 ... p_m.
Definition   Counts x are a pure equilibrium iff nobody gains by switching: for every action i with x_i > 0 and every j, action i pays at
             least what j pays when the others' counts are x less one player on i.
             Everyone playing i with probability p_i is one iff u_i(p) = max_j u_j(p) for every i with p_i > 0, where
             u_j(p) = sum over the others' counts k of (n-1)!/(k_1! ... k_m!) p_1^k_1 ... p_m^k_m payoff_j(k).
Stability    Under replicator dynamics dp_i/dt = p_i (u_i - sum_j p_j u_j), linearised at the point: stable if all eigenvalues along the
             simplex have negative real parts, unstable if one has a positive one, else left open.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from games.core.anonymous import AnonymousGame, count_vectors
from games.core.solution import Real, Status
from games.exact import Scalar, simplest


def profile_slacks(game: AnonymousGame, counts: Sequence[int]) -> tuple[tuple[str, str, Scalar], ...]:
    """The inequalities behind counts of players on each action: (from, to, loss from switching), each >= 0.

    >>> game = AnonymousGame.from_functions(2, ("a", "b", "c"), (lambda a, b, c: a, lambda a, b, c: 2 * b, lambda a, b, c: -c))
    >>> [(own, other, str(loss)) for own, other, loss in profile_slacks(game, (0, 2, 0))]
    [('b', 'a', '2'), ('b', 'c', '2')]
    """
    found = []
    for own, count in enumerate(counts):
        if count == 0:
            continue
        others = tuple(other - (place == own) for place, other in enumerate(counts))
        here = game.payoff_at(own, others)
        for other, label in enumerate(game.actions):
            if other != own:
                found.append((game.actions[own], label, simplest(here - game.payoff_at(other, others))))
    return tuple(found)


def is_profile_equilibrium(game: AnonymousGame, counts: Sequence[int]) -> bool:
    """Whether the counts are a pure equilibrium of a game without free symbols."""
    return all(loss >= 0 for _, _, loss in profile_slacks(game, counts))


def expected_payoffs(game: AnonymousGame, probs: Sequence[Fraction]) -> tuple[Scalar, ...]:
    """What each action pays on average when the others mix alike; exact, and slow beyond some hundred players.

    >>> game = AnonymousGame.from_functions(3, ("a", "b", "c"), (lambda a, b, c: a, lambda a, b, c: 2 * b, lambda a, b, c: c * c))
    >>> [str(own) for own in expected_payoffs(game, (Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)))]
    ['1', '1', '5/8']
    """
    totals: list[Scalar] = [Fraction(0)] * len(game.actions)
    for others in count_vectors(game.size - 1, len(game.actions)):
        weight = Fraction(math.factorial(game.size - 1))
        for p, k in zip(probs, others, strict=True):
            weight *= Fraction(p) ** k / math.factorial(k)
        if weight:
            totals = [total + weight * game.payoff_at(own, others) for own, total in enumerate(totals)]
    return tuple(totals)


def is_symmetric_equilibrium(game: AnonymousGame, probs: Sequence[Fraction]) -> bool:
    """Whether everyone mixing so is an equilibrium of a game without free symbols."""
    payoffs = expected_payoffs(game, probs)
    best = max(payoffs)
    return all(payoff == best for payoff, p in zip(payoffs, probs, strict=True) if p > 0)


@dataclass(frozen=True, slots=True)
class CountProfiles:
    """All vectors of counts that are pure equilibria, each standing for n!/(x_1! ... x_m!) profiles."""

    game: AnonymousGame
    profiles: tuple[tuple[int, ...], ...]
    complete: bool
    status: Status
    engines: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SymmetricProfile:
    """Everyone mixes with `probs`, each exact or enclosed; `stable` under replicator dynamics, None where that is left open.

    `bounds` are those of the played probabilities (equal where they are exact): between them lies no other solution of the same support.
    """

    probs: tuple[Real, ...]
    payoff: Real
    stable: bool | None
    bounds: tuple[tuple[Fraction, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class FaceProof:
    """Why the mixtures of one support hold no other equilibria.

    `support` are the numbers of its actions. `solutions` are boxes (bounds of each probability in the support's order) with exactly one
    point each at which these actions pay the same, be it an equilibrium or not. `tree` cuts the support's simplex into parts, in
    preorder: ("cut", (i, j)) halves the edge between two corners; every other entry settles a part, see `proofs.checker.faces`.
    """

    support: tuple[int, ...]
    solutions: tuple[tuple[tuple[Fraction, Fraction], ...], ...]
    tree: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class SymmetricProfiles:
    """Symmetric equilibria of an anonymous game, by support; `faces` are the proofs that those listed are all.

    `unsettled` are supports whose mixtures are not settled; `reason` says why.
    """

    game: AnonymousGame
    equilibria: tuple[SymmetricProfile, ...]
    faces: tuple[FaceProof, ...]
    unsettled: tuple[tuple[int, ...], ...]
    complete: bool
    status: Status
    engines: tuple[str, ...]
    reason: str = ""


__all__ = [
    "CountProfiles",
    "FaceProof",
    "SymmetricProfile",
    "SymmetricProfiles",
    "expected_payoffs",
    "is_profile_equilibrium",
    "is_symmetric_equilibrium",
    "profile_slacks",
]
