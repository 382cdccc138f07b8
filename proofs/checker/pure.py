"""All pure Nash equilibria of a strategic form: the checker walks every profile.

Each one listed must lose from every deviation; each other must gain from one, or, with symbols, the statement that it loses
from every deviation must be refuted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import product

from games.exact import Scalar
from proofs.checker.kernel import Hypothesis, Polynomial, refuse
from proofs.checker.nash import assumptions
from proofs.checker.obligations import Finding, Obligations, join, lemmas, named, nonzero, positive
from proofs.checker.reading import Reader
from proofs.checker.setting import Given
from proofs.checker.worth import sign_of
from proofs.claims import PureEquilibriaAre
from proofs.witness import ListWitness


def check_pure(claim: PureEquilibriaAre, witness: ListWitness) -> Finding:
    """The list is in cell order, and holds exactly the profiles that are equilibria."""
    game, read = claim.game, Reader()
    assumed = assumptions(game, read)
    profiles = list(product(*game.actions))
    if [profile for profile in profiles if profile in set(claim.profiles)] != list(claim.profiles):
        refuse("profiles", f"{list(claim.profiles)}", "profiles of the game in cell order, each once")
    given = (*assumed, *read.definitions)
    found, steps = [lemmas(read.lemmas, assumed), *(nonzero(p, given, "denominator") for p in read.denominators)], 0
    for cell, profile in enumerate(profiles):
        losses = [loss(here, there, read) for here, there in _deviations(claim, cell)]
        steps += len(losses)
        found.append(shown(profile in claim.profiles, losses, given, f"({', '.join(profile)})"))
    return steps, join(*found)


def loss(here: Scalar, there: Scalar, read: Reader) -> Polynomial:
    """A polynomial with the sign of here - there."""
    if isinstance(here, Fraction) and isinstance(there, Fraction):
        return Polynomial.constant(here - there)
    return sign_of(read(here) - read(there))


def shown(equilibrium: bool, losses: Iterable[Polynomial], given: Given, where: str) -> Obligations:
    """That no loss is ever negative; or else that one always is."""
    if equilibrium:
        return named(f"equilibrium {where}", join(*(positive(p, given, f"loss at {where}") for p in losses)))
    open_ones = [p for p in dict.fromkeys(losses) if p.value is None or p.value < 0]
    if any(p.value is not None for p in open_ones):
        return {}
    if not open_ones:
        refuse(where, "an equilibrium that is not listed", "a list of all of them")
    return {f"no equilibrium {where}": (*given, *(Hypothesis(p, ">=0") for p in open_ones))}


def _deviations(claim: PureEquilibriaAre, cell: int) -> Iterator[tuple[Scalar, Scalar]]:
    """For each player and other action: his payoff here, and there."""
    stride = len(claim.game.payoffs[0])
    for labels, row in zip(claim.game.actions, claim.game.payoffs, strict=True):
        outer, stride = stride, stride // len(labels)
        first = cell // outer * outer + cell % stride
        for other in range(first, first + outer, stride):
            if other != cell:
                yield row[cell], row[other]
